//! The blocks of a file and their variables, known before any of their expressions is checked.

use super::checker::Checker;
use super::diagnostics::{names, structure};
use super::environment::Definition;
use super::scope::{Binding, Scope, VariableBinding};
use super::sections::{self, BlockKind};
use super::{equations, groups, later, selection, suggest, synapses};
use crate::hir::{DisplayUnit, GroupId, Place, Population, SynapseGroupId, Type, VariableId};
use crate::source::Span;
use crate::syntax::ast::{self, Equation, GroupRef, ItemKind, Member, Name};
use crate::units::Dimension;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// All blocks of a file.
#[derive(Default)]
pub(super) struct Blocks<'a> {
    /// Populations and sources; a [`GroupId`] counts in this list.
    pub(super) groups: Vec<Block<'a>>,
    /// Synapses; a [`SynapseGroupId`] counts in this list.
    pub(super) synapses: Vec<SynapseBlock<'a>>,
    /// What the items of these numbers name; `None` if there is an error in it.
    pub(super) named: HashMap<usize, Option<Named>>,
}

/// What the name of a group means.
#[derive(Debug, Clone)]
pub(super) enum Named {
    /// A group or a part of one.
    Part(Part),
    /// Synapses.
    Synapses(SynapseGroupId),
}

/// A contiguous part of a group.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The group.
    pub(super) group: GroupId,
    /// Its elements; `None` if there is an error in them.
    pub(super) range: Option<Range<u32>>,
}

impl Part {
    /// How many elements.
    pub(super) fn size(&self) -> Option<u32> {
        self.range.as_ref().map(|range| range.end - range.start)
    }

    /// For the checked model, which exists only if nothing is wrong.
    pub(super) fn population(&self) -> Population {
        let Range { start, end } = self.range.clone().unwrap_or_default();
        Population { group: self.group, start, end }
    }
}

/// A block and its variables.
pub(super) struct Block<'a> {
    /// Which kind.
    pub(super) kind: BlockKind,
    /// Its name.
    pub(super) name: &'a Name,
    /// All its members.
    pub(super) body: &'a [Member],
    /// The members that have a meaning and are carried out.
    pub(super) members: Vec<&'a Member>,
    /// Its variables; a [`VariableId`] counts in this list.
    pub(super) variables: Vec<Declared<'a>>,
    /// Whether all its variables are known: it is not made of a model, which this version does not carry out.
    pub(super) complete: bool,
    /// How many elements, if that is known.
    pub(super) size: Option<u32>,
}

impl<'a> Block<'a> {
    fn new(
        cx: &mut Checker<'a>,
        kind: BlockKind,
        name: &'a Name,
        instance: Option<&ast::Instance>,
        body: &'a [Member],
    ) -> Self {
        if let Some(instance) = instance {
            cx.tell(later::instance(instance).told());
        }
        // Sources of given spikes are not carried out as a whole, so their sections are not looked at.
        let members = if kind == BlockKind::Spikes { vec![] } else { sections::meaningful(cx, kind, body) };
        Block { kind, name, body, members, variables: vec![], complete: instance.is_none(), size: None }
    }

    /// Whether its elements can spike.
    pub(super) fn spikes(&self) -> bool {
        let threshold = |member: &&Member| matches!(member.kind, ast::MemberKind::Threshold(_));
        self.kind != BlockKind::Neurons || !self.complete || self.members.iter().any(threshold)
    }
}

/// Synapses and their ends.
pub(super) struct SynapseBlock<'a> {
    /// Their block.
    pub(super) block: Block<'a>,
    /// The presynaptic group; `None` if there is an error in it.
    pub(super) source: Option<Part>,
    /// The postsynaptic group.
    pub(super) target: Option<Part>,
}

/// A declared variable.
#[derive(Debug)]
pub(super) struct Declared<'a> {
    /// Its name.
    pub(super) name: Arc<str>,
    /// Where it is declared: the name.
    pub(super) span: Span,
    /// Its equation; `None` for the number of a synapse within its pair (`as k`).
    pub(super) equation: Option<&'a Equation>,
    /// Type, dimension and unit; `None` if there is an error in them.
    pub(super) meaning: Option<Meaning>,
    /// Whether its right side is carried out.
    pub(super) carried_out: bool,
    /// Whether the name means this variable: it is not declared before.
    pub(super) named: bool,
}

/// What is known of a variable by its declaration.
#[derive(Debug, Clone)]
pub(super) struct Meaning {
    /// Its type.
    pub(super) ty: Type,
    /// Its dimension.
    pub(super) dimension: Dimension,
    /// How it is shown.
    pub(super) unit: DisplayUnit,
}

impl Declared<'_> {
    /// The unit after `:`.
    pub(super) fn unit_span(&self) -> Option<Span> {
        self.equation?.unit.as_ref().map(|unit| unit.span)
    }

    fn binding(&self, place: Place, id: usize) -> Binding {
        match &self.meaning {
            None => Binding::Poisoned,
            Some(meaning) => Binding::Variable(VariableBinding {
                place,
                id: VariableId(id as u32),
                ty: meaning.ty,
                dimension: meaning.dimension,
                unit: meaning.unit.clone(),
                span: self.span,
                unit_span: self.unit_span(),
            }),
        }
    }
}

/// Binds the variables of a block under their names with this suffix: `_pre` and `_post` for those of an end of a synapse.
pub(super) fn bind(scope: &mut Scope, variables: &[Declared<'_>], place: Place, suffix: &str) {
    for (id, variable) in variables.iter().enumerate() {
        if variable.named {
            let name = match suffix {
                "" => variable.name.clone(),
                _ => format!("{}{suffix}", variable.name).into(),
            };
            scope.bind(name, variable.binding(place, id));
        }
    }
}

impl<'a> Blocks<'a> {
    /// Finds the blocks of a file and declares their variables.
    pub(super) fn declare(cx: &mut Checker<'a>, file: &'a ast::File) -> Self {
        let mut blocks = Blocks::default();
        for (at, item) in file.items.iter().enumerate() {
            if let Some(later) = later::item(item) {
                cx.tell(later.told());
            }
            if let ItemKind::Group(group) = &item.kind {
                let kind = match group.kind {
                    ast::GroupKind::Neurons => BlockKind::Neurons,
                    ast::GroupKind::Poisson => BlockKind::Poisson,
                    ast::GroupKind::Spikes => BlockKind::Spikes,
                };
                let size = groups::size(cx, group);
                let mut block = Block::new(cx, kind, &group.name, group.instance.as_ref(), &group.body);
                block.variables = equations::declare(cx, kind, &block.members, &[]);
                block.size = size;
                let part =
                    Part { group: GroupId(blocks.groups.len() as u32), range: size.map(|size| 0..size) };
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
        blocks.subgroups(cx, file);
        for (_, synapses) in synapses {
            let block = blocks.synapses(cx, synapses);
            blocks.synapses.push(block);
        }
        blocks
    }

    fn synapses(&self, cx: &mut Checker<'a>, synapses: &'a ast::Synapses) -> SynapseBlock<'a> {
        let kind = BlockKind::Synapses;
        let source = synapses::end(cx, self, &synapses.source);
        let target = synapses::end(cx, self, &synapses.target);
        let mut block = Block::new(cx, kind, &synapses.name, synapses.instance.as_ref(), &synapses.body);
        let of_target = target.as_ref().map_or(&[][..], |part| &self.groups[part.group.index()].variables);
        block.variables = equations::declare(cx, kind, &block.members, of_target);
        synapses::numbers(cx, &block.members, of_target, &mut block.variables);
        SynapseBlock { block, source, target }
    }

    /// The group, part of a group, or synapses that a name means, and where it is defined.
    pub(super) fn named(&self, cx: &mut Checker<'a>, name: &Name, wanted: &str) -> Option<Named> {
        let Some(found) = cx.env.look_up(&name.text) else {
            let is_group =
                |name: &&Arc<str>| cx.env.get(name).is_some_and(|found| self.is_group(found.definition));
            let groups = cx.env.names().filter(is_group).map(Arc::as_ref);
            let similar = suggest::similar(&name.text, groups);
            cx.tell_unknown(name, |_| names::unknown_group(name, &similar));
            return None;
        };
        if let Definition::Item(at) = found.definition
            && let Some(named) = self.named.get(&at)
        {
            return named.clone();
        }
        cx.tell(structure::not_a_group(name, found.what, wanted, found.span));
        None
    }

    fn is_group(&self, definition: Definition<'_>) -> bool {
        matches!(definition, Definition::Item(at) if self.named.contains_key(&at))
    }

    /// Finds out what the subgroups of a file are parts of. Chains of them may be long, and are followed without recursion.
    pub(super) fn subgroups(&mut self, cx: &mut Checker<'a>, file: &'a ast::File) {
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
                && !self.named.contains_key(&at)
            {
                if !met.insert(at) {
                    cx.tell(structure::subgroup_cycle(link.name.span, &link.name.text));
                    self.named.insert(at, None);
                    break;
                }
                chain.push(at);
                next = cx.env.get(&link.of.name.text).and_then(|found| match found.definition {
                    Definition::Item(at) => Some(at),
                    _ => None,
                });
            }
            for at in chain.into_iter().rev() {
                let Some(link) = subgroup(at).filter(|_| !self.named.contains_key(&at)) else {
                    continue;
                };
                let part = match self.named(cx, &link.of.name, "a group") {
                    Some(Named::Part(part)) => Some(Named::Part(select(cx, &part, &link.of))),
                    Some(Named::Synapses(_)) => {
                        let at = cx.env.get(&link.of.name.text).map_or(link.of.name.span, |found| found.span);
                        cx.tell(structure::not_a_group(&link.of.name, "a block of synapses", "a group", at));
                        None
                    }
                    None => None,
                };
                self.named.insert(at, part);
            }
        }
    }
}

/// The part of a group that is selected from another part.
pub(super) fn select(cx: &mut Checker<'_>, of: &Part, reference: &GroupRef) -> Part {
    let Some(subscripts) = &reference.selection else {
        return of.clone();
    };
    let range = of.range.as_ref().and_then(|range| {
        let chosen = selection::part(cx, subscripts, &reference.name.text, range.end - range.start)?;
        Some(range.start + chosen.start..range.start + chosen.end)
    });
    Part { group: of.group, range }
}
