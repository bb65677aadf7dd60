//! With how many threads steps are faster: measured while they are carried out.

use crate::threads::Threads;
use std::time::{Duration, Instant};

/// What a step takes at least, in seconds, for it to be divided: meeting costs up to a microsecond where the machine is busy.
const WORTH_DIVIDING: f64 = 6e-6;

/// What must be left to do, in seconds, for threads to be started: that takes some 50 microseconds each.
const WORTH_STARTING: f64 = 2e-3;

/// What it takes to find out for a synapse which thread delivers to it, in seconds.
const PREPARING_SYNAPSE: f64 = 0.5e-9;

/// How many times as long as that the rest of a run must last with one thread.
const WORTH_PREPARING: f64 = 8.0;

/// In a trial each way is taken this often, in turn; the first time does not count.
const ROUNDS: u32 = 4;

/// By how much threads must be faster to be kept.
const GAIN: f64 = 0.97;

/// Threads that take this much longer than one are not tried again in the same trial: something else uses the machine.
const HOPELESS: f64 = 3.0;

/// If steps take this much longer than at the trial with one thread, there is another trial at once.
const ALARM: f64 = 1.3;

/// How long a decision holds: at first, and at most.
const HOLDS: [Duration; 2] = [Duration::from_millis(50), Duration::from_secs(4)];

/// Decides with how many threads the next steps are carried out.
#[derive(Debug)]
pub(crate) struct Pace {
    most: usize,
    /// Whether the number is given, and nothing is to be decided.
    fixed: bool,
    /// What it takes before the first step that all threads carry out, in seconds.
    preparation: f64,
    state: State,
    hold: Duration,
    /// How many steps one thread has done, and how many all of them.
    steps: [u64; 2],
}

#[derive(Debug, Clone, Copy)]
enum State {
    /// Before the first decision: steps are long enough to be timed when so many are done at once.
    Starting,
    /// All threads, or one alone, until it is looked at again.
    Decided { all: bool, until: Instant, alone: f64 },
    /// Either way in turn.
    Trial { left: u32, best: [f64; 2] },
}

impl Pace {
    /// With so many threads.
    pub(crate) fn new(threads: Threads) -> Pace {
        Pace {
            most: threads.most(),
            fixed: threads != Threads::Auto,
            preparation: 0.0,
            state: State::Starting,
            hold: HOLDS[0],
            steps: [0; 2],
        }
    }

    /// With so many threads and with one in turn.
    #[cfg(test)]
    pub(crate) fn in_turn(most: usize) -> Pace {
        let state = State::Trial { left: u32::MAX / 2, best: [f64::INFINITY; 2] };
        Pace { most, state, ..Pace::new(Threads::Auto) }
    }

    /// How many threads there are if all work together.
    pub(crate) fn most(&self) -> usize {
        self.most
    }

    /// The network has so many synapses.
    pub(crate) fn with_synapses(self, count: usize) -> Pace {
        Pace { preparation: count as f64 * PREPARING_SYNAPSE, ..self }
    }

    /// All is prepared for threads to work together.
    pub(crate) fn prepared(&mut self) {
        self.preparation = 0.0;
    }

    /// There is nothing that could be divided, or nobody to divide it with.
    pub(crate) fn stay_alone(&mut self) {
        self.most = 1;
    }

    /// Whether all threads carry out the next steps.
    pub(crate) fn together(&self) -> bool {
        self.most > 1
            && match self.state {
                _ if self.fixed => true,
                State::Starting => false,
                State::Decided { all, .. } => all,
                State::Trial { left, .. } => left % 2 == 1,
            }
    }

    /// So many steps were carried out, by all threads or by one, and took so long; `left` are still to be done.
    pub(crate) fn took(&mut self, together: bool, steps: u64, time: Duration, now: Instant, left: u64) {
        self.steps[usize::from(together)] += steps;
        if self.fixed || self.most == 1 || steps == 0 {
            return;
        }
        let step = time.as_secs_f64() / steps as f64;
        let trial = |alone| State::Trial { left: 2 * ROUNDS - 1, best: [alone, f64::INFINITY] };
        self.state = match self.state {
            State::Starting if time < Duration::from_micros(200) => State::Starting,
            State::Starting | State::Decided { all: false, .. } => {
                let least = WORTH_STARTING.max(self.preparation * WORTH_PREPARING);
                let worth = step >= WORTH_DIVIDING && step * left as f64 >= least;
                match self.state {
                    State::Decided { until, .. } if now < until => self.state,
                    _ if worth => trial(step),
                    _ => State::Decided { all: false, until: now + HOLDS[0], alone: step },
                }
            }
            State::Decided { until, alone, .. } => {
                if step > alone * ALARM {
                    self.hold = HOLDS[0];
                    trial(f64::INFINITY)
                } else if now >= until {
                    trial(f64::INFINITY)
                } else {
                    self.state
                }
            }
            State::Trial { best, .. } if together && step > HOPELESS * best[0] => self.decide(best, now),
            State::Trial { left, mut best } => {
                if left + 2 < 2 * ROUNDS {
                    let best = &mut best[usize::from(together)];
                    *best = best.min(step);
                }
                match left {
                    0 => self.decide(best, now),
                    _ => State::Trial { left: left - 1, best },
                }
            }
        };
    }

    /// How many threads carried out most of the steps.
    pub(crate) fn mostly(&self) -> usize {
        if self.steps[1] > self.steps[0] { self.most } else { 1 }
    }

    fn decide(&mut self, [alone, together]: [f64; 2], now: Instant) -> State {
        let until = now + self.hold;
        self.hold = (self.hold * 2).min(HOLDS[1]);
        State::Decided { all: together < alone * GAIN, until, alone }
    }
}

#[cfg(test)]
mod tests {
    use super::Pace;
    use crate::threads::Threads;
    use std::time::{Duration, Instant};

    /// Steps that take so many seconds alone and together, for a second: whether all threads do them in the end.
    fn decides((pace, now): &mut (Pace, Instant), alone: f64, together: f64) -> bool {
        let end = *now + Duration::from_secs(1);
        while *now < end {
            let all = pace.together();
            let steps = (1e-3 / alone).ceil() as u64;
            let time = Duration::from_secs_f64(steps as f64 * if all { together } else { alone });
            *now += time;
            pace.took(all, steps, time, *now, 1_000_000);
        }
        pace.together()
    }

    fn pace() -> (Pace, Instant) {
        (Pace { most: 2, ..Pace::new(Threads::Auto) }, Instant::now())
    }

    #[test]
    fn what_is_faster_is_kept() {
        assert!(decides(&mut pace(), 100e-6, 60e-6));
        assert!(!decides(&mut pace(), 100e-6, 100e-6));
        assert!(!decides(&mut pace(), 100e-6, 200e-6));
    }

    #[test]
    fn short_steps_are_not_divided() {
        let mut pace = pace();
        assert!(!decides(&mut pace, 1e-6, 0.1e-6));
        assert_eq!((pace.0.steps[1], pace.0.mostly()), (0, 1));
    }

    #[test]
    fn it_changes_when_the_machine_does() {
        let mut pace = pace();
        assert!(decides(&mut pace, 100e-6, 55e-6));
        assert!(!decides(&mut pace, 100e-6, 500e-6));
        assert!(decides(&mut pace, 100e-6, 55e-6));
    }

    #[test]
    fn a_number_that_is_given_is_kept() {
        let mut one = (Pace::new(Threads::ONE), Instant::now());
        assert!(!decides(&mut one, 1e-3, 1e-4));
        let mut two = (Pace { fixed: true, ..pace().0 }, Instant::now());
        assert!(decides(&mut two, 1e-4, 1e-3));
        assert_eq!(two.0.mostly(), 2);
    }
}
