//! Rates of populations over time: smoothed lines, or bars below a raster.

use super::context::Context;
use super::drawn::Drawn;
use super::gaussian::Series;
use super::population::part_of;
use super::span::Span;
use super::spikes::{Tally, Train, distinct, guessed};
use super::timeline::{round_up, told};
use crate::error::Error;
use crate::figure::{Axis, Colour, Mark, Panel, Row, Scale, Ticks};
use snnc_results::{Archive, MonitorKind};

/// Of more populations, one rate of all is drawn below a raster.
const MOST_APART: usize = 4;
/// What stands for several populations together.
const ALL: Colour = Colour { red: 70, green: 70, blue: 70 };
/// The rate is to be known from so many spikes, about.
const ENOUGH: f64 = 25.0;
/// So many points of a line are drawn at most.
const MOST_POINTS: usize = 6000;

/// A rate over time.
struct Rate {
    label: String,
    colour: Colour,
    /// Pieces between which time jumps.
    pieces: Vec<Series>,
    /// How many neurons it is the rate of.
    neurons: f64,
}

/// Rates in bins, from recorded spikes: the row below a raster.
pub(crate) fn histogram(context: &Context) -> Result<Drawn, Error> {
    let trains = distinct(Train::all(context)?)?;
    let spikes: u64 = trains.iter().map(|(_, tally)| tally.spikes).sum();
    if spikes == 0 {
        return Ok(Drawn::default());
    }
    let bin = context.choices.bin.unwrap_or_else(|| bin(context, spikes)).max(context.timeline.dt);
    let mut rates = vec![];
    for (train, tally) in &trains {
        rates.extend(binned(context, train, tally, bin, &trains)?);
    }
    if rates.len() > MOST_APART {
        rates = vec![together(rates)];
    }
    let start = context.timeline.window.start;
    let only = rates.len() == 1;
    let mut span = Span::EMPTY;
    let mut marks = vec![];
    for rate in rates {
        let heights: Vec<f64> = rate.pieces.into_iter().flat_map(|piece| piece.values).collect();
        heights.iter().for_each(|height| span.add(*height));
        let edge = |number: usize| {
            // The last bin ends with the window.
            context.timeline.shown((start + number as f64 * bin).min(context.timeline.window.end))
        };
        let edges = (0..=heights.len()).map(edge).collect();
        marks.push(Mark::Bars {
            // The raster above has the legend.
            label: String::new(),
            colour: rate.colour,
            edges,
            heights,
            outline: !only,
        });
    }
    let tallies: Vec<_> = trains.into_iter().map(|(_, tally)| tally).collect();
    let note = join(&[&format!("bins of {}", told(bin)), guessed(&tallies)]);
    Ok(row(context, marks, span, note, 0.8))
}

/// Rates over time as lines: those that were recorded, or else those of recorded spikes.
pub(crate) fn draw(context: &Context) -> Result<Drawn, Error> {
    let mut rates = recorded(context)?;
    let mut of_neurons = "";
    if rates.is_empty() {
        let trains = distinct(Train::all(context)?)?;
        let spikes: u64 = trains.iter().map(|(_, tally)| tally.spikes).sum();
        if spikes == 0 {
            return Ok(Drawn::default());
        }
        let fine = deviation_of(context, spikes as f64) / 5.0;
        let wanted = context.choices.bin.or(context.choices.smooth.map(|smooth| smooth / 10.0));
        let steps = (wanted.unwrap_or(fine) / context.timeline.dt).round().max(1.0);
        let bin = steps * context.timeline.dt;
        for (train, tally) in &trains {
            rates.extend(binned(context, train, tally, bin, &trains)?);
        }
        let tallies: Vec<_> = trains.iter().map(|(_, tally)| tally.clone()).collect();
        of_neurons = guessed(&tallies);
    }
    if let Some(wanted) = context.choices.bin {
        for rate in &mut rates {
            let coarser = |piece: Series| {
                let by = (wanted / piece.bin).round() as usize;
                piece.coarser(by)
            };
            rate.pieces = std::mem::take(&mut rate.pieces).into_iter().map(coarser).collect();
        }
    }
    let deviation = context.choices.smooth.unwrap_or_else(|| common_deviation(context, &rates));
    let single = rates.len() == 1;
    let mut span = Span::EMPTY;
    let mut marks: Vec<Mark> = vec![];
    let mut smoothed = false;
    for rate in rates {
        let mut at = vec![];
        for piece in rate.pieces {
            let before = piece.clone();
            let piece = piece.smoothed(deviation);
            smoothed |= piece != before;
            if !at.is_empty() {
                at.push((f64::NAN, f64::NAN));
            }
            at.extend(piece.points().map(|(time, value)| (context.timeline.shown(time), value)));
        }
        at.iter().filter(|(time, _)| !time.is_nan()).for_each(|(_, value)| span.add(*value));
        let label = if single { String::new() } else { rate.label };
        marks.push(Mark::Line { label, colour: rate.colour, at: extremes(at) });
    }
    if marks.is_empty() {
        return Ok(Drawn::default());
    }
    let smoothing =
        if smoothed { format!("smoothed: Gaussian, s.d. {}", told(deviation)) } else { String::new() };
    Ok(row(context, marks, span, join(&[&smoothing, of_neurons]), 1.0))
}

/// The panel of rates.
fn row(context: &Context, marks: Vec<Mark>, span: Span, note: String, height: f64) -> Drawn {
    let panel = Panel {
        title: String::new(),
        x: context.timeline.axis(),
        y: Axis {
            label: "rate".into(),
            unit: "Hz".into(),
            range: span.above_zero(),
            scale: Scale::Linear,
            ticks: Ticks::Round,
        },
        marks,
        note,
    };
    Drawn { over_time: vec![Row { height, panels: vec![panel] }], others: vec![] }
}

/// What monitors of rates recorded.
fn recorded(context: &Context) -> Result<Vec<Rate>, Error> {
    let description = context.results.description();
    let monitors: Vec<_> = context.monitors(MonitorKind::Rate).collect();
    let mut rates = vec![];
    for (name, monitor) in &monitors {
        let archive = Archive::open(context.results.folder().join(&monitor.file))?;
        let (times, values) = (archive.get("t")?, archive.get("rate")?);
        let count = times.len().min(values.len());
        let mut pieces = vec![];
        for segment in context.timeline.segments(description, name, count) {
            let read = times.floats(segment.range.clone())?;
            let bin = match read.as_slice() {
                [first, .., last] => (last - first) / (read.len() - 1) as f64,
                _ => context.timeline.span().max(context.timeline.dt),
            };
            let window = &context.timeline.window;
            let middle = |time: f64| time + segment.shift + bin / 2.0;
            let from = read.partition_point(|time| middle(*time) < window.start);
            let to = read.partition_point(|time| middle(*time) <= window.end);
            if from < to {
                let values = values.floats(segment.range.start + from..segment.range.start + to)?;
                pieces.push(Series { start: middle(read[from]), bin, values });
            }
        }
        let parts = context.parts(&monitor.group);
        let same = monitors.iter().filter(|(_, other)| other.group == monitor.group).count();
        let label = if same > 1 { (*name).to_string() } else { monitor.group.clone() };
        let colour = match parts.as_slice() {
            [one] => one.colour,
            _ if same > 1 => crate::figure::colour(rates.len()),
            _ => ALL,
        };
        rates.push(Rate { label, colour, pieces, neurons: context.size(&monitor.group) as f64 });
    }
    Ok(rates)
}

/// Rates of the parts of what a monitor of spikes watched.
fn binned<'c>(
    context: &Context,
    train: &Train<'c>,
    tally: &Tally,
    bin: f64,
    all: &[(Train<'c>, Tally)],
) -> Result<Vec<Rate>, Error> {
    let (start, span) = (context.timeline.window.start, context.timeline.span());
    let bins = ((span / bin - 1e-6).ceil() as usize).max(1);
    let mut counts = vec![vec![0.0; bins]; train.parts.len()];
    // A spike at the edge of a bin belongs to it, whatever rounding says.
    let slack = context.timeline.dt / 1000.0;
    train.each(|neuron, time| {
        let number = ((time - start + slack) / bin) as usize;
        if let Some(part) = part_of(&train.parts, neuron) {
            counts[part][number.min(bins - 1)] += 1.0;
        }
    })?;
    let last = span - bin * (bins - 1) as f64;
    let mut rates = vec![];
    for ((part, mut values), neurons) in train.parts.iter().zip(counts).zip(&tally.neurons) {
        if *neurons == 0 {
            continue;
        }
        for (number, value) in values.iter_mut().enumerate() {
            let width = if number + 1 == bins && last > 0.0 { last } else { bin };
            *value /= *neurons as f64 * width;
        }
        let label = train.label(part, all.iter().map(|(train, _)| train));
        let pieces = vec![Series { start: start + bin / 2.0, bin, values }];
        rates.push(Rate { label, colour: part.colour, pieces, neurons: *neurons as f64 });
    }
    Ok(rates)
}

/// The rate of all neurons of several populations.
fn together(rates: Vec<Rate>) -> Rate {
    let neurons: f64 = rates.iter().map(|rate| rate.neurons).sum();
    let mut sum: Option<Series> = None;
    for rate in rates {
        for piece in rate.pieces {
            let part = rate.neurons / neurons;
            match &mut sum {
                None => {
                    let values = piece.values.iter().map(|value| value * part).collect();
                    sum = Some(Series { values, ..piece });
                }
                Some(sum) => {
                    sum.values.iter_mut().zip(&piece.values).for_each(|(all, value)| *all += value * part);
                }
            }
        }
    }
    Rate { label: String::new(), colour: ALL, pieces: sum.into_iter().collect(), neurons }
}

/// The width of bins below a raster: about 200 of them, but fewer where spikes are rare.
fn bin(context: &Context, spikes: u64) -> f64 {
    const BINS: f64 = 200.0;
    const FEWEST_BINS: f64 = 20.0;
    const SPIKES_A_BIN: f64 = 5.0;
    let (span, dt) = (context.timeline.span(), context.timeline.dt);
    let least = (span / BINS).max((SPIKES_A_BIN * span / spikes as f64).min(span / FEWEST_BINS));
    // Bins that are no multiple of the time step would hold now more, now fewer steps.
    (round_up(least) / dt).round().max(1.0) * dt
}

/// The standard deviation of a Gaussian under which there are enough spikes.
fn deviation_of(context: &Context, spikes: f64) -> f64 {
    const FINEST: f64 = 2000.0;
    const COARSEST: f64 = 50.0;
    let span = context.timeline.span();
    // The area of a Gaussian's square says how many spikes count: 2 √π s.d. in length of time.
    let least = ENOUGH * span / (spikes.max(1.0) * 2.0 * std::f64::consts::PI.sqrt());
    round_up(least.clamp(span / FINEST, span / COARSEST))
}

/// The standard deviation that suits all rates; 0 if their bins are wide enough.
fn common_deviation(context: &Context, rates: &[Rate]) -> f64 {
    let mut deviation: f64 = 0.0;
    for rate in rates {
        let spikes = |piece: &Series| piece.values.iter().sum::<f64>() * piece.bin * rate.neurons;
        let of_rate = deviation_of(context, rate.pieces.iter().map(spikes).sum());
        let bin = rate.pieces.iter().map(|piece| piece.bin).fold(0.0, f64::max);
        if of_rate > bin {
            deviation = deviation.max(of_rate);
        }
    }
    deviation
}

/// A line of at most so many points as can be seen: of points that stand close, the lowest and the highest.
fn extremes(at: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    if at.len() <= MOST_POINTS {
        return at;
    }
    let mut kept = vec![];
    for chunk in at.chunks(at.len().div_ceil(MOST_POINTS / 2)) {
        let by_value = |a: &usize, b: &usize| chunk[*a].1.total_cmp(&chunk[*b].1);
        let finite = || (0..chunk.len()).filter(|at| chunk[*at].1.is_finite());
        let ends = finite().min_by(by_value).zip(finite().max_by(by_value));
        if let Some((low, high)) = ends {
            kept.extend([chunk[low.min(high)], chunk[low.max(high)]]);
        }
        kept.extend(chunk.iter().find(|(_, value)| !value.is_finite()));
    }
    kept
}

fn join(parts: &[&str]) -> String {
    let told: Vec<_> = parts.iter().filter(|part| !part.is_empty()).copied().collect();
    told.join("; ")
}
