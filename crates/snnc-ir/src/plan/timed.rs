//! Clocks, and what is done in steps beside the built-in work.

use super::{KernelUse, Population};
use snnc_lang::hir::Slot;

/// A clock: it ticks at `0`, `dt`, `2*dt`, …. Clocks that are due at the same time step together.
#[derive(Debug, Clone, PartialEq)]
pub struct ClockPlan {
    /// Its time step in seconds.
    pub dt: f64,
}

/// A kernel that is executed over all elements in some steps of a clock.
#[derive(Debug, Clone)]
pub struct TimedPlan {
    /// Its name, for people.
    pub name: String,
    /// Over which elements.
    pub of: TimedElements,
    /// When in a step.
    pub slot: Slot,
    /// When in the slot; in the order of `Plan::timed` among equals.
    pub rank: Rank,
    /// Which of [`Plan::clocks`](super::Plan::clocks).
    pub clock: usize,
    /// In which steps of the clock.
    pub when: When,
    /// What is done. The domain of the kernel tells how its elements are listed: `Range` (all of a group, or synapses with both ends
    /// gathered), `List` (the elements of a population), or `Rows` (synapses one by one, source by source).
    pub code: KernelUse,
}

/// The elements that a timed kernel is executed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimedElements {
    /// Those of a population; one that has all elements of its group is listed as a range.
    Group(Population),
    /// All synapses of a group.
    Synapses(usize),
    /// What all elements of a group share: one lane.
    SharedOfGroup(usize),
    /// What all synapses of a group share: one lane.
    SharedOfSynapses(usize),
}

/// The steps in which something is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// In the steps whose number is a multiple of this one, which is at least 1.
    Every(u64),
    /// In these steps, ascending.
    At(Vec<u64>),
}

impl When {
    /// Whether it is done in that step.
    pub fn includes(&self, step: u64) -> bool {
        match self {
            When::Every(1) => true,
            When::Every(period) => step.is_multiple_of(*period),
            When::At(steps) => steps.binary_search(&step).is_ok(),
        }
    }
}

/// The kinds of work of a slot, in the order in which they are done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// Values that are constant over a step.
    Held,
    /// `every` and `at`.
    Timed,
    /// Sums over synapses, before what reads them.
    Summed,
    /// The work that a slot is for.
    BuiltIn,
    /// Poisson inputs.
    Input,
    /// Monitors.
    Monitor,
}
