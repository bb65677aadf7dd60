//! The simulation: the only owner of mutable state.

mod access;
mod bound;
mod build;
mod finish;
mod in_flight;
mod protocol;
mod queue;
mod running;
mod stage;
mod store;
mod streaming;
mod sums;
mod timed;
mod until;
mod update;

use crate::clocks::{Clocks, Tick};
use crate::compiled::CompiledModel;
use crate::demands;
use crate::error::Error;
use crate::finite::{Findings, can_fail};
use crate::history::History;
use crate::monitor::{Moment, Recorder};
use crate::network::Network;
use crate::recording::{Run, Saved};
use crate::schedule::{Operation, Scheduled};
use bound::BoundPlan;
use protocol::Observer;
use snnc_ir::execute::Call;
use snnc_lang::Diagnostic;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};
use store::Stored;
use streaming::Streaming;
use until::RunningUntil;

/// How often the observer of a run is called.
const OBSERVE_EVERY: Duration = Duration::from_millis(50);

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
    operations: Vec<Scheduled>,
    recorders: Vec<Recorder>,
    streaming: Option<Streaming>,
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

    /// Advances by a number of steps of the model's `dt`.
    ///
    /// # Errors
    /// If the traces to be recorded have no room, or cannot be [written](Simulation::stream_to), or the model demands something
    /// that is not so (an index out of range): what was recorded until then is kept.
    pub fn advance(&mut self, steps: u64) -> Result<(), Error> {
        self.end = self.done + steps as f64 * self.compiled.plan().dt;
        self.advance_observed(steps, None, &mut |_| ControlFlow::Continue(()))
    }

    fn advance_observed(
        &mut self,
        steps: u64,
        mut until: Option<RunningUntil>,
        observer: Observer<'_>,
    ) -> Result<(), Error> {
        let plan = self.compiled.plan();
        let dt = plan.dt;
        self.check_room(steps, until.is_some())?;
        let started = Instant::now();
        let first = self.clocks.steps();
        let last = first + steps;
        let before: Vec<usize> = self.recorders.iter().map(Recorder::len).collect();
        let mut ended = false;
        // The clock is asked once in about a millisecond of work.
        let mut stride = 1;
        while !self.clocks.reached(last) {
            let chunk = Instant::now();
            for _ in 0..stride {
                if self.clocks.reached(last) || self.has_failed() || ended {
                    break;
                }
                let tick = self.clocks.due(0);
                self.one_step();
                if let (Some(until), Some(Tick { step, time, .. })) = (&mut until, tick) {
                    ended = !self.has_failed() && self.ends(until, step, time);
                }
            }
            if self.has_failed() || ended {
                break;
            }
            let now = Instant::now();
            if now - chunk < Duration::from_millis(1) {
                stride = (stride * 2).min(1 << 20);
            } else if now - chunk > Duration::from_millis(5) {
                stride = (stride / 2).max(1);
            }
            self.observe(now, (self.clocks.steps() - first) as f64 * dt, observer);
            if self.interrupted || self.cannot_write() {
                break;
            }
        }
        self.run_time += started.elapsed();
        self.scan(|value, group, variable, element, findings, time| {
            findings.look(value, group, variable, element, time);
        });
        let ranges = before.iter().zip(&self.recorders).map(|(start, r)| *start..r.len()).collect();
        let (start, duration) = (first as f64 * dt, (self.clocks.steps() - first) as f64 * dt);
        self.done += duration;
        self.runs.push(Run { start, duration, dt, stage: self.stage, ranges });
        self.written()?;
        self.demands_met()
    }

    /// Shows the observer how far it is, `more` seconds after the end of the last run, unless it was asked a moment ago.
    fn observe(&mut self, now: Instant, more: f64, observer: Observer<'_>) {
        if now - self.observed >= OBSERVE_EVERY {
            self.observed = now;
            let progress = Progress { time: self.done + more, end: self.end };
            self.interrupted |= observer(progress).is_break();
        }
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

    /// One step of the clocks that are due; it is broken off where something that the model demands is not so.
    fn one_step(&mut self) {
        let only = self.clocks.only();
        for Scheduled { operation, clock } in &self.operations {
            let tick = only.or_else(|| self.clocks.due(*clock));
            let Some(Tick { step, time, dt }) = tick else { continue };
            match *operation {
                Operation::Timed(k) => self.bound.timed[k].execute(&self.network.synapses, step, time),
                Operation::Sum(k) => self.bound.sums[k].execute(&self.network.synapses, step, time),
                Operation::UpdateSynapses(s) => {
                    let csr = &self.network.synapses[s];
                    if let (Some(update), false) = (&mut self.bound.updates[s], csr.len() == 0) {
                        let (pre_of, post_of) = (&csr.pre_of[..], &csr.post_of[..]);
                        let lanes = 0..csr.len();
                        update.step(&Call { time, step, lanes, pre_of, post_of, ..Call::default() });
                    }
                }
                Operation::Update(g) => self.bound.groups[g].advance(step, time),
                Operation::Fire(g) => {
                    let history = &mut self.histories[g][0];
                    self.bound.groups[g].fire(history, step, time);
                    if let Some(counts) = &mut self.counts[g] {
                        history.of(step).iter().for_each(|k| counts[*k as usize] += 1);
                    }
                }
                Operation::Deliver { synapses, pathway } => {
                    let pathway = &mut self.bound.pathways[synapses][pathway];
                    let history = &self.histories[pathway.from.group][pathway.event];
                    pathway.deliver(history, &self.network.synapses[synapses], step, time);
                }
                Operation::Reset(g) => {
                    let list = self.histories[g][0].of(step);
                    if let (Some(reset), false) = (&self.bound.groups[g].reset, list.is_empty()) {
                        reset.call(&Call { time, step, list, ..Call::default() });
                    }
                }
                Operation::Test { group, event } => {
                    let size = self.bound.groups[group].size;
                    let history = &mut self.histories[group][event + 1];
                    self.bound.groups[group].events[event].test(size, history, step, time);
                }
                Operation::OnEvent { group, event } => {
                    let list = self.histories[group][event + 1].of(step);
                    if let (Some(code), false) =
                        (&self.bound.groups[group].events[event].code, list.is_empty())
                    {
                        code.call(&Call { time, step, list, ..Call::default() });
                    }
                }
                Operation::Record { monitor, early } => {
                    let (histories, network) = (&self.histories[..], &self.network);
                    let spikes_of = if early { step.checked_sub(1) } else { Some(step) };
                    let moment = Moment { step, time, dt, spikes_of, histories, network };
                    self.recorders[monitor].record(&moment, &mut self.findings);
                }
            }
            if self.network.state.faults.any() {
                return;
            }
        }
        self.clocks.advance();
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
