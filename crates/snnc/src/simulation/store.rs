//! Stored states: everything on which the rest of a simulation depends.

use super::Simulation;
use super::queue::Queue;
use super::running::RunningDelay;
use crate::clocks::Clocks;
use crate::error::Error;
use crate::history::History;
use crate::monitor::Recorder;
use snnc_ir::column::Column;
use snnc_ir::plan::{BlockPlan, StoredVariable};
use snnc_lang::{Diagnostic, Span};
use std::collections::HashMap;

/// A state. Values are kept by name, so that it can be restored when constants are others.
pub(super) struct Stored {
    /// Of each group or synapses and each stored variable.
    values: HashMap<(String, String), Vec<u64>>,
    histories: Vec<Vec<History>>,
    queues: Vec<Vec<Option<Queue>>>,
    /// The spikes of neurons so far, where a condition asks for them.
    counts: Vec<Option<Vec<u64>>>,
    /// The time step with which spikes on their way are counted.
    dt: f64,
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
        let queue = |delay: &RunningDelay| match delay {
            RunningDelay::Each(_, queue) => Some(queue.clone()),
            RunningDelay::Constant(_) => None,
        };
        let stored = Stored {
            values,
            histories: self.histories.clone(),
            queues: (self.bound.pathways.iter())
                .map(|pathways| pathways.iter().map(|pathway| queue(&pathway.delay)).collect())
                .collect(),
            counts: self.counts.clone(),
            dt: plan.dt,
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
        for (histories, before) in self.histories.iter_mut().zip(&stored.histories) {
            for (history, before) in histories.iter_mut().zip(before) {
                history.take_over(before, stored.dt, plan.dt, stored.time);
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
        for (pathways, queues) in self.bound.pathways.iter_mut().zip(&stored.queues) {
            for (pathway, queue) in pathways.iter_mut().zip(queues) {
                if let (RunningDelay::Each(_, now), Some(queue)) = (&mut pathway.delay, queue) {
                    now.clone_from(queue);
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
    let message = format!("a time step of {dt} s does not divide the {time} s that have elapsed");
    Diagnostic::error("protocol::time-step", span, message)
        .help("let the runs before it last a multiple of the new time step")
}
