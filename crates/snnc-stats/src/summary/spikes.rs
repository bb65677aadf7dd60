//! Monitors of spikes and of counts.

use super::trains::Train;
use super::{CountSummary, Extent, Irregularity, OverNeurons, SpikeSummary};
use crate::counts::Tally;
use crate::error::Error;
use crate::moments::Moments;
use crate::periods::Choices;
use crate::stream::{Numbered, Stream};
use indexmap::IndexMap;
use snnc_results::Results;

/// What a monitor of spikes or events recorded.
pub(super) fn summary(results: &Results, name: &str, choices: &Choices) -> Result<SpikeSummary, Error> {
    let stream = Stream::open(results, name, choices)?;
    let (bins, windows) = (Numbered::new(&stream, choices.bin), Numbered::new(&stream, choices.window));
    let mut trains: Vec<Train> = vec![];
    let mut together = vec![Tally::default(); stream.populations.len()];
    stream.each(|spike| {
        if trains.len() <= spike.neuron {
            trains.resize_with(spike.neuron + 1, Train::default);
        }
        let train = &mut trains[spike.neuron];
        train.spike(spike.time, spike.period as u32 + 1);
        if let Some(window) = windows.index(spike.period, spike.time) {
            train.windows.add(window, 1);
        }
        if let Some(bin) = bins.index(spike.period, spike.time) {
            for (population, tally) in stream.populations.iter().zip(&mut together) {
                if population.range.contains(&spike.neuron) {
                    tally.add(bin, 1);
                }
            }
        }
    })?;
    let mut summaries = stream.populations.iter().zip(&together).map(|(population, together)| {
        let around = Around {
            neurons: population.neurons,
            duration: stream.duration(),
            windows: windows.number,
            least: choices.least_spikes,
        };
        let mut summary = of_trains(population.of(&trains), &around);
        summary.group.clone_from(if population.part.is_empty() {
            &stream.monitor.group
        } else {
            &population.part
        });
        summary.synchrony = together.fano_factor(bins.number).filter(|_| bins.number > 1);
        summary
    });
    let whole = summaries.next();
    let names = stream.populations.iter().skip(1).map(|population| population.part.clone());
    let parts = names.zip(summaries).collect();
    Ok(SpikeSummary { parts, ..whole.unwrap_or_default() })
}

/// What is known besides the trains themselves.
struct Around {
    /// How many neurons were watched; those beyond the trains are silent.
    neurons: u64,
    duration: f64,
    windows: u64,
    least: u64,
}

fn of_trains(trains: &[Train], around: &Around) -> SpikeSummary {
    let over = |least: u64, figure: &dyn Fn(&Train) -> Option<f64>| {
        let values: Vec<f64> = trains.iter().filter(|it| it.spikes() >= least).filter_map(figure).collect();
        OverNeurons::from(&Moments::of(&values))
    };
    let spiking = trains.iter().map(Train::spikes).filter(|spikes| *spikes > 0);
    let active = spiking.clone().count() as u64;
    let silent = around.neurons.saturating_sub(active);
    SpikeSummary {
        group: String::new(),
        neurons: around.neurons,
        active,
        spikes: spiking.clone().sum(),
        rate: rates(spiking, silent, around.duration),
        irregularity: Irregularity {
            cv: over(around.least, &Train::cv),
            cv2: over(around.least, &Train::cv2),
            lv: over(around.least, &Train::lv),
        },
        fano: match around.windows {
            0 | 1 => OverNeurons::default(),
            windows => over(1, &|it| it.windows.fano_factor(windows)),
        },
        synchrony: None,
        parts: IndexMap::new(),
    }
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
        rate: rates(spikes, 0, results.description().duration),
    })
}

/// The rates of neurons, in hertz, some of which are silent.
fn rates(spikes: impl Iterator<Item = u64>, silent: u64, duration: f64) -> Extent {
    if duration <= 0.0 {
        return Extent::default();
    }
    let rates: Vec<f64> = spikes.map(|number| number as f64 / duration).collect();
    let mut moments = Moments::of(&rates);
    moments.join(&Moments::constant(0.0, silent));
    Extent::from(&moments)
}
