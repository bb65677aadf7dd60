//! The raster: a point for each spike, over time and neurons, and below it the rate of each population in bins.

use super::context::Context;
use super::drawn::Drawn;
use super::population::{Extent, part_of};
use super::rates;
use super::span::Span;
use super::spikes::{Tally, Train};
use super::timeline::{round_up, told};
use crate::error::Error;
use crate::figure::{Axis, Colour, Mark, Panel, PointShape, Row, Scale, Ticks};
use std::ops::Range;

/// So many points are drawn; of more, some neurons only.
const MOST_POINTS: u64 = 50_000;
/// Points of one neuron nearer than this part of the width cover each other, and one is drawn.
const COLUMNS: f64 = 4000.0;
/// Up to so many neurons, spikes are strokes.
const MOST_STROKES: u64 = 60;
/// Up to so many populations have their neurons' numbers beside them and their names in a legend.
const MOST_IN_LEGEND: usize = 4;
/// Populations have their names beside them if these are so far apart, as a part of the height.
const LEAST_APART: f64 = 0.035;
/// The colour of lines between populations.
const GREY: Colour = Colour { red: 170, green: 170, blue: 170 };

/// What a monitor saw, as a band of the raster.
struct Band<'t, 'c> {
    train: &'t Train<'c>,
    tally: Tally,
    /// The height of its first neuron.
    base: f64,
}

/// Draws the spikes of all monitors above each other, and the rates below.
pub(crate) fn draw(context: &Context) -> Result<Drawn, Error> {
    let mut drawn = spikes(context)?;
    if !drawn.is_empty() {
        drawn.over_time.extend(rates::histogram(context)?.over_time);
    }
    Ok(drawn)
}

/// Draws the spikes alone.
pub(crate) fn spikes(context: &Context) -> Result<Drawn, Error> {
    let trains = Train::all(context)?;
    if trains.is_empty() {
        return Ok(Drawn::default());
    }
    let mut bands = stack(&trains)?;
    let spikes: u64 = bands.iter().map(|band| band.tally.spikes).sum();
    // Where others fired, silent monitors of the same neurons say nothing.
    if spikes > 0 {
        let fired = |band: &Band| band.tally.spikes > 0;
        let watched: Vec<_> =
            bands.iter().filter(|it| fired(it)).map(|it| it.train.watched.clone()).collect();
        bands.retain(|band| fired(band) || !watched.contains(&band.train.watched));
    }
    let shared = place(context, &mut bands);
    let top = bands.iter().map(|band| band.base + band.train.size as f64).fold(0.0, f64::max);
    let bottom = bands.iter().map(|band| band.base).fold(f64::INFINITY, f64::min).min(top);
    let mut y = chosen(context, &bands).unwrap_or((bottom - 0.5, top - 0.5));
    if y.0 >= y.1 {
        y = (-0.5, 0.5);
    }
    let stride = stride(context, &bands)?;
    let shape = if y.1 - y.0 <= MOST_STROKES as f64 { PointShape::Stroke } else { PointShape::Dot };

    let mut marks: Vec<Mark> =
        context.timeline.jumps.iter().map(|at| rule(context.timeline.shown(*at), true)).collect();
    let mut named = vec![];
    let mut points = 0;
    for band in &bands {
        if !shared && band.base > bottom {
            marks.push(rule(band.base - 0.5, false));
        }
        for (part, at) in band.train.parts.iter().zip(places(context, band, stride)?) {
            points += at.len() as u64;
            let (low, high) = (part.elements.start as f64 + band.base, part.elements.end as f64 + band.base);
            let label = band.train.label(part, &trains);
            if high > y.0 && low < y.1 {
                named.push(Named { label: label.clone(), low: low.max(y.0), high: high.min(y.1) });
            }
            marks.push(Mark::Points { label, colour: part.colour, shape, at });
        }
    }
    let ticks = ticks(&bands, shared, &named, y);
    let beside = matches!(&ticks, Ticks::At(_)) && named.len() > MOST_IN_LEGEND;
    if beside || marks.iter().filter(|mark| matches!(mark, Mark::Points { .. })).count() == 1 {
        unlabel(&mut marks);
    }
    let label = match named.as_slice() {
        _ if beside => String::new(),
        [one] => format!("neuron of {}", one.label),
        _ => "neuron".into(),
    };
    let panel = Panel {
        title: String::new(),
        x: context.timeline.axis(),
        y: Axis { label, unit: String::new(), range: y, scale: Scale::Linear, ticks },
        marks,
        note: note(context, spikes, points, stride),
    };
    let highest = if beside { 3.0 } else { 2.0 };
    let height = (0.1 * (y.1 - y.0)).clamp(0.35, highest);
    Ok(Drawn { over_time: vec![Row { height, panels: vec![panel] }], others: vec![] })
}

/// Bands that are still to be placed; of monitors that saw the same, one.
fn stack<'t, 'c>(trains: &'t [Train<'c>]) -> Result<Vec<Band<'t, 'c>>, Error> {
    let mut bands: Vec<Band> = vec![];
    for train in trains {
        let tally = train.tally()?;
        let same = |band: &Band| band.train.watched == train.watched && band.tally.counts == tally.counts;
        if !bands.iter().any(same) {
            bands.push(Band { train, tally, base: 0.0 });
        }
    }
    Ok(bands)
}

/// Gives each band its height. Parts of one group stand where their neurons do in that group, and then all share its
/// numbers; others stand above each other.
fn place(context: &Context, bands: &mut [Band]) -> bool {
    let description = context.results.description();
    let extents: Option<Vec<_>> =
        bands.iter().map(|band| Extent::of(description, &band.train.watched)).collect();
    if let Some(extents) = extents {
        let mut ranges: Vec<Range<u64>> = extents.iter().map(|extent| extent.elements.clone()).collect();
        ranges.sort_by_key(|range| range.start);
        let disjoint = ranges.windows(2).all(|pair| pair[0].end <= pair[1].start);
        let one_group = extents.windows(2).all(|pair| pair[0].group == pair[1].group);
        if disjoint && one_group {
            // A single part is counted from its own beginning, as in the model.
            let alone = extents.len() == 1;
            for (band, extent) in bands.iter_mut().zip(extents) {
                band.base = if alone { 0.0 } else { extent.elements.start as f64 };
            }
            return true;
        }
    }
    let mut base = 0.0;
    let all: f64 = bands.iter().map(|band| band.train.size as f64).sum();
    for band in bands {
        band.base = base;
        base += band.train.size as f64 + (all * 0.01).round();
    }
    false
}

/// The rows that were chosen, if a choice leaves a part of one band alone.
fn chosen(context: &Context, bands: &[Band]) -> Option<(f64, f64)> {
    let chosen = context.choices.neurons.as_ref()?;
    let mut span = Span::EMPTY;
    for band in bands {
        let size = band.train.size;
        let elements = (0..size).filter(|element| chosen.contains(*element, size));
        elements.for_each(|element| span.add(element as f64 + band.base));
    }
    (!span.is_empty()).then_some((span.low - 0.5, span.high + 0.5))
}

/// Of how many neurons one is drawn, so that there are not too many points.
fn stride(context: &Context, bands: &[Band]) -> Result<u64, Error> {
    let mut points = 0;
    for band in bands {
        points += if band.tally.spikes <= MOST_POINTS / 8 {
            band.tally.spikes
        } else {
            let mut distinct = Distinct::new(context, band.train.size);
            let mut seen = 0;
            band.train.each(|neuron, time| seen += u64::from(distinct.is_new(neuron, time)))?;
            seen
        };
    }
    Ok(points.div_ceil(MOST_POINTS).max(1))
}

/// Tells which spikes of a neuron are too near to the one before to be seen.
struct Distinct {
    start: f64,
    columns_a_second: f64,
    last: Vec<u32>,
}

impl Distinct {
    fn new(context: &Context, size: u64) -> Distinct {
        let span = context.timeline.span();
        let columns_a_second = if span > 0.0 { COLUMNS / span } else { 0.0 };
        Distinct { start: context.timeline.window.start, columns_a_second, last: vec![0; size as usize] }
    }

    fn is_new(&mut self, neuron: u64, time: f64) -> bool {
        let column = ((time - self.start) * self.columns_a_second).max(0.0) as u32 + 1;
        let last = &mut self.last[neuron as usize];
        std::mem::replace(last, column) != column
    }
}

/// Where the points of each part are.
fn places(context: &Context, band: &Band, stride: u64) -> Result<Vec<Vec<(f64, f64)>>, Error> {
    let mut at = vec![vec![]; band.train.parts.len()];
    let mut distinct = Distinct::new(context, band.train.size);
    band.train.each(|neuron, time| {
        if neuron.is_multiple_of(stride)
            && distinct.is_new(neuron, time)
            && let Some(part) = part_of(&band.train.parts, neuron)
        {
            at[part].push((context.timeline.shown(time), neuron as f64 + band.base));
        }
    })?;
    Ok(at)
}

/// A part with the heights between which it lies.
struct Named {
    label: String,
    low: f64,
    high: f64,
}

/// Numbers of neurons; of several populations above each other, those of each, or their names where they are many.
fn ticks(bands: &[Band], shared: bool, named: &[Named], y: (f64, f64)) -> Ticks {
    let whole = y.1 - y.0;
    if named.len() > MOST_IN_LEGEND {
        let middle = |part: &Named| (f64::midpoint(part.low, part.high) - 0.5, part.label.clone());
        let mut middles: Vec<_> = named.iter().map(middle).collect();
        middles.sort_by(|a, b| a.0.total_cmp(&b.0));
        if middles.windows(2).all(|pair| (pair[1].0 - pair[0].0) / whole >= LEAST_APART) {
            return Ticks::At(middles);
        }
    }
    if shared {
        return Ticks::Whole;
    }
    let mut at: Vec<(f64, String)> = vec![];
    for band in bands {
        let size = band.train.size as f64;
        let step = round_up((whole / 5.0).max(1.0));
        let mut number = 0.0;
        while number < size {
            let height = band.base + number;
            let near = at.last().is_some_and(|(last, _)| height - last < whole * 0.05);
            if near && number == 0.0 {
                at.pop();
            }
            at.push((height, format!("{number}")));
            number += step;
        }
    }
    at.retain(|(height, _)| *height >= y.0 && *height <= y.1);
    Ticks::At(at)
}

fn rule(at: f64, vertical: bool) -> Mark {
    Mark::Rule { label: String::new(), colour: GREY, at, vertical }
}

/// Takes marks out of the legend.
fn unlabel(marks: &mut [Mark]) {
    for mark in marks {
        if let Mark::Points { label, .. } = mark {
            label.clear();
        }
    }
}

fn note(context: &Context, spikes: u64, points: u64, stride: u64) -> String {
    let mut parts = vec![];
    if spikes == 0 {
        parts.push(format!("no spikes in {}", told(context.timeline.span())));
    }
    if stride > 1 {
        parts.push(format!("every {} neuron is drawn: {points} of {spikes} spikes", ordinal(stride)));
    }
    if !context.timeline.jumps.is_empty() {
        parts.push("grey lines: an earlier state was restored".into());
    }
    parts.join("; ")
}

/// `2nd`, `23rd`, `111th`.
fn ordinal(number: u64) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}
