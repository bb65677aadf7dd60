//! Models: what can be said of them before they are used, and of those that nothing uses.

use super::checker::{Checker, Open};
use super::clock::Clock;
use super::declared::{self, Block};
use super::diagnostics::{names, structure};
use super::environment::Parameters;
use super::pathways::pathways;
use super::scope::{Scope, Site};
use super::sections::{self, BlockKind};
use super::statements::{Moment, Writable, statements};
use super::timed::timed;
use super::{equations, groups, instance};
use crate::hir::Place;
use crate::syntax::ast::{self, ItemKind, Member, MemberKind, Model};

/// Checks the parameters of a file's models, and the bodies of those that nothing is made of: as far as that is possible
/// without knowing what their use adds.
pub(super) fn check<'a>(cx: &mut Checker<'a>, file: &'a ast::File) {
    for item in &file.items {
        let ItemKind::Model(model) = &item.kind else { continue };
        parameters(cx, model);
        let at = model.name.span;
        let known = cx.env.get(&model.name.text).is_some_and(|found| found.span == at);
        if known && !cx.env.is_used(&model.name.text) {
            let lost = file.lost.iter().filter(|name| item.span.contains(name.span)).collect();
            unused(cx, file, item, model, lost);
        }
    }
}

/// Warns of models that nothing is made of, and of parameters that nothing uses.
pub(super) fn warn(cx: &mut Checker<'_>, model: &Model) {
    if !cx.env.is_used(&model.name.text) {
        cx.tell(structure::unused(model.name.span, "model", &model.name.text));
        return;
    }
    for parameter in &model.parameters {
        if !cx.env.is_used_parameter(parameter.name.span) {
            cx.tell(structure::unused(parameter.name.span, "parameter", &parameter.name.text));
        }
    }
}

fn parameters(cx: &mut Checker<'_>, model: &Model) {
    for (at, parameter) in model.parameters.iter().enumerate() {
        let name = &parameter.name;
        cx.is_free(name);
        if let Some(first) = model.parameters[..at].iter().find(|known| known.name.text == name.text) {
            cx.tell(names::duplicate(name, first.name.span, "a parameter"));
        }
    }
}

fn unused<'a>(
    cx: &mut Checker<'a>,
    file: &'a ast::File,
    item: &'a ast::Item,
    model: &'a Model,
    lost: Vec<&'a ast::Name>,
) {
    let Some(base) = instance::base(cx, file, model) else { return };
    let kind = if is_of_synapses(base) { BlockKind::Synapses } else { BlockKind::Neurons };
    let constants = cx.env.table.len();
    cx.open = if kind == BlockKind::Synapses { Open::BlockAndEnds } else { Open::Block };
    match &model.instance {
        Some(variant) => {
            if let Some(made) = instance::make(cx, file, kind, &model.name, variant, &model.body) {
                body(cx, kind, &model.name, &made.members, made.parameters, lost);
            }
        }
        None => {
            let parameters = instance::defaults(cx, item, model);
            let members: Vec<_> = model.body.iter().collect();
            body(cx, kind, &model.name, &members, Some(parameters), lost);
        }
    }
    cx.open = Open::Nothing;
    // Its parameters are constants of no block.
    cx.env.table[constants..].fill(None);
}

/// Checks a body without knowing what its use adds.
fn body<'a>(
    cx: &mut Checker<'a>,
    kind: BlockKind,
    name: &'a ast::Name,
    members: &[&'a Member],
    parameters: Parameters<'a>,
    lost: Vec<&'a ast::Name>,
) {
    cx.within(&parameters.clone(), |cx| {
        let members = sections::meaningful(cx, kind, members);
        let variables = equations::declare(cx, kind, &members, &[], &lost);
        let clock = Clock::of(cx, &members);
        let block = Block {
            kind,
            name,
            members,
            lost,
            variables,
            parameters,
            complete: true,
            size: None,
            clock,
            position: 0,
        };
        match kind {
            BlockKind::Synapses => synapses(cx, &block),
            _ => drop(groups::group(cx, &block)),
        }
    });
}

/// Whether only synapses can be made of it.
pub(crate) fn is_of_synapses(model: &Model) -> bool {
    model.body.iter().any(|member| match &member.kind {
        MemberKind::Equation(equation) => {
            let of_synapses = ["event-driven", "clock-driven", "summed"];
            equation.flags.iter().any(|flag| of_synapses.contains(&&*flag.text))
        }
        _ => sections::name(member).is_some_and(|name| !BlockKind::Neurons.sections().contains(&name)),
    })
}

/// Checks synapses whose ends are not known.
fn synapses(cx: &mut Checker<'_>, block: &Block<'_>) {
    let mut scope = Scope::new(Site::Synapses);
    scope.dt = block.clock.own();
    declared::bind(&mut scope, &block.variables, Place::Own, "");
    equations::variables(cx, &mut scope, &block.variables);
    let writable = Writable { moment: Moment::Spike, own: &block.variables, ends: [&[], &[]], target: None };
    let members: &[&Member] = &block.members;
    pathways(cx, &mut scope, writable, members, [block, block]);
    timed(cx, &mut scope, writable, members, block.clock, block.position);
    for member in members {
        if let MemberKind::Init(body) = &member.kind {
            statements(cx, &mut scope, Writable { moment: Moment::Init, ..writable }, body);
        }
    }
}
