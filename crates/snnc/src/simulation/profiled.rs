//! What the operations of a step have dealt with, for the profile of a run.

use super::Simulation;
use super::bound::BoundPlan;
use crate::history::{History, within};
use crate::network::Network;
use crate::profile::{Lap, Laps, Profile, Spent, bytes_of};
use crate::schedule::Operation;
use snnc_ir::plan::{KernelUse, MonitorKind, Plan};
use snnc_lang::syntax::ast::End;

impl Simulation {
    /// From now on it is measured where the time goes, which costs some time itself.
    pub fn profile(&mut self) {
        self.laps = Some(Laps::new());
    }

    /// Where the time has gone.
    pub(super) fn profiled(&self) -> Option<Profile> {
        let laps = self.laps.as_ref()?;
        let plan = self.compiled.plan();
        let spent = |(operation, lap): (Operation, Lap)| {
            let Told { name, unit, kernel } = told(operation, plan);
            let (items, bytes) = match operation {
                // Each value is read at its place and written to the recording.
                Operation::Record { monitor, .. } => {
                    let values = self.recorders[monitor].values();
                    (values, 2 * size_of::<f64>() as u64 * values)
                }
                _ => (lap.items, kernel.map_or(0, |k| lap.items * bytes_of(&plan.kernels[k.kernel]))),
            };
            Spent { name, time: lap.time, calls: lap.calls, items, unit, bytes }
        };
        let mut spent: Vec<_> = laps.taken().map(spent).collect();
        spent.sort_by(|a, b| b.time.cmp(&a.time).then_with(|| a.name.cmp(&b.name)));
        Some(Profile { spent, waiting: laps.waiting(), run: self.run_time, bandwidth: laps.bandwidth })
    }
}

/// How many elements, spikes or events an operation has dealt with in a step. Of monitors it is known at the end.
pub(super) fn items(
    operation: Operation,
    step: u64,
    bound: &BoundPlan,
    histories: &[Vec<History>],
    network: &Network,
) -> u64 {
    let spikes = |group: usize, event: usize| histories[group][event].of(step).len();
    let items = match operation {
        Operation::Timed(_) | Operation::Record { .. } => 0,
        Operation::UpdateShared(_) => 1,
        Operation::Sum(k) => bound.sums[k].synapses().map(|s| network.synapses[s].len()).sum(),
        Operation::UpdateSynapses(s) => network.synapses[s].len(),
        Operation::Update(g) | Operation::Threshold(g) => bound.groups[g].size,
        Operation::Test { group, .. } => bound.groups[group].size,
        Operation::Fire(g) | Operation::Reset(g) => spikes(g, 0),
        Operation::Happen { group, event } | Operation::OnEvent { group, event } => spikes(group, event + 1),
        // Those that begin in this step: after the delay there are as many.
        Operation::Follow { synapses, pathway } => {
            let pathway = &bound.pathways[synapses][pathway];
            within(histories[pathway.from.group][pathway.event].of(step), pathway.from).len()
        }
        Operation::Deliver { synapses, pathway } => {
            let pathway = &bound.pathways[synapses][pathway];
            let csr = &network.synapses[synapses];
            let offsets = match (pathway.end, &csr.by_target) {
                (End::Post, Some(index)) => &index.offsets,
                _ => &csr.offsets,
            };
            let emitted = within(histories[pathway.from.group][pathway.event].of(step), pathway.from);
            let rows = emitted.iter().map(|k| (k - pathway.from.start) as usize);
            return rows.map(|row| offsets[row + 1] - offsets[row]).sum();
        }
    };
    items as u64
}

/// How an operation is told.
struct Told<'p> {
    name: String,
    unit: &'static str,
    /// What it mostly does.
    kernel: Option<&'p KernelUse>,
}

fn told(operation: Operation, plan: &Plan) -> Told<'_> {
    let synapses_of = |synapses: usize| &plan.synapses[synapses];
    let (owner, part, unit, kernel) = match operation {
        Operation::Timed(k) => (&plan.timed[k].name, "", "elements", Some(&plan.timed[k].code)),
        Operation::Sum(k) => (&plan.sums[k].name, "summed", "synapses", None),
        Operation::Update(g) => {
            let group = &plan.groups[g];
            (&group.name, "update", "neurons", group.update.as_ref().map(|update| &update.kernel))
        }
        Operation::UpdateShared(g) => {
            let group = &plan.groups[g];
            (&group.name, "shared", "updates", group.shared_update.as_ref().map(|update| &update.kernel))
        }
        Operation::UpdateSynapses(s) => {
            let synapses = synapses_of(s);
            (&synapses.name, "update", "synapses", synapses.update.as_ref().map(|update| &update.kernel))
        }
        Operation::Threshold(g) => {
            (&plan.groups[g].name, "threshold", "neurons", plan.groups[g].threshold.as_ref())
        }
        Operation::Fire(g) => (&plan.groups[g].name, "spikes", "spikes", None),
        Operation::Deliver { synapses, pathway } => {
            let pathway = &synapses_of(synapses).pathways[pathway];
            (&pathway.name, "", "events", Some(&pathway.code))
        }
        Operation::Follow { synapses, pathway } => {
            let pathway = &synapses_of(synapses).pathways[pathway];
            (&pathway.name, "neurons", "spikes", pathway.neurons.as_ref())
        }
        Operation::Reset(g) => (&plan.groups[g].name, "reset", "spikes", plan.groups[g].reset.as_ref()),
        Operation::Test { group, event } => {
            let event = &plan.groups[group].events[event];
            (&event.name, "condition", "neurons", Some(&event.condition))
        }
        Operation::Happen { group, event } => {
            (&plan.groups[group].events[event].name, "spikes", "spikes", None)
        }
        Operation::OnEvent { group, event } => {
            let event = &plan.groups[group].events[event];
            (&event.name, "code", "spikes", event.code.as_ref())
        }
        Operation::Record { monitor, .. } => {
            let monitor = &plan.monitors[monitor];
            let unit = match monitor.kind {
                MonitorKind::Spikes { .. } | MonitorKind::Count { .. } => "spikes",
                MonitorKind::States { .. } | MonitorKind::SynapseStates { .. } => "values",
                MonitorKind::Rate { .. } => "bins",
            };
            (&monitor.name, "monitor", unit, None)
        }
    };
    let name = match kernel {
        Some(kernel) => plan.kernels[kernel.kernel].name.clone(),
        None => format!("{owner}/{part}"),
    };
    Told { name, unit, kernel }
}
