//! The simulation: the only owner of mutable state.

mod access;
mod bound;
mod build;
mod finish;
mod in_flight;
mod profiled;
mod protocol;
mod queue;
mod run;
mod running;
mod spread;
mod stage;
mod stepping;
mod store;
mod streaming;
mod sums;
mod team;
mod timed;
mod until;
mod update;

use crate::clocks::Clocks;
use crate::compiled::CompiledModel;
use crate::demands;
use crate::error::Error;
use crate::finite::{Findings, can_fail};
use crate::history::History;
use crate::monitor::Recorder;
use crate::network::Network;
use crate::parallel::pace::Pace;
use crate::profile::Laps;
use crate::recording::{Run, Saved};
use bound::BoundPlan;
use snnc_lang::Diagnostic;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::Stored;
use streaming::Streaming;
use team::Shares;

/// How far a simulation is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Simulated time in seconds, since the beginning of the protocol.
    pub time: f64,
    /// The time at which the protocol ends, in seconds.
    pub end: f64,
}

/// A network that can be advanced step by step.
pub struct Simulation {
    compiled: CompiledModel,
    network: Network,
    bound: BoundPlan,
    /// How many spikes each neuron of a group has emitted so far, where a condition asks for some of them.
    counts: Vec<Option<Vec<u64>>>,
    /// Of each group, the spikes and the custom events, in the order of the plan.
    histories: Vec<Vec<History>>,
    /// How one thread carries out a step, and how several share it, once they do.
    alone: Shares,
    shares: Option<Arc<Shares>>,
    pace: Pace,
    recorders: Vec<Recorder>,
    streaming: Option<Streaming>,
    /// While it is measured where the time goes.
    laps: Option<Laps>,
    /// What each monitor records; `None`: all.
    selected: Vec<Option<Vec<u32>>>,
    /// How many `set` were carried out.
    stage: usize,
    stored: HashMap<String, Stored>,
    saved: Vec<Saved>,
    /// Random streams are those of this trial: 0 until something is restored.
    trial: u64,
    last_trial: u64,
    /// How often each variable was assigned in this trial, by the name of the kernel.
    executed: HashMap<String, u64>,
    /// How long all runs so far have lasted together, in seconds, and how long all of the protocol will have.
    done: f64,
    end: f64,
    findings: Findings,
    clocks: Clocks,
    runs: Vec<Run>,
    interrupted: bool,
    /// When the observer was asked last.
    observed: Instant,
    build_time: Duration,
    run_time: Duration,
    seeds: [u64; 2],
}

impl Simulation {
    /// Warnings that only the built network could give.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.network.warnings
    }

    /// The simulated time in seconds.
    pub fn time(&self) -> f64 {
        self.clocks.time()
    }

    /// How many synapses each synapse group has, in file order.
    pub fn synapse_counts(&self) -> Vec<u64> {
        self.network.synapses.iter().map(|csr| csr.len() as u64).collect()
    }

    /// Refuses what the model demands, and is not so.
    fn demands_met(&self) -> Result<(), Error> {
        match demands::unmet(self.compiled.plan(), &self.network.state.faults) {
            Some(diagnostic) => Err(Error::rejected(self.compiled.sources(), vec![diagnostic])),
            None => Ok(()),
        }
    }

    /// Whether something that the model demands was not so, which has ended the simulation: it can only be finished.
    pub fn has_failed(&self) -> bool {
        self.network.state.faults.any()
    }

    /// Shows every stored float to `look`, with group, variable, element and the current time.
    fn scan(&mut self, look: impl Fn(f64, &str, &str, u32, &mut Findings, f64)) {
        let time = self.time();
        let plan = self.compiled.plan();
        let state = &self.network.state;
        let groups = plan.groups.iter().map(|g| (&g.name, &g.variables)).zip(&state.groups);
        let synapses = plan.synapses.iter().map(|s| (&s.name, &s.variables)).zip(&state.synapses);
        for ((name, variables), columns) in groups.chain(synapses) {
            for (variable, column) in
                variables.iter().zip(columns).filter(|(v, _)| can_fail(v.ty) && !v.is_hidden())
            {
                for element in 0..column.len() {
                    let value = column.float(element);
                    if !value.is_finite() {
                        look(value, name, &variable.name, element as u32, &mut self.findings, time);
                        break;
                    }
                }
            }
        }
    }
}
