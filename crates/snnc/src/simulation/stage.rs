//! Going on with other constants: the same network, whose code is another.

use super::Simulation;
use super::bound::BoundPlan;
use super::in_flight::InFlight;
use super::queue::Queue;
use super::running::RunningDelay;
use super::store::misplaced;
use super::team::Shares;
use crate::clocks::{At, Clocks};
use crate::compiled::CompiledModel;
use crate::error::Error;
use crate::history::History;
use crate::monitor::Recorder;
use crate::network;
use crate::state::State;
use snnc_ir::plan::Plan;
use snnc_lang::Span;

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
        let then = self.clocks.clone();
        let (old, plan) = (self.compiled.clone(), next.plan());
        let old = old.plan();
        let refuse = |diagnostic| Error::rejected(next.sources(), vec![diagnostic]);
        let clocks = Clocks::at(plan, self.time());
        if (clocks.time() - self.time()).abs() > 1e-4 * plan.dt {
            return Err(refuse(misplaced(span, self.time(), plan.dt)));
        }
        let histories = super::build::longest_delays(plan).into_iter();
        let mut histories: Vec<Vec<History>> =
            histories.map(|of| of.into_iter().map(History::new).collect()).collect();
        for (group, (histories, before)) in histories.iter_mut().zip(&self.histories).enumerate() {
            let (then, now) = (clock_of(old, &then, group), clock_of(plan, &clocks, group));
            for (history, before) in histories.iter_mut().zip(before) {
                history.take_over(before, then, now);
            }
        }
        (self.histories, self.clocks) = (histories, clocks);
        let counts: Vec<usize> = self.network.synapses.iter().map(network::Csr::len).collect();
        let before: Vec<At> = (0..plan.groups.len()).map(|group| clock_of(old, &then, group)).collect();
        self.network.state = State::of_stage(plan, &counts, old, &self.network.state);
        for (k, csr) in self.network.synapses.iter().enumerate() {
            network::fill_numbers(plan, &self.network, csr, k);
        }
        self.stage += 1;
        self.compiled = next.clone();
        self.change_delays(&before)?;
        self.rebind();
        (self.alone, self.shares) = (Shares::alone(plan), None);
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

    /// Lays out the delivery of spikes for the time steps of now, where they were others before.
    fn change_delays(&mut self, before: &[At]) -> Result<(), Error> {
        let plan = self.compiled.plan();
        let now: Vec<At> = (0..before.len()).map(|group| clock_of(plan, &self.clocks, group)).collect();
        if now.iter().zip(before).all(|(now, before)| now.dt == before.dt) {
            return Ok(());
        }
        network::lay_out_again(&mut self.network, plan, self.compiled.sources())?;
        for (pathways, csr) in self.bound.pathways.iter_mut().zip(&self.network.synapses) {
            for pathway in pathways {
                let (then, now) = (before[pathway.from.group], now[pathway.from.group]);
                let RunningDelay::Each { pathway: at, queue, earlier, .. } = &mut pathway.delay else {
                    continue;
                };
                let delays = csr.delays[*at].as_ref();
                if then.dt == now.dt && Queue::new(delays).is_like(queue) {
                    continue;
                }
                *earlier = earlier.iter().map(|it| it.moved(then, now)).collect();
                earlier.extend(InFlight::of(queue, then, now));
                *queue = Queue::new(delays);
            }
        }
        Ok(())
    }

    /// The clock of a group.
    pub(super) fn clock_of(&self, group: usize) -> At {
        clock_of(self.compiled.plan(), &self.clocks, group)
    }
}

fn clock_of(plan: &Plan, clocks: &Clocks, group: usize) -> At {
    let clock = plan.groups[group].clock;
    At { dt: plan.clocks[clock].dt, step: clocks.next_step(clock) }
}
