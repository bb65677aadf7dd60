//! Variables over neurons at one time: the last sample.

use super::context::{Context, is_index};
use super::drawn::Drawn;
use super::population::part_of;
use super::prefix::readable;
use super::reduce::visible;
use super::span::Span;
use super::timeline::told;
use super::traces::rows;
use crate::error::Error;
use crate::figure::{Axis, Mark, Panel, PointShape, Scale, Ticks};
use snnc_results::{Monitor, MonitorKind};

/// Of more elements, some are drawn.
const MOST_POINTS: usize = 50_000;

/// Draws each variable at the last sample in the time that is drawn.
pub(crate) fn draw(context: &Context) -> Result<Drawn, Error> {
    context.each(MonitorKind::States, of_monitor)
}

/// Draws each variable of one monitor.
pub(crate) fn of_monitor(context: &Context, name: &str, monitor: &Monitor) -> Result<Drawn, Error> {
    let mut drawn = Drawn::default();
    let states = context.results.states(name)?;
    let segments = context.timeline.segments(context.results.description(), name, states.times.len());
    let mut ranges = segments.iter().map(|segment| (visible(context, &states, segment), segment.shift));
    let Some((range, shift)) = ranges.rfind(|(range, _)| !range.is_empty()) else { return Ok(drawn) };
    let sample = range.end - 1;
    let all = rows(context, monitor, &states);
    let stride = all.len().div_ceil(MOST_POINTS).max(1);
    let parts = context.parts(&monitor.group);
    for variable in states.variables().filter(|it| !is_index(it) && context.wants_variable(it)) {
        let unit = states.unit(variable)?;
        let (mut x, mut y) = (Span::EMPTY, Span::EMPTY);
        let mut at = vec![vec![]; parts.len()];
        for row in all.iter().step_by(stride) {
            let value = states.values(variable, *row, sample..sample + 1)?;
            let value = value.first().map_or(f64::NAN, |value| value / unit.scale);
            let element = states.indices[*row];
            y.add(value);
            if !value.is_finite() {
                continue;
            }
            x.add(element.into());
            let part = part_of(&parts, u64::try_from(element).unwrap_or(0)).unwrap_or(0);
            at[part].push((f64::from(element), value));
        }
        if y.is_empty() {
            continue;
        }
        let declared = unit.scale;
        let unit = readable(&unit, y);
        let factor = declared / unit.scale;
        at.iter_mut().flatten().for_each(|(_, value)| *value *= factor);
        let y = y.times(factor);
        let several = at.iter().filter(|at| !at.is_empty()).count() > 1;
        let marks = parts.iter().zip(at).filter(|(_, at)| !at.is_empty()).map(|(part, at)| Mark::Points {
            label: if several { part.label.clone() } else { String::new() },
            colour: part.colour,
            shape: PointShape::Dot,
            at,
        });
        let mut notes = vec![];
        if stride > 1 {
            notes.push(format!("every {stride}th is drawn"));
        }
        if y.gaps {
            notes.push("values that are not finite are left out".into());
        }
        drawn.others.push(Panel {
            title: format!("{variable} at {}", told(states.times[sample] + shift)),
            x: Axis {
                label: format!("index in {}", monitor.group),
                unit: String::new(),
                range: x.with_margin(),
                scale: Scale::Linear,
                ticks: Ticks::Whole,
            },
            y: Axis {
                label: variable.to_string(),
                unit: unit.unit.clone(),
                range: y.with_margin(),
                scale: Scale::Linear,
                ticks: Ticks::Round,
            },
            marks: marks.collect(),
            note: notes.join("; "),
        });
    }
    Ok(drawn)
}
