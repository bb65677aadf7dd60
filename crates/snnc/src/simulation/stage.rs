//! Going on with other constants: the same network, whose code is another.

use super::Simulation;
use super::bound::BoundPlan;
use super::store::misplaced;
use crate::clocks::Clocks;
use crate::compiled::CompiledModel;
use crate::error::Error;
use crate::history::History;
use crate::monitor::Recorder;
use crate::network;
use crate::schedule::operations;
use crate::state::State;
use snnc_ir::plan::{DelayPlan, Plan};
use snnc_lang::{Diagnostic, Span};

impl Simulation {
    /// Binds the code of the plan anew: the random streams of this trial.
    pub(super) fn rebind(&mut self) {
        let (plan, program) = (self.compiled.plan(), self.compiled.program());
        let seed = crate::program::seed_of_trial(self.seeds[0], self.trial);
        let bound = BoundPlan::new(plan, program, &self.network, seed);
        let before = std::mem::replace(&mut self.bound, bound);
        self.bound.go_on(before);
    }

    /// Goes on with the next stage of the protocol, which the `set` at `span` has begun.
    pub(super) fn next_stage(&mut self, next: &CompiledModel, span: Span) -> Result<(), Error> {
        let (old, plan) = (self.compiled.clone(), next.plan());
        let old = old.plan();
        let refuse = |diagnostic| Error::rejected(next.sources(), vec![diagnostic]);
        if plan.dt != old.dt {
            let each = |plan: &Plan| {
                let mut pathways = plan.synapses.iter().flat_map(|synapses| &synapses.pathways);
                pathways.any(|pathway| matches!(pathway.delay, DelayPlan::Each { .. }))
            };
            if each(plan) {
                return Err(refuse(delays_differ(span)));
            }
            let clocks = Clocks::at(plan, self.time());
            if (clocks.time() - self.time()).abs() > 1e-4 * plan.dt {
                return Err(refuse(misplaced(span, self.time(), plan.dt)));
            }
            let histories = super::build::longest_delays(plan).into_iter();
            let mut histories: Vec<Vec<History>> =
                histories.map(|of| of.into_iter().map(History::new).collect()).collect();
            for (histories, before) in histories.iter_mut().zip(&self.histories) {
                for (history, before) in histories.iter_mut().zip(before) {
                    history.take_over(before, old.dt, plan.dt, self.time());
                }
            }
            (self.histories, self.clocks) = (histories, clocks);
        } else {
            self.clocks = Clocks::at(plan, self.time());
        }
        let counts: Vec<usize> = self.network.synapses.iter().map(|csr| csr.len()).collect();
        self.network.state = State::of_stage(plan, &counts, old, &self.network.state);
        for (k, csr) in self.network.synapses.iter().enumerate() {
            network::fill_numbers(plan, &self.network, csr, k);
        }
        self.stage += 1;
        self.compiled = next.clone();
        self.rebind();
        self.operations = operations(plan);
        let (program, seed) = (next.program(), self.seeds[0]);
        let monitors = plan.monitors.iter().zip(&self.selected);
        let fresh =
            monitors.map(|(m, only)| Recorder::new(m, only.as_deref(), plan, program, &self.network, seed));
        let fresh: Vec<_> = fresh.collect();
        let before = std::mem::replace(&mut self.recorders, fresh);
        for (recorder, before) in self.recorders.iter_mut().zip(before) {
            recorder.go_on(before);
        }
        Ok(())
    }
}

fn delays_differ(span: Span) -> Diagnostic {
    let message = "the time step cannot change where delays differ by synapse";
    Diagnostic::error("protocol::time-step", span, message)
        .help("the synapses are laid out by when their spikes are due; run the model anew with `--dt`")
}
