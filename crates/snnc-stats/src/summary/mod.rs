//! What is told of all that was recorded.

mod rows;
mod spikes;
mod traces;
mod trains;

use crate::error::Error;
use crate::moments::Moments;
use crate::periods::{Choices, periods};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use snnc_results::{MonitorKind, Results};

pub use rows::Row;
pub(crate) use traces::samples;

/// What is told of all that was recorded. Monitors are in the order of the model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// How much simulated time was looked at, in seconds.
    pub duration: f64,
    /// The bins in which spikes of populations were counted, in seconds.
    pub bin: f64,
    /// The windows in which spikes of neurons were counted, in seconds.
    pub window: f64,
    /// How many spikes a neuron must have to count where it is asked how regular they are.
    pub least_spikes: u64,
    /// What each population did over the whole simulation, whatever was chosen.
    pub populations: IndexMap<String, PopulationSummary>,
    /// What each monitor of spikes or events recorded.
    pub spikes: IndexMap<String, SpikeSummary>,
    /// What each monitor counted, over the whole simulation, whatever was chosen.
    pub counts: IndexMap<String, CountSummary>,
    /// The variables of each monitor.
    pub states: IndexMap<String, IndexMap<String, TraceSummary>>,
    /// The population rate of each monitor, in hertz.
    pub rates: IndexMap<String, TraceSummary>,
}

/// A population over the whole simulation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PopulationSummary {
    /// How many neurons.
    pub neurons: u64,
    /// How many spikes.
    pub spikes: u64,
    /// Spikes a neuron and second, in hertz.
    pub rate: Option<f64>,
}

/// The spikes of a monitor.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SpikeSummary {
    /// The group watched.
    pub group: String,
    /// How many neurons were watched, silent ones included.
    pub neurons: u64,
    /// How many of them spiked.
    pub active: u64,
    /// How many spikes.
    pub spikes: u64,
    /// Spikes a second of each neuron, in hertz, over all neurons; the silent ones have 0.
    pub rate: Extent,
    /// How regular the spikes of neurons are.
    pub irregularity: Irregularity,
    /// The Fano factor of each neuron that spiked: variance over mean of its counts in windows.
    pub fano: OverNeurons,
    /// Variance over mean of the population's count in bins: 1 for independent Poisson neurons.
    pub synchrony: Option<f64>,
    /// The same of each part of the group that has a name.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub parts: IndexMap<String, SpikeSummary>,
}

/// How regular spikes are: over the neurons that have enough of them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Irregularity {
    /// The coefficient of variation of inter-spike intervals.
    pub cv: OverNeurons,
    /// The same of successive intervals.
    pub cv2: OverNeurons,
    /// Their local variation.
    pub lv: OverNeurons,
}

/// Counts of spikes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountSummary {
    /// The group watched.
    pub group: String,
    /// How many neurons were watched.
    pub neurons: u64,
    /// How many of them spiked.
    pub active: u64,
    /// How many spikes.
    pub spikes: u64,
    /// Spikes a second of each neuron, in hertz.
    pub rate: Extent,
}

/// The values of a variable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TraceSummary {
    /// The group or synapses watched.
    pub group: String,
    /// The SI unit of the values.
    pub unit: String,
    /// The unit in which the model declares the variable.
    pub shown: String,
    /// How much of SI that is.
    pub scale: f64,
    /// How many elements were recorded.
    pub elements: u64,
    /// How many samples of each.
    pub samples: u64,
    /// How many values were NaN or infinite; these count nowhere else.
    pub not_finite: u64,
    /// Over all samples of all elements, in SI.
    pub value: Extent,
}

/// Where values lie.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Extent {
    /// Their mean.
    pub mean: Option<f64>,
    /// Their standard deviation, with divisor n.
    pub sd: Option<f64>,
    /// The least.
    pub min: Option<f64>,
    /// The greatest.
    pub max: Option<f64>,
}

impl From<&Moments> for Extent {
    fn from(moments: &Moments) -> Extent {
        Extent { mean: moments.mean(), sd: moments.sd(), min: moments.min(), max: moments.max() }
    }
}

/// A figure of single neurons.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct OverNeurons {
    /// Its mean over the neurons that have it.
    pub mean: Option<f64>,
    /// Its standard deviation over them, with divisor n.
    pub sd: Option<f64>,
    /// How many have it.
    pub neurons: u64,
}

impl From<&Moments> for OverNeurons {
    fn from(moments: &Moments) -> OverNeurons {
        OverNeurons { mean: moments.mean(), sd: moments.sd(), neurons: moments.count() }
    }
}

impl Summary {
    /// Looks at what was recorded. Spikes and traces are read piece by piece: memory grows with the number of neurons alone.
    ///
    /// # Errors
    /// If the results cannot be read, or what is chosen is not there.
    pub fn of(results: &Results, choices: &Choices) -> Result<Summary, Error> {
        choices.check(results)?;
        let description = results.description();
        let stretches = periods(description, choices, "")?;
        let mut summary = Summary {
            duration: stretches.iter().fold(0.0, |sum, period| sum + period.duration()),
            bin: choices.bin,
            window: choices.window,
            least_spikes: choices.least_spikes,
            populations: populations(results),
            spikes: IndexMap::new(),
            counts: IndexMap::new(),
            states: IndexMap::new(),
            rates: IndexMap::new(),
        };
        for (name, monitor) in description.monitors.iter().filter(|(name, _)| choices.has(name)) {
            let name = name.clone();
            match monitor.kind {
                MonitorKind::Spikes => {
                    let found = spikes::summary(results, &name, choices)?;
                    summary.spikes.insert(name, found);
                }
                MonitorKind::Count => {
                    let found = spikes::counted(results, &name)?;
                    summary.counts.insert(name, found);
                }
                MonitorKind::States => {
                    let found = traces::states(results, &name, choices)?;
                    summary.states.insert(name, found);
                }
                MonitorKind::Rate => {
                    let found = traces::rate(results, &name, choices)?;
                    summary.rates.insert(name, found);
                }
            }
        }
        Ok(summary)
    }
}

fn populations(results: &Results) -> IndexMap<String, PopulationSummary> {
    let description = results.description();
    let spiking =
        description.groups.iter().filter_map(|(name, group)| Some((name, group.size, group.spikes?)));
    spiking
        .map(|(name, size, spikes)| {
            let rate = spikes as f64 / f64::from(size) / description.duration;
            let rate = rate.is_finite().then_some(rate);
            (name.clone(), PopulationSummary { neurons: size.into(), spikes, rate })
        })
        .collect()
}
