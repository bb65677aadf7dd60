//! All kernels of a plan, bound to the state of a network.

use super::queue::{Queue, Spans};
use super::running::{Found, RunningDelay, RunningEvent, RunningGroup, RunningPathway};
use super::sums::RunningSum;
use super::timed::RunningTimed;
use super::update::RunningUpdate;
use crate::network::Network;
use crate::program::Program;
use snnc_ir::execute::Bound;
use snnc_ir::plan::{DelayPlan, EventPlan, GroupPlan, KernelUse, PathwayPlan, Plan, SynapsePlan, UpdatePlan};

/// What is carried out in the steps of a simulation.
pub(super) struct BoundPlan {
    pub(super) groups: Vec<RunningGroup>,
    /// Of each synapse group.
    pub(super) pathways: Vec<Vec<RunningPathway>>,
    /// The state update of each synapse group.
    pub(super) updates: Vec<Option<RunningUpdate>>,
    pub(super) sums: Vec<RunningSum>,
    pub(super) timed: Vec<RunningTimed>,
}

impl BoundPlan {
    /// Binds all of it; random streams are keyed by `seed`.
    pub(super) fn new(plan: &Plan, program: &Program, network: &Network, seed: u64) -> BoundPlan {
        let binding = Binding { program, network, seed };
        let synapses = plan.synapses.iter().zip(&network.synapses);
        BoundPlan {
            groups: plan.groups.iter().enumerate().map(|(k, group)| binding.group(k, group)).collect(),
            pathways: plan.synapses.iter().enumerate().map(|(k, of)| binding.pathways(k, of)).collect(),
            updates: synapses
                .map(|(synapses, csr)| {
                    synapses.update.as_ref().map(|update| binding.update(update, csr.len()))
                })
                .collect(),
            sums: plan.sums.iter().map(|it| RunningSum::new(it, plan, program, network, seed)).collect(),
            timed: plan.timed.iter().map(|it| RunningTimed::new(it, plan, program, network, seed)).collect(),
        }
    }

    /// Works together with another: what one finds of the spikes, the other finds too.
    pub(super) fn join(&mut self, lead: &BoundPlan) {
        for (group, lead) in self.groups.iter_mut().zip(&lead.groups) {
            group.join(lead);
        }
    }

    /// Goes on where another plan of the same network has been: spikes on their way, and how many there were.
    pub(super) fn go_on(&mut self, before: BoundPlan) {
        for (group, before) in self.groups.iter_mut().zip(before.groups) {
            group.spikes = before.spikes;
        }
        for (pathways, before) in self.pathways.iter_mut().zip(before.pathways) {
            for (pathway, before) in pathways.iter_mut().zip(before) {
                if matches!(pathway.delay, RunningDelay::Each { .. }) {
                    pathway.delay = before.delay;
                }
            }
        }
    }
}

struct Binding<'n> {
    program: &'n Program,
    network: &'n Network,
    seed: u64,
}

impl Binding<'_> {
    fn bind(&self, used: &KernelUse) -> Box<dyn Bound> {
        self.program.bind(used, &self.network.state, None, self.seed)
    }

    fn update(&self, update: &UpdatePlan, size: usize) -> RunningUpdate {
        RunningUpdate::new(update, size, self.program, &self.network.state, self.seed)
    }

    fn group(&self, k: usize, group: &GroupPlan) -> RunningGroup {
        let state = &self.network.state;
        let bind = |used: &KernelUse| self.bind(used);
        let size = group.size as usize;
        let event = |event: &EventPlan| RunningEvent {
            condition: bind(&event.condition),
            code: event.code.as_ref().map(bind),
            bits: Found::none_of(size),
        };
        RunningGroup {
            update: group.update.as_ref().map(|update| self.update(update, size)),
            shared_update: group.shared_update.as_ref().map(|update| self.update(update, 1)),
            threshold: group.threshold.as_ref().map(bind),
            reset: group.reset.as_ref().map(bind),
            events: group.events.iter().map(event).collect(),
            given: group.given.clone(),
            bits: Found::none_of(size),
            size,
            last_spike: group.last_spike.map(|v| state.groups[k][v].clone()),
            not_refractory: group.not_refractory.map(|v| state.groups[k][v].clone()),
            spikes: 0,
        }
    }

    fn pathways(&self, k: usize, synapses: &SynapsePlan) -> Vec<RunningPathway> {
        let csr = &self.network.synapses[k];
        let pathway = |(at, pathway): (usize, &PathwayPlan)| RunningPathway {
            code: self.bind(&pathway.code),
            neurons: pathway.neurons.as_ref().map(|neurons| self.bind(neurons)),
            end: pathway.end,
            event: pathway.event,
            delay: match pathway.delay {
                DelayPlan::Constant(steps) => RunningDelay::Constant(steps),
                DelayPlan::Each { .. } => RunningDelay::Each {
                    pathway: at,
                    queue: Queue::new(csr.delays[at].as_ref()),
                    spans: Spans::default(),
                    earlier: vec![],
                },
            },
            from: pathway.from,
            due: vec![],
        };
        synapses.pathways.iter().enumerate().map(pathway).collect()
    }
}
