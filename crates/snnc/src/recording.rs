//! What a simulation recorded.

use crate::error::Error;
use crate::finite::NotFinite;
use crate::profile::Profile;
use crate::tape::Tape;
use ndarray::{ArrayView1, ArrayView2};
use snnc_ir::plan::StoredVariable;
use std::time::Duration;

/// The results of a simulation.
#[derive(Debug)]
pub struct Recording {
    /// All monitors, in file order.
    pub monitors: Vec<Monitored>,
    /// Each `run` that was carried out.
    pub runs: Vec<Run>,
    /// What was saved, in order.
    pub saved: Vec<Saved>,
    /// Populations: name, size and number of spikes.
    pub groups: Vec<GroupSummary>,
    /// Synapses: name and number.
    pub synapses: Vec<SynapseSummary>,
    /// Values that became NaN or infinite.
    pub not_finite: Vec<NotFinite>,
    /// Whether it was stopped before its end.
    pub interrupted: bool,
    /// Simulated time in seconds.
    pub duration: f64,
    /// The seed of the random streams.
    pub seed: u64,
    /// The seed of connections and initial values.
    pub wiring_seed: u64,
    /// The time step in seconds.
    pub dt: f64,
    /// How many threads carried out the steps.
    pub threads: usize,
    /// Wall-clock time of building the network.
    pub build_time: Duration,
    /// Wall-clock time from the start of the first step to the end of the last.
    pub run_time: Duration,
    /// Where the time of the run went, if that was [measured](crate::Simulation::profile).
    pub profile: Option<Profile>,
    /// Why not everything that was recorded is on disk.
    pub(crate) unwritten: Option<String>,
}

/// One `run`: when, and which samples and spikes are its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// When it began, in seconds.
    pub start: f64,
    /// How long it lasted, in seconds.
    pub duration: f64,
    /// The time step in seconds.
    pub dt: f64,
    /// How many `set` were carried out before it.
    pub stage: usize,
    /// For each monitor the range of its samples or spikes.
    pub ranges: Vec<std::ops::Range<usize>>,
}

/// The values of a group or of synapses at a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Saved {
    /// The name of the archive.
    pub label: String,
    /// The label in the model: where it is carried out several times, what comes later has a number after it.
    pub first: String,
    /// The group or synapses.
    pub group: String,
    /// When, in seconds.
    pub time: f64,
    /// Ends and delays of synapses, then variables and subexpressions.
    pub arrays: Vec<SavedArray>,
}

/// The values of a variable.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedArray {
    /// Its name, type and units.
    pub variable: StoredVariable,
    /// One for each element, of synapses by number; a single one of what they share.
    pub values: Vec<f64>,
}

/// A population, for the summary.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupSummary {
    /// Its name.
    pub name: String,
    /// How many elements.
    pub size: u32,
    /// How many spikes in all; `None` if it cannot spike.
    pub spikes: Option<u64>,
    /// How it was integrated, and why so.
    pub method: String,
}

/// Synapses, for the summary.
#[derive(Debug, Clone, PartialEq)]
pub struct SynapseSummary {
    /// Their name.
    pub name: String,
    /// How many.
    pub count: u64,
    /// How many bytes of memory they all take, with their variables and whatever else the simulation keeps of them.
    pub bytes: u64,
}

/// A monitor and what it recorded.
#[derive(Debug)]
pub struct Monitored {
    /// Its name.
    pub name: String,
    /// The group or synapses that it watched.
    pub group: String,
    /// How many elements of it, where it watched only some for their spikes.
    pub elements: Option<u64>,
    /// The data.
    pub data: Data,
}

/// Recorded data.
#[derive(Debug)]
pub enum Data {
    /// Spikes.
    Spikes(Spikes),
    /// Spike counts.
    Counts(Counts),
    /// Traces.
    States(States),
    /// Population rate.
    Rate(Rate),
    /// One of these, of which the most is on disk: if there is a [folder](crate::Simulation::stream_to) for it.
    Streamed(Streamed),
}

/// Recorded spikes, in the order in which they happened.
#[derive(Debug, Default)]
pub struct Spikes {
    pub(crate) indices: Vec<i32>,
    pub(crate) times: Vec<f64>,
    pub(crate) with: Vec<(StoredVariable, Vec<f64>)>,
}

impl Spikes {
    /// How many.
    pub fn len(&self) -> usize {
        self.times.len()
    }

    /// Whether there were none.
    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }

    /// The neuron of each spike, within the group named.
    pub fn indices(&self) -> ArrayView1<'_, i32> {
        ArrayView1::from(&self.indices)
    }

    /// The time of each spike, in seconds.
    pub fn times(&self) -> ArrayView1<'_, f64> {
        ArrayView1::from(&self.times)
    }

    /// The values of a variable at each spike, before the reset.
    pub fn values(&self, variable: &str) -> Option<Trace<'_, ArrayView1<'_, f64>>> {
        let (variable, values) = self.with.iter().find(|(v, _)| v.name == variable)?;
        Some(Trace { values: ArrayView1::from(values), unit: &variable.unit })
    }
}

/// The number of spikes of each neuron.
#[derive(Debug, Default)]
pub struct Counts {
    pub(crate) indices: Vec<i32>,
    pub(crate) counts: Vec<i64>,
}

impl Counts {
    /// The neurons counted, within the group named.
    pub fn indices(&self) -> ArrayView1<'_, i32> {
        ArrayView1::from(&self.indices)
    }

    /// One number for each of them.
    pub fn counts(&self) -> ArrayView1<'_, i64> {
        ArrayView1::from(&self.counts)
    }
}

/// Recorded traces of one or more variables.
#[derive(Debug, Default)]
pub struct States {
    pub(crate) times: Vec<f64>,
    pub(crate) indices: Vec<i32>,
    /// Values in the order of time, for each time all elements.
    pub(crate) variables: Vec<(StoredVariable, Vec<f64>)>,
}

impl States {
    /// The times of the samples, in seconds.
    pub fn times(&self) -> ArrayView1<'_, f64> {
        ArrayView1::from(&self.times)
    }

    /// The elements recorded, within the group named.
    pub fn indices(&self) -> ArrayView1<'_, i32> {
        ArrayView1::from(&self.indices)
    }

    /// The trace of a variable: `[index, time]`.
    pub fn get(&self, variable: &str) -> Option<Trace<'_, ArrayView2<'_, f64>>> {
        let (variable, values) = self.variables.iter().find(|(v, _)| v.name == variable)?;
        let shape = (self.times.len(), self.indices.len());
        let values = ArrayView2::from_shape(shape, values).ok()?.reversed_axes();
        Some(Trace { values, unit: &variable.unit })
    }
}

/// A population rate.
#[derive(Debug, Default)]
pub struct Rate {
    pub(crate) times: Vec<f64>,
    pub(crate) rates: Vec<f64>,
}

impl Rate {
    /// The beginning of each bin, in seconds.
    pub fn times(&self) -> ArrayView1<'_, f64> {
        ArrayView1::from(&self.times)
    }

    /// Spikes a neuron and second, in hertz.
    pub fn rates(&self) -> ArrayView1<'_, f64> {
        ArrayView1::from(&self.rates)
    }
}

/// What was too much for memory: it becomes an archive in the folder of the results when that is
/// [committed](crate::ResultFolder::commit), and can be read there.
#[derive(Debug)]
pub struct Streamed {
    pub(crate) kind: StreamedKind,
    pub(crate) variables: Vec<StoredVariable>,
    pub(crate) tape: Tape,
}

/// What was streamed.
#[derive(Debug)]
pub(crate) enum StreamedKind {
    /// Spikes.
    Spikes,
    /// Traces, of these elements.
    States(Vec<i32>),
    /// A population rate.
    Rate,
}

impl Streamed {
    pub(crate) fn spikes(variables: Vec<StoredVariable>, tape: Tape) -> Streamed {
        Streamed { kind: StreamedKind::Spikes, variables, tape }
    }

    pub(crate) fn states(indices: Vec<i32>, variables: Vec<StoredVariable>, tape: Tape) -> Streamed {
        Streamed { kind: StreamedKind::States(indices), variables, tape }
    }

    pub(crate) fn rate(tape: Tape) -> Streamed {
        Streamed { kind: StreamedKind::Rate, variables: vec![], tape }
    }

    /// How many spikes or samples.
    pub fn len(&self) -> usize {
        self.tape.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Values and their SI unit.
#[derive(Debug, Clone, Copy)]
pub struct Trace<'a, V> {
    /// The values, in SI.
    pub values: V,
    /// The unit: `V`, `S`, `1`.
    pub unit: &'a str,
}

impl Recording {
    /// The spikes recorded by the monitor of that name, or of the group of that name.
    ///
    /// # Errors
    /// If there is no such monitor.
    pub fn spikes(&self, name: &str) -> Result<&Spikes, Error> {
        self.find(name, |data| if let Data::Spikes(spikes) = data { Some(spikes) } else { None })
    }

    /// The spike counts recorded by the monitor of that name, or of the group of that name.
    ///
    /// # Errors
    /// If there is no such monitor.
    pub fn counts(&self, name: &str) -> Result<&Counts, Error> {
        self.find(name, |data| if let Data::Counts(counts) = data { Some(counts) } else { None })
    }

    /// The traces recorded by the monitor of that name, or of the group or synapses of that name.
    ///
    /// # Errors
    /// If there is no such monitor.
    pub fn states(&self, name: &str) -> Result<&States, Error> {
        self.find(name, |data| if let Data::States(states) = data { Some(states) } else { None })
    }

    /// The rate recorded by the monitor of that name, or of the group of that name.
    ///
    /// # Errors
    /// If there is no such monitor.
    pub fn rate(&self, name: &str) -> Result<&Rate, Error> {
        self.find(name, |data| if let Data::Rate(rate) = data { Some(rate) } else { None })
    }

    fn find<'a, T>(&'a self, name: &str, pick: impl Fn(&'a Data) -> Option<&'a T>) -> Result<&'a T, Error> {
        let named = self.monitors.iter().filter(|m| m.name == name);
        let watching = self.monitors.iter().filter(|m| m.group == name);
        let mut all = named.chain(watching);
        if let Some(found) = all.clone().find_map(|monitor| pick(&monitor.data)) {
            return Ok(found);
        }
        if let Some(monitor) = all.find(|monitor| matches!(monitor.data, Data::Streamed(_))) {
            return Err(Error::Streamed { monitor: monitor.name.clone() });
        }
        Err(Error::Unknown {
            kind: "monitor",
            name: name.to_string(),
            known: self.monitors.iter().map(|m| m.name.clone()).collect(),
        })
    }
}
