//! Variables over time, a line for each neuron or synapse.

use super::context::{Context, is_index};
use super::drawn::Drawn;
use super::peaks;
use super::population::part_of;
use super::prefix::readable;
use super::reduce::{Reduced, trace};
use super::span::Span;
use super::timeline::{Segment, round_up};
use crate::error::Error;
use crate::figure::{Axis, Colour, Mark, Panel, Row, Scale, Ticks, colour};
use snnc_results::{Monitor, MonitorKind, Shown, States};

/// Of more elements, so many are drawn unless others are chosen.
pub(crate) const MOST_LINES: usize = 10;
/// Up to so many lines are drawn over each other, more one above the other.
const MOST_OVERLAID: usize = 2;
/// No picture shows more.
const MOST_CHOSEN: usize = 100;

/// Draws each variable that monitors recorded, in a panel of its own.
pub(crate) fn draw(context: &Context) -> Result<Drawn, Error> {
    context.each(MonitorKind::States, of_monitor)
}

/// Draws each variable of one monitor.
pub(crate) fn of_monitor(context: &Context, name: &str, monitor: &Monitor) -> Result<Drawn, Error> {
    let mut drawn = Drawn::default();
    let states = context.results.states(name)?;
    let segments = context.timeline.segments(context.results.description(), name, states.times.len());
    let variables = states.variables().filter(|it| !is_index(it) && context.wants_variable(it));
    for (number, variable) in variables.enumerate() {
        let drawing = Drawing { context, monitor, states: &states, segments: &segments, variable };
        drawn.over_time.extend(drawing.row(number == 0)?);
    }
    Ok(drawn)
}

/// A variable that is being drawn.
struct Drawing<'d> {
    context: &'d Context<'d>,
    monitor: &'d Monitor,
    states: &'d States,
    segments: &'d [Segment],
    variable: &'d str,
}

/// A line with what it is.
struct Line {
    element: u64,
    label: String,
    colour: Colour,
    /// The colour of its population.
    population: Colour,
    reduced: Reduced,
}

impl Drawing<'_> {
    fn row(&self, is_first: bool) -> Result<Option<Row>, Error> {
        let rows = rows(self.context, self.monitor, self.states);
        let declared = self.states.unit(self.variable)?;
        let mut lines = vec![];
        let shown = chosen(self.context, &rows);
        for row in &shown {
            let element = u64::try_from(self.states.indices[*row]).unwrap_or(0);
            let reduced = trace(self.context, self.states, self.segments, self.variable, *row)?;
            if !reduced.at.is_empty() {
                lines.push(Line {
                    element,
                    label: String::new(),
                    colour: colour(0),
                    population: colour(0),
                    reduced,
                });
            }
        }
        if lines.is_empty() {
            return Ok(None);
        }
        let unit = readable(&declared, all(&lines));
        let factor = declared.scale / unit.scale;
        for line in &mut lines {
            line.reduced.at.iter_mut().for_each(|(_, value)| *value *= factor);
            line.reduced.span = line.reduced.span.times(factor);
        }
        self.name_lines(&mut lines);
        let mut notes = vec![];
        if rows.len() > shown.len() {
            notes.push(format!("{} of {} recorded are drawn", shown.len(), rows.len()));
        }
        if lines.iter().any(|line| line.reduced.span.gaps) {
            notes.push("lines are interrupted where values are not finite".into());
        }
        self.draw_peaks(is_first, &unit, &mut lines, &mut notes)?;
        Ok(Some(self.panel(lines, &unit, notes.join("; "))))
    }

    /// Gives lines their names and colours: those of populations if each line is of another.
    fn name_lines(&self, lines: &mut [Line]) {
        let parts = self.context.parts(&self.monitor.group);
        let of = |line: &Line| part_of(&parts, line.element);
        let mut seen: Vec<_> = lines.iter().filter_map(of).collect();
        seen.sort_unstable();
        seen.dedup();
        let each_another = seen.len() == lines.len() && parts.len() > 1;
        for (number, line) in lines.iter_mut().enumerate() {
            let own = part_of(&parts, line.element).map(|at| &parts[at]);
            line.population = own.map_or(colour(0), |part| part.colour);
            let part = own.filter(|_| each_another);
            line.colour = part.map_or_else(|| colour(number), |part| part.colour);
            let group = &self.monitor.group;
            line.label = match part {
                Some(part) if !part.label.contains('[') => {
                    format!("{group}[{}], {}", line.element, part.label)
                }
                _ => format!("{group}[{}]", line.element),
            };
        }
        if let ([one], [part]) = (lines, parts.as_slice()) {
            one.colour = part.colour;
        }
    }

    /// Draws spikes as peaks, if that was asked for and this is the variable for it.
    fn draw_peaks(
        &self,
        is_first: bool,
        unit: &Shown,
        lines: &mut [Line],
        notes: &mut Vec<String>,
    ) -> Result<(), Error> {
        let Some(peak) = self.context.choices.peaks.filter(|_| self.has_peaks(is_first)) else {
            return Ok(());
        };
        let elements: Vec<_> = lines.iter().map(|line| line.element).collect();
        let Some(times) = peaks::times(self.context, &self.monitor.group, &elements)? else {
            notes.push(format!("no spikes of {} were recorded to draw as peaks", self.monitor.group));
            return Ok(());
        };
        let height = peaks::height(peak, unit, self.in_volts(self.variable), all(lines));
        for line in lines {
            let Some(spikes) = times.get(&line.element) else { continue };
            line.reduced.span.add(height);
            line.reduced.at = peaks::insert(std::mem::take(&mut line.reduced.at), spikes, height);
        }
        notes.push("spikes are drawn as peaks".into());
        Ok(())
    }

    /// Spikes belong to the first variable in volts, or to the first of all.
    fn has_peaks(&self, is_first: bool) -> bool {
        match self.states.variables().find(|variable| self.in_volts(variable)) {
            Some(voltage) => voltage == self.variable,
            None => is_first,
        }
    }

    fn in_volts(&self, variable: &str) -> bool {
        self.monitor.arrays.get(variable).is_some_and(|array| array.unit == "V")
    }

    fn panel(&self, lines: Vec<Line>, unit: &Shown, note: String) -> Row {
        let timeline = &self.context.timeline;
        let all = all(&lines);
        let automatic = if lines.len() > MOST_OVERLAID { apart(&lines) } else { 0.0 };
        let offset = self.context.choices.offset.map_or(automatic, |offset| offset / unit.scale);
        let is_stacked = offset != 0.0 && lines.len() > 1;
        let is_single = lines.len() == 1;
        let count = lines.len();

        let mut title = String::new();
        if is_single {
            title.clone_from(&lines[0].label);
        }
        let (mut marks, mut span, mut ticks) = (vec![], Span::EMPTY, vec![]);
        // The first stands at the top, as in a list.
        for (number, line) in lines.into_iter().enumerate() {
            let base = if is_stacked { (count - 1 - number) as f64 * offset } else { 0.0 };
            let at = line.reduced.at.into_iter();
            let at: Vec<_> = at.map(|(time, value)| (timeline.shown(time), value + base)).collect();
            if let (false, (low, high)) = (line.reduced.span.is_empty(), line.reduced.span.wide()) {
                span.add(low + base);
                span.add(high + base);
                ticks.push((f64::midpoint(low, high) + base, line.label.clone()));
            }
            let label = if is_single || is_stacked { String::new() } else { line.label };
            // Names beside lines tell them apart better than many colours.
            let colour = if is_stacked { line.population } else { line.colour };
            marks.push(Mark::Line { label, colour, at });
        }
        if is_stacked {
            let (label, height) = bar(all, &unit.unit);
            marks.push(Mark::ScaleBar { label, height });
        }
        let range = if all.is_empty() { (0.0, 1.0) } else { span.with_margin() };
        let y = Axis {
            label: self.variable.to_string(),
            // The bar has the unit of lines that share no zero.
            unit: if is_stacked { String::new() } else { unit.unit.clone() },
            range,
            scale: Scale::Linear,
            ticks: if is_stacked { Ticks::At(ticks) } else { Ticks::Round },
        };
        let height = if is_stacked { (0.3 * count as f64).max(1.0) } else { 1.0 };
        let panel = Panel { title, x: timeline.axis(), y, marks, note };
        Row { height, panels: vec![panel] }
    }
}

/// The rows of recorded elements that the choices leave.
pub(crate) fn rows(context: &Context, monitor: &Monitor, states: &States) -> Vec<usize> {
    let size = context.size(&monitor.group);
    let wanted = |row: &usize| context.wants_element(u64::try_from(states.indices[*row]).unwrap_or(0), size);
    (0..states.indices.len()).filter(wanted).collect()
}

/// Of these rows the ones that are drawn as lines.
fn chosen(context: &Context, rows: &[usize]) -> Vec<usize> {
    let most = if context.choices.neurons.is_some() { MOST_CHOSEN } else { MOST_LINES };
    let stride = rows.len().div_ceil(most).max(1);
    rows.iter().copied().step_by(stride).collect()
}

/// What all lines reach.
fn all(lines: &[Line]) -> Span {
    let mut span = Span::EMPTY;
    lines.iter().for_each(|line| span.join(line.reduced.span));
    span
}

/// How far lines are apart so that they do not touch.
fn apart(lines: &[Line]) -> f64 {
    let widths = lines.iter().filter(|line| !line.reduced.span.is_empty());
    let widest =
        widths.map(|line| line.reduced.span.wide()).map(|(low, high)| high - low).fold(0.0, f64::max);
    widest * 1.1
}

/// A bar of a round length that fits into a trace.
fn bar(span: Span, unit: &str) -> (String, f64) {
    let (low, high) = span.wide();
    let height = round_up((high - low) / 4.0);
    let unit = crate::unit::printed(unit);
    (format!("{height} {unit}").trim_end().to_string(), height)
}
