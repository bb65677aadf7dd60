//! Variables of synapses, recorded or saved, and of whatever was saved, as histograms.

use super::context::{Context, is_index, is_of_synapses};
use super::drawn::Drawn;
use super::histogram::{Bins, Counted, Texts, panel};
use super::prefix::readable;
use super::reduce::visible;
use super::span::Span;
use super::timeline::told;
use super::traces::rows;
use crate::error::Error;
use crate::figure::{Colour, Panel, colour};
use indexmap::IndexMap;
use snnc_results::{Archive, ArrayDescription, Monitor, MonitorKind, Saved, Shown, States};

/// So many values are in memory at once.
const PIECE: usize = 1 << 18;
/// What is drawn of the first sample, behind the last one.
const BEFORE: Colour = Colour { red: 150, green: 150, blue: 150 };
/// So many variables of one kind of synapses are drawn unless others are chosen.
const MOST_VARIABLES: usize = 1;

/// Draws variables of synapses at the first and last sample that monitors made, and all that was saved.
pub(crate) fn draw(context: &Context) -> Result<Drawn, Error> {
    let mut drawn = Drawn::default();
    for (name, monitor) in context.monitors(MonitorKind::States) {
        if is_of_synapses(context.results, &monitor.group) {
            drawn.add(of_monitor(context, name, monitor)?);
        }
    }
    let description = context.results.description();
    for (label, saved) in &description.saved {
        if context.wants(label) {
            drawn.others.extend(kept(context, label, saved)?);
        }
    }
    Ok(drawn)
}

/// The variables that are drawn of these: those that were chosen, or else those that people call weights, or else the first
/// that differ from element to element.
fn variables<'v>(
    context: &Context,
    all: &'v IndexMap<String, ArrayDescription>,
    mut varies: impl FnMut(&str) -> Result<bool, Error>,
) -> Result<Vec<&'v str>, Error> {
    let names = || all.keys().map(String::as_str).filter(|name| !is_index(name));
    if !context.choices.variables.is_empty() {
        return Ok(names().filter(|name| context.wants_variable(name)).collect());
    }
    let is_weight = |name: &&str| name.starts_with('w') || name.starts_with('W');
    let mut found: Vec<&str> = vec![];
    let (first, then): (Vec<_>, Vec<_>) = names().filter(|name| *name != "delay").partition(is_weight);
    for name in first.into_iter().chain(then) {
        if found.len() < MOST_VARIABLES && varies(name)? {
            found.push(name);
        }
    }
    if found.is_empty() {
        // All the same is something to see too.
        let most_like = names().filter(|name| *name != "delay").max_by_key(is_weight);
        found.extend(most_like);
    }
    Ok(found)
}

/// What a monitor of synapses recorded, at its first and at its last sample in the time that is drawn.
pub(crate) fn of_monitor(context: &Context, name: &str, monitor: &Monitor) -> Result<Drawn, Error> {
    let states = context.results.states(name)?;
    let segments = context.timeline.segments(context.results.description(), name, states.times.len());
    let visible: Vec<_> = (segments.iter())
        .map(|segment| (visible(context, &states, segment), segment.shift))
        .filter(|(range, _)| !range.is_empty())
        .collect();
    let (Some(first), Some(last)) = (visible.first(), visible.last()) else { return Ok(Drawn::default()) };
    let (first, last) = ((first.0.start, first.1), (last.0.end - 1, last.1));
    let rows = rows(context, monitor, &states);
    if rows.is_empty() {
        return Ok(Drawn::default());
    }
    let at_last = |variable: &str| column(&states, variable, &rows, last.0);
    let varies = |variable: &str| Ok(differ(&at_last(variable)?));
    let mut panels = vec![];
    for variable in variables(context, &monitor.arrays, varies)? {
        let unit = states.unit(variable)?;
        let when = |(sample, shift): (usize, f64)| format!("at {}", told(states.times[sample] + shift));
        let mut samples = vec![(when(last), colour(0), at_last(variable)?)];
        if first.0 != last.0 {
            samples.insert(0, (when(first), BEFORE, column(&states, variable, &rows, first.0)?));
        }
        let title = format!("{variable} of {}", monitor.group);
        panels.extend(of_samples(title, variable, &unit, &samples));
    }
    Ok(Drawn { over_time: vec![], others: panels })
}

/// One sample of some rows.
fn column(states: &States, variable: &str, rows: &[usize], sample: usize) -> Result<Vec<f64>, Error> {
    let mut values = Vec::with_capacity(rows.len());
    for row in rows {
        values.extend(states.values(variable, *row, sample..sample + 1)?);
    }
    Ok(values)
}

/// Whether values differ.
fn differ(values: &[f64]) -> bool {
    values.windows(2).any(|pair| pair[0] != pair[1])
}

/// A panel of values that are in memory.
fn of_samples(
    title: String,
    variable: &str,
    unit: &Shown,
    samples: &[(String, Colour, Vec<f64>)],
) -> Option<Panel> {
    let in_si = samples.iter().flat_map(|(_, _, values)| values.iter().copied());
    let unit = &readable(unit, in_si.map(|value| value / unit.scale).collect());
    let values = || samples.iter().flat_map(|(_, _, values)| values.iter().map(|value| value / unit.scale));
    let span: Span = values().collect();
    if span.is_empty() {
        return None;
    }
    let count = samples.iter().map(|(_, _, values)| values.len()).max().unwrap_or(0);
    let bins = Bins::new(span, count as u64, values().all(|value| value.fract() == 0.0));
    let series = samples.iter().map(|(label, colour, values)| {
        let mut counts = vec![0; bins.count()];
        let found = values.iter().filter_map(|value| bins.of(value / unit.scale));
        found.for_each(|bin| counts[bin] += 1);
        Counted { label: label.clone(), colour: *colour, counts }
    });
    Some(panel(texts(title, variable, unit, "synapses", span.gaps), &bins, series.collect(), false))
}

/// What was saved: read in pieces, since there may be hundreds of millions of synapses.
pub(crate) fn kept(context: &Context, label: &str, saved: &Saved) -> Result<Vec<Panel>, Error> {
    let archive = context.results.saved(label)?;
    let varies = |variable: &str| {
        let array = archive.get(variable)?;
        Ok(differ(&array.floats(0..array.len().min(PIECE))?))
    };
    let mut panels = vec![];
    for variable in variables(context, &saved.arrays, varies)? {
        let array = &saved.arrays[variable];
        let unit = array.shown.clone().unwrap_or_else(|| Shown { unit: array.unit.clone(), scale: 1.0 });
        let (mut span, mut whole, mut number) = (Span::EMPTY, true, 0_u64);
        each(&archive, variable, |value| {
            let value = value / unit.scale;
            span.add(value);
            whole &= !value.is_finite() || value.fract() == 0.0;
            number += 1;
        })?;
        if span.is_empty() {
            continue;
        }
        let declared = unit.scale;
        let unit = readable(&unit, span);
        let span = span.times(declared / unit.scale);
        let bins = Bins::new(span, number, whole && declared == unit.scale);
        let mut counts = vec![0; bins.count()];
        each(&archive, variable, |value| {
            if let Some(bin) = bins.of(value / unit.scale) {
                counts[bin] += 1;
            }
        })?;
        let is_synapses = is_of_synapses(context.results, &saved.group);
        let counted = if is_synapses { "synapses" } else { "neurons" };
        let title = format!("{variable} of {} at {}", saved.group, told(saved.time));
        let series = vec![Counted { label: String::new(), colour: colour(0), counts }];
        panels.push(panel(texts(title, variable, &unit, counted, span.gaps), &bins, series, false));
    }
    Ok(panels)
}

/// Calls `see` with each value of an array.
fn each(archive: &Archive, variable: &str, mut see: impl FnMut(f64)) -> Result<(), Error> {
    let array = archive.get(variable)?;
    for from in (0..array.len()).step_by(PIECE) {
        array.floats(from..(from + PIECE).min(array.len()))?.into_iter().for_each(&mut see);
    }
    Ok(())
}

fn texts(title: String, variable: &str, unit: &Shown, counted: &str, gaps: bool) -> Texts {
    let note = if gaps { "values that are not finite are left out" } else { "" };
    Texts {
        title,
        label: variable.into(),
        unit: unit.unit.clone(),
        counted: counted.into(),
        note: note.into(),
    }
}
