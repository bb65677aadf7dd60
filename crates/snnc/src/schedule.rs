//! What happens in a step, in order (section 9 of the language page).

use snnc_ir::plan::{MonitorKind, Plan};
use snnc_lang::hir::{Side, Slot, SlotBase};
use snnc_lang::syntax::ast::End;

/// One thing that is done in each step; the numbers are those of the plan's tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    /// The state update of a group, with its threshold.
    Update(usize),
    /// The spikes that the update found happen.
    Fire(usize),
    /// The spikes due on a pathway of a synapse group are delivered.
    Deliver {
        /// The synapse group.
        synapses: usize,
        /// The pathway.
        pathway: usize,
    },
    /// The reset of the neurons that spiked.
    Reset(usize),
    /// A monitor records.
    Record(usize),
}

/// The operations of a step.
pub(crate) fn operations(plan: &Plan) -> Vec<Operation> {
    let slot = |base| Slot { base, side: Side::At };
    // Within a slot: the built-in work, then monitors, each in the order of the file.
    let mut timed: Vec<(Slot, bool, Operation)> = Vec::new();
    for (k, group) in plan.groups.iter().enumerate() {
        if group.update.is_some() {
            timed.push((slot(SlotBase::Groups), false, Operation::Update(k)));
        }
        if group.spikes {
            timed.push((slot(SlotBase::Thresholds), false, Operation::Fire(k)));
        }
        if group.reset.is_some() {
            timed.push((slot(SlotBase::Resets), false, Operation::Reset(k)));
        }
    }
    for (synapses, pathway) in pathways(plan) {
        timed.push((slot(SlotBase::Synapses), false, Operation::Deliver { synapses, pathway }));
    }
    for (k, monitor) in plan.monitors.iter().enumerate() {
        let at = match monitor.kind {
            MonitorKind::Spikes { .. } | MonitorKind::Count { .. } => slot(SlotBase::Thresholds),
            _ => monitor.slot,
        };
        timed.push((at, true, Operation::Record(k)));
    }
    timed.sort_by_key(|(slot, monitor, _)| (*slot, *monitor));
    timed.into_iter().map(|(_, _, operation)| operation).collect()
}

/// All pathways in the order in which they deliver in a step.
fn pathways(plan: &Plan) -> Vec<(usize, usize)> {
    let mut all: Vec<_> = (plan.synapses.iter().enumerate())
        .flat_map(|(s, synapses)| (0..synapses.pathways.len()).map(move |p| (s, p)))
        .collect();
    all.sort_by_key(|(s, p)| {
        let pathway = &plan.synapses[*s].pathways[*p];
        (pathway.order, pathway.end == End::Post)
    });
    all
}
