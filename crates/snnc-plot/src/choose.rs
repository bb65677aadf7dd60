//! A figure of results: what was asked for, or else what suits what was recorded.

use crate::charts::{self, Context, Drawn};
use crate::choices::{Chart, Choices};
use crate::error::Error;
use crate::figure::{Figure, Panel, Row, Ticks};
use snnc_results::{Description, MonitorKind, Results};

/// Unless asked for, no more rows are drawn over time.
const MOST_ROWS: usize = 12;
/// So many panels with axes of their own stand side by side.
const PANELS_A_ROW: usize = 3;
/// The longest first sentence of a model that is a title.
const LONGEST_TITLE: usize = 90;

/// Draws results.
///
/// # Errors
/// If the results cannot be read, or hold nothing of what was asked for; the error says what there is.
pub fn plot(results: &Results, choices: &Choices) -> Result<Figure, Error> {
    let context = Context::new(results, choices)?;
    let mut all = Drawn::default();
    if choices.charts.is_empty() {
        all = fitting(&context)?;
    } else {
        let smoothed = choices.charts.contains(&Chart::Rates);
        for chart in &choices.charts {
            let drawn = match chart {
                // The rates that were asked for stand in for those in bins.
                Chart::Raster if smoothed => charts::spikes(&context)?,
                chart => charts::draw(*chart, &context)?,
            };
            if drawn.is_empty() {
                return Err(Error::Nothing(missing(*chart)));
            }
            all.add(drawn);
        }
    }
    if all.is_empty() {
        return Err(Error::Nothing(nothing(results)));
    }
    let mut subtitle = subtitle(results.description());
    let rows = all.over_time.len();
    if choices.charts.is_empty() && choices.variables.is_empty() && rows > MOST_ROWS {
        all.over_time.truncate(MOST_ROWS);
        subtitle = format!("{subtitle}, {MOST_ROWS} of {rows} panels are drawn");
    }
    let title = choices.title.clone().unwrap_or_else(|| title(results.description()));
    Ok(Figure { title, subtitle, rows: arrange(all) })
}

/// What suits what was recorded: spikes with rates below them, traces of few elements, maps of many, histograms of synapses.
fn fitting(context: &Context) -> Result<Drawn, Error> {
    let mut all = Drawn::default();
    let has = |kind| context.monitors(kind).next().is_some();
    let has_rates = has(MonitorKind::Rate);
    let mut silent = None;
    if has(MonitorKind::Spikes) {
        // Recorded rates stand in for those of spikes in bins.
        let drawn = if has_rates { charts::spikes(context)? } else { charts::draw(Chart::Raster, context)? };
        if charts::is_silent(&drawn) { silent = Some(drawn) } else { all.add(drawn) }
    }
    if has_rates && silent.is_none() {
        all.add(charts::draw(Chart::Rates, context)?);
    }
    all.add(charts::states(context)?);
    if !has(MonitorKind::Spikes) {
        all.add(charts::draw(Chart::Counts, context)?);
    }
    if has_rates && silent.is_some() {
        all.add(charts::draw(Chart::Rates, context)?);
    }
    if all.is_empty() {
        all = silent.unwrap_or_default();
    }
    Ok(all)
}

/// Panels over time stand above each other and share the lowest axis; the others follow, side by side.
fn arrange(all: Drawn) -> Vec<Row> {
    let mut rows = all.over_time;
    let last = rows.len().saturating_sub(1);
    for row in rows.iter_mut().take(last) {
        for panel in &mut row.panels {
            panel.x.ticks = Ticks::Shared;
        }
    }
    let count = all.others.len();
    if count > 0 {
        // 4 panels are two and two, not three and one.
        let lines = count.div_ceil(PANELS_A_ROW);
        let each = count.div_ceil(lines);
        let mut panels: Vec<Panel> = all.others;
        while !panels.is_empty() {
            let rest = panels.split_off(each.min(panels.len()));
            rows.push(Row { height: 1.2, panels });
            panels = rest;
        }
    }
    rows
}

/// The first sentence of the comment at the beginning of the model, or its first part if it is long, or else the name of
/// the file.
fn title(description: &Description) -> String {
    let mut words = String::new();
    for line in description.model.text.lines() {
        let Some(comment) = line.strip_prefix('#') else { break };
        if comment.trim().is_empty() {
            break;
        }
        words.push_str(comment.trim_start_matches('#').trim());
        words.push(' ');
    }
    let words = without_asides(&words);
    let sentence = first_sentence(&words).trim();
    let sentence = if sentence.chars().count() > LONGEST_TITLE {
        sentence.split_once([',', ':', ';']).map_or(sentence, |(first, _)| first)
    } else {
        sentence
    };
    let sentence = sentence.trim_end_matches(['.', ',', ':']);
    if sentence.is_empty() || sentence.chars().count() > LONGEST_TITLE {
        return description.model.file.clone();
    }
    sentence.to_string()
}

/// The text up to the first full stop that ends a word: after a single letter it belongs to a name.
fn first_sentence(text: &str) -> &str {
    let word = |end: usize| text[..end].rsplit(' ').next().unwrap_or_default();
    let mut stops = text.match_indices(". ").map(|(at, _)| at);
    let end = stops.find(|at| word(*at).chars().count() > 1 && !word(*at).eq_ignore_ascii_case("al"));
    &text[..end.unwrap_or(text.len())]
}

/// A text without what is in parentheses: sources and years, which a title does without.
fn without_asides(text: &str) -> String {
    let mut depth = 0usize;
    let mut kept = String::new();
    for letter in text.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ' ' | ',' | '.' | ':' if depth == 0 && kept.ends_with(' ') => {
                kept.pop();
                kept.push(letter);
            }
            letter if depth == 0 => kept.push(letter),
            _ => {}
        }
    }
    kept
}

fn subtitle(description: &Description) -> String {
    let file = &description.model.file;
    let seeds = if description.seed == description.wiring_seed {
        format!("seed {}", description.seed)
    } else {
        format!("seed {}, wiring seed {}", description.seed, description.wiring_seed)
    };
    let mut told = format!(
        "{file}: {} in steps of {}, {seeds}",
        charts::told(description.duration),
        charts::told(description.dt)
    );
    if description.interrupted {
        told.push_str(", interrupted");
    }
    if !description.not_finite.is_empty() {
        told.push_str(", values became NaN or infinite");
    }
    told
}

/// Why a chart that was asked for is not there.
fn missing(chart: Chart) -> String {
    let (what, how) = match chart {
        Chart::Raster | Chart::Intervals => {
            ("no spikes were recorded", "`monitor spikes of cells` records them")
        }
        Chart::Rates => (
            "neither rates nor spikes were recorded",
            "`monitor rate of cells every 5 ms` or `monitor spikes of cells` records them",
        ),
        Chart::Traces | Chart::Map => {
            ("no variable was recorded", "`monitor v of cells` records one over time")
        }
        Chart::Values => ("no variable was recorded", "`monitor v of cells` records one"),
        Chart::Weights => (
            "no variable of synapses was recorded or saved",
            "`save NAME as \"weights\"` keeps those of the synapses NAME",
        ),
        Chart::RateHistogram | Chart::Counts => (
            "neither spikes nor their counts were recorded",
            "`monitor spikes of cells` or `monitor count of cells` records them",
        ),
    };
    format!("there is nothing to draw as `{chart}`: {what}, or none that was chosen\n  help: {how}")
}

/// Why nothing is drawn at all.
fn nothing(results: &Results) -> String {
    let description = results.description();
    if description.monitors.is_empty() && description.saved.is_empty() {
        return "there is nothing to draw: the model recorded nothing\n  help: `monitor spikes of cells` and `monitor v of \
                cells[0]` in the model record spikes and a trace"
            .into();
    }
    let all: Vec<_> =
        description.monitors.keys().chain(description.saved.keys()).map(String::as_str).collect();
    format!("there is nothing to draw of what was chosen; recorded were: {}", all.join(", "))
}
