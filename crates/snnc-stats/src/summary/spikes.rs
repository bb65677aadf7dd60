//! Monitors of spikes and of counts.

use super::pieces;
use super::trains::Train;
use super::{CountSummary, Extent, Irregularity, OverNeurons, SpikeSummary};
use crate::counts::{Bins, Tally};
use crate::error::Error;
use crate::moments::Moments;
use crate::periods::{Choices, periods, tolerance};
use snnc_results::{Monitor, Results};

/// What a monitor of spikes or events recorded.
pub(super) fn summary(results: &Results, name: &str, choices: &Choices) -> Result<SpikeSummary, Error> {
    let description = results.description();
    let monitor = &description.monitors[name];
    let archive = pieces::archive(results, monitor)?;
    let close = tolerance(description);
    let size = results.size(&monitor.group).unwrap_or(0);
    let mut trains: Vec<Train> = vec![];
    let mut population = Tally::default();
    let (mut duration, mut bins_before, mut windows_before) = (0.0, 0, 0);
    let mut outside = None;
    for (number, period) in (1..).zip(periods(description, choices, name)?) {
        let bins = Bins::between(period.start, period.stop, choices.bin);
        let windows = Bins::between(period.start, period.stop, choices.window);
        pieces::each(&archive, period.recorded.clone(), |indices, times| {
            for (index, time) in indices.iter().zip(times) {
                if *time < period.start - close || *time >= period.stop - close {
                    continue;
                }
                let Some(index) = usize::try_from(*index).ok().filter(|index| (*index as u64) < size) else {
                    outside = Some(*index);
                    continue;
                };
                if trains.len() <= index {
                    trains.resize_with(index + 1, Train::default);
                }
                let train = &mut trains[index];
                train.spike(*time, number);
                if let Some(window) = windows.index(*time) {
                    train.windows.add(windows_before + window as u64, 1);
                }
                if let Some(bin) = bins.index(*time) {
                    population.add(bins_before + bin as u64, 1);
                }
            }
        })?;
        duration += period.duration();
        bins_before += bins.number as u64;
        windows_before += windows.number as u64;
    }
    if let Some(index) = outside {
        let Monitor { file, group, .. } = monitor;
        return Err(Error::Choice(format!(
            "{file}: `{group}` has no neuron {index}, of which there are spikes"
        )));
    }
    let neurons = size;
    trains.resize_with(neurons as usize, Train::default);
    let over = |least: u64, figure: &dyn Fn(&Train) -> Option<f64>| {
        let values: Vec<f64> = trains.iter().filter(|it| it.spikes() >= least).filter_map(figure).collect();
        OverNeurons::from(&Moments::of(&values))
    };
    let least = choices.least_spikes;
    Ok(SpikeSummary {
        group: monitor.group.clone(),
        neurons,
        active: trains.iter().filter(|it| it.spikes() > 0).count() as u64,
        spikes: trains.iter().map(Train::spikes).sum(),
        rate: rates(trains.iter().map(Train::spikes), duration),
        irregularity: Irregularity {
            cv: over(least, &Train::cv),
            cv2: over(least, &Train::cv2),
            lv: over(least, &Train::lv),
        },
        fano: match windows_before {
            0 | 1 => OverNeurons::default(),
            windows => over(1, &|it| it.windows.fano_factor(windows)),
        },
        synchrony: population.fano_factor(bins_before).filter(|_| bins_before > 1),
    })
}

/// What a monitor counted.
pub(super) fn counted(results: &Results, name: &str) -> Result<CountSummary, Error> {
    let monitor = &results.description().monitors[name];
    let counts = results.counts(name)?.counts;
    let spikes = counts.iter().map(|count| count.unsigned_abs());
    Ok(CountSummary {
        group: monitor.group.clone(),
        neurons: counts.len() as u64,
        active: counts.iter().filter(|count| **count > 0).count() as u64,
        spikes: spikes.clone().sum(),
        rate: rates(spikes, results.description().duration),
    })
}

/// The rates of neurons, in hertz.
fn rates(spikes: impl Iterator<Item = u64>, duration: f64) -> Extent {
    if duration <= 0.0 {
        return Extent::default();
    }
    let rates: Vec<f64> = spikes.map(|number| number as f64 / duration).collect();
    Extent::from(&Moments::of(&rates))
}
