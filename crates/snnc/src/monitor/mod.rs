//! Monitors: what is recorded, when.

mod elements;
mod source;
mod spikes;
mod states;

use crate::finite::Findings;
use crate::history::History;
use crate::network::Network;
use crate::program::Program;
use crate::recording::{Counts, Data, Rate, Streamed};
use crate::tape::{Samples, Shape, Spool, Tape};
use snnc_ir::plan::{MonitorKind, MonitorPlan, Plan, Population};
use spikes::SpikeRecorder;
use states::StateRecorder;
use std::sync::Arc;

/// What a monitor sees of the current step.
pub(crate) struct Moment<'a> {
    /// The number of the step.
    pub(crate) step: u64,
    /// `t` in seconds.
    pub(crate) time: f64,
    /// The time step in seconds.
    pub(crate) dt: f64,
    /// The step whose spikes and events it sees, if there was one: the current, or the last.
    pub(crate) spikes_of: Option<u64>,
    /// The spikes and custom events of each group.
    pub(crate) histories: &'a [Vec<History>],
    /// The network.
    pub(crate) network: &'a Network,
}

impl Moment<'_> {
    /// The spikes of a population, by index in its group.
    fn spikes(&self, of: Population) -> &[u32] {
        self.events(of, 0)
    }

    /// The `t` of these spikes.
    fn time_of_spikes(&self) -> f64 {
        self.spikes_of.map_or(self.time, |step| step as f64 * self.dt)
    }

    /// Its events of that number, of which 0 is the spike.
    fn events(&self, of: Population, event: usize) -> &[u32] {
        let Some(step) = self.spikes_of else { return &[] };
        crate::history::within(self.histories[of.group][event].of(step), of)
    }
}

/// A monitor at work.
pub(crate) enum Recorder {
    /// Spikes.
    Spikes(SpikeRecorder),
    /// Counts.
    Counts(CountRecorder),
    /// Traces.
    States(StateRecorder),
    /// Population rate.
    Rate(RateRecorder),
}

impl Recorder {
    /// Prepares a monitor.
    pub(crate) fn new(
        monitor: &MonitorPlan,
        only: Option<&[u32]>,
        plan: &Plan,
        program: &Program,
        network: &Network,
        seed: u64,
    ) -> Recorder {
        match &monitor.kind {
            MonitorKind::Spikes { of, event, with, .. } => {
                let around = (plan, program, network, seed);
                Recorder::Spikes(SpikeRecorder::new((*of, *event), only, with, around))
            }
            MonitorKind::Count { of, .. } => Recorder::Counts(CountRecorder::new(*of, only)),
            MonitorKind::States { of, variables, every, .. } => {
                let around = (plan, program, network, seed);
                Recorder::States(StateRecorder::of_population(*of, variables, only, *every, around))
            }
            MonitorKind::SynapseStates { of, variables, every, .. } => {
                let around = (plan, program, network, seed);
                Recorder::States(StateRecorder::of_synapses(*of, variables, only, *every, around))
            }
            MonitorKind::Rate { of, bin, .. } => Recorder::Rate(RateRecorder::new(*of, only, *bin)),
        }
    }

    /// Goes on with what another has recorded, which was the same monitor at an earlier stage.
    pub(crate) fn go_on(&mut self, before: Recorder) {
        match (self, before) {
            (Recorder::Spikes(recorder), Recorder::Spikes(before)) => recorder.go_on(before),
            (Recorder::Counts(recorder), Recorder::Counts(before)) => recorder.counts = before.counts,
            (Recorder::States(recorder), Recorder::States(before)) => recorder.go_on(before),
            (Recorder::Rate(recorder), Recorder::Rate(mut before)) => {
                // A bin does not mix steps of two lengths.
                if recorder.bin != before.bin {
                    before.close();
                }
                (recorder.open, recorder.tape) = (before.open, before.tape);
            }
            _ => {}
        }
    }

    /// The time is another from now on: what was being counted ends.
    pub(crate) fn interrupt(&mut self) {
        if let Recorder::Rate(recorder) = self {
            recorder.close();
        }
    }

    /// Records a moment.
    pub(crate) fn record(&mut self, moment: &Moment<'_>, findings: &mut Findings) {
        match self {
            Recorder::Spikes(recorder) => recorder.record(moment),
            Recorder::Counts(recorder) => recorder.record(moment),
            Recorder::States(recorder) => recorder.record(moment, findings),
            Recorder::Rate(recorder) => recorder.record(moment),
        }
    }

    /// How many spikes or samples it has, those included that it has only counted.
    pub(crate) fn len(&self) -> usize {
        match self {
            Recorder::Spikes(recorder) => recorder.tape().len(),
            Recorder::Counts(recorder) => recorder.counts.counts.iter().map(|n| *n as usize).sum(),
            Recorder::States(recorder) => recorder.tape().len(),
            Recorder::Rate(recorder) => recorder.tape.len() + usize::from(recorder.open.is_some()),
        }
    }

    /// Of how many elements it records spikes, if only of some.
    pub(crate) fn chosen(&self) -> Option<u64> {
        match self {
            Recorder::Spikes(recorder) => recorder.chosen(),
            Recorder::Counts(recorder) => {
                let chosen = recorder.counts.indices.len();
                (chosen < recorder.of.size() as usize).then_some(chosen as u64)
            }
            Recorder::Rate(recorder) => recorder.only.as_ref().map(|(_, chosen)| *chosen as u64),
            Recorder::States(_) => None,
        }
    }

    /// How many spikes, values or bins it has recorded.
    pub(crate) fn values(&self) -> u64 {
        let each = match self {
            Recorder::States(recorder) => {
                let shape = recorder.tape().shape;
                shape.variables * shape.width
            }
            Recorder::Spikes(_) | Recorder::Counts(_) | Recorder::Rate(_) => 1,
        };
        (self.len() * each) as u64
    }

    /// From now on, what is too much for memory goes to a spool.
    pub(crate) fn stream_to(&mut self, spool: &Arc<Spool>) {
        match self {
            Recorder::Spikes(recorder) => recorder.tape_mut().stream_to(spool),
            Recorder::Counts(_) => {}
            Recorder::States(recorder) => recorder.tape_mut().stream_to(spool),
            Recorder::Rate(recorder) => recorder.tape.stream_to(spool),
        }
    }

    /// The bytes that it has on disk.
    pub(crate) fn bytes_on_disk(&self) -> u64 {
        match self {
            Recorder::Spikes(recorder) => recorder.tape().bytes_on_disk(),
            Recorder::Counts(_) => 0,
            Recorder::States(recorder) => recorder.tape().bytes_on_disk(),
            Recorder::Rate(recorder) => recorder.tape.bytes_on_disk(),
        }
    }

    /// The bytes that it will record in so many steps of its clock, as far as that is foreseen.
    pub(crate) fn foreseen(&self, steps: f64) -> u64 {
        match self {
            Recorder::States(recorder) => recorder.bytes(steps),
            Recorder::Spikes(_) | Recorder::Counts(_) | Recorder::Rate(_) => 0,
        }
    }

    /// What it recorded.
    pub(crate) fn finish(self) -> Data {
        match self {
            Recorder::Spikes(recorder) => recorder.finish(),
            Recorder::Counts(recorder) => Data::Counts(recorder.counts),
            Recorder::States(recorder) => recorder.finish(),
            Recorder::Rate(recorder) => recorder.finish(),
        }
    }
}

/// Counts the spikes of each neuron.
pub(crate) struct CountRecorder {
    of: Population,
    /// The place of each neuron of the population in the result.
    place: Vec<Option<u32>>,
    counts: Counts,
}

impl CountRecorder {
    fn new(of: Population, only: Option<&[u32]>) -> CountRecorder {
        let indices: Vec<i32> = match only {
            Some(only) => only.iter().map(|k| *k as i32).collect(),
            None => (0..of.size() as i32).collect(),
        };
        let mut place = vec![None; of.size() as usize];
        for (at, k) in indices.iter().enumerate() {
            place[*k as usize] = Some(at as u32);
        }
        let counts = vec![0; indices.len()];
        CountRecorder { of, place, counts: Counts { indices, counts } }
    }

    fn record(&mut self, moment: &Moment<'_>) {
        for k in moment.spikes(self.of) {
            if let Some(at) = self.place[(k - self.of.start) as usize] {
                self.counts.counts[at as usize] += 1;
            }
        }
    }
}

/// Records a population rate in bins of whole steps.
pub(crate) struct RateRecorder {
    of: Population,
    /// Which of the population count, and how many these are; `None`: all.
    only: Option<(Vec<bool>, usize)>,
    bin: u64,
    open: Option<Bin>,
    tape: Tape,
}

/// A bin that is being filled.
struct Bin {
    start: f64,
    width: f64,
    steps: u64,
    spikes: usize,
}

impl RateRecorder {
    fn new(of: Population, only: Option<&[u32]>, bin: u64) -> RateRecorder {
        let only = only.map(|only| {
            let mut chosen = vec![false; of.size() as usize];
            only.iter().for_each(|k| chosen[*k as usize] = true);
            let count = chosen.iter().filter(|chosen| **chosen).count();
            (chosen, count)
        });
        let tape = Tape::new(Shape { indexed: false, variables: 1, width: 1 });
        RateRecorder { of, only, bin, open: None, tape }
    }

    fn record(&mut self, moment: &Moment<'_>) {
        let bin = self.open.get_or_insert(Bin { start: moment.time, width: 0.0, steps: 0, spikes: 0 });
        let spikes = moment.spikes(self.of);
        bin.spikes += match &self.only {
            None => spikes.len(),
            Some((chosen, _)) => spikes.iter().filter(|k| chosen[(**k - self.of.start) as usize]).count(),
        };
        bin.steps += 1;
        bin.width = bin.steps as f64 * moment.dt;
        if (moment.step + 1).is_multiple_of(self.bin) {
            self.close();
        }
    }

    fn close(&mut self) {
        if let Some(bin) = self.open.take() {
            let size = self.only.as_ref().map_or(self.of.size() as usize, |(_, count)| *count);
            let Samples { times, values, .. } = &mut self.tape.last;
            times.push(bin.start);
            values[0].push(bin.spikes as f64 / (size as f64 * bin.width));
            self.tape.added();
        }
    }

    /// A last bin that is not full counts with its own width.
    fn finish(mut self) -> Data {
        self.close();
        if self.tape.earlier.is_some() {
            return Data::Streamed(Streamed::rate(self.tape));
        }
        let Samples { times, mut values, .. } = self.tape.last;
        Data::Rate(Rate { times, rates: values.pop().unwrap_or_default() })
    }
}
