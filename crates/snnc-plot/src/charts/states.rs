//! The chart that suits each recorded variable: lines of few neurons, colours of many, histograms of synapses and of what
//! was saved, points where there is one sample alone.

use super::context::{Context, is_of_synapses};
use super::drawn::Drawn;
use super::reduce::visible;
use super::{heat_map, traces, values, weights};
use crate::error::Error;
use crate::figure::Mark;
use snnc_results::MonitorKind;

/// Draws all recorded variables, and what was saved of synapses, or of anything if nothing else is there.
pub(crate) fn draw(context: &Context) -> Result<Drawn, Error> {
    let mut all = Drawn::default();
    for (name, monitor) in context.monitors(MonitorKind::States) {
        let states = context.results.states(name)?;
        let segments = context.timeline.segments(context.results.description(), name, states.times.len());
        let samples: usize = segments.iter().map(|segment| visible(context, &states, segment).len()).sum();
        let rows = traces::rows(context, monitor, &states).len();
        let drawn = match samples {
            0 => continue,
            1 => values::of_monitor(context, name, monitor)?,
            _ if rows <= traces::MOST_LINES => traces::of_monitor(context, name, monitor)?,
            _ if is_of_synapses(context.results, &monitor.group) => {
                weights::of_monitor(context, name, monitor)?
            }
            _ => heat_map::of_monitor(context, name, monitor)?,
        };
        all.add(drawn);
    }
    let has_monitors = !context.results.description().monitors.is_empty();
    for (label, saved) in &context.results.description().saved {
        let is_asked = !context.choices.monitors.is_empty();
        if context.wants(label)
            && (is_asked || !has_monitors || is_of_synapses(context.results, &saved.group))
        {
            all.others.extend(weights::kept(context, label, saved)?);
        }
    }
    Ok(all)
}

/// Whether a raster holds no spike.
pub(crate) fn is_silent(drawn: &Drawn) -> bool {
    let panels = drawn.over_time.iter().flat_map(|row| &row.panels);
    let mut marks = panels.flat_map(|panel| &panel.marks);
    !marks.any(|mark| matches!(mark, Mark::Points { at, .. } if !at.is_empty()))
}
