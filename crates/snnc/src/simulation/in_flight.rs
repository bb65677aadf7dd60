//! Spikes that were on their way when the time step became another.

use super::queue::{Entry, Queue};
use crate::clocks::At;
use std::collections::BTreeMap;

/// Where delays differ by synapse: each that waits, and when it is due as the old time step had it.
#[derive(Debug, Clone)]
pub(super) struct InFlight {
    /// What is told of them.
    pub(super) entry: Entry,
    /// By step of the clock of those that spike.
    due: BTreeMap<u64, Vec<u32>>,
}

impl InFlight {
    /// What a queue holds whose clock was `then` and is `now` another.
    pub(super) fn of(queue: &Queue, then: At, now: At) -> Option<InFlight> {
        let mut due: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
        for (step, list) in queue.waiting(then.step) {
            due.entry(now.step_of(step, then)).or_default().extend(list);
        }
        (!due.is_empty()).then_some(InFlight { entry: queue.entry(), due })
    }

    /// The same, the clock having changed once more.
    pub(super) fn moved(&self, then: At, now: At) -> InFlight {
        let mut due: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
        for (step, list) in &self.due {
            due.entry(now.step_of(*step, then)).or_default().extend(list);
        }
        InFlight { entry: self.entry, due }
    }

    /// What is due in a step, which is delivered then.
    pub(super) fn take(&mut self, step: u64) -> Option<Vec<u32>> {
        self.due.remove(&step)
    }

    /// Whether all of it is delivered.
    pub(super) fn is_over(&self) -> bool {
        self.due.is_empty()
    }
}
