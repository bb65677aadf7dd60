//! Spike monitors.

use super::Moment;
use super::source::Source;
use crate::network::Network;
use crate::program::Program;
use crate::recording::Spikes;
use snnc_ir::execute::Call;
use snnc_ir::plan::{Plan, Population, Recorded};

/// Records spikes, and values at each.
pub(crate) struct SpikeRecorder {
    of: Population,
    /// 0: spikes, else one more than the number of the event.
    event: usize,
    /// Which of the population are recorded.
    only: Option<Vec<bool>>,
    sources: Vec<Source>,
    chosen: Vec<u32>,
    spikes: Spikes,
}

impl SpikeRecorder {
    pub(super) fn new(
        (of, event): (Population, usize),
        only: Option<&[u32]>,
        with: &[Recorded],
        plan: &Plan,
        program: &Program,
        network: &Network,
        seed: u64,
    ) -> SpikeRecorder {
        let stored = &network.state.groups[of.group];
        let len = plan.groups[of.group].size as usize;
        let sources = with.iter().map(|r| Source::new(r, stored, len, program, network, seed)).collect();
        let only = only.map(|only| {
            let mut chosen = vec![false; of.size() as usize];
            only.iter().for_each(|k| chosen[*k as usize] = true);
            chosen
        });
        let with = with.iter().map(|r| (r.variable.clone(), vec![])).collect();
        SpikeRecorder {
            of,
            event,
            only,
            sources,
            chosen: vec![],
            spikes: Spikes { with, ..Spikes::default() },
        }
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
        self.spikes.indices.extend(list.iter().map(|k| (k - self.of.start) as i32));
        self.spikes.times.resize(self.spikes.indices.len(), moment.time_of_spikes());
        let call = Call { time: moment.time, step: moment.step, list, ..Call::default() };
        for (source, (_, values)) in self.sources.iter().zip(&mut self.spikes.with) {
            source.append(&call, values);
        }
    }

    pub(super) fn go_on(&mut self, before: SpikeRecorder) {
        self.spikes = before.spikes;
    }

    pub(super) fn len(&self) -> usize {
        self.spikes.len()
    }

    pub(super) fn finish(self) -> Spikes {
        self.spikes
    }
}
