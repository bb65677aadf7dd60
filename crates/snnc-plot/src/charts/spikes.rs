//! Spikes of a monitor, read piece by piece.

use super::context::Context;
use super::population::{Part, part_of};
use super::timeline::Segment;
use crate::error::Error;
use snnc_results::{Archive, Array, Monitor, MonitorKind};

/// So many spikes are in memory at once.
const PIECE: usize = 1 << 16;

/// The spikes of a monitor, of which those are drawn that the choices leave.
#[derive(Debug)]
pub(crate) struct Train<'c> {
    /// The monitor.
    pub(crate) name: String,
    /// What it watched.
    pub(crate) watched: String,
    /// How many elements that has.
    pub(crate) size: u64,
    /// The parts of that.
    pub(crate) parts: Vec<Part>,
    context: &'c Context<'c>,
    indices: Array,
    times: Array,
    segments: Vec<Segment>,
    /// Whether more spikes happened than the monitor saw: it watched some neurons alone, or other events.
    selective: bool,
    /// Whether spikes of neurons that were not chosen are left out.
    chosen_only: bool,
}

/// How often each neuron fired.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tally {
    /// For each neuron of what was watched, chosen or not.
    pub(crate) counts: Vec<u32>,
    /// All of them.
    pub(crate) spikes: u64,
    /// For each part, how many of its neurons were watched and chosen.
    pub(crate) neurons: Vec<u64>,
    /// Whether it is not known which neurons were watched, so that those that fired stand for them.
    pub(crate) guessed: bool,
}

impl<'c> Train<'c> {
    /// Opens what a monitor of spikes recorded.
    pub(crate) fn open(context: &'c Context<'c>, name: &str, monitor: &Monitor) -> Result<Train<'c>, Error> {
        let archive = Archive::open(context.results.folder().join(&monitor.file))?;
        let (indices, times) = (archive.get("i")?.clone(), archive.get("t")?.clone());
        let description = context.results.description();
        let count = indices.len().min(times.len());
        let fired = description.groups.get(&monitor.group).and_then(|group| group.spikes);
        Ok(Train {
            name: name.into(),
            watched: monitor.group.clone(),
            size: context.size(&monitor.group),
            parts: context.parts(&monitor.group),
            context,
            segments: context.timeline.segments(description, name, count),
            selective: fired.is_some_and(|fired| fired != count as u64),
            chosen_only: true,
            indices,
            times,
        })
    }

    /// The same with all neurons, chosen or not.
    pub(crate) fn of_all_neurons(self) -> Train<'c> {
        Train { chosen_only: false, ..self }
    }

    /// Opens what all monitors of spikes recorded that are to be drawn.
    pub(crate) fn all(context: &'c Context<'c>) -> Result<Vec<Train<'c>>, Error> {
        let monitors = context.monitors(MonitorKind::Spikes);
        monitors.map(|(name, monitor)| Train::open(context, name, monitor)).collect()
    }

    /// Calls `see` with the neuron and time of each spike, in the order in which they are drawn.
    pub(crate) fn each(&self, mut see: impl FnMut(u64, f64)) -> Result<(), Error> {
        let window = &self.context.timeline.window;
        // What fires in the last step belongs to the window, whatever rounding says.
        let slack = self.context.timeline.dt / 1000.0;
        for segment in &self.segments {
            let mut from = segment.range.start;
            while from < segment.range.end {
                let to = (from + PIECE).min(segment.range.end);
                let times = self.times.floats(from..to)?;
                from = to;
                let drawn = |time: &f64| {
                    let time = time + segment.shift;
                    time >= window.start - slack && time <= window.end + slack
                };
                if !times.iter().any(drawn) {
                    continue;
                }
                let indices = self.indices.integers(to - times.len()..to)?;
                for (index, time) in indices.iter().zip(&times) {
                    let index = *index as u64;
                    if drawn(time) && index < self.size && self.wants(index) {
                        see(index, time + segment.shift);
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether an earlier state was restored between two times.
    pub(crate) fn is_interrupted(&self, before: f64, after: f64) -> bool {
        self.context.timeline.jumps.iter().any(|jump| before < *jump && *jump <= after)
    }

    fn wants(&self, neuron: u64) -> bool {
        !self.chosen_only || self.context.wants_element(neuron, self.size)
    }

    /// Counts the spikes of each neuron.
    pub(crate) fn tally(&self) -> Result<Tally, Error> {
        let mut counts = vec![0_u32; self.size as usize];
        let mut spikes = 0;
        self.each(|neuron, _| {
            counts[neuron as usize] = counts[neuron as usize].saturating_add(1);
            spikes += 1;
        })?;
        let mut neurons = vec![0; self.parts.len()];
        for (neuron, count) in (0..).zip(&counts) {
            let counted = if self.selective { *count > 0 } else { self.wants(neuron) };
            if let (true, Some(part)) = (counted, part_of(&self.parts, neuron)) {
                neurons[part] += 1;
            }
        }
        Ok(Tally { counts, spikes, neurons, guessed: self.selective })
    }

    /// What the spikes of a part are called: by the monitor where others watched the same.
    pub(crate) fn label<'t>(&self, part: &Part, all: impl IntoIterator<Item = &'t Train<'c>>) -> String
    where
        'c: 't,
    {
        let same = all.into_iter().filter(|other| other.watched == self.watched).count();
        match (same > 1, self.parts.len() > 1) {
            (false, _) => part.label.clone(),
            (true, false) => self.name.clone(),
            (true, true) => format!("{}: {}", self.name, part.label),
        }
    }
}

/// What is told where it is not known which neurons were watched.
pub(crate) fn guessed(tallies: &[Tally]) -> &'static str {
    if tallies.iter().any(|tally| tally.guessed && tally.spikes > 0) {
        "rates are of the neurons that fired"
    } else {
        ""
    }
}

/// Trains with their tallies; of monitors that saw the same, one.
pub(crate) fn distinct(trains: Vec<Train>) -> Result<Vec<(Train, Tally)>, Error> {
    let mut kept: Vec<(Train, Tally)> = vec![];
    for train in trains {
        let tally = train.tally()?;
        let same =
            |(other, seen): &(Train, Tally)| other.watched == train.watched && seen.counts == tally.counts;
        if !kept.iter().any(same) {
            kept.push((train, tally));
        }
    }
    Ok(kept)
}
