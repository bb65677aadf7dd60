//! Intervals between the spikes of each neuron: histograms for each population.

use super::context::Context;
use super::drawn::Drawn;
use super::histogram::{Bins, Counted, Texts, panel};
use super::population::part_of;
use super::span::Span;
use super::spikes::{Train, distinct};
use crate::error::Error;

/// This part of the intervals is drawn; the longest are left out, so that the rest can be seen.
const DRAWN: f64 = 0.99;
/// Classes of lengths, each by this factor longer than the one before, in which the longest are looked for.
const FACTOR: f64 = 1.01;
const SHORTEST: f64 = 1e-7;
const CLASSES: usize = 4000;

/// Draws the intervals of all populations.
pub(crate) fn draw(context: &Context) -> Result<Drawn, Error> {
    let trains: Vec<_> = distinct(Train::all(context)?)?.into_iter().map(|(train, _)| train).collect();
    let class = |interval: f64| ((interval / SHORTEST).ln() / FACTOR.ln()).max(0.0) as usize;
    let (mut classes, mut number, mut span) = (vec![0_u64; CLASSES], 0_u64, Span::EMPTY);
    for train in &trains {
        each(train, |_, interval| {
            classes[class(interval).min(CLASSES - 1)] += 1;
            number += 1;
            span.add(interval);
        })?;
    }
    if number == 0 {
        return Ok(Drawn::default());
    }
    let enough = (number as f64 * DRAWN).ceil() as u64;
    let mut sum = 0;
    let last = classes.iter().position(|count| {
        sum += count;
        sum >= enough
    });
    let longest = SHORTEST * FACTOR.powi(last.unwrap_or(CLASSES) as i32 + 1);
    let longest = if longest * 1.5 < span.high { longest } else { span.high };
    let in_ms = longest <= 2.0;
    let scale = if in_ms { 1e3 } else { 1.0 };
    let range: Span = [0.0, longest * scale].into_iter().collect();
    let bins = Bins::new(range, number, false);

    let (mut series, mut beyond) = (vec![], 0_u64);
    for train in &trains {
        let mut counts = vec![vec![0; bins.count()]; train.parts.len()];
        each(train, |part, interval| match bins.of(interval * scale) {
            Some(bin) => counts[part][bin] += 1,
            None => beyond += 1,
        })?;
        for (part, counts) in train.parts.iter().zip(counts) {
            if counts.iter().any(|count| *count > 0) {
                series.push(Counted { label: train.label(part, &trains), colour: part.colour, counts });
            }
        }
    }
    let unit = if in_ms { "ms" } else { "s" };
    let texts = Texts {
        label: "interval between spikes".into(),
        unit: unit.into(),
        counted: "intervals".into(),
        note: if beyond == 0 { String::new() } else { format!("{beyond} of {number} are longer") },
        ..Texts::default()
    };
    let several = series.len() > 1;
    Ok(Drawn { over_time: vec![], others: vec![panel(texts, &bins, series, several)] })
}

/// Calls `see` with the part and length of each interval.
fn each(train: &Train, mut see: impl FnMut(usize, f64)) -> Result<(), Error> {
    let mut last = vec![f64::NAN; train.size as usize];
    train.each(|neuron, time| {
        let before = std::mem::replace(&mut last[neuron as usize], time);
        let interval = time - before;
        if let (true, Some(part)) =
            (interval > 0.0 && !train.is_interrupted(before, time), part_of(&train.parts, neuron))
        {
            see(part, interval);
        }
    })
}
