//! Traces of any length as lines: of samples that fall into one column of the picture, the lowest and the highest.

use super::context::Context;
use super::span::Span;
use super::timeline::Segment;
use crate::error::Error;
use snnc_results::States;
use std::ops::Range;

/// So many samples are in memory at once.
const PIECE: usize = 1 << 16;
/// A line has at most twice as many points.
const COLUMNS: usize = 1500;

/// A trace as it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reduced {
    /// Times in seconds as laid out, and values in the unit of the declaration; a gap is not finite.
    pub(crate) at: Vec<(f64, f64)>,
    /// The range of the values.
    pub(crate) span: Span,
}

/// The samples of a segment that lie in the window.
pub(crate) fn visible(context: &Context, states: &States, segment: &Segment) -> Range<usize> {
    let (times, window) = (&states.times[segment.range.clone()], &context.timeline.window);
    let slack = context.timeline.dt / 1000.0;
    let from = times.partition_point(|time| time + segment.shift < window.start - slack);
    let to = times.partition_point(|time| time + segment.shift <= window.end + slack);
    segment.range.start + from..segment.range.start + to.max(from)
}

/// A variable of the `row`-th of the recorded elements over the time that is drawn.
pub(crate) fn trace(
    context: &Context,
    states: &States,
    segments: &[Segment],
    variable: &str,
    row: usize,
) -> Result<Reduced, Error> {
    let scale = states.unit(variable)?.scale;
    let ranges: Vec<_> =
        segments.iter().map(|segment| (visible(context, states, segment), segment.shift)).collect();
    let samples: usize = ranges.iter().map(|(range, _)| range.len()).sum();
    let all = samples <= 2 * COLUMNS;
    let mut reduced = Reduced { at: vec![], span: Span::EMPTY };
    for (range, shift) in ranges {
        if range.is_empty() {
            continue;
        }
        if let Some((last, _)) = reduced.at.last() {
            reduced.at.push((*last, f64::NAN));
        }
        let mut column = Column::default();
        let width = context.timeline.span().max(f64::MIN_POSITIVE);
        for from in range.clone().step_by(PIECE) {
            let piece = from..(from + PIECE).min(range.end);
            let values = states.values(variable, row, piece.clone())?;
            for (time, value) in states.times[piece].iter().zip(values) {
                let (time, value) = (time + shift, value / scale);
                reduced.span.add(value);
                if all {
                    reduced.at.push((time, value));
                    continue;
                }
                let number =
                    ((time - context.timeline.window.start) / width * COLUMNS as f64).max(0.0) as usize;
                if number != column.number {
                    column.finish(&mut reduced.at);
                    column.number = number;
                }
                column.add(time, value);
            }
        }
        column.finish(&mut reduced.at);
    }
    Ok(reduced)
}

/// Samples that cannot be told apart in the picture.
#[derive(Default)]
struct Column {
    number: usize,
    lowest: Option<(f64, f64)>,
    highest: Option<(f64, f64)>,
    gap: Option<f64>,
}

impl Column {
    fn add(&mut self, time: f64, value: f64) {
        if !value.is_finite() {
            self.gap = Some(time);
            return;
        }
        if self.lowest.is_none_or(|(_, lowest)| value < lowest) {
            self.lowest = Some((time, value));
        }
        if self.highest.is_none_or(|(_, highest)| value > highest) {
            self.highest = Some((time, value));
        }
    }

    /// Adds what it holds to a line, in the order of time, and empties it.
    fn finish(&mut self, at: &mut Vec<(f64, f64)>) {
        let mut points: Vec<_> = [self.lowest.take(), self.highest.take()].into_iter().flatten().collect();
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        points.dedup();
        at.extend(points);
        at.extend(self.gap.take().map(|time| (time, f64::NAN)));
    }
}
