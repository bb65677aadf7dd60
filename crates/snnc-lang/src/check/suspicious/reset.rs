//! Spikes that do not end.

use super::blocks::Block;
use super::facts::Facts;
use super::known::Known;
use super::moment::Moment;
use super::reads::Reads;
use crate::check::diagnostics::suspicious as told;
use crate::check::shown;
use crate::diagnostic::Diagnostic;
use crate::hir::{Code, Group, GroupKind, Place, Refractory, Target, VariableId, VariableKind};

/// Resets after which the threshold still holds, or which change nothing that it reads; thresholds that never hold.
pub(super) fn reset(facts: &Facts<'_>) -> Vec<Diagnostic> {
    (0..facts.model.groups.len()).filter_map(|at| group(facts, at)).collect()
}

fn group(facts: &Facts<'_>, at: usize) -> Option<Diagnostic> {
    let (group, block) = (&facts.model.groups[at], Block::Group(at));
    let GroupKind::Neurons { threshold: Some(threshold), reset, refractory, .. } = &group.kind else {
        return None;
    };
    let span = facts.model.exprs[*threshold].span;
    let reads = Reads::of(facts, block, *threshold);
    let always = Moment::any(facts, block);
    if !reads.own.is_empty() && always.value(*threshold).is_false() {
        let (id, _) = reads.own[0];
        let variable = block.variable(facts.model, id);
        let value = facts.always(block, id);
        let Known::Value(value) = value else { return None };
        let value = shown::of_variable(value, variable);
        return Some(told::never_above_threshold(span, &variable.name, variable.span, &value));
    }
    let integrated = reads.integrated(facts, block);
    if reset.statements.is_empty() || integrated.is_empty() {
        return None;
    }
    let writes = |code: &Code, id: VariableId| {
        code.statements.iter().any(|it| it.target == Target::Variable(Place::Own, id))
    };
    if reads.own.iter().any(|(id, _)| writes(reset, *id)) {
        return still_above(facts, at, *threshold, reset, refractory.as_ref());
    }
    let changed_elsewhere = |id: VariableId| {
        let as_integrated = matches!(block.variable(facts.model, id).kind, VariableKind::Differential { .. });
        !as_integrated || written_at_spikes(facts, block, group, id)
    };
    // A local name that is never read is told as such: most often it is the variable, misspelt.
    let all_written = reset.statements.iter().all(|it| matches!(it.target, Target::Variable(..)));
    if !all_written
        || refractory.is_some()
        || reads.moves
        || reads.own.iter().any(|(id, _)| changed_elsewhere(*id))
    {
        return None;
    }
    let variable = block.variable(facts.model, integrated[0].0);
    let statements = reset.statements.iter().map(|it| it.span).reduce(crate::source::Span::to)?;
    Some(told::idle_reset(statements, span, &variable.name))
}

/// Whether something else than the reset may end a spike: events, timed statements, synapses.
fn written_at_spikes(facts: &Facts<'_>, block: Block, group: &Group, id: VariableId) -> bool {
    let own = |code: &Code| code.statements.iter().any(|it| it.target == Target::Variable(Place::Own, id));
    let GroupKind::Neurons { events, .. } = &group.kind else { return true };
    let by_synapses = facts.model.synapses.iter().enumerate().any(|(at, synapses)| {
        synapses.pathways.iter().flat_map(|pathway| &pathway.code.statements).any(|it| match it.target {
            Target::Variable(Place::End(end), written) => {
                written == id && Block::Synapses(at).end(facts.model, end) == Some(block)
            }
            Target::Variable(Place::Own, _) | Target::Local(_) => false,
        })
    });
    by_synapses || events.iter().any(|it| own(&it.code)) || group.timed.iter().any(|it| own(&it.code))
}

/// A reset after which the threshold holds, whatever was before.
fn still_above(
    facts: &Facts<'_>,
    at: usize,
    threshold: crate::hir::ExprId,
    reset: &Code,
    refractory: Option<&Refractory>,
) -> Option<Diagnostic> {
    let block = Block::Group(at);
    let mut after = Moment::any(facts, block);
    after.carry_out(reset);
    if !after.value(threshold).is_true() {
        return None;
    }
    let written = after.written();
    let last = reset.statements.iter().rev().find_map(|statement| match statement.target {
        Target::Variable(Place::Own, id) => {
            let variable = block.variable(facts.model, id);
            match written.get(&id) {
                Some(Known::Value(value)) => Some((statement.span, variable, *value)),
                _ => None,
            }
        }
        _ => None,
    });
    let (span, variable, value) = last?;
    let rests = matches!(variable.kind, VariableKind::Differential { unless_refractory: true, .. });
    if refractory.is_some() && !rests {
        return None;
    }
    let value = shown::of_variable(value, variable);
    let at_threshold = facts.model.exprs[threshold].span;
    Some(told::endless_spikes(span, at_threshold, &variable.name, &value, refractory.is_some()))
}
