//! When the differential equations of synapses are integrated: in each step, or at events.

use super::checker::Checker;
use super::diagnostics::synapses as diagnostics;
use super::value;
use crate::hir::{Drive, ExprId, ExprKind, Place, Sum, Variable, VariableKind};
use crate::source::Span;
use crate::syntax::ast::{Member, MemberKind};
use std::collections::HashSet;

/// Whether some equation of a block is event-driven.
pub(super) fn is_event_driven(members: &[&Member]) -> bool {
    members.iter().any(|member| match &member.kind {
        MemberKind::Equation(equation) => equation.flags.iter().any(|flag| *flag.text == *"event-driven"),
        _ => false,
    })
}

/// Tells what is integrated at events but reads what changes in between, and what is needed in each step but reads what is
/// known at events alone.
pub(super) fn dependencies(cx: &mut Checker<'_>, variables: &[Variable], sums: &[Sum]) {
    for variable in variables {
        let (rhs, at_events) = match variable.kind {
            VariableKind::Differential { rhs, drive, .. } => (rhs, drive == Drive::Event),
            VariableKind::Held(value) => (value, false),
            _ => continue,
        };
        let other = |its: Drive| (its == Drive::Event) != at_events;
        if let Some((read, span)) = find(cx, variables, rhs, other) {
            let (name, declared) = (&variables[read].name, variables[read].span);
            cx.tell(if at_events {
                diagnostics::changes_between_events(span, &variable.name, name, declared)
            } else {
                let what = match variable.kind {
                    VariableKind::Held(_) => format!("`{}`", variable.name),
                    _ => format!("d{}/dt", variable.name),
                };
                diagnostics::known_at_events(span, &what, name, declared)
            });
        }
    }
    for sum in sums {
        if let Some((read, span)) = find(cx, variables, sum.value, |drive| drive == Drive::Event) {
            let (name, declared) = (&variables[read].name, variables[read].span);
            cx.tell(diagnostics::known_at_events(span, "a sum", name, declared));
        }
    }
}

/// A differential variable of such a drive that an expression reads, subexpressions included, and where it does.
fn find(
    cx: &Checker<'_>,
    variables: &[Variable],
    root: ExprId,
    wanted: impl Fn(Drive) -> bool,
) -> Option<(usize, Span)> {
    let mut seen = HashSet::new();
    let mut open = vec![(root, None)];
    while let Some((root, place)) = open.pop() {
        for id in value::reachable(&cx.exprs, root) {
            let ExprKind::Variable(Place::Own, variable) = cx.exprs[id].kind else { continue };
            let place = place.unwrap_or(cx.exprs[id].span);
            match variables[variable.index()].kind {
                VariableKind::Differential { drive, .. } if wanted(drive) => {
                    return Some((variable.index(), place));
                }
                VariableKind::Subexpression(inner) if seen.insert(inner) => open.push((inner, Some(place))),
                _ => {}
            }
        }
    }
    None
}
