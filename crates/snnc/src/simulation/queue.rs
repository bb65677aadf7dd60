//! Spikes on their way, where delays differ by synapse.

use super::spread::Spread;
use crate::network::{Csr, Delays, Packed, Span};
use snnc_ir::execute::{Bound, Call};
use snnc_lang::syntax::ast::End;
use std::ops::Range;

/// Synapses that wait for the step in which they are due.
#[derive(Debug, Clone)]
pub(super) enum Queue {
    /// One by one: lanes.
    Lanes(Ring<u32>),
    /// One by one: their targets, where the code asks for nothing else.
    Targets(Ring<u32>),
    /// Parts of rows.
    Parts(Ring<Span>),
}

/// A list for each step: what is due then, in the order in which the spikes were emitted.
#[derive(Debug, Clone)]
pub(super) struct Ring<T> {
    lists: Vec<Vec<T>>,
}

/// Parts of rows, as a call wants them.
#[derive(Debug, Default)]
pub(super) struct Spans {
    starts: Vec<u64>,
    ends: Vec<u64>,
    list: Vec<u32>,
}

impl Queue {
    /// For a pathway with these delays.
    pub(super) fn new(delays: Option<&Delays>) -> Queue {
        let steps = delays.map_or(1, |delays| delays.longest() as usize + 1);
        match delays {
            Some(Delays::Parts(_)) => Queue::Parts(Ring { lists: vec![vec![]; steps] }),
            Some(Delays::Each { target_alone: true, .. }) => {
                Queue::Targets(Ring { lists: vec![vec![]; steps] })
            }
            _ => Queue::Lanes(Ring { lists: vec![vec![]; steps] }),
        }
    }

    /// A neuron at that end spikes: its synapses will be reached, each after its delay. Those are told that are a thread's share.
    pub(super) fn schedule(
        &mut self,
        now: u64,
        neuron: u32,
        end: End,
        delays: &Delays,
        csr: &Csr,
        spread: Spread<'_>,
    ) {
        let (offsets, order) = match (end, &csr.by_target) {
            (End::Post, Some(index)) => (&index.offsets, &index.lanes),
            _ => (&csr.offsets, &csr.by_number),
        };
        let [starts, ends] = spread.rows(offsets);
        let row = starts[neuron as usize] as usize..ends[neuron as usize] as usize;
        match (self, delays) {
            (Queue::Lanes(ring), Delays::Each { delays, .. }) => {
                if order.is_empty() {
                    ring.schedule(now, delays, row.clone(), row.start as u32..);
                } else {
                    ring.schedule(now, delays, row.clone(), order[row].iter().copied());
                }
            }
            (Queue::Targets(ring), Delays::Each { delays, .. }) => {
                if order.is_empty() {
                    ring.schedule(now, delays, row.clone(), csr.post_of[row].iter().copied());
                } else {
                    let targets = order[row.clone()].iter().map(|lane| csr.post_of[*lane as usize]);
                    ring.schedule(now, delays, row, targets);
                }
            }
            (Queue::Parts(ring), Delays::Parts(parts)) => {
                let here = ring.at(now);
                for (number, span, delay) in parts.of(neuron, row.start as u32) {
                    let span = spread.span(number, span);
                    if span.start < span.end {
                        ring.push(here, delay, span);
                    }
                }
            }
            // A queue is made for the delays.
            _ => {}
        }
    }

    /// Delivers what is due in a step, which then waits no more.
    pub(super) fn deliver(&mut self, step: u64, code: &dyn Bound, call: &Call<'_>, spans: &mut Spans) {
        match self {
            Queue::Lanes(ring) => {
                let list = ring.due(step);
                deliver_each(list, Entry::Lane, code, call);
                list.clear();
            }
            Queue::Targets(ring) => {
                let list = ring.due(step);
                deliver_each(list, Entry::Target, code, call);
                list.clear();
            }
            Queue::Parts(ring) => {
                let list = ring.due(step);
                if !list.is_empty() {
                    spans.fill(list);
                    let (starts, ends) = (&spans.starts, &spans.ends);
                    code.call(&Call { list: &spans.list[..list.len()], starts, ends, ..call.clone() });
                }
                list.clear();
            }
        }
    }

    /// The same queue with those synapses alone whose targets are in a range. In a part of a row, they lie side by side.
    pub(super) fn to_targets(&self, targets: &Range<u32>, post_of: &[u32]) -> Queue {
        match self {
            Queue::Lanes(ring) => {
                let own = |lane: &&u32| targets.contains(&post_of[**lane as usize]);
                let list = |list: &Vec<u32>| list.iter().filter(own).copied().collect();
                Queue::Lanes(Ring { lists: ring.lists.iter().map(list).collect() })
            }
            Queue::Targets(ring) => {
                let own = |target: &&u32| targets.contains(target);
                let list = |list: &Vec<u32>| list.iter().filter(own).copied().collect();
                Queue::Targets(Ring { lists: ring.lists.iter().map(list).collect() })
            }
            Queue::Parts(ring) => {
                let own = |span: &Span| {
                    let reached = &post_of[span.start as usize..span.end as usize];
                    let before = |end: u32| reached.iter().filter(|target| **target < end).count() as u32;
                    let (start, end) = (before(targets.start), before(targets.end));
                    (start < end).then(|| Span { start: span.start + start, end: span.start + end })
                };
                let list = |list: &Vec<Span>| list.iter().filter_map(own).collect();
                Queue::Parts(Ring { lists: ring.lists.iter().map(list).collect() })
            }
        }
    }

    /// Takes what waits in another queue with the same delays; its targets are none of those here.
    pub(super) fn take_over(&mut self, other: &mut Queue) {
        match (self, other) {
            (Queue::Lanes(ring), Queue::Lanes(other)) | (Queue::Targets(ring), Queue::Targets(other)) => {
                ring.take_over(other);
            }
            (Queue::Parts(ring), Queue::Parts(other)) => ring.take_over(other),
            // They have the same delays.
            _ => {}
        }
    }

    /// Nothing waits any more.
    pub(super) fn empty(&mut self) {
        match self {
            Queue::Lanes(ring) | Queue::Targets(ring) => ring.lists.iter_mut().for_each(Vec::clear),
            Queue::Parts(ring) => ring.lists.iter_mut().for_each(Vec::clear),
        }
    }

    /// What is told of synapses that wait.
    pub(super) fn entry(&self) -> Entry {
        match self {
            Queue::Lanes(_) | Queue::Parts(_) => Entry::Lane,
            Queue::Targets(_) => Entry::Target,
        }
    }

    /// What waits, `next` being the next step: the synapses one by one, in the order in which they are due.
    pub(super) fn waiting(&self, next: u64) -> Vec<(u64, Vec<u32>)> {
        match self {
            Queue::Lanes(ring) | Queue::Targets(ring) => {
                ring.waiting(next).map(|(step, list)| (step, list.to_vec())).collect()
            }
            Queue::Parts(ring) => {
                let lanes = |list: &[Span]| list.iter().flat_map(|span| span.start..span.end).collect();
                ring.waiting(next).map(|(step, list)| (step, lanes(list))).collect()
            }
        }
    }

    /// Whether another queue has entries of the same kind.
    pub(super) fn is_like(&self, other: &Queue) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// What is told of a synapse that waits.
#[derive(Debug, Clone, Copy)]
pub(super) enum Entry {
    /// Its lane.
    Lane,
    /// Its target.
    Target,
}

/// Delivers to synapses, one after the other.
pub(super) fn deliver_each(list: &[u32], entry: Entry, code: &dyn Bound, call: &Call<'_>) {
    if list.is_empty() {
        return;
    }
    let ends = [list.len() as u64];
    let call = Call { list: &[0], starts: &[0], ends: &ends, ..call.clone() };
    match entry {
        Entry::Lane => code.call(&Call { order: list, ..call }),
        // As good as synapses that lie side by side.
        Entry::Target => code.call(&Call { post_of: list, ..call }),
    }
}

impl Ring<u32> {
    /// Entries are due, each after the delay at its position.
    fn schedule(
        &mut self,
        now: u64,
        delays: &Packed,
        positions: Range<usize>,
        mut entries: impl Iterator<Item = u32>,
    ) {
        let here = self.at(now);
        delays.each(positions, |delay| {
            if let Some(entry) = entries.next() {
                self.push(here, delay, entry);
            }
        });
    }
}

impl<T> Ring<T> {
    /// Something is due `delay` steps after that of the list `here`.
    #[inline]
    fn push(&mut self, here: usize, delay: u32, entry: T) {
        let at = here + delay as usize;
        let at = if at < self.lists.len() { at } else { at - self.lists.len() };
        self.lists[at].push(entry);
    }

    fn take_over(&mut self, other: &mut Ring<T>) {
        for (list, other) in self.lists.iter_mut().zip(&mut other.lists) {
            list.append(other);
        }
    }

    fn due(&mut self, step: u64) -> &mut Vec<T> {
        let at = self.at(step);
        &mut self.lists[at]
    }

    fn waiting(&self, next: u64) -> impl Iterator<Item = (u64, &[T])> {
        let steps = next..next + self.lists.len() as u64;
        steps.map(|step| (step, &self.lists[self.at(step)][..])).filter(|(_, list)| !list.is_empty())
    }

    fn at(&self, step: u64) -> usize {
        (step % self.lists.len() as u64) as usize
    }
}

impl Spans {
    fn fill(&mut self, list: &[Span]) {
        self.starts.clear();
        self.starts.extend(list.iter().map(|span| u64::from(span.start)));
        self.ends.clear();
        self.ends.extend(list.iter().map(|span| u64::from(span.end)));
        let known = self.list.len() as u32;
        self.list.extend(known..known.max(list.len() as u32));
    }
}
