//! Spikes drawn as peaks of a trace, at the times at which a monitor of spikes saw them.

use super::context::Context;
use super::population::Extent;
use super::span::Span;
use super::spikes::Train;
use crate::choices::Peak;
use crate::error::Error;
use snnc_results::{MonitorKind, Shown};
use std::collections::BTreeMap;

/// The spikes of some neurons, in seconds as laid out.
pub(crate) type Times = BTreeMap<u64, Vec<f64>>;

/// The spikes of the elements of a group that were recorded, from the monitor that watched it: of several, the one that
/// saw most. `None` if none did.
pub(crate) fn times(context: &Context, watched: &str, elements: &[u64]) -> Result<Option<Times>, Error> {
    let description = context.results.description();
    let Some(extent) = Extent::of(description, watched) else { return Ok(None) };
    let mut found: Option<Times> = None;
    // Whatever is drawn, spikes may come from any monitor.
    for (name, monitor) in context.results.monitors(MonitorKind::Spikes) {
        let Some(other) = Extent::of(description, &monitor.group) else { continue };
        if other.group != extent.group {
            continue;
        }
        // Custom events are no spikes: a group that cannot spike has none.
        if description.groups.get(&extent.group).is_none_or(|group| group.spikes.is_none()) {
            continue;
        }
        let wanted: BTreeMap<u64, u64> = (elements.iter())
            .filter_map(|element| {
                Some(((element + extent.elements.start).checked_sub(other.elements.start)?, *element))
            })
            .collect();
        let train = Train::open(context, name, monitor)?.of_all_neurons();
        let mut times: Times = BTreeMap::new();
        train.each(|neuron, time| {
            if let Some(element) = wanted.get(&neuron) {
                times.entry(*element).or_default().push(time);
            }
        })?;
        let count = |times: &Times| times.values().map(Vec::len).sum::<usize>();
        if found.as_ref().is_none_or(|before| count(&times) > count(before)) {
            found = Some(times);
        }
    }
    Ok(found)
}

/// Spikes of the model that leave no trace at samples get one: a point at each spike, as high as asked.
pub(crate) fn insert(at: Vec<(f64, f64)>, spikes: &[f64], height: f64) -> Vec<(f64, f64)> {
    let mut spikes = spikes.iter().copied().peekable();
    let mut with = Vec::with_capacity(at.len());
    for (time, value) in at {
        while let Some(spike) = spikes.next_if(|spike| *spike < time) {
            with.push((spike, height));
        }
        with.push((time, value));
    }
    with.extend(spikes.map(|spike| (spike, height)));
    with
}

/// How high peaks are, in the unit of the declaration: as asked, else 20 mV for voltages that stay below it, and for all
/// else half as much above the trace as it is wide.
pub(crate) fn height(peak: Peak, unit: &Shown, in_volts: bool, span: Span) -> f64 {
    const USUAL: f64 = 0.02;
    match peak {
        Peak::To(value) => value / unit.scale,
        Peak::Above if in_volts && span.high * unit.scale < USUAL && span.low * unit.scale < -USUAL => {
            USUAL / unit.scale
        }
        Peak::Above => {
            let (low, high) = span.wide();
            high + (high - low) / 2.0
        }
    }
}
