//! Stored states: everything on which the rest of a simulation depends.

use super::Simulation;
use super::in_flight::InFlight;
use super::queue::Queue;
use super::running::{RunningDelay, RunningPathway};
use crate::clocks::{At, Clocks};
use crate::error::Error;
use crate::history::History;
use crate::monitor::Recorder;
use snnc_ir::column::Column;
use snnc_ir::plan::{BlockPlan, StoredVariable};
use snnc_lang::{Diagnostic, Span};
use std::collections::HashMap;

/// Spikes on their way, where delays differ by synapse.
struct Waiting {
    queue: Queue,
    earlier: Vec<InFlight>,
    clock: At,
}

/// A state. Values are kept by name, so that it can be restored when constants are others.
pub(super) struct Stored {
    /// Of each group or synapses and each stored variable.
    values: HashMap<(String, String), Vec<u64>>,
    histories: Vec<Vec<History>>,
    /// Of each pathway whose delays differ by synapse.
    waiting: Vec<Vec<Option<Waiting>>>,
    /// The spikes of neurons so far, where a condition asks for them.
    counts: Vec<Option<Vec<u64>>>,
    /// The clock of each group.
    clocks: Vec<At>,
    time: f64,
    trial: u64,
    executed: HashMap<String, u64>,
}

impl Simulation {
    /// Keeps the whole state under a label.
    pub fn store(&mut self, label: &str) {
        let plan = self.compiled.plan();
        let state = &self.network.state;
        let groups = plan.groups.iter().map(|g| (&g.name, &g.variables)).zip(&state.groups);
        let synapses = plan.synapses.iter().map(|s| (&s.name, &s.variables)).zip(&state.synapses);
        let mut values = HashMap::new();
        for ((block, variables), columns) in groups.chain(synapses) {
            for (variable, column) in variables.iter().zip(columns) {
                let mut words = vec![0; column.len()];
                column.read(0, &mut words);
                values.insert((block.clone(), variable.name.clone()), words);
            }
        }
        let clock = |pathway: &RunningPathway| self.clock_of(pathway.from.group);
        let delays = |pathways: &Vec<RunningPathway>| {
            let of_one = |pathway: &RunningPathway| match &pathway.delay {
                RunningDelay::Each { queue, earlier, .. } => {
                    Some(Waiting { queue: queue.clone(), earlier: earlier.clone(), clock: clock(pathway) })
                }
                RunningDelay::Constant(_) => None,
            };
            pathways.iter().map(of_one).collect()
        };
        let stored = Stored {
            values,
            histories: self.histories.clone(),
            waiting: self.bound.pathways.iter().map(delays).collect(),
            counts: self.counts.clone(),
            clocks: (0..plan.groups.len()).map(|group| self.clock_of(group)).collect(),
            time: self.time(),
            trial: self.trial,
            executed: self.executed.clone(),
        };
        self.stored.insert(label.to_string(), stored);
    }

    /// Goes back to a stored state. Random streams go on with numbers that no trial had before, or, if `exact`, begin again where
    /// they were; what was recorded is kept.
    ///
    /// # Errors
    /// If nothing is stored under that label.
    pub fn restore(&mut self, label: &str, exact: bool) -> Result<(), Error> {
        self.restore_except(label, exact, &[], None)
    }

    /// The same, but for some stored variables.
    pub(super) fn restore_except(
        &mut self,
        label: &str,
        exact: bool,
        except: &[(BlockPlan, usize)],
        span: Option<Span>,
    ) -> Result<(), Error> {
        let Some(stored) = self.stored.remove(label) else {
            let known = self.stored.keys().cloned().collect();
            return Err(Error::Unknown { kind: "stored state", name: label.to_string(), known });
        };
        let plan = self.compiled.plan();
        let clocks = Clocks::at(plan, stored.time);
        if (clocks.time() - stored.time).abs() > 1e-4 * plan.dt {
            let error = span.map(|span| misplaced(span, stored.time, plan.dt));
            self.stored.insert(label.to_string(), stored);
            return Err(Error::rejected(self.compiled.sources(), error.into_iter().collect()));
        }
        self.clocks = clocks;
        self.recorders.iter_mut().for_each(Recorder::interrupt);
        let state = &self.network.state;
        for (k, group) in plan.groups.iter().enumerate() {
            let keep = |v: usize| except.contains(&(BlockPlan::Group(k), v));
            stored.write(&group.name, &group.variables, &state.groups[k], keep);
        }
        for (k, synapses) in plan.synapses.iter().enumerate() {
            let keep = |v: usize| except.contains(&(BlockPlan::Synapses(k), v));
            stored.write(&synapses.name, &synapses.variables, &state.synapses[k], keep);
        }
        let clocks: Vec<At> = (0..plan.groups.len()).map(|group| self.clock_of(group)).collect();
        for (group, (histories, before)) in self.histories.iter_mut().zip(&stored.histories).enumerate() {
            for (history, before) in histories.iter_mut().zip(before) {
                history.take_over(before, stored.clocks[group], clocks[group]);
            }
        }
        self.counts.clone_from(&stored.counts);
        self.last_trial = self.last_trial.max(self.trial);
        if exact {
            self.trial = stored.trial;
            self.executed.clone_from(&stored.executed);
        } else {
            self.last_trial += 1;
            self.trial = self.last_trial;
            self.executed.clear();
        }
        self.rebind();
        for (pathways, waiting) in self.bound.pathways.iter_mut().zip(&stored.waiting) {
            for (pathway, waiting) in pathways.iter_mut().zip(waiting) {
                let RunningDelay::Each { queue, earlier, .. } = &mut pathway.delay else { continue };
                let Some(waiting) = waiting else { continue };
                let now = clocks[pathway.from.group];
                if waiting.clock.dt == now.dt && queue.is_like(&waiting.queue) {
                    queue.clone_from(&waiting.queue);
                    earlier.clone_from(&waiting.earlier);
                } else {
                    queue.empty();
                    *earlier = waiting.earlier.iter().map(|it| it.moved(waiting.clock, now)).collect();
                    earlier.extend(InFlight::of(&waiting.queue, waiting.clock, now));
                }
            }
        }
        self.stored.insert(label.to_string(), stored);
        Ok(())
    }
}

impl Stored {
    fn write(
        &self,
        block: &str,
        variables: &[StoredVariable],
        columns: &[Column],
        keep: impl Fn(usize) -> bool,
    ) {
        for (at, (variable, column)) in variables.iter().zip(columns).enumerate() {
            let words = self.values.get(&(block.to_string(), variable.name.clone()));
            if let Some(words) = words.filter(|words| words.len() == column.len() && !keep(at)) {
                column.write(0, words);
            }
        }
    }
}

/// A time that no step begins at.
pub(super) fn misplaced(span: Span, time: f64, dt: f64) -> Diagnostic {
    // Without the last digits, which nobody wrote.
    let round = |x: f64| format!("{x:.11e}").parse().unwrap_or(x);
    let (dt, time) = (round(dt), round(time));
    let message = format!("a time step of {dt} s does not divide the {time} s that have elapsed");
    Diagnostic::error("protocol::time-step", span, message)
        .help("let the runs before it last a multiple of the new time step")
}
