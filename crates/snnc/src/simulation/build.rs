//! From a compiled model to a network at step 0.

use super::Simulation;
use super::queue::Queue;
use super::running::{RunningDelay, RunningEvent, RunningGroup, RunningPathway};
use super::sums::RunningSum;
use super::timed::RunningTimed;
use super::update::RunningUpdate;
use crate::clocks::Clocks;
use crate::compiled::{CompiledModel, Seed};
use crate::error::Error;
use crate::finite::Findings;
use crate::history::History;
use crate::memory;
use crate::monitor::Recorder;
use crate::network::{self, Csr, Network, Parts};
use crate::recording::Recording;
use crate::schedule::operations;
use snnc_ir::bits;
use snnc_ir::plan::{DelayPlan, EventPlan, GroupPlan, MonitorKind, PathwayPlan, Plan, UpdatePlan};
use snnc_lang::Diagnostic;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

impl CompiledModel {
    /// Builds the network with this seed for every random stream (with the wiring of the model's `wiring_seed`, if it has one).
    ///
    /// # Errors
    /// If connections turn out to be wrong, or there is not memory enough.
    pub fn simulation(&self, seed: Seed) -> Result<Simulation, Error> {
        self.simulation_unless(seed, &|| false)
    }

    /// Builds the network, unless it is told to stop: `stop` is asked again and again.
    ///
    /// # Errors
    /// [`Error::Interrupted`] if it was stopped, and as [`simulation`](CompiledModel::simulation).
    pub fn simulation_unless(&self, seed: Seed, stop: &dyn Fn() -> bool) -> Result<Simulation, Error> {
        let wiring = self.plan().wiring_seed.unwrap_or(seed.0);
        Simulation::build(self, seed.0, wiring, stop)
    }

    /// Builds the network with the model's own seed and carries out the protocol.
    ///
    /// # Errors
    /// If the protocol has nothing to run, and as [`simulation`](CompiledModel::simulation).
    pub fn run(&self) -> Result<Recording, Error> {
        if self.plan().protocol.is_empty() {
            return Err(Error::NothingToRun);
        }
        let mut simulation = self.simulation(self.seed())?;
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
        stop: &dyn Fn() -> bool,
    ) -> Result<Simulation, Error> {
        let started = Instant::now();
        let (plan, program) = (compiled.plan(), compiled.program());
        let mut network = network::build(plan, program, compiled.sources(), [seed, wiring_seed], stop)?;
        // What the checker has foreseen is not told again.
        let foreseen = |w: &Diagnostic| {
            compiled.warnings().iter().any(|told| told.code == w.code && told.primary.span == w.primary.span)
        };
        network.warnings.retain(|warning| !foreseen(warning));
        let event = |e: &EventPlan, size: u32| RunningEvent {
            condition: program.bind(&e.condition, &network.state, None, seed),
            code: e.code.as_ref().map(|code| program.bind(code, &network.state, None, seed)),
            bits: bits::none_of(size as usize),
        };
        let bind_update =
            |update: &UpdatePlan, size| RunningUpdate::new(update, size, program, &network.state, seed);
        let group = |(k, g): (usize, &GroupPlan)| RunningGroup {
            update: g.update.as_ref().map(|u| bind_update(u, g.size as usize)),
            shared_update: g.shared_update.as_ref().map(|u| bind_update(u, 1)),
            threshold: g.threshold.as_ref().map(|u| program.bind(u, &network.state, None, seed)),
            reset: g.reset.as_ref().map(|u| program.bind(u, &network.state, None, seed)),
            events: g.events.iter().map(|e| event(e, g.size)).collect(),
            given: g.given.clone(),
            bits: bits::none_of(g.size as usize),
            size: g.size as usize,
            last_spike: g.last_spike.map(|v| network.state.groups[k][v].clone()),
            not_refractory: g.not_refractory.map(|v| network.state.groups[k][v].clone()),
            spikes: 0,
        };
        let groups = plan.groups.iter().enumerate().map(group).collect();
        check_selections(compiled, &network)?;
        let delays = longest_delays(plan);
        let queues = network.synapses.iter().flat_map(Csr::parts).map(Parts::longest);
        memory::check_delays(delays.iter().flatten().copied().chain(queues))?;
        let pathways = plan.synapses.iter().zip(&network.synapses).map(|(synapses, csr)| {
            let bind = |(at, p): (usize, &PathwayPlan)| RunningPathway {
                code: program.bind(&p.code, &network.state, None, seed),
                end: p.end,
                event: p.event,
                delay: match p.delay {
                    DelayPlan::Constant(steps) => RunningDelay::Constant(steps),
                    DelayPlan::Each { .. } => {
                        RunningDelay::Each(at, Queue::new(csr.parts[at].as_ref().map_or(0, Parts::longest)))
                    }
                },
                from: p.from,
                due: vec![],
            };
            synapses.pathways.iter().enumerate().map(bind).collect()
        });
        let pathways = pathways.collect();
        let recorders =
            plan.monitors.iter().map(|m| Recorder::new(m, plan, program, &network, seed)).collect();
        let updates = plan.synapses.iter().zip(&network.synapses);
        let updates = updates
            .map(|(synapses, csr)| synapses.update.as_ref().map(|u| bind_update(u, csr.len())))
            .collect();
        let sums = plan.sums.iter().map(|it| RunningSum::new(it, plan, program, &network, seed)).collect();
        let timed =
            plan.timed.iter().map(|it| RunningTimed::new(it, plan, program, &network, seed)).collect();
        let mut simulation = Simulation {
            histories: delays.into_iter().map(|of| of.into_iter().map(History::new).collect()).collect(),
            timed,
            operations: operations(plan),
            compiled: compiled.clone(),
            network,
            groups,
            pathways,
            updates,
            sums,
            recorders,
            findings: Findings::default(),
            clocks: Clocks::at(plan, 0.0),
            runs: vec![],
            interrupted: false,
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
fn longest_delays(plan: &Plan) -> Vec<Vec<u64>> {
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

/// Refuses monitors of synapses that do not exist.
fn check_selections(compiled: &CompiledModel, network: &Network) -> Result<(), Error> {
    for monitor in &compiled.plan().monitors {
        if let MonitorKind::SynapseStates { of, only: Some(only), .. } = &monitor.kind {
            let count = network.synapses[*of].len();
            if let Some(number) = only.iter().find(|n| **n as usize >= count) {
                let message = format!(
                    "`{}` has {count} synapses, so there is no number {number}",
                    compiled.plan().synapses[*of].name
                );
                let diagnostic = Diagnostic::error("monitors::no-such-synapse", monitor.span, message)
                    .help("synapses are numbered from 0");
                return Err(Error::rejected(compiled.sources(), vec![diagnostic]));
            }
        }
    }
    Ok(())
}
