//! How often each neuron fired, over neurons: the f-I curve of cells whose input grows with their number.

use super::context::Context;
use super::drawn::Drawn;
use super::population::{Part, part_of};
use super::span::Span;
use super::spikes::{Train, distinct};
use super::timeline::told;
use crate::error::Error;
use crate::figure::{Axis, Colour, Mark, Panel, PointShape, Scale, Ticks};
use snnc_results::MonitorKind;

/// Up to so many neurons have bars.
const MOST_BARS: usize = 50;
/// Of more neurons, some are drawn.
const MOST_POINTS: usize = 50_000;

/// Draws how often neurons fired, for each monitor of counts or else of spikes.
pub(crate) fn draw(context: &Context) -> Result<Drawn, Error> {
    let mut drawn = Drawn::default();
    let duration = told(context.results.description().duration);
    for (name, monitor) in context.monitors(MonitorKind::Count) {
        let counts = context.results.counts(name)?;
        let size = context.size(&monitor.group);
        let neurons = counts.indices.iter().map(|neuron| u64::try_from(*neuron).unwrap_or(0));
        let pairs = neurons.zip(counts.counts.iter().map(|count| *count as f64));
        let pairs: Vec<_> = pairs.filter(|(neuron, _)| context.wants_element(*neuron, size)).collect();
        drawn.others.extend(panel(&monitor.group, &duration, &context.parts(&monitor.group), &pairs));
    }
    if drawn.is_empty() {
        let trains = distinct(Train::all(context)?)?;
        for (train, tally) in &trains {
            let all = (0..).zip(tally.counts.iter().map(|count| f64::from(*count)));
            let pairs = all.filter(|(neuron, count)| {
                context.wants_element(*neuron, train.size) && (!tally.guessed || *count > 0.0)
            });
            let name = if trains.len() > 1 { &train.name } else { &train.watched };
            drawn.others.extend(panel(
                name,
                &told(context.timeline.span()),
                &train.parts,
                &pairs.collect::<Vec<_>>(),
            ));
        }
    }
    Ok(drawn)
}

fn panel(name: &str, duration: &str, parts: &[Part], pairs: &[(u64, f64)]) -> Option<Panel> {
    if pairs.is_empty() {
        return None;
    }
    let x: Span = pairs.iter().map(|(neuron, _)| *neuron as f64).collect();
    let y: Span = pairs.iter().map(|(_, count)| *count).collect();
    let stride = pairs.len().div_ceil(MOST_POINTS).max(1);
    let mut of_parts: Vec<Vec<(f64, f64)>> = vec![vec![]; parts.len()];
    for (neuron, count) in pairs.iter().step_by(stride) {
        if let Some(part) = part_of(parts, *neuron) {
            of_parts[part].push((*neuron as f64, *count));
        }
    }
    let several = of_parts.iter().filter(|at| !at.is_empty()).count() > 1;
    let bars = pairs.len() <= MOST_BARS;
    let marks = parts.iter().zip(of_parts).filter(|(_, at)| !at.is_empty()).map(|(part, at)| {
        let label = if several { part.label.clone() } else { String::new() };
        if bars { bars_of(label, part.colour, &at) } else { points(label, part.colour, at) }
    });
    Some(Panel {
        title: format!("spikes in {duration}"),
        x: Axis {
            label: format!("neuron of {name}"),
            unit: String::new(),
            range: (x.low - 0.5, x.high + 0.5),
            scale: Scale::Linear,
            ticks: Ticks::Whole,
        },
        y: Axis {
            label: "spikes".into(),
            unit: String::new(),
            range: y.above_zero(),
            scale: Scale::Linear,
            ticks: Ticks::Whole,
        },
        marks: marks.collect(),
        note: if stride > 1 { format!("one of {stride} neurons is drawn") } else { String::new() },
    })
}

fn points(label: String, colour: Colour, at: Vec<(f64, f64)>) -> Mark {
    Mark::Points { label, colour, shape: PointShape::Dot, at }
}

/// A bar for each neuron; those between them have none.
fn bars_of(label: String, colour: Colour, at: &[(f64, f64)]) -> Mark {
    const WIDTH: f64 = 0.4;
    let (mut edges, mut heights) = (vec![], vec![]);
    for (neuron, count) in at {
        if !edges.is_empty() {
            heights.push(0.0);
        }
        edges.extend([neuron - WIDTH, neuron + WIDTH]);
        heights.push(*count);
    }
    Mark::Bars { label, colour, edges, heights, outline: false }
}
