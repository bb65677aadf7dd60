//! Advancing a simulation, with one thread or several.

use super::bound::BoundPlan;
use super::protocol::Observer;
use super::running::RunningPathway;
use super::stepping::{Records, Stepping};
use super::streaming::Streaming;
use super::team::{Replica, Shares, Team};
use super::until::RunningUntil;
use super::{Progress, Simulation};
use crate::error::Error;
use crate::monitor::Recorder;
use crate::parallel::member::Member;
use crate::program::seed_of_trial;
use crate::recording::Run;
use crate::selection::Among;
use std::ops::ControlFlow;
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

/// How often the observer of a run is called.
const OBSERVE_EVERY: Duration = Duration::from_millis(50);

/// How long the steps between two looks at the clock should last together.
const STRETCH: [Duration; 2] = [Duration::from_millis(1), Duration::from_millis(5)];

impl Simulation {
    /// Advances by a number of steps of the model's `dt`.
    ///
    /// # Errors
    /// If the traces to be recorded have no room, or cannot be [written](Simulation::stream_to), or the model demands something
    /// that is not so (an index out of range): what was recorded until then is kept.
    pub fn advance(&mut self, steps: u64) -> Result<(), Error> {
        self.end = self.done + steps as f64 * self.compiled.plan().dt;
        self.advance_observed(steps, None, &mut |_| ControlFlow::Continue(()))
    }

    pub(super) fn advance_observed(
        &mut self,
        steps: u64,
        until: Option<RunningUntil>,
        observer: Observer<'_>,
    ) -> Result<(), Error> {
        let plan = self.compiled.plan();
        let dt = plan.dt;
        self.check_room(steps, until.is_some())?;
        let started = Instant::now();
        let first = self.clocks.steps();
        let before: Vec<usize> = self.recorders.iter().map(Recorder::len).collect();
        self.go(first + steps, until, observer);
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

    /// Carries out the steps before step `last` of the first clock, unless something ends them earlier.
    fn go(&mut self, last: u64, mut until: Option<RunningUntil>, observer: Observer<'_>) {
        if self.has_failed() {
            return;
        }
        let plan = self.compiled.plan();
        let seed = seed_of_trial(self.seeds[0], self.trial);
        let (network, streaming) = (&self.network, self.streaming.as_ref());
        let (done, end) = (self.done, self.end);
        let program = self.compiled.program();
        let first = self.clocks.steps();
        let mut lead = Stepping {
            member: Member::ALONE,
            barrier: None,
            shares: &self.alone,
            network,
            bound: &mut self.bound,
            histories: &mut self.histories,
            clocks: &mut self.clocks,
            records: Some(Records {
                recorders: &mut self.recorders,
                findings: &mut self.findings,
                counts: &mut self.counts,
                laps: self.laps.as_mut(),
            }),
        };
        let pace = &mut self.pace;
        let can_share = !lead.bound.pathways.iter().flatten().any(RunningPathway::has_earlier);
        let shares = &mut self.shares;
        let hired: OnceLock<Team<'_>> = OnceLock::new();
        thread::scope(|scope| {
            // Whether the others have gone as far as the first thread.
            let mut abreast = false;
            let mut team: Option<&Team<'_>> = None;
            let mut attending = None;
            let mut stride = 1;
            while !lead.clocks.reached(last) {
                let begun = Instant::now();
                let at = lead.clocks.steps();
                if can_share && pace.together() && team.is_none() {
                    let shares = shares
                        .get_or_insert_with(|| Arc::new(Shares::new(plan, network, pace.most())))
                        .clone();
                    pace.prepared();
                    if shares.any() {
                        let bound = |_| Replica::of(BoundPlan::new(plan, program, network, seed), &lead);
                        let replicas = (1..shares.threads).map(bound).collect();
                        let new = hired.get_or_init(|| Team::new(last, replicas, network, shares));
                        attending = new.start(scope).ok();
                        team = Some(new).filter(|_| attending.is_some());
                    }
                    if team.is_none() {
                        pace.stay_alone();
                    }
                }
                let count = if until.is_some() { 1 } else { stride };
                let together = team.filter(|_| pace.together());
                match team {
                    Some(team) if abreast && together.is_none() => team.gather(&mut lead),
                    Some(team) if !abreast && together.is_some() => team.spread(&mut lead),
                    _ => {}
                }
                abreast = together.is_some();
                let gone = match together {
                    Some(team) => team.steps(&mut lead, count),
                    None => lead.steps(count, last),
                };
                let tick = (lead.clocks.steps() > at).then_some(lead.clocks.steps() - 1);
                let mut ended = gone.is_err();
                if let (Some(until), Some(step), false) = (&mut until, tick, ended) {
                    let among = Among { plan, program, network, seed, step: lead.clocks.steps() };
                    let counts = lead.records.as_ref().map_or(&[][..], |records| &*records.counts);
                    ended = until.holds(&among, counts, step, step as f64 * plan.dt);
                }
                if ended {
                    break;
                }
                let now = Instant::now();
                let took = now - begun;
                let carried = lead.clocks.steps() - at;
                pace.took(together.is_some(), carried, took, now, last.saturating_sub(lead.clocks.steps()));
                if took < STRETCH[0] {
                    stride = (stride * 2).min(1 << 20);
                } else if took > STRETCH[1] {
                    stride = (stride / 2).max(1);
                }
                if now - self.observed >= OBSERVE_EVERY {
                    self.observed = now;
                    let more = (lead.clocks.steps() - first) as f64 * plan.dt;
                    self.interrupted |= observer(Progress { time: done + more, end }).is_break();
                }
                if self.interrupted || streaming.is_some_and(Streaming::has_failed) {
                    break;
                }
            }
            if let Some(team) = team {
                team.end();
                if abreast {
                    team.gather(&mut lead);
                }
            }
            drop(attending);
        });
    }

    /// Shows the observer how far it is, unless it was asked a moment ago.
    pub(super) fn observe(&mut self, now: Instant, observer: Observer<'_>) {
        if now - self.observed >= OBSERVE_EVERY {
            self.observed = now;
            self.interrupted |= observer(Progress { time: self.done, end: self.end }).is_break();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Model;
    use crate::parallel::pace::Pace;
    use crate::threads::Threads;
    use std::ops::ControlFlow;

    const NETWORK: &str = "
neurons cells[300] {
    dv/dt = (1.5 - v)/(10 ms) : 1 (unless refractory)
    total : 1
    refractory: 1 ms
    threshold:  v > 1
    reset:      v = 0
    init:       v = rand()
}
synapses parts: cells -> cells { connect: p = 0.5; on_pre: v_post -= 0.01; delay: 2 ms*rand() }
synapses few: cells[100:] -> cells[:250] {
    w : 1
    connect: p = 0.05
    on_pre:  v_post += w; w += 0.01
    on_post: w *= 0.9
    delay:   100 ms*rand()
}
synapses one: cells[:200] -> cells[20:] { connect: p = 0.1; on_pre: v_post -= 0.02; delay: 1.5 ms }
synapses near: cells -> cells[30:290] { connect: p = 0.05; total_post = v_pre - v_post : 1 (summed) }
monitor spikes of cells
run 200 ms
";

    /// The spikes and the last values with threads that go on as `pace` says.
    fn outcome(pace: Pace) -> (Vec<i32>, Vec<f64>) {
        let compiled = Model::from_text("network.eqs", NETWORK).compile();
        let compiled = compiled.unwrap_or_else(|error| panic!("{error}"));
        let mut simulation = compiled.simulation(compiled.seed()).expect("a network");
        simulation.pace = pace;
        simulation.run(&mut |_| ControlFlow::Continue(())).expect("it runs");
        let mut values = vec![];
        for (group, variable) in [("cells", "v"), ("cells", "total"), ("few", "w")] {
            values.extend(simulation.get(group, variable).expect("a variable"));
        }
        (simulation.finish().spikes("cells").expect("a monitor").indices().to_vec(), values)
    }

    #[test]
    fn spikes_on_their_way_are_not_lost_when_the_number_of_threads_changes() {
        let one = outcome(Pace::new(Threads::ONE));
        assert!(one.0.len() > 1000);
        for threads in [2, 3] {
            assert!(outcome(Pace::in_turn(threads)) == one, "{threads} threads");
        }
    }
}
