//! What happens in a step, in order (section 9 of the language page).

use snnc_ir::plan::{BlockPlan, MonitorKind, Plan, Rank};
use snnc_lang::hir::{Side, Slot, SlotBase};
use snnc_lang::syntax::ast::End;

/// One thing that is done in each step; the numbers are those of the plan's tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Operation {
    /// What is done at certain times.
    Timed(usize),
    /// A variable becomes the sum over synapses.
    Sum(usize),
    /// The state update of a group, which finds the spikes.
    Update(usize),
    /// The state update of what all elements of a group share. The others see it as it was at the start of the step.
    UpdateShared(usize),
    /// The state update of synapses.
    UpdateSynapses(usize),
    /// The spikes of a group are found, where its update cannot.
    Threshold(usize),
    /// The spikes that were found, or are given, happen.
    Fire(usize),
    /// The spikes due on a pathway of a synapse group are delivered.
    Deliver {
        /// The synapse group.
        synapses: usize,
        /// The pathway.
        pathway: usize,
    },
    /// What is done after a delivery, once for each neuron whose spike was due.
    Follow {
        /// The synapse group.
        synapses: usize,
        /// The pathway.
        pathway: usize,
    },
    /// The reset of the neurons that spiked.
    Reset(usize),
    /// A custom event of a group is tested.
    Test {
        /// The group.
        group: usize,
        /// The event.
        event: usize,
    },
    /// It happens where its condition holds.
    Happen {
        /// The group.
        group: usize,
        /// The event.
        event: usize,
    },
    /// What is done at a custom event.
    OnEvent {
        /// The group.
        group: usize,
        /// The event.
        event: usize,
    },
    /// A monitor records.
    Record {
        /// Which.
        monitor: usize,
        /// Whether it comes before the spikes of its step are found, and sees those of the step before.
        early: bool,
    },
}

/// An operation and the clock in whose steps it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scheduled {
    /// What.
    pub(crate) operation: Operation,
    /// Which of the plan's clocks.
    pub(crate) clock: usize,
}

/// The operations of a step in which every clock is due.
pub(crate) fn operations(plan: &Plan) -> Vec<Scheduled> {
    let mut schedule = Schedule::default();
    for (k, timed) in plan.timed.iter().enumerate() {
        schedule.add(timed.slot, timed.rank, timed.clock, Operation::Timed(k));
    }
    for (k, sum) in plan.sums.iter().enumerate() {
        schedule.add(at(SlotBase::Groups), Rank::Summed, sum.clock, Operation::Sum(k));
    }
    for block in &plan.blocks {
        let (clock, updates) = match *block {
            BlockPlan::Group(k) => {
                let group = &plan.groups[k];
                let own = group.update.as_ref().map(|_| Operation::Update(k));
                (group.clock, [own, group.shared_update.as_ref().map(|_| Operation::UpdateShared(k))])
            }
            BlockPlan::Synapses(k) => {
                let synapses = &plan.synapses[k];
                (synapses.clock, [synapses.update.as_ref().map(|_| Operation::UpdateSynapses(k)), None])
            }
        };
        for operation in updates.into_iter().flatten() {
            schedule.add(at(SlotBase::Groups), Rank::BuiltIn, clock, operation);
        }
    }
    for (k, group) in plan.groups.iter().enumerate() {
        if group.spikes {
            if group.threshold.is_some() {
                schedule.add(at(SlotBase::Thresholds), Rank::BuiltIn, group.clock, Operation::Threshold(k));
            }
            schedule.add(at(SlotBase::Thresholds), Rank::BuiltIn, group.clock, Operation::Fire(k));
        }
        if group.reset.is_some() {
            schedule.add(at(SlotBase::Resets), Rank::BuiltIn, group.clock, Operation::Reset(k));
        }
    }
    for (group, of) in plan.groups.iter().enumerate() {
        for (event, code) in of.events.iter().map(|event| &event.code).enumerate() {
            let test = Operation::Test { group, event };
            schedule.add(after(SlotBase::Thresholds), Rank::BuiltIn, of.clock, test);
            let happen = Operation::Happen { group, event };
            schedule.add(after(SlotBase::Thresholds), Rank::BuiltIn, of.clock, happen);
            if code.is_some() {
                let on_event = Operation::OnEvent { group, event };
                schedule.add(after(SlotBase::Resets), Rank::BuiltIn, of.clock, on_event);
            }
        }
    }
    for (synapses, pathway) in pathways(plan) {
        let from = plan.synapses[synapses].pathways[pathway].from;
        let deliver = Operation::Deliver { synapses, pathway };
        let clock = plan.groups[from.group].clock;
        schedule.add(at(SlotBase::Synapses), Rank::BuiltIn, clock, deliver);
        if plan.synapses[synapses].pathways[pathway].neurons.is_some() {
            let follow = Operation::Follow { synapses, pathway };
            schedule.add(at(SlotBase::Synapses), Rank::BuiltIn, clock, follow);
        }
    }
    for (k, monitor) in plan.monitors.iter().enumerate() {
        let found = match monitor.kind {
            MonitorKind::Spikes { event, .. } if event > 0 => after(SlotBase::Thresholds),
            _ => at(SlotBase::Thresholds),
        };
        let record = Operation::Record { monitor: k, early: monitor.slot < found };
        schedule.add(monitor.slot, Rank::Monitor, monitor.clock, record);
    }
    schedule.in_order()
}

/// Operations with their place in a step.
#[derive(Default)]
struct Schedule(Vec<(Slot, Rank, Scheduled)>);

impl Schedule {
    fn add(&mut self, slot: Slot, rank: Rank, clock: usize, operation: Operation) {
        self.0.push((slot, rank, Scheduled { operation, clock }));
    }

    /// By slot, in a slot by rank, then as they were added.
    fn in_order(mut self) -> Vec<Scheduled> {
        self.0.sort_by_key(|(slot, rank, _)| (*slot, *rank));
        self.0.into_iter().map(|(_, _, scheduled)| scheduled).collect()
    }
}

fn at(base: SlotBase) -> Slot {
    Slot { base, side: Side::At }
}

fn after(base: SlotBase) -> Slot {
    Slot { base, side: Side::After }
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
