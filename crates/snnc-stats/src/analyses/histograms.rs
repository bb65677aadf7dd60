//! Histograms of rates and of inter-spike intervals.

use crate::error::Error;
use crate::histogram::{Decades, Histogram};
use crate::periods::Choices;
use crate::stream::Stream;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use snnc_results::Results;

/// The histograms of each population: `MONITOR`, or `MONITOR.PART` where a part of the group has a name.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Histograms(pub IndexMap<String, PopulationHistograms>);

/// The histograms of a population.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PopulationHistograms {
    /// Neurons by their rates, in hertz, the silent ones included.
    pub rates: Histogram,
    /// Inter-spike intervals of all neurons together, in seconds; bins are tenths of a decade.
    pub intervals: Histogram,
}

impl Histograms {
    /// Those of the monitors of spikes.
    ///
    /// # Errors
    /// If the results cannot be read, or what is chosen is not there.
    pub fn of(results: &Results, choices: &Choices) -> Result<Histograms, Error> {
        choices.check(results)?;
        let mut all = IndexMap::new();
        for (name, _) in results.spike_monitors().filter(|(name, _)| choices.has(name)) {
            let stream = Stream::open(results, name, choices)?;
            let mut last: Vec<Option<(usize, f64)>> = vec![];
            let mut spikes: Vec<u64> = vec![];
            let mut decades = vec![Decades::default(); stream.populations.len()];
            stream.each(|spike| {
                if spikes.len() <= spike.neuron {
                    spikes.resize(spike.neuron + 1, 0);
                    last.resize(spike.neuron + 1, None);
                }
                spikes[spike.neuron] += 1;
                let before = last[spike.neuron].replace((spike.period, spike.time));
                if let Some((_, before)) = before.filter(|(period, _)| *period == spike.period) {
                    let within = |at: usize| stream.populations[at].range.contains(&spike.neuron);
                    let to = decades.iter_mut().enumerate().filter(|(at, _)| within(*at));
                    to.for_each(|(_, decades)| decades.add(spike.time - before));
                }
            })?;
            let duration = stream.duration();
            for (population, decades) in stream.populations.iter().zip(&decades) {
                let mut rates: Vec<f64> =
                    population.of(&spikes).iter().map(|n| *n as f64 / duration).collect();
                rates.resize(population.neurons as usize, 0.0);
                let rates = if duration > 0.0 { Histogram::from_zero(&rates) } else { Histogram::default() };
                let found = PopulationHistograms { rates, intervals: decades.histogram() };
                all.insert(population.name(name), found);
            }
        }
        Ok(Histograms(all))
    }
}
