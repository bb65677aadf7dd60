//! Spikes on their way, where delays differ by synapse.

/// A ring of lists, one a step: the parts of rows that are due then, in the order in which their spikes were emitted.
#[derive(Debug, Clone)]
pub(super) struct Queue {
    lists: Vec<Vec<u32>>,
}

impl Queue {
    /// For delays of up to `longest` steps.
    pub(super) fn new(longest: u64) -> Queue {
        Queue { lists: vec![vec![]; longest as usize + 1] }
    }

    /// A spike of step `now` reaches these parts of its row, each after its delay.
    pub(super) fn schedule(&mut self, now: u64, parts: impl Iterator<Item = (u32, u32)>) {
        let here = self.at(now);
        for (part, delay) in parts {
            let at = here + delay as usize;
            let at = if at < self.lists.len() { at } else { at - self.lists.len() };
            self.lists[at].push(part);
        }
    }

    /// What is due in a step.
    pub(super) fn due(&self, step: u64) -> &[u32] {
        &self.lists[self.at(step)]
    }

    /// What was due in a step is delivered.
    pub(super) fn clear(&mut self, step: u64) {
        let at = self.at(step);
        self.lists[at].clear();
    }

    /// Nothing waits any more.
    pub(super) fn empty(&mut self) {
        self.lists.iter_mut().for_each(Vec::clear);
    }

    /// What waits, `next` being the next step: in the order in which it is due.
    pub(super) fn waiting(&self, next: u64) -> impl Iterator<Item = (u64, &[u32])> {
        let steps = next..next + self.lists.len() as u64;
        steps.map(|step| (step, self.due(step))).filter(|(_, list)| !list.is_empty())
    }

    fn at(&self, step: u64) -> usize {
        (step % self.lists.len() as u64) as usize
    }
}
