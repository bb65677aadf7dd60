//! Spikes on their way, where delays differ by synapse.

use super::spread::Spread;
use crate::network::{Csr, Delays, Span};
use snnc_ir::execute::{Bound, Call};
use snnc_lang::syntax::ast::End;
use std::ops::Range;

/// Synapses that wait for the step in which they are due.
#[derive(Debug, Clone)]
pub(super) enum Queue {
    /// One by one: lanes.
    Lanes(Ring<u32>),
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
            (Queue::Lanes(ring), Delays::Each(delays)) => {
                let here = ring.at(now);
                if order.is_empty() {
                    let mut lane = row.start as u32;
                    delays.each(row, |delay| {
                        ring.push(here, delay, lane);
                        lane += 1;
                    });
                } else {
                    let mut lanes = order[row.clone()].iter();
                    delays.each(row, |delay| {
                        if let Some(lane) = lanes.next() {
                            ring.push(here, delay, *lane);
                        }
                    });
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
                deliver_lanes(list, code, call);
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
            (Queue::Lanes(ring), Queue::Lanes(other)) => ring.take_over(other),
            (Queue::Parts(ring), Queue::Parts(other)) => ring.take_over(other),
            // They have the same delays.
            _ => {}
        }
    }

    /// Nothing waits any more.
    pub(super) fn empty(&mut self) {
        match self {
            Queue::Lanes(ring) => ring.lists.iter_mut().for_each(Vec::clear),
            Queue::Parts(ring) => ring.lists.iter_mut().for_each(Vec::clear),
        }
    }

    /// What waits, `next` being the next step: the lanes, in the order in which they are due.
    pub(super) fn waiting(&self, next: u64) -> Vec<(u64, Vec<u32>)> {
        match self {
            Queue::Lanes(ring) => ring.waiting(next).map(|(step, list)| (step, list.to_vec())).collect(),
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

/// Delivers to lanes, one after the other.
pub(super) fn deliver_lanes(lanes: &[u32], code: &dyn Bound, call: &Call<'_>) {
    if !lanes.is_empty() {
        let ends = [lanes.len() as u64];
        code.call(&Call { list: &[0], starts: &[0], ends: &ends, order: lanes, ..call.clone() });
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
