//! The expressions of a block.

use super::blocks::Block;
use super::facts::Facts;
use crate::hir::{Code, Delay, Drive, ExprId, GroupKind, Refractory, VariableKind};

/// When an expression is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Computed {
    /// In each step.
    EachStep,
    /// At spikes, events and certain times.
    AtTimes,
    /// When the network is built.
    Before,
    /// Where it is used.
    WhereUsed,
}

/// All expressions of a block, and when they are computed.
pub(super) fn roots(facts: &Facts<'_>, block: Block) -> Vec<(ExprId, Computed)> {
    use Computed::{AtTimes, Before, EachStep, WhereUsed};
    let model = facts.model;
    let mut found = vec![];
    for variable in block.variables(model) {
        match variable.kind {
            VariableKind::Differential { rhs, drive, .. } => {
                found.push((rhs, if drive == Drive::Event { AtTimes } else { EachStep }));
            }
            VariableKind::Held(value) => found.push((value, EachStep)),
            VariableKind::Subexpression(value) => found.push((value, WhereUsed)),
            VariableKind::Linked(_) | VariableKind::Parameter { .. } => {}
        }
    }
    let mut statements = |code: &Code, when: Computed| {
        found.extend(code.statements.iter().map(|statement| (statement.value, when)));
    };
    statements(block.init(model), Before);
    block.timed(model).iter().for_each(|timed| statements(&timed.code, AtTimes));
    match block {
        Block::Group(at) => match &model.groups[at].kind {
            GroupKind::Neurons { threshold, reset, refractory, events, .. } => {
                statements(reset, AtTimes);
                events.iter().for_each(|event| statements(&event.code, AtTimes));
                found.extend(threshold.map(|it| (it, EachStep)));
                found.extend(events.iter().map(|event| (event.condition, EachStep)));
                found.extend(refractory.map(|it| match it {
                    Refractory::Period(it) | Refractory::Condition(it) => (it, EachStep),
                }));
            }
            GroupKind::Poisson { rate } => found.push((*rate, EachStep)),
            GroupKind::Spikes(_) => {}
        },
        Block::Synapses(at) => {
            let synapses = &model.synapses[at];
            synapses.pathways.iter().for_each(|pathway| statements(&pathway.code, AtTimes));
            found.extend(synapses.sums.iter().map(|sum| (sum.value, EachStep)));
            found.extend(synapses.pathways.iter().filter_map(|pathway| match pathway.delay {
                Delay::Each(value) => Some((value, Before)),
                Delay::Constant(_) => None,
            }));
        }
    }
    found
}
