//! The spikes of a group in the last steps, for delayed delivery.

use crate::clocks::At;
use snnc_ir::bits;
use snnc_ir::column::Column;
use snnc_ir::plan::Population;

/// A ring of spike lists, one a step, as long as the longest delay.
#[derive(Debug, Clone)]
pub(crate) struct History {
    lists: Vec<Vec<u32>>,
}

impl History {
    /// Keeps the spikes of the current step and of `delay` steps before it.
    pub(crate) fn new(delay: u64) -> History {
        History { lists: vec![vec![]; delay as usize + 1] }
    }

    /// Records the spikes of a step: the elements whose bit is set, ascending.
    pub(crate) fn record(&mut self, step: u64, bits: &Column, size: usize) -> &[u32] {
        let at = self.at(step);
        let list = &mut self.lists[at];
        list.clear();
        bits::append(bits, size, list);
        list
    }

    /// Records these spikes of a step, ascending.
    pub(crate) fn list(&mut self, step: u64, spikes: impl Iterator<Item = u32>) -> &[u32] {
        let at = self.at(step);
        let list = &mut self.lists[at];
        list.clear();
        list.extend(spikes);
        list
    }

    /// The spikes of a step that lies back by no more than the longest delay.
    pub(crate) fn of(&self, step: u64) -> &[u32] {
        &self.lists[self.at(step)]
    }

    /// Takes over the spikes of another history, whose clock was `then` and is `now` another, or the same.
    pub(crate) fn take_over(&mut self, other: &History, then: At, now: At) {
        self.lists.iter_mut().for_each(Vec::clear);
        for age in 1..=(other.lists.len() as u64 - 1).min(then.step) {
            // A spike belongs to the step within which it was emitted, which lies before the next one.
            let within = ((then.step - age) as f64 * then.dt / now.dt + 1e-3).floor() as u64;
            let emitted = within.min(now.step.saturating_sub(1));
            if now.step - emitted < self.lists.len() as u64 {
                let at = self.at(emitted);
                self.lists[at].extend_from_slice(other.of(then.step - age));
            }
        }
        self.lists.iter_mut().for_each(|list| list.sort_unstable());
    }

    fn at(&self, step: u64) -> usize {
        (step % self.lists.len() as u64) as usize
    }
}

/// The part of an ascending list that lies in a population.
pub(crate) fn within(list: &[u32], population: Population) -> &[u32] {
    let start = list.partition_point(|k| *k < population.start);
    let end = list.partition_point(|k| *k < population.end);
    &list[start..end]
}
