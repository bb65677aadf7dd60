//! How pairs of neurons of a population go together.

use crate::error::Error;
use crate::pairwise::{SparseCounts, count_correlations};
use crate::periods::Choices;
use crate::sample::sample;
use crate::stream::{Numbered, Population, Stream};
use crate::summary::Extent;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use snnc_results::Results;

/// The pairwise correlation in each population: `MONITOR`, or `MONITOR.PART` where a part of the group has a name.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PairCorrelations(pub IndexMap<String, PairCorrelation>);

/// The spike count correlations of pairs of neurons.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PairCorrelation {
    /// The windows in which spikes were counted, in seconds.
    pub window: f64,
    /// How many windows.
    pub windows: u64,
    /// How many neurons spiked.
    pub active: u64,
    /// How many of them were looked at: all, or a sample by chance.
    pub sampled: u64,
    /// How many pairs have a coefficient.
    pub pairs: u64,
    /// Pearson's coefficient, over these pairs.
    pub coefficient: Extent,
}

impl PairCorrelations {
    /// Those of the monitors of spikes.
    ///
    /// # Errors
    /// If the results cannot be read, or what is chosen is not there.
    pub fn of(results: &Results, choices: &Choices) -> Result<PairCorrelations, Error> {
        choices.check(results)?;
        let mut all = IndexMap::new();
        for (name, _) in results.spike_monitors().filter(|(name, _)| choices.has(name)) {
            let stream = Stream::open(results, name, choices)?;
            let windows = Numbered::new(&stream, choices.window);
            let spikes = stream.spikes_each()?;
            let chosen: Vec<_> =
                stream.populations.iter().map(|it| Chosen::of(it, &spikes, choices)).collect();
            // Where a neuron's counts are, if it is in a sample.
            let mut places: Vec<Option<usize>> = vec![None; spikes.len()];
            let mut number = 0;
            for neuron in chosen.iter().flat_map(|chosen| &chosen.neurons) {
                if places[*neuron].is_none() {
                    places[*neuron] = Some(number);
                    number += 1;
                }
            }
            let mut counts = vec![SparseCounts::default(); number];
            stream.each(|spike| {
                if let (Some(place), Some(window)) =
                    (places[spike.neuron], windows.index(spike.period, spike.time))
                {
                    counts[place].add(window);
                }
            })?;
            for (population, chosen) in stream.populations.iter().zip(chosen) {
                let places = chosen.neurons.iter().filter_map(|neuron| places[*neuron]);
                let counts: Vec<_> = places.map(|place| counts[place].clone()).collect();
                let moments = count_correlations(&counts, windows.number);
                let found = PairCorrelation {
                    window: choices.window,
                    windows: windows.number,
                    active: chosen.active,
                    sampled: counts.len() as u64,
                    pairs: moments.count(),
                    coefficient: Extent::from(&moments),
                };
                all.insert(population.name(name), found);
            }
        }
        Ok(PairCorrelations(all))
    }
}

/// The neurons of a population that are looked at.
struct Chosen {
    active: u64,
    neurons: Vec<usize>,
}

impl Chosen {
    fn of(population: &Population, spikes: &[u64], choices: &Choices) -> Chosen {
        let active = (population.range.start..).zip(population.of(spikes));
        let active: Vec<usize> =
            active.filter(|(_, spikes)| **spikes > 0).map(|(neuron, _)| neuron).collect();
        let places = sample(active.len(), choices.sample, choices.sample_seed);
        Chosen { active: active.len() as u64, neurons: places.into_iter().map(|at| active[at]).collect() }
    }
}
