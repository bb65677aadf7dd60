//! What is infinite or no number as soon as it is computed.

use super::blocks::Block;
use super::facts::Facts;
use super::known::{Known, Moment};
use super::reads::Reads;
use crate::check::diagnostics::suspicious as told;
use crate::check::shown;
use crate::diagnostic::Diagnostic;
use crate::hir::{Code, Drive, ExprId, ExprKind, GroupKind, Refractory, VariableId, VariableKind};

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
        for (root, each_step) in expressions(facts, block) {
            let mut known = always.value(root);
            if each_step && facts.first && !matches!(known, Known::NotFinite(_)) {
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

/// The expressions of a block that the simulation computes, and whether it does so in each step.
fn expressions(facts: &Facts<'_>, block: Block) -> Vec<(ExprId, bool)> {
    let mut found = vec![];
    for variable in block.variables(facts.model) {
        match variable.kind {
            VariableKind::Differential { rhs, drive, .. } => found.push((rhs, drive != Drive::Event)),
            VariableKind::Held(value) => found.push((value, true)),
            VariableKind::Subexpression(_) | VariableKind::Linked(_) | VariableKind::Parameter { .. } => {}
        }
    }
    let mut statements = |code: &Code| {
        found.extend(code.statements.iter().map(|statement| (statement.value, false)));
    };
    block.timed(facts.model).iter().for_each(|timed| statements(&timed.code));
    match block {
        Block::Group(at) => match &facts.model.groups[at].kind {
            GroupKind::Neurons { threshold, reset, refractory, events, .. } => {
                statements(reset);
                events.iter().for_each(|event| statements(&event.code));
                found.extend(threshold.map(|it| (it, true)));
                if let Some(Refractory::Period(period)) = refractory {
                    found.push((*period, true));
                }
            }
            GroupKind::Poisson { rate } => found.push((*rate, true)),
            GroupKind::Spikes(_) => {}
        },
        Block::Synapses(at) => {
            let synapses = &facts.model.synapses[at];
            synapses.pathways.iter().for_each(|pathway| statements(&pathway.code));
            found.extend(synapses.sums.iter().map(|sum| (sum.value, true)));
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
    let values = reads.iter().filter_map(|(id, read)| {
        let variable = block.variable(facts.model, *id);
        let Known::Value(value) = facts.at_start(block, *id) else { return None };
        Some((*read, format!("`{}` is {} at the start", variable.name, shown::of_variable(value, variable))))
    });
    let values: Vec<_> = values.collect();
    (!values.is_empty()).then(|| told::not_finite_at_start(span, divides, &values))
}
