//! The head of the page: what was run, in a few figures.

use crate::html::{escape, prose};
use crate::model::Written;
use crate::network::is_source;
use crate::quantities::{count, number, time};
use snnc_results::Description;

pub(crate) fn header(description: &Description, written: Option<&Written>) -> String {
    let title = description.model.file.strip_suffix(".eqs").unwrap_or(&description.model.file);
    let neurons: u64 = description
        .groups
        .iter()
        .filter(|(name, _)| !is_source(name, written))
        .map(|(_, group)| u64::from(group.size))
        .sum();
    let elements: u64 = description.groups.values().map(|group| u64::from(group.size)).sum();
    let synapses: u64 = description.synapses.values().map(|synapses| synapses.count).sum();
    let spikes: u64 = description.groups.values().filter_map(|group| group.spikes).sum();
    let mut figures = vec![(time(description.duration), "simulated".to_string())];
    let inputs = elements - neurons;
    match (neurons, inputs) {
        (0, inputs) => figures.push((count(inputs), plural(inputs, "source"))),
        (neurons, 0) => figures.push((count(neurons), plural(neurons, "neuron"))),
        (neurons, inputs) => {
            figures.push((count(neurons), plural(neurons, "neuron")));
            figures.push((count(inputs), plural(inputs, "other source")));
        }
    }
    figures.push((count(synapses), if synapses == 1 { "synapse".into() } else { "synapses".into() }));
    figures.push((count(spikes), plural(spikes, "spike")));
    figures.push((time(description.dt), "time step".into()));
    figures.push((description.seed.to_string(), "seed".into()));
    let figures: String =
        figures.iter().map(|(value, what)| format!("<div><dt>{what}</dt><dd>{value}</dd></div>")).collect();
    let preface = written.map_or(String::new(), |written| preface(&written.preface()));
    format!(
        "<header>\n<h1>{}</h1>\n{preface}<dl class=\"figures\">{figures}</dl>\n</header>\n",
        escape(title)
    )
}

fn plural(number: u64, word: &str) -> String {
    if number == 1 { word.into() } else { format!("{word}s") }
}

/// The comment at the beginning of the model: paragraphs, and what is set off in it.
fn preface(lines: &[String]) -> String {
    let mut paragraphs: Vec<(bool, String)> = vec![];
    let mut open = false;
    for line in lines {
        let text = line.trim();
        if text.is_empty() || !text.chars().any(char::is_alphanumeric) {
            open = false;
            continue;
        }
        let indented = line.starts_with("   ");
        let begins = text.split_once(": ").is_some_and(|(word, _)| {
            word.chars().next().is_some_and(char::is_uppercase) && word.chars().all(char::is_alphabetic)
        });
        match paragraphs.last_mut() {
            Some((code, paragraph)) if open && (!begins || *code) => {
                paragraph.push(if *code { '\n' } else { ' ' });
                paragraph.push_str(text);
            }
            _ => paragraphs.push((indented && !open, text.into())),
        }
        open = true;
    }
    let mut html = String::new();
    for (at, (code, text)) in paragraphs.iter().enumerate() {
        html += &match (code, at) {
            (true, _) => format!("<pre><code>{}</code></pre>\n", escape(text)),
            (false, 0) => format!("<p class=\"lead\">{}</p>\n", prose(text)),
            (false, _) => format!("<p>{}</p>\n", prose(text)),
        };
    }
    if html.is_empty() { html } else { format!("<div class=\"preface\">{html}</div>\n") }
}

pub(crate) fn footer(description: &Description) -> String {
    let timings = &description.timings;
    let speed = if timings.run > 0.0 { description.duration / timings.run } else { 0.0 };
    let speed = match speed {
        0.0 => String::new(),
        speed if speed >= 1.0 => format!(", {} times faster than real time", number(speed, 3)),
        speed => format!(", {} times slower than real time", number(1.0 / speed, 3)),
    };
    format!(
        "<footer><p>Made by snnc {} from the results of <code>{}</code>{speed}.</p></footer>\n",
        escape(&description.snnc),
        escape(&description.model.file)
    )
}
