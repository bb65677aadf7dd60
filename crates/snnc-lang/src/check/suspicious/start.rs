//! Neurons that lie above the threshold before anything happened.

use super::blocks::Block;
use super::facts::Facts;
use super::known::Known;
use super::moment::Moment;
use super::reads::Reads;
use crate::check::diagnostics::suspicious as told;
use crate::check::shown;
use crate::diagnostic::Diagnostic;
use crate::hir::{GroupKind, Place, Target};

/// Groups of which all neurons spike in the first step.
pub(super) fn start(facts: &Facts<'_>) -> Vec<Diagnostic> {
    if !facts.first {
        return vec![];
    }
    (0..facts.model.groups.len()).filter_map(|at| group(facts, at)).collect()
}

fn group(facts: &Facts<'_>, at: usize) -> Option<Diagnostic> {
    let (group, block) = (&facts.model.groups[at], Block::Group(at));
    let GroupKind::Neurons { threshold: Some(threshold), reset, .. } = &group.kind else { return None };
    let moment = Moment::start(facts, block);
    if !moment.value(*threshold).is_true() {
        return None;
    }
    let reads = Reads::of(facts, block, *threshold);
    let (id, _) = *reads.integrated(facts, block).first()?;
    let variable = block.variable(facts.model, id);
    let Known::Value(value) = facts.at_start(block, id) else { return None };
    let value = shown::of_variable(value, variable);
    let span = facts.model.exprs[*threshold].span;
    let writes = |statement: &&crate::hir::Statement| statement.target == Target::Variable(Place::Own, id);
    let init = group.init.statements.iter().rfind(writes).map(|statement| statement.span);
    let resets = reset.statements.iter().rfind(writes).map(|statement| statement.span);
    Some(told::spikes_at_start(span, group.size, &variable.name, variable.span, &value, init, resets))
}
