//! Where the results come from, and how to get them again.

use super::Section;
use crate::html::{escape, row};
use crate::quantities::{count, number, time};
use snnc_results::Description;

pub(crate) fn section(description: &Description) -> Section {
    let model = &description.model;
    let sha = |text: &str| format!("<code class=\"hash\">{}</code>", escape(text));
    let mut rows = String::new();
    rows += &row("snnc", escape(&description.snnc));
    rows += &row("model", format!("<code>{}</code> {}", escape(&model.file), sha(&model.sha256)));
    for import in &model.imports {
        rows += &row("imports", format!("<code>{}</code> {}", escape(&import.file), sha(&import.sha256)));
    }
    for data in &model.data {
        rows += &row("loads", format!("<code>{}</code> {}", escape(&data.file), sha(&data.sha256)));
    }
    let wiring = match description.wiring_seed == description.seed {
        true => String::new(),
        false => format!(", of connections and initial values {}", description.wiring_seed),
    };
    rows += &row("seed", format!("{}{wiring}", description.seed));
    rows += &row("simulated", format!("{} in steps of {}", time(description.duration), time(description.dt)));
    for (name, value) in &description.settings.set {
        rows += &row("set", format!("<code>{} = {}</code>", escape(name), escape(value)));
    }
    if let Some(duration) = &description.settings.duration {
        rows += &row("duration", format!("<code>{}</code>", escape(duration)));
    }
    let precision = match description.precision.as_str() {
        "f64" => "double precision",
        "f32" => "single precision, computed with in double precision",
        other => other,
    };
    rows += &row("stored in", escape(precision));
    let threads = if description.threads == 1 { "thread" } else { "threads" };
    rows += &row(
        "executed by",
        format!("{}, {} {threads}", escape(&description.backend), count(description.threads as u64)),
    );
    let timings = &description.timings;
    let took = [
        ("parse", timings.parse),
        ("check", timings.check),
        ("compile", timings.compile),
        ("build", timings.build),
        ("run", timings.run),
    ];
    let took: Vec<String> =
        took.iter().map(|(what, seconds)| format!("{what} {}", short(*seconds))).collect();
    rows += &row("took", took.join(", "));
    let body = format!(
        "<table class=\"provenance\"><tbody>\n{rows}</tbody></table>\n\
         <h3>To repeat it</h3>\n<pre tabindex=\"0\"><code>{}</code></pre>\n\
         <p>The same file, seed and version give the same results, bit for bit, whatever executes them. \
         <code>snnc rerun DIR</code> repeats the run from its folder of results and says whether they are the same.</p>\n",
        escape(&command(description))
    );
    Section { id: "provenance", title: "Provenance", body }
}

/// Some digits of a time that was measured.
fn short(seconds: f64) -> String {
    if seconds >= 1.0 {
        format!("{} s", number(seconds, 3))
    } else {
        format!("{} ms", number(seconds * 1e3, 3))
    }
}

/// The command that made the results.
fn command(description: &Description) -> String {
    let mut words = vec!["snnc".to_string(), "run".into(), quoted(&description.model.file)];
    for (name, value) in &description.settings.set {
        match name.as_str() {
            "dt" => words.extend(["--dt".into(), quoted(value)]),
            "seed" => words.extend(["--seed".into(), quoted(value)]),
            name => words.extend(["--set".into(), quoted(&format!("{name}={value}"))]),
        }
    }
    if let Some(duration) = &description.settings.duration {
        words.extend(["--duration".into(), quoted(duration)]);
    }
    if description.precision == "f32" {
        words.extend(["--precision".into(), "f32".into()]);
    }
    words.join(" ")
}

/// A word of a shell's command line.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "._-/=+:,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.into();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}
