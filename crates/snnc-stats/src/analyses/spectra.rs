//! Power spectra of population rates and of traces.

use super::correlograms::binned;
use crate::error::Error;
use crate::periods::{Choices, Period};
use crate::sample::sample;
use crate::spectrum::Welch;
use crate::summary::samples;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use snnc_results::{MonitorKind, Results};
use std::ops::Range;

/// The spectra: `MONITOR` or `MONITOR.PART` of population rates, `MONITOR.VARIABLE` of traces.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Spectra(pub IndexMap<String, Spectrum>);

/// A one-sided power spectral density.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Spectrum {
    /// The unit of what varies: `Hz` of a rate, that in which the model declares a variable.
    pub unit: String,
    /// How many traces there were; 1 of a rate. Values are means over them.
    pub elements: u64,
    /// How many were looked at: all, or a sample by chance.
    pub sampled: u64,
    /// How many segments were left out, since a value in them was NaN or infinite.
    pub left_out: u64,
    /// How long a segment was, in seconds.
    pub segment: f64,
    /// How many segments.
    pub segments: u64,
    /// The frequencies, in hertz.
    pub frequencies: Vec<f64>,
    /// The power at each, in squared units per hertz; empty if there is no whole segment.
    pub density: Vec<f64>,
}

impl Spectrum {
    /// The frequency, in hertz, at which the power is greatest, 0 left out; none if there is no power.
    pub fn peak(&self) -> Option<f64> {
        let all = self.frequencies.iter().zip(&self.density).skip(1);
        let peak = all.max_by(|a, b| a.1.total_cmp(b.1).then(b.0.total_cmp(a.0)));
        peak.filter(|(_, power)| **power > 0.0).map(|(frequency, _)| *frequency)
    }

    /// The integral: the variance, but for what is slower than a segment.
    pub fn power(&self) -> f64 {
        let width = self.frequencies.get(1).copied().unwrap_or(0.0);
        self.density.iter().sum::<f64>() * width
    }

    fn set(&mut self, welch: &Welch, sampling_rate: f64) {
        self.segment = welch.length() as f64 / sampling_rate;
        self.segments = welch.segments();
        if let Some(density) = welch.density(sampling_rate) {
            (self.frequencies, self.density) = (welch.frequencies(sampling_rate), density);
        }
    }
}

impl Spectra {
    /// Those of the monitors of spikes, variables and rates.
    ///
    /// # Errors
    /// If the results cannot be read, or what is chosen is not there.
    pub fn of(results: &Results, choices: &Choices) -> Result<Spectra, Error> {
        choices.check(results)?;
        let mut all = IndexMap::new();
        for (name, monitor) in &results.description().monitors {
            match monitor.kind {
                _ if !choices.has(name) => {}
                MonitorKind::Spikes => all.extend(of_spikes(results, name, choices)?),
                MonitorKind::States => all.extend(of_states(results, name, choices)?),
                MonitorKind::Rate => {
                    all.insert(name.clone(), of_rate(results, name, choices)?);
                }
                MonitorKind::Count => {}
            }
        }
        Ok(Spectra(all))
    }
}

/// Of the rate of each population, in bins.
fn of_spikes(results: &Results, name: &str, choices: &Choices) -> Result<Vec<(String, Spectrum)>, Error> {
    let populations = binned(results, name, choices, true)?;
    let found = populations.into_iter().map(|population| {
        let longest = population.periods.iter().map(Period::duration).fold(0.0, f64::max);
        let length = (choices.segment.min(longest) / choices.bin + 1e-8) as usize;
        let mut welch = Welch::new(length);
        let scale = 1.0 / (population.neurons as f64 * choices.bin);
        for counts in &population.counts {
            let rates: Vec<f64> = counts.iter().map(|count| count * scale).collect();
            welch.add(&rates);
        }
        let mut spectrum = Spectrum { unit: "Hz".into(), elements: 1, sampled: 1, ..Spectrum::default() };
        if population.neurons > 0 {
            spectrum.set(&welch, 1.0 / choices.bin);
        }
        (population.name, spectrum)
    });
    Ok(found.collect())
}

/// Samples of equal distance.
struct Even {
    ranges: Vec<Range<usize>>,
    sampling_rate: f64,
}

/// The stretches of samples that have the distance of the first two: a `set dt` between runs may change it.
fn even(times: &[f64], ranges: &[Range<usize>]) -> Option<Even> {
    let first = ranges.iter().find(|range| range.len() > 1)?;
    let step = |range: &Range<usize>| (times[range.end - 1] - times[range.start]) / (range.len() - 1) as f64;
    let distance = times[first.start + 1] - times[first.start];
    let same = |range: &Range<usize>| range.len() > 1 && (step(range) - distance).abs() < 1e-6 * distance;
    let ranges: Vec<_> = ranges.iter().filter(|range| same(range)).cloned().collect();
    let sampling_rate = 1.0 / step(ranges.first()?);
    Some(Even { ranges, sampling_rate })
}

impl Even {
    fn welch(&self, choices: &Choices) -> Welch {
        let longest = self.ranges.iter().map(Range::len).max().unwrap_or(1);
        Welch::new(((choices.segment * self.sampling_rate).round() as usize).clamp(1, longest))
    }
}

/// Of each variable, the mean over its traces.
fn of_states(results: &Results, name: &str, choices: &Choices) -> Result<Vec<(String, Spectrum)>, Error> {
    let states = results.states(name)?;
    let even = even(&states.times, &samples(results, name, choices, &states.times)?);
    let elements = states.indices.len();
    let rows = sample(elements, choices.sample, choices.sample_seed);
    let mut all = vec![];
    for variable in states.variables() {
        let shown = states.unit(variable)?;
        let mut spectrum = Spectrum {
            unit: shown.unit,
            elements: elements as u64,
            sampled: rows.len() as u64,
            ..Spectrum::default()
        };
        if let Some(even) = &even {
            let mut welch = even.welch(choices);
            for (row, range) in rows.iter().flat_map(|row| even.ranges.iter().map(move |range| (*row, range)))
            {
                for start in welch.starts(range.len()) {
                    let from = range.start + start;
                    let mut values = states.values(variable, row, from..from + welch.length())?;
                    if values.iter().all(|value| value.is_finite()) {
                        values.iter_mut().for_each(|value| *value /= shown.scale);
                        welch.add_segment(&values);
                    } else {
                        spectrum.left_out += 1;
                    }
                }
            }
            spectrum.set(&welch, even.sampling_rate);
        }
        all.push((format!("{name}.{variable}"), spectrum));
    }
    Ok(all)
}

/// Of a rate as it was recorded.
fn of_rate(results: &Results, name: &str, choices: &Choices) -> Result<Spectrum, Error> {
    let rate = results.rate(name)?;
    let mut spectrum = Spectrum { unit: "Hz".into(), elements: 1, sampled: 1, ..Spectrum::default() };
    if let Some(even) = even(&rate.times, &samples(results, name, choices, &rate.times)?) {
        let mut welch = even.welch(choices);
        even.ranges.iter().for_each(|range| welch.add(&rate.rates[range.clone()]));
        spectrum.set(&welch, even.sampling_rate);
    }
    Ok(spectrum)
}
