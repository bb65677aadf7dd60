//! The clocks of a simulation: which of them step next, together.

use snnc_ir::plan::Plan;

/// Clocks step together if their times differ by less than this part of the smaller time step.
const TOGETHER: f64 = 1e-4;

/// All clocks, those of the plan.
#[derive(Debug, Clone)]
pub(crate) struct Clocks {
    /// It measures the runs.
    first: Clock,
    others: Vec<Clock>,
}

/// A clock.
#[derive(Debug, Clone)]
struct Clock {
    dt: f64,
    /// The next step.
    step: u64,
    /// Whether it is among those that step next.
    due: bool,
}

impl Clock {
    fn time(&self) -> f64 {
        self.step as f64 * self.dt
    }

    fn tick(&self) -> Tick {
        Tick { step: self.step, time: self.time(), dt: self.dt }
    }
}

/// A clock at a moment: its time step, and the number of its next step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct At {
    pub(crate) dt: f64,
    pub(crate) step: u64,
}

impl At {
    /// The step of this clock within which a step of another begins, but none that is over.
    pub(crate) fn step_of(self, step: u64, other: At) -> u64 {
        let same = (step as f64 * other.dt / self.dt + 1e-3).floor() as u64;
        same.max(self.step)
    }
}

/// What a clock shows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tick {
    /// The number of its step.
    pub(crate) step: u64,
    /// `t` in seconds.
    pub(crate) time: f64,
    /// Its time step in seconds.
    pub(crate) dt: f64,
}

impl Clocks {
    /// The clocks of a plan, of which those steps come next that begin at `time` or later.
    pub(crate) fn at(plan: &Plan, time: f64) -> Clocks {
        let clock = |dt: f64| {
            let steps = time / dt;
            let near = steps.round();
            let step = if (steps - near).abs() < TOGETHER { near } else { steps.ceil() };
            Clock { dt, step: step as u64, due: false }
        };
        let others = plan.clocks.iter().skip(1).map(|it| clock(it.dt)).collect();
        let mut clocks = Clocks { first: clock(plan.dt), others };
        clocks.find_due();
        clocks
    }

    /// How many steps the first clock has done.
    pub(crate) fn steps(&self) -> u64 {
        self.first.step
    }

    /// The time that the first clock has reached, in seconds.
    pub(crate) fn time(&self) -> f64 {
        self.first.time()
    }

    /// The number of the next step of a clock.
    pub(crate) fn next_step(&self, clock: usize) -> u64 {
        if clock == 0 { self.first.step } else { self.others[clock - 1].step }
    }

    /// What the only clock shows; `None` if there are more.
    pub(crate) fn only(&self) -> Option<Tick> {
        self.others.is_empty().then(|| self.first.tick())
    }

    /// What a clock shows, if it steps now.
    pub(crate) fn due(&self, clock: usize) -> Option<Tick> {
        let clock = if clock == 0 { &self.first } else { &self.others[clock - 1] };
        clock.due.then(|| clock.tick())
    }

    /// Whether everything is done that lies before this step of the first clock.
    pub(crate) fn reached(&self, step: u64) -> bool {
        self.first.due && self.first.step >= step
    }

    /// The step of the clocks that are due is done.
    pub(crate) fn advance(&mut self) {
        if self.others.is_empty() {
            self.first.step += 1;
            return;
        }
        for clock in self.all_mut() {
            clock.step += u64::from(clock.due);
        }
        self.find_due();
    }

    /// Those whose time is the earliest.
    fn find_due(&mut self) {
        let (mut earliest, mut dt) = (self.first.time(), self.first.dt);
        for clock in &self.others {
            if clock.time() < earliest {
                (earliest, dt) = (clock.time(), clock.dt);
            }
        }
        for clock in self.all_mut() {
            clock.due = clock.time() - earliest < TOGETHER * dt.min(clock.dt);
        }
    }

    fn all_mut(&mut self) -> impl Iterator<Item = &mut Clock> {
        std::iter::once(&mut self.first).chain(&mut self.others)
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, Clocks};

    fn clocks(dts: &[f64]) -> Clocks {
        let clock = |dt: &f64| Clock { dt: *dt, step: 0, due: false };
        let mut clocks = Clocks { first: clock(&dts[0]), others: dts[1..].iter().map(clock).collect() };
        clocks.find_due();
        clocks
    }

    /// The steps that the clocks do before the first has done `steps`.
    fn steps(clocks: &mut Clocks, steps: u64) -> Vec<Vec<Option<u64>>> {
        let mut all = vec![];
        while !clocks.reached(steps) {
            all.push((0..=clocks.others.len()).map(|k| clocks.due(k).map(|it| it.step)).collect());
            clocks.advance();
        }
        all
    }

    #[test]
    fn one_clock_steps_alone() {
        assert_eq!(steps(&mut clocks(&[1e-4]), 3), [[Some(0)], [Some(1)], [Some(2)]]);
    }

    #[test]
    fn what_is_due_at_one_time_steps_together() {
        let all = steps(&mut clocks(&[1e-4, 2e-4, 1.5e-4]), 4);
        let expected = [
            [Some(0), Some(0), Some(0)],
            [Some(1), None, None],
            [None, None, Some(1)],
            [Some(2), Some(1), None],
            [Some(3), None, Some(2)],
        ];
        assert_eq!(all, expected);
    }

    #[test]
    fn decimal_steps_never_drift_apart() {
        let mut clocks = clocks(&[1e-4, 1e-3]);
        let all = steps(&mut clocks, 1_000_000);
        assert_eq!(all.len(), 1_000_000);
        assert!(all.iter().all(|due| due[1].is_some() == due[0].is_some_and(|step| step % 10 == 0)));
    }

    #[test]
    fn a_step_that_lies_within_the_last_step_of_the_first_is_done() {
        let all = steps(&mut clocks(&[1e-3, 4e-4]), 1);
        assert_eq!(all, [[Some(0), Some(0)], [None, Some(1)], [None, Some(2)]]);
    }
}
