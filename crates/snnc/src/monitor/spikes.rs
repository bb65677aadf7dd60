//! Spike monitors.

use super::Moment;
use super::source::Source;
use crate::network::Network;
use crate::program::Program;
use crate::recording::{Data, Spikes, Streamed};
use crate::tape::{Samples, Shape, Tape};
use snnc_ir::execute::Call;
use snnc_ir::plan::{Plan, Population, Recorded, StoredVariable};

/// Records spikes, and values at each.
pub(crate) struct SpikeRecorder {
    of: Population,
    /// 0: spikes, else one more than the number of the event.
    event: usize,
    /// Which of the population are recorded.
    only: Option<Vec<bool>>,
    sources: Vec<Source>,
    chosen: Vec<u32>,
    with: Vec<StoredVariable>,
    tape: Tape,
}

impl SpikeRecorder {
    pub(super) fn new(
        (of, event): (Population, usize),
        only: Option<&[u32]>,
        with: &[Recorded],
        (plan, program, network, seed): (&Plan, &Program, &Network, u64),
    ) -> SpikeRecorder {
        let stored = &network.state.groups[of.group];
        let len = plan.groups[of.group].size as usize;
        let around = (plan, program, network, seed);
        let sources = with.iter().map(|r| Source::new(r, stored, len, around)).collect();
        let only = only.map(|only| {
            let mut chosen = vec![false; of.size() as usize];
            only.iter().for_each(|k| chosen[*k as usize] = true);
            chosen
        });
        let with: Vec<_> = with.iter().map(|r| r.variable.clone()).collect();
        let tape = Tape::new(Shape { indexed: true, variables: with.len(), width: 1 });
        SpikeRecorder { of, event, only, sources, chosen: vec![], with, tape }
    }

    pub(super) fn record(&mut self, moment: &Moment<'_>) {
        let mut list = moment.events(self.of, self.event);
        if let Some(only) = &self.only {
            self.chosen.clear();
            self.chosen.extend(list.iter().filter(|k| only[(**k - self.of.start) as usize]));
            list = &self.chosen;
        }
        if list.is_empty() {
            return;
        }
        let spikes = &mut self.tape.last;
        spikes.indices.extend(list.iter().map(|k| (k - self.of.start) as i32));
        spikes.times.resize(spikes.indices.len(), moment.time_of_spikes());
        let call = Call { time: moment.time, step: moment.step, list, ..Call::default() };
        for (source, values) in self.sources.iter().zip(&mut spikes.values) {
            source.append(&call, values);
        }
        self.tape.added();
    }

    /// Of how many it records, if only of some.
    pub(super) fn chosen(&self) -> Option<u64> {
        let only = self.only.as_ref()?;
        Some(only.iter().filter(|chosen| **chosen).count() as u64)
    }

    pub(super) fn go_on(&mut self, before: SpikeRecorder) {
        self.tape = before.tape;
    }

    pub(super) fn tape(&self) -> &Tape {
        &self.tape
    }

    pub(super) fn tape_mut(&mut self) -> &mut Tape {
        &mut self.tape
    }

    pub(super) fn finish(self) -> Data {
        if self.tape.earlier.is_some() {
            return Data::Streamed(Streamed::spikes(self.with, self.tape));
        }
        let Samples { times, indices, values } = self.tape.last;
        Data::Spikes(Spikes { indices, times, with: self.with.into_iter().zip(values).collect() })
    }
}
