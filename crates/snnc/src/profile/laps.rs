//! What is measured while a simulation runs.

use super::bandwidth;
use crate::schedule::Operation;
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// The cost of the clock is the mean of so many looks at it.
const LOOKS: u32 = 10_000;

/// The time of each operation.
#[derive(Debug)]
pub(crate) struct Laps {
    operations: HashMap<Operation, Lap>,
    waits: Lap,
    /// What a look at the clock costs.
    clock: Duration,
    /// Of memory, in bytes a second.
    pub(crate) bandwidth: f64,
}

/// What one operation took.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Lap {
    pub(crate) time: Duration,
    pub(crate) calls: u64,
    pub(crate) items: u64,
}

impl Laps {
    /// Looks at the machine, and begins.
    pub(crate) fn new() -> Laps {
        let started = Instant::now();
        for _ in 1..LOOKS {
            std::hint::black_box(Instant::now());
        }
        Laps {
            operations: HashMap::new(),
            waits: Lap::default(),
            clock: started.elapsed() / LOOKS,
            bandwidth: bandwidth::measure(),
        }
    }

    /// An operation has been carried out, with so many items.
    pub(crate) fn add(&mut self, operation: Operation, time: Duration, items: u64) {
        let lap = self.operations.entry(operation).or_default();
        lap.time += time;
        lap.calls += 1;
        lap.items += items;
    }

    /// The other threads were waited for.
    pub(crate) fn wait(&mut self, time: Duration) {
        self.waits.time += time;
        self.waits.calls += 1;
    }

    /// How long in all, without the clock itself.
    pub(crate) fn waiting(&self) -> Duration {
        self.without_clock(self.waits).time
    }

    /// What each took, without the clock itself.
    pub(crate) fn taken(&self) -> impl Iterator<Item = (Operation, Lap)> {
        self.operations.iter().map(|(operation, lap)| (*operation, self.without_clock(*lap)))
    }

    fn without_clock(&self, lap: Lap) -> Lap {
        let clock = self.clock * u32::try_from(lap.calls).unwrap_or(u32::MAX);
        Lap { time: lap.time.saturating_sub(clock), ..lap }
    }
}
