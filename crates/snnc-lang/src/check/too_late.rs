//! What is read while the network is built, and gets its value only afterwards.

use super::checker::Checker;
use super::diagnostics::connections as told;
use crate::diagnostic::{Diagnostic, Label};
use crate::hir::{
    Code, Delay, Endpoint, ExprId, ExprKind, Group, GroupId, Over, Pairs, Place, Range, SynapseGroup, Target,
    VariableId, VariableKind,
};
use crate::source::Span;
use crate::syntax::ast::{Item, ItemKind, Protocol, ProtocolKind};
use std::collections::HashSet;

/// Tells rules and initial values that read a variable of a group which only the protocol assigns, and delays that read a
/// variable of the synapses which only `init` does.
pub(super) fn too_late(
    cx: &mut Checker<'_>,
    items: &[Item],
    groups: &[Option<Group>],
    synapses: &[Option<SynapseGroup>],
) {
    let statements: Vec<&Protocol> = items.iter().filter_map(statement).collect();
    let mut assigned = vec![];
    assignments(&statements, &mut assigned);
    let mut told: Vec<((VariableId, Option<GroupId>), Diagnostic)> = vec![];
    for synapses in synapses.iter().flatten() {
        for (root, what) in expressions(synapses) {
            for (span, place, id) in variables(cx, root) {
                let end = match place {
                    Place::End(crate::syntax::ast::End::Pre) => synapses.source,
                    Place::End(crate::syntax::ast::End::Post) => synapses.target,
                    Place::Own if what == What::Delay => {
                        let variable = &synapses.variables[id.index()];
                        if writes(&synapses.init, id) {
                            let late = told::delay_before_init(span, &variable.name, variable.span);
                            once(&mut told, (id, None), late);
                        }
                        continue;
                    }
                    Place::Own => continue,
                };
                let Endpoint::Population(population) = end else { continue };
                let Some(group) = group(groups, population.group) else { continue };
                let variable = &group.variables[id.index()];
                let stored = !matches!(variable.kind, VariableKind::Subexpression(_));
                let by_protocol = assigned
                    .iter()
                    .find(|(target, name, _)| **target == *group.name && **name == *variable.name);
                if let Some((_, _, at)) = by_protocol
                    && stored
                    && !writes(&group.init, id)
                {
                    let late = told::assigned_too_late(span, &variable.name, &group.name, *at);
                    once(&mut told, (id, Some(population.group)), late);
                }
            }
        }
        told.drain(..).for_each(|(_, late)| cx.tell(late));
    }
}

/// Adds a finding, or its place to one of the same variable.
fn once<K: PartialEq>(told: &mut Vec<(K, Diagnostic)>, of: K, late: Diagnostic) {
    match told.iter_mut().find(|(known, _)| *known == of) {
        Some((_, first)) if first.labels.len() < 4 => {
            first.labels.push(Label { span: late.primary.span, text: "and here".to_string() });
        }
        Some(_) => {}
        None => told.push((of, late)),
    }
}

/// What reads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Rule,
    Delay,
}

fn group(groups: &[Option<Group>], id: GroupId) -> Option<&Group> {
    groups.get(id.index())?.as_ref()
}

fn statement(item: &Item) -> Option<&Protocol> {
    match &item.kind {
        ItemKind::Protocol(statement) => Some(statement),
        _ => None,
    }
}

/// Group, variable and place of each assignment of the protocol, in loops too.
fn assignments<'a>(statements: &[&'a Protocol], found: &mut Vec<(&'a str, &'a str, Span)>) {
    for statement in statements {
        match &statement.kind {
            ProtocolKind::Assign { target, variable, .. } => {
                found.push((&target.name.text, &variable.text, statement.span));
            }
            ProtocolKind::Repeat { body, .. } | ProtocolKind::For { body, .. } => {
                assignments(&body.iter().collect::<Vec<_>>(), found);
            }
            _ => {}
        }
    }
}

/// The expressions of rules, initial values and delays.
fn expressions(synapses: &SynapseGroup) -> Vec<(ExprId, What)> {
    let mut found = vec![];
    for rule in &synapses.rules {
        let bounds = |range: &Range| [range.start, range.stop, range.step];
        match &rule.pairs {
            Pairs::All | Pairs::Listed(_) => {}
            Pairs::Function(_, value)
            | Pairs::Indegree(value)
            | Pairs::Outdegree(value)
            | Pairs::Total(value) => found.push(*value),
            Pairs::Generated(generated) => {
                found.push(generated.value);
                match &generated.over {
                    Over::Range(range) => found.extend(bounds(range)),
                    Over::SampleOfSize(range, value) | Over::SampleWithProbability(range, value) => {
                        found.extend(bounds(range));
                        found.push(*value);
                    }
                    Over::Values(_) => {}
                }
            }
        }
        found.extend([rule.condition, rule.probability, rule.multiplicity].into_iter().flatten());
    }
    found.extend(synapses.init.statements.iter().map(|statement| statement.value));
    let delays = synapses.pathways.iter().filter_map(|pathway| match pathway.delay {
        Delay::Each(value) => Some((value, What::Delay)),
        Delay::Constant(_) => None,
    });
    found.into_iter().map(|value| (value, What::Rule)).chain(delays).collect()
}

/// The variables that an expression names, each once.
fn variables(cx: &Checker<'_>, root: ExprId) -> Vec<(Span, Place, VariableId)> {
    let mut seen = HashSet::from([root]);
    let mut open = vec![root];
    let mut found: Vec<(Span, Place, VariableId)> = vec![];
    while let Some(id) = open.pop() {
        let expr = &cx.exprs[id];
        if let ExprKind::Variable(place, variable) = expr.kind
            && found.iter().all(|(_, at, known)| (*at, *known) != (place, variable))
        {
            found.push((expr.span, place, variable));
        }
        open.extend(expr.kind.operands().into_iter().filter(|operand| seen.insert(*operand)));
    }
    found
}

fn writes(code: &Code, id: VariableId) -> bool {
    code.statements.iter().any(|statement| statement.target == Target::Variable(Place::Own, id))
}
