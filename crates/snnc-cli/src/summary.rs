//! What is told at the end of a run.

use crate::profile;
use snnc::{CompiledModel, Precision, Recording};
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

/// The summary of a run.
pub(crate) fn text(recording: &Recording, compiled: &CompiledModel, results: &Path, verbose: bool) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write_to(&mut out, recording, compiled, results, verbose);
    out
}

/// A run in one line.
pub(crate) fn line(recording: &Recording) -> String {
    let spikes: u64 = recording.groups.iter().filter_map(|group| group.spikes).sum();
    let simulated = seconds(recording.duration);
    format!("{simulated} simulated in {}{}, {spikes} spikes", time(recording.run_time), speed(recording))
}

fn write_to(
    out: &mut String,
    recording: &Recording,
    compiled: &CompiledModel,
    results: &Path,
    verbose: bool,
) -> std::fmt::Result {
    let seeds = if recording.wiring_seed == recording.seed {
        format!("seed {}", recording.seed)
    } else {
        format!("seed {}, wiring seed {}", recording.seed, recording.wiring_seed)
    };
    let (duration, dt) = (seconds(recording.duration), seconds(recording.dt));
    let threads = match recording.threads {
        1 => "1 thread".to_string(),
        several => format!("{several} threads"),
    };
    let precision = match compiled.precision() {
        Precision::Double => "",
        Precision::Single => ", single precision",
    };
    let backend = compiled.backend();
    writeln!(out, "{duration} simulated in steps of {dt}, {seeds}, {backend}{precision}, {threads}")?;
    let names = recording.groups.iter().map(|g| &g.name).chain(recording.synapses.iter().map(|s| &s.name));
    let width = names.map(|name| name.chars().count()).max().unwrap_or(0).max(10);
    if !recording.groups.is_empty() {
        writeln!(out, "\n  {:width$}  {:>9}  {:>11}  {:>11}", "population", "size", "spikes", "mean rate")?;
    }
    for group in &recording.groups {
        let (spikes, rate) = match group.spikes {
            Some(spikes) if recording.duration > 0.0 => {
                let rate = spikes as f64 / f64::from(group.size) / recording.duration;
                (spikes.to_string(), format!("{rate:.3} Hz"))
            }
            Some(spikes) => (spikes.to_string(), "-".into()),
            None => ("-".into(), "-".into()),
        };
        write!(out, "  {:width$}  {:>9}  {spikes:>11}  {rate:>11}", group.name, group.size)?;
        if verbose && !group.method.is_empty() {
            write!(out, "  {}", group.method)?;
        }
        writeln!(out)?;
    }
    if !recording.synapses.is_empty() {
        writeln!(out, "\n  {:width$}  {:>9}  {:>11}", "synapses", "number", "bytes each")?;
    }
    for synapses in &recording.synapses {
        let of_each = match synapses.count {
            0 => "-".into(),
            count => format!("{:.1}", synapses.bytes as f64 / count as f64),
        };
        writeln!(out, "  {:width$}  {:>9}  {of_each:>11}", synapses.name, synapses.count)?;
    }
    if let Some(measured) = &recording.profile {
        write!(out, "\n{}", profile::table(measured))?;
    }
    let t = compiled.timings();
    writeln!(
        out,
        "\n  parse {}, check {}, compile {}, build {}, run {}{}",
        time(t.parse),
        time(t.check),
        time(t.compile),
        time(recording.build_time),
        time(recording.run_time),
        speed(recording),
    )?;
    writeln!(out, "  results in {}", results.display())
}

/// The ratio to biological time.
fn speed(recording: &Recording) -> String {
    let run = recording.run_time.as_secs_f64();
    if run == 0.0 || recording.duration == 0.0 {
        return String::new();
    }
    let ratio = recording.duration / run;
    if ratio >= 1.0 {
        format!(" ({} times faster than real time)", significant(ratio))
    } else {
        format!(" ({} times slower than real time)", significant(1.0 / ratio))
    }
}

fn significant(x: f64) -> String {
    if x >= 100.0 { format!("{x:.0}") } else { format!("{x:.1}") }
}

/// A simulated time, in seconds, without digits that say nothing.
fn seconds(x: f64) -> String {
    let (scaled, unit) = match x.abs() {
        s if s >= 1.0 || s == 0.0 => (x, "s"),
        s if s >= 1e-4 => (x * 1e3, "ms"),
        _ => (x * 1e6, "us"),
    };
    let rounded = (scaled * 1e6).round() / 1e6;
    format!("{rounded} {unit}")
}

/// A wall-clock time.
fn time(duration: Duration) -> String {
    let s = duration.as_secs_f64();
    if s >= 1.0 { format!("{s:.2} s") } else { format!("{:.1} ms", s * 1e3) }
}
