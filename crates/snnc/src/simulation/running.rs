//! Groups and pathways at work.

use super::in_flight::InFlight;
use super::queue::{Queue, Spans, deliver_each};
use super::spread::Spread;
use super::update::RunningUpdate;
use crate::history::{History, within};
use crate::network::Csr;
use crate::parallel::member::Member;
use snnc_ir::bits;
use snnc_ir::column::Column;
use snnc_ir::execute::{Bound, Call};
use snnc_ir::plan::{GivenSpikes, Population};
use snnc_lang::syntax::ast::End;
use std::ops::Range;

/// The kernels of a group, bound.
pub(super) struct RunningGroup {
    pub(super) update: Option<RunningUpdate>,
    pub(super) shared_update: Option<RunningUpdate>,
    pub(super) threshold: Option<Box<dyn Bound>>,
    pub(super) reset: Option<Box<dyn Bound>>,
    pub(super) events: Vec<RunningEvent>,
    pub(super) given: Option<GivenSpikes>,
    pub(super) bits: Found,
    pub(super) size: usize,
    pub(super) last_spike: Option<Column>,
    pub(super) not_refractory: Option<Column>,
    pub(super) spikes: u64,
}

/// A custom event of a group, bound.
pub(super) struct RunningEvent {
    pub(super) condition: Box<dyn Bound>,
    pub(super) code: Option<Box<dyn Bound>>,
    pub(super) bits: Found,
}

/// A pathway, bound.
pub(super) struct RunningPathway {
    pub(super) code: Box<dyn Bound>,
    /// What is done after it, once for each neuron that spiked.
    pub(super) neurons: Option<Box<dyn Bound>>,
    pub(super) end: End,
    pub(super) event: usize,
    pub(super) delay: RunningDelay,
    pub(super) from: Population,
    pub(super) due: Vec<u32>,
}

/// When the spikes of a pathway are delivered.
pub(super) enum RunningDelay {
    /// So many steps after they happen, all of them.
    Constant(u64),
    /// Each synapse after its own delay.
    Each {
        /// Whose [`delays`](Csr::delays).
        pathway: usize,
        /// The spikes on their way.
        queue: Queue,
        /// Work space.
        spans: Spans,
        /// Those that were on their way when the time step was another.
        earlier: Vec<InFlight>,
    },
}

/// Those who spike, of two steps: a thread that is a step ahead writes those of its step while others still read those before.
#[derive(Clone)]
pub(super) struct Found([Column; 2]);

impl Found {
    /// None of so many elements.
    pub(super) fn none_of(size: usize) -> Found {
        Found([bits::none_of(size), bits::none_of(size)])
    }

    /// Those of a step.
    fn of(&self, step: u64) -> &Column {
        &self.0[(step % 2) as usize]
    }
}

impl RunningGroup {
    /// The state is advanced by a step, and spikes are found.
    pub(super) fn advance(&mut self, member: Member, step: u64, time: f64) {
        if let Some(update) = &mut self.update {
            let (lanes, bits) = (member.share(self.size), Some(self.bits.of(step)));
            update.step(&Call { time, step, lanes, bits, ..Call::default() });
        }
    }

    /// The same for what all elements share.
    pub(super) fn advance_shared(&mut self, step: u64, time: f64) {
        if let Some(update) = &mut self.shared_update {
            update.step(&Call { time, step, lanes: 0..1, ..Call::default() });
        }
    }

    /// Spikes are found that the update cannot find.
    pub(super) fn find_spikes(&self, member: Member, step: u64, time: f64) {
        if let Some(threshold) = &self.threshold {
            let (lanes, bits) = (member.share(self.size), Some(self.bits.of(step)));
            threshold.call(&Call { time, step, lanes, bits, ..Call::default() });
        }
    }

    /// The spikes that were found, or that are given, happen.
    pub(super) fn fire(&mut self, member: Member, history: &mut History, step: u64, time: f64) {
        let list = match &self.given {
            Some(given) => history.list(step, given.of(step).iter().map(|(_, element)| *element)),
            None => history.record(step, self.bits.of(step), self.size),
        };
        if list.is_empty() {
            return;
        }
        self.spikes += list.len() as u64;
        let list = member.own(list, self.size);
        if let Some(last) = &self.last_spike {
            list.iter().for_each(|k| last.set_float(*k as usize, time));
        }
        if let Some(free) = &self.not_refractory {
            list.iter().for_each(|k| free.set_int(*k as usize, 0));
        }
    }

    /// The spikes found are those that another thread finds too.
    pub(super) fn join(&mut self, lead: &RunningGroup) {
        self.bits = lead.bits.clone();
        for (event, lead) in self.events.iter_mut().zip(&lead.events) {
            event.bits = lead.bits.clone();
        }
    }
}

impl RunningEvent {
    /// It is tested for these elements.
    pub(super) fn test(&self, lanes: Range<usize>, step: u64, time: f64) {
        let bits = Some(self.bits.of(step));
        self.condition.call(&Call { time, step, lanes, bits, ..Call::default() });
    }

    /// It happens where its condition holds.
    pub(super) fn happen(&self, size: usize, history: &mut History, step: u64) {
        history.record(step, self.bits.of(step), size);
    }
}

impl RunningPathway {
    /// Delivers the spikes that are due in this step, as far as it is a thread's share.
    pub(super) fn deliver(&mut self, history: &History, csr: &Csr, spread: Spread<'_>, step: u64, time: f64) {
        let call = Call { time, step, post_of: &csr.post_of, pre_of: &csr.pre_of, ..Call::default() };
        let delay = match &mut self.delay {
            RunningDelay::Constant(delay) => *delay,
            RunningDelay::Each { pathway, queue, spans, earlier } => {
                let Some(delays) = &csr.delays[*pathway] else { return };
                for in_flight in earlier.iter_mut() {
                    if let Some(list) = in_flight.take(step) {
                        deliver_each(&list, in_flight.entry, &*self.code, &call);
                    }
                }
                earlier.retain(|in_flight| !in_flight.is_over());
                for neuron in spread.spikes(within(history.of(step), self.from)) {
                    queue.schedule(step, neuron - self.from.start, self.end, delays, csr, spread);
                }
                queue.deliver(step, &*self.code, &call, spans);
                return;
            }
        };
        let list = due(&mut self.due, delay, self.from, history, spread, step);
        if list.is_empty() {
            return;
        }
        match (self.end, &csr.by_target) {
            (End::Post, Some(index)) => {
                // The code looks them up by lane or in this order.
                let pre_of = if index.sources.is_empty() { &csr.pre_of } else { &index.sources };
                self.code.call(&Call { list, order: &index.lanes, pre_of, ..call.rows(&index.offsets) });
            }
            _ => {
                let [starts, ends] = spread.rows(&csr.offsets);
                self.code.call(&Call { list, starts, ends, order: &csr.by_number, ..call });
            }
        }
    }

    /// What is done once for each neuron whose spike is due.
    pub(super) fn follow(&mut self, history: &History, spread: Spread<'_>, step: u64, time: f64) {
        let (Some(neurons), RunningDelay::Constant(delay)) = (&self.neurons, &self.delay) else { return };
        let list = due(&mut self.due, *delay, self.from, history, spread, step);
        if !list.is_empty() {
            neurons.call(&Call { time, step, list, ..Call::default() });
        }
    }

    /// What waits with another thread for those targets waits here from now on.
    pub(super) fn take_share(&mut self, of: &RunningPathway, targets: &Range<u32>, csr: &Csr) {
        if let (RunningDelay::Each { queue, .. }, RunningDelay::Each { queue: of, .. }) =
            (&mut self.delay, &of.delay)
        {
            *queue = of.to_targets(targets, &csr.post_of);
        }
    }

    /// Nothing waits any more but for those targets.
    pub(super) fn keep_share(&mut self, targets: &Range<u32>, csr: &Csr) {
        if let RunningDelay::Each { queue, .. } = &mut self.delay {
            *queue = queue.to_targets(targets, &csr.post_of);
        }
    }

    /// What waits with another thread, for targets that are its own, waits here.
    pub(super) fn take_over(&mut self, other: &mut RunningPathway) {
        if let (RunningDelay::Each { queue, .. }, RunningDelay::Each { queue: other, .. }) =
            (&mut self.delay, &mut other.delay)
        {
            queue.take_over(other);
        }
    }

    /// Whether spikes wait that were on their way when the time step was another.
    pub(super) fn has_earlier(&self) -> bool {
        matches!(&self.delay, RunningDelay::Each { earlier, .. } if !earlier.is_empty())
    }
}

/// The neurons whose spikes are due after a delay, counted within their population, as far as they are a thread's share.
fn due<'l>(
    list: &'l mut Vec<u32>,
    delay: u64,
    from: Population,
    history: &'l History,
    spread: Spread<'_>,
    step: u64,
) -> &'l [u32] {
    let Some(emitted) = step.checked_sub(delay) else { return &[] };
    let spikes = spread.spikes(within(history.of(emitted), from));
    if from.start == 0 {
        return spikes;
    }
    list.clear();
    list.extend(spikes.iter().map(|k| k - from.start));
    list
}
