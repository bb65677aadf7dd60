//! The blocks of a file and their variables, known before any of their expressions is checked.

use super::checker::Checker;
use super::clock::Clock;
use super::declared::{Block, Blocks, Named, Part, SynapseBlock};
use super::diagnostics::{self, structure};
use super::environment::Definition;
use super::references::select;
use super::sections::{self, BlockKind};
use super::{equations, groups, instance, links, synapses};
use crate::hir::{GroupId, Population, Subgroup, SynapseGroupId};
use crate::syntax::ast::{self, ItemKind, Member, Name};
use std::collections::HashSet;

/// Finds the blocks of a file and declares their variables.
pub(super) fn declare<'a>(cx: &mut Checker<'a>, file: &'a ast::File) -> Blocks<'a> {
    let mut blocks = Blocks::default();
    for (at, item) in file.items.iter().enumerate() {
        if let ItemKind::Group(group) = &item.kind {
            let kind = match group.kind {
                ast::GroupKind::Neurons => BlockKind::Neurons,
                ast::GroupKind::Poisson => BlockKind::Poisson,
                ast::GroupKind::Spikes => BlockKind::Spikes,
            };
            let size = groups::size(cx, group);
            let head = Head { kind, name: &group.name, instance: group.instance.as_ref(), item };
            let mut block = head.block(cx, file, &group.body);
            block.variables = cx.within(&block.parameters, |cx| {
                equations::declare(cx, kind, &block.members, &[], &block.lost)
            });
            block.position = at;
            block.size = size;
            let part = Part { group: GroupId(blocks.groups.len() as u32), range: size.map(|size| 0..size) };
            blocks.groups.push(block);
            blocks.named.insert(at, Some(Named::Part(part)));
        }
    }
    // Their names are known before their ends are looked up, among which they might be.
    let synapses = file.items.iter().enumerate().filter_map(|(at, item)| match &item.kind {
        ItemKind::Synapses(synapses) => Some((at, synapses)),
        _ => None,
    });
    for (id, (at, _)) in synapses.clone().enumerate() {
        blocks.named.insert(at, Some(Named::Synapses(SynapseGroupId(id as u32))));
    }
    subgroups(cx, &mut blocks, file);
    let positions: Vec<_> = synapses.clone().map(|(at, _)| at).collect();
    let synapses: Vec<_> = synapses.map(|(at, synapses)| (synapses, &file.items[at])).collect();
    let ends: Vec<_> = synapses
        .iter()
        .map(|(it, _)| [&it.source, &it.target].map(|end| synapses::end(cx, &blocks, end)))
        .collect();
    let order = in_order(cx, &synapses, &ends);
    blocks.synapses.resize_with(synapses.len(), || None);
    let mut synapses: Vec<_> = synapses.into_iter().zip(ends).map(Some).collect();
    for at in order {
        if let Some(((synapses, item), ends)) = synapses[at].take() {
            let mut block = synapse_block(cx, file, &blocks, (synapses, item), ends);
            block.block.position = positions[at];
            blocks.synapses[at] = Some(block);
        }
    }
    links::find(cx, &mut blocks);
    blocks
}

/// The numbers of the blocks of synapses, those that are an end of others first. Who is an end of itself is left out.
fn in_order(
    cx: &mut Checker<'_>,
    synapses: &[(&ast::Synapses, &ast::Item)],
    ends: &[[Option<Named>; 2]],
) -> Vec<usize> {
    let needs = |at: usize| {
        ends[at].iter().flatten().filter_map(|end| match end {
            Named::Synapses(id) => Some(id.index()),
            Named::Part(_) => None,
        })
    };
    let mut waiting: Vec<usize> = (0..synapses.len()).collect();
    let mut order = vec![];
    let mut placed = vec![false; synapses.len()];
    loop {
        let before = waiting.len();
        waiting.retain(|&at| {
            let ready = needs(at).all(|end| placed[end]);
            if ready {
                placed[at] = true;
                order.push(at);
            }
            !ready
        });
        if waiting.len() == before {
            break;
        }
    }
    // Of a cycle, the first block is told; who only leads to one says nothing.
    if let Some(first) = waiting.first().copied() {
        let mut at = first;
        let mut met = vec![];
        while !met.contains(&at) {
            met.push(at);
            match needs(at).find(|end| waiting.contains(end)) {
                Some(next) => at = next,
                None => break,
            }
        }
        let name = &synapses[at].0.name;
        cx.tell(diagnostics::synapses::end_cycle(name.span, &name.text));
    }
    order
}

/// Synapses and their ends, which are among these blocks.
fn synapse_block<'a>(
    cx: &mut Checker<'a>,
    file: &'a ast::File,
    blocks: &Blocks<'a>,
    (synapses, item): (&'a ast::Synapses, &'a ast::Item),
    [source, target]: [Option<Named>; 2],
) -> SynapseBlock<'a> {
    let kind = BlockKind::Synapses;
    let head = Head { kind, name: &synapses.name, instance: synapses.instance.as_ref(), item };
    let mut block = head.block(cx, file, &synapses.body);
    let of_target = target.as_ref().and_then(|end| blocks.of(end)).map_or(&[][..], |block| &block.variables);
    block.variables = cx.within(&block.parameters, |cx| {
        let mut variables = equations::declare(cx, kind, &block.members, of_target, &block.lost);
        synapses::numbers(cx, &block.members, of_target, &mut variables);
        variables
    });
    SynapseBlock { block, source, target }
}

/// Finds out what the subgroups of a file are parts of. Chains of them may be long, and are followed without recursion.
fn subgroups<'a>(cx: &mut Checker<'a>, blocks: &mut Blocks<'a>, file: &'a ast::File) {
    let subgroup = |at: usize| match &file.items[at].kind {
        ItemKind::Subgroup(subgroup) => Some(subgroup),
        _ => None,
    };
    for start in 0..file.items.len() {
        let mut chain = vec![];
        let mut met = HashSet::new();
        let mut next = Some(start);
        while let Some(at) = next
            && let Some(link) = subgroup(at)
            && !blocks.named.contains_key(&at)
        {
            if !met.insert(at) {
                cx.tell(structure::subgroup_cycle(link.name.span, &link.name.text));
                blocks.named.insert(at, None);
                break;
            }
            chain.push(at);
            next = cx.env.get(&link.of.name.text).and_then(|found| match found.definition {
                Definition::Item(at) => Some(at),
                _ => None,
            });
        }
        for at in chain.into_iter().rev() {
            let Some(link) = subgroup(at).filter(|_| !blocks.named.contains_key(&at)) else {
                continue;
            };
            // `group c = c[:2]` with another `c`: that there are two is told.
            let other = cx.env.get(&link.name.text).is_some_and(|found| found.span != link.name.span);
            if other && link.name.text == link.of.name.text {
                blocks.named.insert(at, None);
                continue;
            }
            let part = match blocks.named(cx, &link.of.name, "a group") {
                Some(Named::Part(part)) => Some(Named::Part(select(cx, &part, &link.of))),
                Some(Named::Synapses(_)) => {
                    let at = cx.env.get(&link.of.name.text).map_or(link.of.name.span, |found| found.span);
                    cx.tell(structure::not_a_group(&link.of.name, "a block of synapses", "a group", at));
                    None
                }
                None => None,
            };
            blocks.named.insert(at, part);
        }
    }
}

/// The subgroups of a file, as far as they are known.
pub(super) fn named_parts(blocks: &Blocks<'_>, file: &ast::File) -> Vec<Subgroup> {
    let known = file.items.iter().enumerate().filter_map(|(at, item)| {
        let ItemKind::Subgroup(subgroup) = &item.kind else { return None };
        let Some(Named::Part(Part { group, range })) = blocks.named.get(&at)?.as_ref() else { return None };
        let range = range.as_ref()?;
        let of = Population { group: *group, start: range.start, end: range.end };
        Some(Subgroup { name: subgroup.name.text.as_ref().into(), of })
    });
    known.collect()
}

/// The names of what could not be read in an item.
fn lost<'a>(file: &'a ast::File, item: &ast::Item) -> Vec<&'a Name> {
    file.lost.iter().filter(|name| item.span.contains(name.span)).collect()
}

/// What stands before the body of a block, and the item that it is.
struct Head<'a> {
    kind: BlockKind,
    name: &'a Name,
    instance: Option<&'a ast::Instance>,
    item: &'a ast::Item,
}

impl<'a> Head<'a> {
    /// A block whose variables are not declared yet.
    fn block(&self, cx: &mut Checker<'a>, file: &'a ast::File, own: &'a [Member]) -> Block<'a> {
        let &Head { kind, name, instance, item } = self;
        let mut lost = lost(file, item);
        let mut body: Vec<_> = own.iter().collect();
        let (mut parameters, mut complete) = (None, instance.is_none());
        if let Some(instance) = instance
            && let Some(made) = instance::make(cx, file, kind, name, instance, own)
        {
            made.items.iter().for_each(|item| lost.extend(self::lost(file, item)));
            (body, parameters, complete) = (made.members, made.parameters, true);
        }
        let members = sections::meaningful(cx, kind, &body);
        let clock = cx.within(&parameters, |cx| Clock::of(cx, &members));
        Block {
            kind,
            name,
            members,
            lost,
            variables: vec![],
            parameters,
            complete,
            size: None,
            clock,
            position: 0,
        }
    }
}
