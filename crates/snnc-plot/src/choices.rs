//! What a person asks of a plot.

use crate::elements::Elements;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// What is drawn, and how; the default is what suits the results.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Choices {
    /// The charts, from top to bottom; those that suit what was recorded if empty.
    pub charts: Vec<Chart>,
    /// The monitors and saved states, by name; all if empty.
    pub monitors: Vec<String>,
    /// The variables; all if empty.
    pub variables: Vec<String>,
    /// The neurons or synapses, by their index in what each monitor watched.
    pub neurons: Option<Elements>,
    /// The part of the run that is drawn, in seconds.
    pub time: Option<Range<f64>>,
    /// The width of the bins of rates over time, in seconds.
    pub bin: Option<f64>,
    /// The standard deviation of the Gaussian that smooths rates, in seconds; 0 for none.
    pub smooth: Option<f64>,
    /// Whether spikes are drawn as peaks of the traces.
    pub peaks: Option<Peak>,
    /// How far traces of one variable are drawn apart, in SI; 0 draws them over each other.
    pub offset: Option<f64>,
    /// What stands above the figure.
    pub title: Option<String>,
}

/// How high the peaks are that are drawn for spikes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Peak {
    /// Above all that the trace reaches.
    Above,
    /// Up to this value, in SI.
    To(f64),
}

/// A kind of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chart {
    /// Spikes, a row for each neuron, and below them the rate of each population in bins.
    Raster,
    /// Rates of populations over time, smoothed.
    Rates,
    /// Variables over time, a line for each neuron.
    Traces,
    /// Variables as colours over time and neurons.
    Map,
    /// Variables of synapses, or of what was saved, as histograms.
    Weights,
    /// The last values of variables over neurons.
    Values,
    /// How often neurons fired, as histograms.
    RateHistogram,
    /// Intervals between the spikes of each neuron, as histograms.
    Intervals,
    /// How often each neuron fired, over neurons.
    Counts,
}

impl Chart {
    /// All of them.
    pub const ALL: [Chart; 9] = [
        Chart::Raster,
        Chart::Rates,
        Chart::Traces,
        Chart::Map,
        Chart::Weights,
        Chart::Values,
        Chart::RateHistogram,
        Chart::Intervals,
        Chart::Counts,
    ];

    /// What it is called on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Chart::Raster => "raster",
            Chart::Rates => "rates",
            Chart::Traces => "traces",
            Chart::Map => "map",
            Chart::Weights => "weights",
            Chart::Values => "values",
            Chart::RateHistogram => "rate-histogram",
            Chart::Intervals => "intervals",
            Chart::Counts => "counts",
        }
    }
}

impl fmt::Display for Chart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Chart {
    type Err = String;

    fn from_str(text: &str) -> Result<Chart, String> {
        let known = || Chart::ALL.map(Chart::name).join(", ");
        let found = Chart::ALL.into_iter().find(|chart| chart.name() == text);
        found.ok_or_else(|| format!("there is no chart `{text}`; there are: {}", known()))
    }
}
