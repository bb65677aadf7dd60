//! Groups and pathways at work.

use super::in_flight::InFlight;
use super::queue::{Queue, Spans, deliver_lanes};
use super::update::RunningUpdate;
use crate::history::{History, within};
use crate::network::Csr;
use snnc_ir::column::Column;
use snnc_ir::execute::{Bound, Call};
use snnc_ir::plan::{GivenSpikes, Population};
use snnc_lang::syntax::ast::End;

/// The kernels of a group, bound.
pub(super) struct RunningGroup {
    pub(super) update: Option<RunningUpdate>,
    pub(super) shared_update: Option<RunningUpdate>,
    pub(super) threshold: Option<Box<dyn Bound>>,
    pub(super) reset: Option<Box<dyn Bound>>,
    pub(super) events: Vec<RunningEvent>,
    pub(super) given: Option<GivenSpikes>,
    pub(super) bits: Column,
    pub(super) size: usize,
    pub(super) last_spike: Option<Column>,
    pub(super) not_refractory: Option<Column>,
    pub(super) spikes: u64,
}

/// A custom event of a group, bound.
pub(super) struct RunningEvent {
    pub(super) condition: Box<dyn Bound>,
    pub(super) code: Option<Box<dyn Bound>>,
    pub(super) bits: Column,
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

impl RunningGroup {
    /// The state is advanced by a step, and spikes are found.
    pub(super) fn advance(&mut self, step: u64, time: f64) {
        if let Some(update) = &mut self.update {
            let bits = Some(&self.bits);
            update.step(&Call { time, step, lanes: 0..self.size, bits, ..Call::default() });
        }
        // After the others, which see what is shared as it was at the start of the step.
        if let Some(update) = &mut self.shared_update {
            update.step(&Call { time, step, lanes: 0..1, ..Call::default() });
        }
    }

    /// The spikes that the update found, or that are given, happen.
    pub(super) fn fire(&mut self, history: &mut History, step: u64, time: f64) {
        if let Some(threshold) = &self.threshold {
            let bits = Some(&self.bits);
            threshold.call(&Call { time, step, lanes: 0..self.size, bits, ..Call::default() });
        }
        let list = match &self.given {
            Some(given) => history.list(step, given.of(step).iter().map(|(_, element)| *element)),
            None => history.record(step, &self.bits, self.size),
        };
        self.spikes += list.len() as u64;
        if let Some(last) = &self.last_spike {
            list.iter().for_each(|k| last.set_float(*k as usize, time));
        }
        if let Some(free) = &self.not_refractory {
            list.iter().for_each(|k| free.set_int(*k as usize, 0));
        }
    }
}

impl RunningEvent {
    /// It is tested, and happens where its condition holds.
    pub(super) fn test(&mut self, size: usize, history: &mut History, step: u64, time: f64) {
        let bits = Some(&self.bits);
        self.condition.call(&Call { time, step, lanes: 0..size, bits, ..Call::default() });
        history.record(step, &self.bits, size);
    }
}

impl RunningPathway {
    /// Delivers the spikes that are due in this step.
    pub(super) fn deliver(&mut self, history: &History, csr: &Csr, step: u64, time: f64) {
        let call = Call { time, step, post_of: &csr.post_of, pre_of: &csr.pre_of, ..Call::default() };
        let delay = match &mut self.delay {
            RunningDelay::Constant(delay) => *delay,
            RunningDelay::Each { pathway, queue, spans, earlier } => {
                let Some(delays) = &csr.delays[*pathway] else { return };
                for in_flight in earlier.iter_mut() {
                    if let Some(lanes) = in_flight.take(step) {
                        deliver_lanes(&lanes, &*self.code, &call);
                    }
                }
                earlier.retain(|in_flight| !in_flight.is_over());
                for neuron in within(history.of(step), self.from) {
                    queue.schedule(step, neuron - self.from.start, self.end, delays, csr);
                }
                queue.deliver(step, &*self.code, &call, spans);
                return;
            }
        };
        let Some(emitted) = step.checked_sub(delay) else { return };
        let spikes = within(history.of(emitted), self.from);
        if spikes.is_empty() {
            return;
        }
        let list = if self.from.start == 0 {
            spikes
        } else {
            self.due.clear();
            self.due.extend(spikes.iter().map(|k| k - self.from.start));
            &self.due
        };
        match (self.end, &csr.by_target) {
            (End::Post, Some(index)) => {
                self.code.call(&Call { list, order: &index.lanes, ..call.rows(&index.offsets) });
            }
            _ => self.code.call(&Call { list, order: &csr.by_number, ..call.rows(&csr.offsets) }),
        }
        if let Some(neurons) = &self.neurons {
            neurons.call(&Call { time, step, list, ..Call::default() });
        }
    }
}
