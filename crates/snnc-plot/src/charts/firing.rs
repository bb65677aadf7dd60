//! How often the neurons of each population fired: histograms of rates.

use super::context::Context;
use super::drawn::Drawn;
use super::histogram::{Bins, Counted, Texts, panel};
use super::population::{Part, part_of};
use super::span::Span;
use super::spikes::{Train, distinct, guessed};
use super::timeline::told;
use crate::error::Error;
use crate::figure::Panel;
use snnc_results::MonitorKind;

/// The rates of neurons of one population.
struct Rates {
    label: String,
    part: Part,
    values: Vec<f64>,
}

/// Draws the rates of neurons over the time that is drawn, from spikes, or of the whole run, from counts.
pub(crate) fn draw(context: &Context) -> Result<Drawn, Error> {
    let trains = distinct(Train::all(context)?)?;
    let span = context.timeline.span();
    let mut all = vec![];
    for (train, tally) in &trains {
        for (number, part) in train.parts.iter().enumerate() {
            let counts = (0..).zip(&tally.counts).filter(|(neuron, count)| {
                let counted =
                    if tally.guessed { **count > 0 } else { context.wants_element(*neuron, train.size) };
                counted && part_of(&train.parts, *neuron) == Some(number)
            });
            let rates: Vec<_> = counts.map(|(_, count)| f64::from(*count) / span).collect();
            if !rates.is_empty() {
                let label = train.label(part, trains.iter().map(|(train, _)| train));
                all.push(Rates { label, part: part.clone(), values: rates });
            }
        }
    }
    let tallies: Vec<_> = trains.iter().map(|(_, tally)| tally.clone()).collect();
    let mut note = guessed(&tallies).to_string();
    if all.is_empty() {
        all = counted(context)?;
    } else if note.is_empty() {
        note = format!("over {}", told(span));
    }
    if all.is_empty() || span <= 0.0 {
        return Ok(Drawn::default());
    }
    Ok(Drawn { over_time: vec![], others: vec![histogram(all, note)] })
}

/// The rates of neurons whose spikes were only counted.
fn counted(context: &Context) -> Result<Vec<Rates>, Error> {
    let duration = context.results.description().duration;
    let mut all = vec![];
    for (name, monitor) in context.monitors(MonitorKind::Count) {
        let counts = context.results.counts(name)?;
        let size = context.size(&monitor.group);
        let parts = context.parts(&monitor.group);
        for (number, part) in parts.iter().enumerate() {
            let counts = counts.indices.iter().zip(&counts.counts).filter(|(neuron, _)| {
                let neuron = u64::try_from(**neuron).unwrap_or(0);
                context.wants_element(neuron, size) && part_of(&parts, neuron) == Some(number)
            });
            let rates: Vec<_> = counts.map(|(_, count)| *count as f64 / duration).collect();
            if !rates.is_empty() {
                all.push(Rates { label: part.label.clone(), part: part.clone(), values: rates });
            }
        }
    }
    Ok(all)
}

fn histogram(all: Vec<Rates>, note: String) -> Panel {
    let values = || all.iter().flat_map(|of| of.values.iter().copied());
    let mut span: Span = values().collect();
    // Rates begin at 0, and those of silent neurons stand there.
    span.add(0.0);
    let bins = Bins::new(span, values().count() as u64, false);
    let several = all.len() > 1;
    let series = all.into_iter().map(|of| {
        let mut counts = vec![0; bins.count()];
        of.values.iter().filter_map(|rate| bins.of(*rate)).for_each(|bin| counts[bin] += 1);
        Counted { label: of.label, colour: of.part.colour, counts }
    });
    let texts = Texts {
        label: "rate of a neuron".into(),
        unit: "Hz".into(),
        counted: "neurons".into(),
        note,
        ..Texts::default()
    };
    panel(texts, &bins, series.collect(), several)
}
