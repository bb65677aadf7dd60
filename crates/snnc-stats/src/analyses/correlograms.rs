//! Auto- and cross-correlograms of populations.

use crate::correlogram::Correlogram;
use crate::counts::Bins;
use crate::error::Error;
use crate::periods::{Choices, Period};
use crate::stream::Stream;
use serde::{Deserialize, Serialize};
use snnc_results::Results;

/// The correlograms of all pairs of populations.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Correlograms(pub Vec<PopulationCorrelogram>);

/// How the rates of two populations go together.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PopulationCorrelogram {
    /// A population: `MONITOR`, or `MONITOR.PART`.
    pub first: String,
    /// The same, or another; with a positive lag it comes after the first.
    pub second: String,
    /// The width of a bin, in seconds.
    pub bin: f64,
    /// The lags, in seconds.
    pub lags: Vec<f64>,
    /// The correlation coefficient at each lag; empty if one of the rates never changes.
    pub coefficients: Vec<f64>,
}

impl PopulationCorrelogram {
    /// Where the coefficient is greatest: lag in seconds, and value. The lag 0 of a population with itself is left out.
    pub fn peak(&self) -> Option<(f64, f64)> {
        let all = self.lags.iter().copied().zip(self.coefficients.iter().copied());
        let trivial = self.first == self.second;
        all.filter(|(lag, _)| !(trivial && *lag <= 0.0)).max_by(|a, b| {
            // Of equals the one nearest to 0.
            a.1.total_cmp(&b.1).then(b.0.abs().total_cmp(&a.0.abs()))
        })
    }
}

/// A gigabyte of counts.
const MOST_BINS: usize = 1 << 27;

/// The counts of a population in the bins of each stretch of time.
pub(super) struct Binned {
    pub(super) name: String,
    pub(super) neurons: u64,
    pub(super) counts: Vec<Vec<f64>>,
    pub(super) periods: Vec<Period>,
}

/// The populations of a monitor: the parts of its group that have a name if there are any, and else or `with_whole` all of it.
pub(super) fn binned(
    results: &Results,
    monitor: &str,
    choices: &Choices,
    with_whole: bool,
) -> Result<Vec<Binned>, Error> {
    let stream = Stream::open(results, monitor, choices)?;
    let bins: Vec<_> =
        stream.periods.iter().map(|it| Bins::between(it.start, it.stop, choices.bin)).collect();
    let number = bins.iter().fold(0_usize, |sum, bins| sum.saturating_add(bins.number));
    if number.saturating_mul(stream.populations.len()) > MOST_BINS {
        return Err(Error::Choice(format!("{number} bins are more than fit in memory: choose wider ones")));
    }
    let skipped = usize::from(stream.populations.len() > 1 && !with_whole);
    let mut populations: Vec<_> = stream.populations[skipped..]
        .iter()
        .map(|population| Binned {
            name: population.name(monitor),
            neurons: population.neurons,
            counts: bins.iter().map(|bins| vec![0.0; bins.number]).collect(),
            periods: stream.periods.clone(),
        })
        .collect();
    stream.each(|spike| {
        let Some(bin) = bins[spike.period].index(spike.time) else { return };
        for (population, binned) in stream.populations[skipped..].iter().zip(&mut populations) {
            if population.range.contains(&spike.neuron) {
                binned.counts[spike.period][bin] += 1.0;
            }
        }
    })?;
    Ok(populations)
}

impl Correlograms {
    /// Those of the monitors of spikes: of each population with itself, and of each with each other.
    ///
    /// # Errors
    /// If the results cannot be read, or what is chosen is not there.
    pub fn of(results: &Results, choices: &Choices) -> Result<Correlograms, Error> {
        choices.check(results)?;
        let mut populations = vec![];
        for (name, _) in results.spike_monitors().filter(|(name, _)| choices.has(name)) {
            populations.extend(binned(results, name, choices, false)?);
        }
        let lags = (choices.lag / choices.bin).round() as usize;
        let mut all = vec![];
        for (at, first) in populations.iter().enumerate() {
            for second in &populations[at..] {
                let longest = first.counts.iter().map(Vec::len).max().unwrap_or(0);
                let mut correlogram = Correlogram::new(lags.min(longest.saturating_sub(1)));
                first.counts.iter().zip(&second.counts).for_each(|(a, b)| correlogram.add(a, b));
                all.push(PopulationCorrelogram {
                    first: first.name.clone(),
                    second: second.name.clone(),
                    bin: choices.bin,
                    lags: correlogram.lags().map(|lag| lag as f64 * choices.bin).collect(),
                    coefficients: correlogram.coefficients().unwrap_or_default(),
                });
            }
        }
        Ok(Correlograms(all))
    }
}
