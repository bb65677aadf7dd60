//! From a simulation to its recording.

use super::Simulation;
use super::streaming::Streaming;
use crate::recording::{GroupSummary, Monitored, Recording, SynapseSummary};
use snnc_ir::plan::MonitorKind;

impl Simulation {
    /// Ends the simulation and hands out what was recorded.
    pub fn finish(self) -> Recording {
        let unwritten = self.streaming.as_ref().and_then(Streaming::close);
        let profile = self.profiled();
        let plan = self.compiled.plan();
        let duration = self.done;
        let watched = |monitor: &snnc_ir::plan::MonitorPlan| match &monitor.kind {
            MonitorKind::Spikes { of, .. }
            | MonitorKind::Count { of, .. }
            | MonitorKind::States { of, .. }
            | MonitorKind::Rate { of, .. } => {
                plan.name_of(*of).unwrap_or(&plan.groups[of.group].name).to_string()
            }
            MonitorKind::SynapseStates { of, .. } => plan.synapses[*of].name.clone(),
        };
        let monitored = plan.monitors.iter().zip(self.recorders);
        let monitored = monitored.map(|(plan, recorder)| Monitored {
            name: plan.name.clone(),
            group: watched(plan),
            elements: recorder.chosen(),
            data: recorder.finish(),
        });
        let groups = plan.groups.iter().zip(&self.bound.groups).map(|(plan, group)| GroupSummary {
            name: plan.name.clone(),
            size: plan.size,
            spikes: plan.spikes.then_some(group.spikes),
            method: plan.method.clone(),
        });
        let synapses = plan.synapses.iter().zip(&self.network.synapses);
        let synapses = synapses.zip(&self.network.state.synapses).map(|((plan, csr), columns)| {
            let variables: usize =
                columns.iter().map(|column| column.precision().bytes() * column.len()).sum();
            let bytes = (csr.bytes() + variables) as u64;
            SynapseSummary { name: plan.name.clone(), count: csr.len() as u64, bytes }
        });
        Recording {
            monitors: monitored.collect(),
            runs: self.runs,
            saved: self.saved,
            groups: groups.collect(),
            synapses: synapses.collect(),
            not_finite: self.findings.into_found(),
            interrupted: self.interrupted,
            duration,
            seed: self.seeds[0],
            wiring_seed: self.seeds[1],
            dt: plan.dt,
            threads: self.pace.mostly(),
            build_time: self.build_time,
            run_time: self.run_time,
            profile,
            unwritten,
        }
    }
}
