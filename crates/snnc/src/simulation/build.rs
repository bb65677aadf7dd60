//! From a compiled model to a network at step 0.

use super::Simulation;
use super::bound::BoundPlan;
use super::team::Shares;
use crate::clocks::Clocks;
use crate::compiled::{CompiledModel, Seed};
use crate::error::Error;
use crate::finite::Findings;
use crate::history::History;
use crate::memory;
use crate::monitor::Recorder;
use crate::network::{self, Building, Crew, Csr, Keep, Network, Observer};
use crate::parallel::pace::Pace;
use crate::recording::Recording;
use crate::selection::Among;
use snnc_ir::plan::{DelayPlan, Endpoint, GroupPlan, MonitorKind, Plan};
use snnc_lang::{Diagnostic, Span};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

impl CompiledModel {
    /// Builds the network with this seed for every random stream (with the wiring of the model's `wiring_seed`, if it has one).
    ///
    /// # Errors
    /// If connections turn out to be wrong, or there is not memory enough.
    pub fn simulation(&self, seed: Seed) -> Result<Simulation, Error> {
        let wiring = self.plan().wiring_seed.unwrap_or(seed.0);
        Simulation::build(self, seed.0, wiring, Keep::All, &|_| ControlFlow::Continue(()))
    }

    /// Builds the network for its protocol. The observer is shown again and again how far it is, and may stop it. The delays of synapses as they
    /// were given, from which those in steps follow, are not kept to be asked for, unless the protocol saves them.
    ///
    /// # Errors
    /// [`Error::Interrupted`] if it was stopped, and as [`simulation`](CompiledModel::simulation).
    pub fn simulation_observed(
        &self,
        seed: Seed,
        observer: &dyn Fn(Building) -> ControlFlow<()>,
    ) -> Result<Simulation, Error> {
        let wiring = self.plan().wiring_seed.unwrap_or(seed.0);
        Simulation::build(self, seed.0, wiring, Keep::WhatIsRead, observer)
    }

    /// Builds the network with the model's own seed and carries out the protocol.
    ///
    /// # Errors
    /// If the protocol has nothing to run, and as [`simulation`](CompiledModel::simulation).
    pub fn run(&self) -> Result<Recording, Error> {
        if self.plan().protocol.is_empty() {
            return Err(Error::NothingToRun);
        }
        let mut simulation = self.simulation_observed(self.seed(), &|_| ControlFlow::Continue(()))?;
        simulation.run(&mut |_| ControlFlow::Continue(()))?;
        Ok(simulation.finish())
    }
}

impl Simulation {
    /// Builds the network.
    fn build(
        compiled: &CompiledModel,
        seed: u64,
        wiring_seed: u64,
        keep: Keep,
        observer: Observer<'_>,
    ) -> Result<Simulation, Error> {
        let started = Instant::now();
        let (plan, program) = (compiled.plan(), compiled.program());
        let crew = Crew::new(compiled.threads().most(), observer);
        let mut network =
            network::build(plan, program, compiled.sources(), [seed, wiring_seed], keep, &crew)?;
        // What the checker has foreseen is not told again.
        let foreseen = |w: &Diagnostic| {
            compiled.warnings().iter().any(|told| told.code == w.code && told.primary.span == w.primary.span)
        };
        network.warnings.retain(|warning| !foreseen(warning));
        let delays = longest_delays(plan);
        let queues = network.synapses.iter().flat_map(Csr::longest_delays);
        memory::check_delays(delays.iter().flatten().copied().chain(queues))?;
        let selected = selected(compiled, &network, seed)?;
        let recorders =
            plan.monitors.iter().zip(&selected).map(|(monitor, only)| {
                Recorder::new(monitor, only.as_deref(), plan, program, &network, seed)
            });
        let recorders = recorders.collect();
        let counted = |(k, group): (usize, &GroupPlan)| {
            super::protocol::counts(plan, k).then(|| vec![0; group.size as usize])
        };
        let mut simulation = Simulation {
            histories: delays.into_iter().map(|of| of.into_iter().map(History::new).collect()).collect(),
            bound: BoundPlan::new(plan, program, &network, seed),
            counts: plan.groups.iter().enumerate().map(counted).collect(),
            alone: Shares::alone(plan),
            shares: None,
            pace: Pace::new(compiled.threads()).with_synapses(network.synapses.iter().map(Csr::len).sum()),
            compiled: compiled.clone(),
            network,
            recorders,
            streaming: None,
            laps: None,
            selected,
            stage: 0,
            stored: HashMap::new(),
            saved: vec![],
            trial: 0,
            last_trial: 0,
            executed: HashMap::new(),
            done: 0.0,
            end: 0.0,
            findings: Findings::default(),
            clocks: Clocks::at(plan, 0.0),
            runs: vec![],
            interrupted: false,
            observed: started,
            build_time: Duration::ZERO,
            run_time: Duration::ZERO,
            seeds: [seed, wiring_seed],
        };
        simulation.scan(|value, group, variable, _, findings, _| {
            if value.is_infinite() {
                findings.excuse(group, variable);
            }
        });
        simulation.build_time = started.elapsed();
        Ok(simulation)
    }
}

/// For each group and each of its events, spikes first, the longest delay of the pathways that they take, where it is the same for all synapses.
pub(super) fn longest_delays(plan: &Plan) -> Vec<Vec<u64>> {
    let mut longest: Vec<_> = plan.groups.iter().map(|group| vec![0; group.events.len() + 1]).collect();
    for synapses in &plan.synapses {
        for pathway in &synapses.pathways {
            let DelayPlan::Constant(delay) = pathway.delay else { continue };
            let longest = &mut longest[pathway.from.group][pathway.event];
            *longest = (*longest).max(delay);
        }
    }
    longest
}

/// The elements that each monitor records; `None`: all.
fn selected(compiled: &CompiledModel, network: &Network, seed: u64) -> Result<Vec<Option<Vec<u32>>>, Error> {
    let (plan, program) = (compiled.plan(), compiled.program());
    let among = Among { plan, program, network, seed, step: 0 };
    let mut all = Vec::with_capacity(plan.monitors.len());
    for monitor in &plan.monitors {
        let (only, of) = match &monitor.kind {
            MonitorKind::Spikes { of, only, .. }
            | MonitorKind::Count { of, only }
            | MonitorKind::States { of, only, .. }
            | MonitorKind::Rate { of, only, .. } => (only, Endpoint::Population(*of)),
            MonitorKind::SynapseStates { of, only, .. } => (only, Endpoint::Synapses(*of)),
        };
        let found = among.find(only, of).and_then(|found| match found {
            Some(list) => exists(&among, of, monitor.span, list).map(Some),
            None => Ok(None),
        });
        all.push(found.map_err(|told| Error::rejected(compiled.sources(), vec![*told]))?);
    }
    Ok(all)
}

/// Refuses synapses that there are not.
fn exists(among: &Among<'_>, of: Endpoint, span: Span, list: Vec<u32>) -> Result<Vec<u32>, Box<Diagnostic>> {
    let count = among.size(of);
    let Some(number) = list.iter().find(|number| **number >= count) else { return Ok(list) };
    let name = match of {
        Endpoint::Population(of) => &among.plan.groups[of.group].name,
        Endpoint::Synapses(of) => &among.plan.synapses[of].name,
    };
    let message = format!("`{name}` has {count} synapses, so there is no number {number}");
    let told = Diagnostic::error("monitors::no-such-synapse", span, message);
    Err(told.help("synapses are numbered from 0").into())
}
