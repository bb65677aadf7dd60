//! A variable of many neurons over time, as colours.

use super::context::{Context, is_index, is_of_synapses};
use super::drawn::Drawn;
use super::prefix::readable;
use super::reduce::visible;
use super::span::Span;
use super::timeline::Segment;
use super::traces::rows;
use crate::error::Error;
use crate::figure::{Axis, Mark, Panel, Row, Scale, Ticks};
use snnc_results::{Monitor, MonitorKind, States};
use std::ops::Range;

/// A picture has no more columns and rows of values; each is the mean of what falls into it.
const MOST_COLUMNS: usize = 800;
const MOST_ROWS: usize = 400;
/// So many samples are in memory at once.
const PIECE: usize = 1 << 18;
/// The scale of colours leaves out this part at each end if the rest then takes much more of it.
const TAIL: f64 = 0.005;

/// Draws each variable that monitors recorded, in a panel of its own.
pub(crate) fn draw(context: &Context) -> Result<Drawn, Error> {
    context.each(MonitorKind::States, of_monitor)
}

/// Draws each variable of one monitor.
pub(crate) fn of_monitor(context: &Context, name: &str, monitor: &Monitor) -> Result<Drawn, Error> {
    let mut drawn = Drawn::default();
    let states = context.results.states(name)?;
    let segments = context.timeline.segments(context.results.description(), name, states.times.len());
    let rows = rows(context, monitor, &states);
    let Some(grid) = Grid::new(context, &states, &segments, rows) else { return Ok(drawn) };
    for variable in states.variables().filter(|it| !is_index(it) && context.wants_variable(it)) {
        let panel = panel(context, monitor, &states, &grid, variable)?;
        drawn.over_time.push(Row { height: 1.6, panels: vec![panel] });
    }
    Ok(drawn)
}

/// Which samples of which rows make which values of the picture.
struct Grid {
    rows: Vec<usize>,
    /// Samples of a segment, and how much later they are drawn.
    ranges: Vec<(Range<usize>, f64)>,
    columns: usize,
    /// How many rows of values.
    height: usize,
    /// From the first sample to the end of the last, in seconds.
    time: Range<f64>,
}

impl Grid {
    fn new(context: &Context, states: &States, segments: &[Segment], rows: Vec<usize>) -> Option<Grid> {
        let ranges: Vec<_> =
            segments.iter().map(|segment| (visible(context, states, segment), segment.shift)).collect();
        let samples: usize = ranges.iter().map(|(range, _)| range.len()).sum();
        if samples < 2 || rows.is_empty() {
            return None;
        }
        let time = |(range, shift): &(Range<usize>, f64), at: usize| states.times[range.start + at] + shift;
        let first = ranges.iter().find(|(range, _)| !range.is_empty())?;
        let last = ranges.iter().rfind(|(range, _)| !range.is_empty())?;
        let (start, end) = (time(first, 0), time(last, last.0.len() - 1));
        let step = (end - start) / (samples - 1) as f64;
        if step <= 0.0 {
            return None;
        }
        Some(Grid {
            columns: samples.min(MOST_COLUMNS),
            height: rows.len().min(MOST_ROWS),
            time: start..end + step,
            rows,
            ranges,
        })
    }

    fn column(&self, time: f64) -> usize {
        let width = (self.time.end - self.time.start) / self.columns as f64;
        // Samples lie at the beginnings of their columns: half a column further rounding does not matter.
        let half = if self.columns < MOST_COLUMNS { 0.5 } else { 1e-6 };
        (((time - self.time.start) / width + half) as usize).min(self.columns - 1)
    }

    /// The means of a variable, row by row, and whether there were values that are not finite.
    fn means(&self, states: &States, variable: &str) -> Result<(Vec<f64>, bool), Error> {
        let scale = states.unit(variable)?.scale;
        let mut sums = vec![0.0; self.columns * self.height];
        let mut counts = vec![0_u32; self.columns * self.height];
        let mut gaps = false;
        for (number, row) in self.rows.iter().enumerate() {
            let base = number * self.height / self.rows.len() * self.columns;
            for (range, shift) in &self.ranges {
                for from in range.clone().step_by(PIECE) {
                    let piece = from..(from + PIECE).min(range.end);
                    let values = states.values(variable, *row, piece.clone())?;
                    for (time, value) in states.times[piece].iter().zip(values) {
                        if !value.is_finite() {
                            gaps = true;
                            continue;
                        }
                        let at = base + self.column(time + shift);
                        sums[at] += value / scale;
                        counts[at] += 1;
                    }
                }
            }
        }
        let mean = |(sum, count): (f64, u32)| if count == 0 { f64::NAN } else { sum / f64::from(count) };
        let mut means: Vec<f64> = sums.into_iter().zip(counts).map(mean).collect();
        if !gaps {
            // Where samples are rare, a value holds until the next one.
            for row in means.chunks_mut(self.columns) {
                for at in 1..row.len() {
                    if row[at].is_nan() {
                        row[at] = row[at - 1];
                    }
                }
            }
        }
        Ok((means, gaps))
    }
}

fn panel(
    context: &Context,
    monitor: &Monitor,
    states: &States,
    grid: &Grid,
    variable: &str,
) -> Result<Panel, Error> {
    let declared = states.unit(variable)?;
    let (mut values, gaps) = grid.means(states, variable)?;
    let unit = readable(&declared, values.iter().copied().collect());
    values.iter_mut().for_each(|value| *value *= declared.scale / unit.scale);
    let (range, diverging, clipped) = colours(&values);
    let mut notes = vec![];
    if grid.rows.len() > grid.height {
        notes.push(format!(
            "each row is the mean of about {} neurons",
            (grid.rows.len() as f64 / grid.height as f64).round()
        ));
    }
    if clipped {
        notes.push("1 % of the values lie beyond the scale of colours".into());
    }
    if gaps {
        notes.push("values that are not finite are left out".into());
    }
    let printed = crate::unit::printed(&unit.unit);
    let label = if printed.is_empty() { variable.to_string() } else { format!("{variable} ({printed})") };
    let elements: Vec<f64> = grid.rows.iter().map(|row| f64::from(states.indices[*row])).collect();
    let (y, ticks) = heights(&elements);
    let image = Mark::Image {
        label,
        x: (context.timeline.shown(grid.time.start), context.timeline.shown(grid.time.end)),
        y,
        columns: grid.columns,
        values,
        range,
        diverging,
    };
    let kind = if is_of_synapses(context.results, &monitor.group) { "synapse" } else { "neuron" };
    Ok(Panel {
        title: String::new(),
        x: context.timeline.axis(),
        y: Axis {
            label: format!("{kind} of {}", monitor.group),
            unit: String::new(),
            range: y,
            scale: Scale::Linear,
            ticks,
        },
        marks: vec![image],
        note: notes.join("; "),
    })
}

/// Where rows stand: at the numbers of their elements if these are equally far apart, else one above the other.
fn heights(elements: &[f64]) -> ((f64, f64), Ticks) {
    const TICKS: usize = 6;
    const FEW: usize = 20;
    let count = elements.len();
    let step = if count > 1 { (elements[count - 1] - elements[0]) / (count - 1) as f64 } else { 1.0 };
    let even = elements.windows(2).all(|pair| (pair[1] - pair[0] - step).abs() < 1e-6);
    // A few elements far from each other would seem to be many.
    if even && step > 0.0 && (step == 1.0 || count >= FEW) {
        return ((elements[0] - step / 2.0, elements[count - 1] + step / 2.0), Ticks::Whole);
    }
    let every = count.div_ceil(TICKS).max(1);
    let at = (0..count).step_by(every).map(|row| (row as f64, format!("{}", elements[row])));
    ((-0.5, count as f64 - 0.5), Ticks::At(at.collect()))
}

/// The ends of the scale of colours, whether it diverges from 0, and whether some values lie beyond.
fn colours(values: &[f64]) -> ((f64, f64), bool, bool) {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    if sorted.is_empty() {
        return ((0.0, 1.0), false, false);
    }
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len() - 1;
    let quantile = |part: f64| sorted[(part * last as f64).round() as usize];
    let whole = (sorted[0], sorted[last]);
    let most = (quantile(TAIL), quantile(1.0 - TAIL));
    let clipped = whole.1 - whole.0 > 2.0 * (most.1 - most.0) && most.1 > most.0;
    let (low, high) = if clipped { most } else { whole };
    // A few values beyond 0 make no other kind of value: a voltage that overshoots.
    let (body_low, body_high) = (quantile(0.02), quantile(0.98));
    if body_low < 0.0 && body_high > 0.0 && body_high.min(-body_low) > 0.25 * body_high.max(-body_low) {
        let most = high.abs().max(low.abs());
        return ((-most, most), true, clipped);
    }
    let range = Span { low, high, gaps: false }.wide();
    (range, false, clipped)
}
