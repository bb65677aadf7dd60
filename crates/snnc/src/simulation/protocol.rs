//! Carrying out the protocol.

use super::{Progress, Simulation};
use crate::compiled::CompiledModel;
use crate::error::Error;
use crate::program::{seed_of_execution, seed_of_trial};
use crate::recording::Saved;
use crate::selection::Among;
use snnc_ir::execute::Call;
use snnc_ir::plan::{AssignPlan, Endpoint, Plan, Population, Step, TimedElements};
use snnc_lang::Diagnostic;
use std::ops::ControlFlow;
use std::time::Instant;

/// Told how far the protocol is.
pub(super) type Observer<'o> = &'o mut dyn FnMut(Progress) -> ControlFlow<()>;

impl Simulation {
    /// Carries out the protocol. The observer is called about twenty times a second and may stop the simulation.
    ///
    /// # Errors
    /// If the traces to be recorded have no room, or cannot be [written](Simulation::stream_to), or the model demands something
    /// that is not so (an index out of range): what was recorded until then is kept.
    pub fn run(&mut self, observer: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Result<(), Error> {
        let whole = self.compiled.clone();
        let stages = whole.stages();
        let plans = std::iter::once(whole.plan()).chain(stages.iter().map(CompiledModel::plan));
        self.end = self.done + plans.map(|plan| duration(&plan.protocol, plan.dt)).sum::<f64>();
        let mut next = stages.iter();
        let mut protocol = &whole.plan().protocol;
        loop {
            self.carry_out(protocol, observer)?;
            let Some(Step::NextStage { span }) = protocol.last() else { return Ok(()) };
            let Some(stage) = next.next().filter(|_| !self.interrupted) else { return Ok(()) };
            self.next_stage(stage, *span)?;
            protocol = &stage.plan().protocol;
        }
    }

    fn carry_out(&mut self, steps: &[Step], observer: Observer<'_>) -> Result<(), Error> {
        for step in steps {
            self.observe(Instant::now(), observer);
            if self.interrupted {
                return Ok(());
            }
            match step {
                Step::Run { steps, until } => {
                    let until = until.as_ref().map(|until| self.until(until)).transpose()?;
                    self.advance_observed(*steps, until, observer)?;
                }
                Step::Assign(assign) => self.assign(assign)?,
                Step::Store { label } => self.store(label),
                Step::Restore { label, exact, except, span } => {
                    self.restore_except(label, *exact, except, Some(*span))?;
                }
                Step::Repeat { count, body } => {
                    for _ in 0..*count {
                        self.carry_out(body, observer)?;
                        if self.interrupted {
                            return Ok(());
                        }
                    }
                }
                Step::Save(save) => {
                    let mut saved = Saved::new(save, &self.among());
                    // In a loop, none takes the place of another.
                    let before = self.saved.iter().filter(|it| it.first == saved.first).count();
                    if before > 0 {
                        saved.label = format!("{}_{before}", saved.first);
                    }
                    self.saved.push(saved);
                }
                // The caller goes on with it.
                Step::NextStage { .. } => {}
            }
        }
        Ok(())
    }

    fn assign(&mut self, assign: &AssignPlan) -> Result<(), Error> {
        let name = &self.compiled.plan().kernels[assign.code.kernel].name;
        let executed = self.executed.entry(name.clone()).or_default();
        *executed += 1;
        let seed = seed_of_execution(self.seeds[0], self.trial, *executed);
        let among = Among { seed, ..self.among() };
        let code = self.compiled.program().bind(&assign.code, &self.network.state, None, seed);
        let of = match assign.of {
            TimedElements::Group(of) => Endpoint::Population(of),
            TimedElements::SharedOfGroup(group) => {
                Endpoint::Population(Population { group, start: 0, end: 1 })
            }
            TimedElements::Synapses(of) | TimedElements::SharedOfSynapses(of) => Endpoint::Synapses(of),
        };
        let shared =
            matches!(assign.of, TimedElements::SharedOfGroup(_) | TimedElements::SharedOfSynapses(_));
        if shared {
            code.call(&Call { lanes: 0..1, list: &[], ..among.call(of, &[]) });
        } else {
            let chosen = among.find(&assign.only, of).map_err(|told| self.refuse(*told))?;
            let mut places = among.places(of, chosen.as_deref());
            // Each element once: its value is that of the state before.
            if chosen.is_some() {
                places.sort_unstable();
                places.dedup();
            }
            if !places.is_empty() {
                code.call(&among.call(of, &places));
            }
        }
        self.demands_met()
    }

    /// The network as it is.
    pub(super) fn among(&self) -> Among<'_> {
        Among {
            plan: self.compiled.plan(),
            program: self.compiled.program(),
            network: &self.network,
            seed: seed_of_trial(self.seeds[0], self.trial),
            step: self.clocks.steps(),
        }
    }

    pub(super) fn refuse(&self, diagnostic: Diagnostic) -> Error {
        Error::rejected(self.compiled.sources(), vec![diagnostic])
    }
}

/// How long all runs of a protocol last together, if nothing ends them before.
fn duration(protocol: &[Step], dt: f64) -> f64 {
    let of_one = |step: &Step| match step {
        Step::Run { steps, .. } => *steps as f64 * dt,
        Step::Repeat { count, body } => *count as f64 * duration(body, dt),
        _ => 0.0,
    };
    protocol.iter().map(of_one).sum()
}

/// Whether a group's spikes are counted neuron by neuron, since a condition that ends a run asks for some of them.
pub(super) fn counts(plan: &Plan, group: usize) -> bool {
    fn asks(steps: &[Step], group: usize) -> bool {
        steps.iter().any(|step| match step {
            Step::Run { until: Some(until), .. } => until.reductions.iter().any(|reduction| {
                reduction.value.is_none()
                    && matches!(reduction.of, Endpoint::Population(of) if of.group == group)
            }),
            Step::Repeat { body, .. } => asks(body, group),
            _ => false,
        })
    }
    asks(&plan.protocol, group) || plan.stages.iter().any(|stage| asks(&stage.protocol, group))
}
