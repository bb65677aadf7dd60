//! Where the time of a run went, as a table.

use snnc::{Profile, Spent};
use std::fmt::Write;
use std::time::Duration;

/// The table of `--profile`.
pub(crate) fn table(profile: &Profile) -> String {
    let mut rows = vec![head()];
    rows.extend(profile.spent.iter().map(|spent| row(spent, profile)));
    let waiting = (!profile.waiting.is_zero()).then_some(("other threads", profile.waiting));
    for (name, spent) in waiting.into_iter().chain([("all else", profile.rest())]) {
        let told = [name.into(), time(spent), share(profile.share(spent))];
        rows.push(told.into_iter().chain(none()).collect());
    }
    let widths: Vec<usize> = (0..rows[0].len())
        .map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0))
        .collect();
    let mut out = String::new();
    for row in &rows {
        let mut line = format!("  {:<width$}", row[0], width = widths[0]);
        for (cell, width) in row.iter().zip(&widths).skip(1) {
            // Writing to a String cannot fail.
            let _ = write!(line, "  {cell:>width$}");
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    let _ = writeln!(out, "  memory: {} when it is copied", bytes_a_second(profile.bandwidth));
    out
}

fn head() -> Vec<String> {
    ["profile", "time", "share", "steps", "items", "", "each", "a second", "traffic", "of memory"]
        .map(String::from)
        .into()
}

fn none() -> impl Iterator<Item = String> {
    std::iter::repeat_n(String::new(), head().len() - 3)
}

fn row(spent: &Spent, profile: &Profile) -> Vec<String> {
    let mut row = vec![
        spent.name.clone(),
        time(spent.time),
        share(profile.share(spent.time)),
        spent.calls.to_string(),
        spent.items.to_string(),
        spent.unit.to_string(),
    ];
    let known = spent.items > 0 && !spent.time.is_zero();
    row.push(if known { format!("{:.2} ns", spent.each()) } else { String::new() });
    row.push(if known { count(spent.rate()) } else { String::new() });
    let moved = known && spent.bytes > 0;
    row.push(if moved { bytes_a_second(spent.traffic()) } else { String::new() });
    row.push(if moved && profile.bandwidth > 0.0 {
        share(spent.traffic() / profile.bandwidth)
    } else {
        String::new()
    });
    row
}

fn time(duration: Duration) -> String {
    format!("{:.1} ms", duration.as_secs_f64() * 1e3)
}

fn share(part: f64) -> String {
    format!("{:.1} %", part * 100.0)
}

fn count(number: f64) -> String {
    match number {
        n if n >= 1e9 => format!("{:.2} G", n / 1e9),
        n if n >= 1e6 => format!("{:.1} M", n / 1e6),
        n if n >= 1e3 => format!("{:.1} k", n / 1e3),
        n => format!("{n:.1}"),
    }
}

fn bytes_a_second(bytes: f64) -> String {
    format!("{:.1} GB/s", bytes / 1e9)
}
