//! What a figure shows, in words.

use crate::figure::{Axis, Figure, Mark, Panel, PointShape};
use crate::ticks;
use std::collections::BTreeSet;

/// Its title, or else what is on its axes.
pub(super) fn title(figure: &Figure) -> String {
    if !figure.title.trim().is_empty() {
        return figure.title.clone();
    }
    let mut panels = figure.rows.iter().flat_map(|row| &row.panels);
    panels.find(|panel| !panel.y.label.is_empty()).map_or_else(
        || "Figure".to_string(),
        |panel| match panel.x.label.as_str() {
            "" => panel.y.label.clone(),
            x => format!("{} over {x}", panel.y.label),
        },
    )
}

/// One sentence a panel.
pub(super) fn description(figure: &Figure) -> String {
    let panels = figure.rows.iter().flat_map(|row| &row.panels);
    let sentences = panels.map(|panel| {
        let title = if panel.title.is_empty() { String::new() } else { format!("{}: ", panel.title) };
        let note = if panel.note.is_empty() { String::new() } else { format!(" ({})", panel.note) };
        format!("{title}{} over {}{}{note}.", axis(&panel.y), axis(&panel.x), marks(panel))
    });
    let all = sentences.collect::<Vec<_>>().join(" ");
    if figure.subtitle.is_empty() { all } else { format!("{}. {all}", figure.subtitle.trim_end_matches('.')) }
}

fn axis(axis: &Axis) -> String {
    let ticks = ticks::choose(axis, 5);
    let label = ticks::label(axis, 0);
    let label = if label.is_empty() { "values".to_string() } else { label };
    let (first, last) = ticks::ends(axis);
    let round = |value: f64| {
        let digits = (3 - (last - first).abs().log10().floor() as i32).clamp(0, 12) as usize;
        let text = format!("{value:.digits$}");
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_string() } else { text }
    };
    match ticks.major.is_empty() {
        true => label,
        false => format!("{label} from {} to {}", round(first), round(last)),
    }
}

fn marks(panel: &Panel) -> String {
    let mut labels: Vec<&str> = vec![];
    let mut kinds = BTreeSet::new();
    for mark in &panel.marks {
        let (kind, label) = match mark {
            Mark::Points { label, shape: PointShape::Stroke, .. } => ("spikes", label),
            Mark::Points { label, .. } => ("points", label),
            Mark::Line { label, .. } => ("lines", label),
            Mark::Bars { label, .. } => ("bars", label),
            Mark::Band { label, .. } => ("bands", label),
            Mark::Image { label, .. } => ("colours", label),
            Mark::Rule { label, .. } | Mark::ScaleBar { label, .. } => ("rules", label),
        };
        kinds.insert(kind);
        if !label.is_empty() && !labels.contains(&label.as_str()) {
            labels.push(label);
        }
    }
    kinds.remove("rules");
    let kinds = kinds.into_iter().collect::<Vec<_>>().join(" and ");
    match (kinds.is_empty(), labels.is_empty()) {
        (true, _) => String::new(),
        (false, true) => format!(", as {kinds}"),
        (false, false) => format!(", as {kinds}: {}", labels.join(", ")),
    }
}
