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
    let (kernel, unit, own) = match operation {
        Operation::Timed(k) => (Some(&plan.timed[k].code), "elements", None),
        Operation::Sum(k) => (None, "synapses", Some(format!("{} (summed)", plan.sums[k].name))),
        Operation::Update(g) => {
            (plan.groups[g].update.as_ref().map(|update| &update.kernel), "neurons", None)
        }
        Operation::UpdateShared(g) => {
            (plan.groups[g].shared_update.as_ref().map(|update| &update.kernel), "updates", None)
        }
        Operation::Threshold(g) => (plan.groups[g].threshold.as_ref(), "neurons", None),
        Operation::UpdateSynapses(s) => {
            (plan.synapses[s].update.as_ref().map(|update| &update.kernel), "synapses", None)
        }
        Operation::Fire(g) => (None, "spikes", Some(format!("{}/spikes", plan.groups[g].name))),
        Operation::Deliver { synapses, pathway } => {
            (Some(&plan.synapses[synapses].pathways[pathway].code), "events", None)
        }
        Operation::Follow { synapses, pathway } => {
            (plan.synapses[synapses].pathways[pathway].neurons.as_ref(), "spikes", None)
        }
        Operation::Happen { group, event } => {
            let group = &plan.groups[group];
            (None, "spikes", Some(format!("{}/{}", group.name, group.events[event].name)))
        }
        Operation::Reset(g) => (plan.groups[g].reset.as_ref(), "spikes", None),
        Operation::Test { group, event } => (Some(&plan.groups[group].events[event].condition), "neurons", None),
        Operation::OnEvent { group, event } => (plan.groups[group].events[event].code.as_ref(), "spikes", None),
        Operation::Record { monitor, .. } => {
            let monitor = &plan.monitors[monitor];
            let unit = match monitor.kind {
                MonitorKind::Spikes { .. } | MonitorKind::Count { .. } => "spikes",
                MonitorKind::States { .. } | MonitorKind::SynapseStates { .. } => "values",
                MonitorKind::Rate { .. } => "bins",
            };
            (None, unit, Some(format!("monitor {}", monitor.name)))
        }
    };
    let of_kernel = || kernel.map_or_else(String::new, |it| plan.kernels[it.kernel].name.clone());
    Told { name: own.unwrap_or_else(of_kernel), unit, kernel }
}
