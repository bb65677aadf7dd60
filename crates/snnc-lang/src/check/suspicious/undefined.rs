//! What is infinite or no number as soon as it is computed.

use super::blocks::Block;
use super::facts::Facts;
use super::known::Known;
use super::moment::Moment;
use super::reads::Reads;
use super::roots::{Computed, roots};
use crate::check::diagnostics::suspicious as told;
use crate::check::shown;
use crate::diagnostic::Diagnostic;
use crate::hir::{ExprId, ExprKind, VariableId, VariableKind};

/// Equations and statements that divide by a variable which is zero.
pub(super) fn undefined(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = vec![];
    if !facts.runs {
        return found;
    }
    for block in Block::all(facts.model) {
        let always = Moment::any(facts, block);
        let start = Moment::start(facts, block);
        let mut told: Vec<ExprId> = vec![];
        for (root, computed) in roots(facts, block) {
            if matches!(computed, Computed::Before | Computed::WhereUsed) {
                continue;
            }
            let mut known = always.value(root);
            if computed == Computed::EachStep && facts.first && !matches!(known, Known::NotFinite(_)) {
                known = start.value(root);
            }
            if let Known::NotFinite(at) = known
                && !told.contains(&at)
            {
                told.push(at);
                found.extend(tell(facts, block, at));
            }
        }
    }
    found
}

fn tell(facts: &Facts<'_>, block: Block, at: ExprId) -> Option<Diagnostic> {
    let exprs = &facts.model.exprs;
    let divisor = match exprs[at].kind {
        ExprKind::Binary(_, _, divisor) => divisor,
        _ => at,
    };
    let span = exprs[at].span;
    let divides = divisor != at;
    let reads = Reads::of(facts, block, divisor).own;
    let unset = |id: VariableId| facts.is_unset(block, id);
    if let Some((id, read)) = reads.iter().find(|(id, _)| unset(*id)) {
        let variable = block.variable(facts.model, *id);
        if matches!(variable.kind, VariableKind::Parameter { .. }) {
            return Some(told::divided_by_unset(*read, &variable.name, variable.span, divides));
        }
    }
    let values = reads.iter().filter_map(|(id, _)| {
        let variable = block.variable(facts.model, *id);
        let Known::Value(value) = facts.at_start(block, *id) else { return None };
        Some(format!("`{}` is {}", variable.name, shown::of_variable(value, variable)))
    });
    let values: Vec<_> = values.collect();
    (!values.is_empty()).then(|| told::not_finite_at_start(span, divides, &values.join(", ")))
}
