//! Spikes from disk, piece by piece.

use crate::counts::Bins;
use crate::error::Error;
use crate::periods::{Choices, Period, periods, tolerance};
use snnc_results::{Archive, Monitor, Results};
use std::ops::Range;

/// So many spikes are in memory at once.
const PIECE: usize = 1 << 16;

/// The spikes of a monitor in the times chosen, in the order in which they happened.
pub(crate) struct Stream<'r> {
    pub(crate) monitor: &'r Monitor,
    pub(crate) periods: Vec<Period>,
    /// The neurons that are told of: all, and the parts of the group that have a name.
    pub(crate) populations: Vec<Population>,
    archive: Archive,
    /// How many neurons the group has.
    size: u64,
    close: f64,
}

/// Neurons that a monitor watched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Population {
    /// The name of the part; empty if it is the whole group.
    pub(crate) part: String,
    /// As the monitor numbers them.
    pub(crate) range: Range<usize>,
    /// How many were watched.
    pub(crate) neurons: u64,
}

impl Population {
    /// What is known of its neurons, of a list that ends with the last of which anything is.
    pub(crate) fn of<'l, T>(&self, all: &'l [T]) -> &'l [T] {
        let end = self.range.end.min(all.len());
        &all[self.range.start.min(end)..end]
    }

    /// `cells_spikes`, `cells_spikes.exc`.
    pub(crate) fn name(&self, monitor: &str) -> String {
        match self.part.as_str() {
            "" => monitor.to_string(),
            part => format!("{monitor}.{part}"),
        }
    }
}

/// A spike.
pub(crate) struct Spike {
    /// The stretch of time in which it is, counted from 0.
    pub(crate) period: usize,
    pub(crate) neuron: usize,
    pub(crate) time: f64,
}

impl<'r> Stream<'r> {
    pub(crate) fn open(results: &'r Results, name: &str, choices: &Choices) -> Result<Stream<'r>, Error> {
        let description = results.description();
        let monitor = &description.monitors[name];
        let size = results.size(&monitor.group).unwrap_or(0);
        Ok(Stream {
            monitor,
            periods: periods(description, choices, name)?,
            populations: populations(results, monitor, size),
            archive: Archive::open(results.folder().join(&monitor.file))?,
            size,
            close: tolerance(description),
        })
    }

    /// Hands out each spike.
    pub(crate) fn each(&self, mut take: impl FnMut(Spike)) -> Result<(), Error> {
        let (indices, times) = (self.archive.get("i")?, self.archive.get("t")?);
        for (number, period) in self.periods.iter().enumerate() {
            let end = period.recorded.end.min(times.len());
            let (from, to) = (period.start - self.close, period.stop - self.close);
            let mut at = period.recorded.start;
            while at < end {
                let piece = at..end.min(at + PIECE);
                at = piece.end;
                for (index, time) in indices.integers(piece.clone())?.into_iter().zip(times.floats(piece)?) {
                    if time < from || time >= to {
                        continue;
                    }
                    let neuron = usize::try_from(index).ok().filter(|index| (*index as u64) < self.size);
                    let neuron = neuron.ok_or_else(|| self.outside(index))?;
                    take(Spike { period: number, neuron, time });
                }
            }
        }
        Ok(())
    }

    fn outside(&self, index: i64) -> Error {
        let Monitor { file, group, .. } = self.monitor;
        Error::Choice(format!("{file}: `{group}` has no neuron {index}, of which there are spikes"))
    }

    /// How often each neuron spiked, up to the last that did.
    pub(crate) fn spikes_each(&self) -> Result<Vec<u64>, Error> {
        let mut spikes = vec![];
        self.each(|spike| {
            if spikes.len() <= spike.neuron {
                spikes.resize(spike.neuron + 1, 0);
            }
            spikes[spike.neuron] += 1;
        })?;
        Ok(spikes)
    }

    /// How much time is looked at, in seconds.
    pub(crate) fn duration(&self) -> f64 {
        self.periods.iter().fold(0.0, |sum, period| sum + period.duration())
    }
}

/// Bins of all stretches of time, numbered through.
pub(crate) struct Numbered {
    /// Those of each, and how many were before.
    bins: Vec<(Bins, u64)>,
    pub(crate) number: u64,
}

impl Numbered {
    pub(crate) fn new(stream: &Stream<'_>, width: f64) -> Numbered {
        let mut number = 0;
        let bins = stream.periods.iter().map(|period| {
            let bins = Bins::between(period.start, period.stop, width);
            number += bins.number as u64;
            (bins, number - bins.number as u64)
        });
        Numbered { bins: bins.collect(), number }
    }

    pub(crate) fn index(&self, period: usize, time: f64) -> Option<u64> {
        let (bins, before) = &self.bins[period];
        bins.index(time).map(|bin| before + bin as u64)
    }
}

fn populations(results: &Results, monitor: &Monitor, size: u64) -> Vec<Population> {
    let neurons = monitor.elements.unwrap_or(size);
    let whole = Population { part: String::new(), range: 0..size as usize, neurons };
    if neurons < size {
        // Which ones were watched is not known, hence not to which parts they belong.
        return vec![whole];
    }
    let parts = results.description().subgroups.iter().filter_map(|(name, part)| {
        let range = part.start as usize..part.end as usize;
        let neurons = range.len() as u64;
        (part.group == monitor.group && neurons < size && neurons > 0).then(|| Population {
            part: name.clone(),
            range,
            neurons,
        })
    });
    std::iter::once(whole).chain(parts).collect()
}
