//! `run.json`: what was run, with what, and what was recorded.

use super::archive_name;
use crate::compiled::CompiledModel;
use crate::profile::{Profile, Spent};
use crate::recording::{Data, Monitored, Recording, Run, Saved, StreamedKind};
use serde::Serialize;
use serde_json::{Map, Value, json};
use snnc_ir::kernel::Precision;
use snnc_ir::plan::StoredVariable;
use std::path::Path;

/// A run, as it is described.
#[derive(Serialize)]
struct Description<'a> {
    snnc: &'a str,
    model: Value,
    backend: &'a str,
    precision: &'a str,
    threads: usize,
    seed: u64,
    wiring_seed: u64,
    dt: f64,
    duration: f64,
    interrupted: bool,
    constants: Map<String, Value>,
    groups: Map<String, Value>,
    synapses: Map<String, Value>,
    monitors: Map<String, Value>,
    runs: Vec<Value>,
    saved: Map<String, Value>,
    not_finite: Vec<Value>,
    timings: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<Value>,
}

/// The text of `run.json`.
pub(super) fn describe(recording: &Recording, compiled: &CompiledModel) -> Result<String, String> {
    let plan = compiled.plan();
    let timings = compiled.timings();
    let file = compiled.sources().iter().next().map_or("", |source| &source.name);
    let name = Path::new(file).file_name().map_or(file.into(), |name| name.to_string_lossy());
    let description = Description {
        snnc: env!("CARGO_PKG_VERSION"),
        model: source(&name, compiled),
        backend: compiled.backend(),
        precision: match compiled.precision() {
            Precision::Double => "f64",
            Precision::Single => "f32",
        },
        threads: recording.threads,
        seed: recording.seed,
        wiring_seed: recording.wiring_seed,
        dt: recording.dt,
        duration: recording.duration,
        interrupted: recording.interrupted,
        constants: (plan.constants.iter())
            .map(|c| (c.name.clone(), json!({ "value": number(c.value), "unit": c.unit })))
            .collect(),
        groups: (recording.groups.iter())
            .map(|g| (g.name.clone(), json!({ "size": g.size, "spikes": g.spikes, "method": g.method })))
            .collect(),
        synapses: recording.synapses.iter().map(|s| (s.name.clone(), json!({ "count": s.count, "bytes": s.bytes }))).collect(),
        monitors: recording.monitors.iter().map(|m| (m.name.clone(), monitor(m))).collect(),
        runs: recording.runs.iter().map(|r| run(r, recording, compiled)).collect(),
        saved: recording.saved.iter().map(|s| (s.label.clone(), saved(s))).collect(),
        not_finite: (recording.not_finite.iter())
            .map(|f| {
                let value = f.value.to_string();
                json!({ "group": f.group, "variable": f.variable, "index": f.element, "time": f.time, "value": value })
            })
            .collect(),
        timings: json!({
            "parse": timings.parse.as_secs_f64(),
            "check": timings.check.as_secs_f64(),
            "compile": timings.compile.as_secs_f64(),
            "build": recording.build_time.as_secs_f64(),
            "run": recording.run_time.as_secs_f64(),
        }),
        profile: recording.profile.as_ref().map(profile),
    };
    let mut text = serde_json::to_string_pretty(&description).map_err(|error| error.to_string())?;
    text.push('\n');
    Ok(text)
}

/// Where the time of the run went.
fn profile(profile: &Profile) -> Value {
    let spent = |it: &Spent| {
        json!({
            "name": it.name,
            "time": it.time.as_secs_f64(),
            "share": profile.share(it.time),
            "steps": it.calls,
            "items": it.items,
            "unit": it.unit,
            "bytes": it.bytes,
        })
    };
    let operations: Vec<_> = profile.spent.iter().map(spent).collect();
    json!({
        "operations": operations,
        "waiting": profile.waiting.as_secs_f64(),
        "rest": profile.rest().as_secs_f64(),
        "bandwidth": profile.bandwidth,
    })
}

/// The model file and what it imports.
fn source(name: &str, compiled: &CompiledModel) -> Value {
    let mut model = json!({ "file": name, "sha256": compiled.sha256() });
    let imports = compiled.imports().iter();
    let imports: Vec<_> = imports.map(|(file, sha256)| json!({ "file": file, "sha256": sha256 })).collect();
    if !imports.is_empty() {
        model["imports"] = imports.into();
    }
    model
}

/// JSON has no infinities; they are written as texts.
fn number(value: f64) -> Value {
    if value.is_finite() { json!(value) } else { json!(value.to_string()) }
}

fn run(run: &Run, recording: &Recording, compiled: &CompiledModel) -> Value {
    let ranges: Map<String, Value> = (recording.monitors.iter().zip(&run.ranges))
        .map(|(monitor, range)| (monitor.name.clone(), json!([range.start, range.end])))
        .collect();
    let mut described =
        json!({ "start": run.start, "duration": run.duration, "dt": run.dt, "recorded": ranges });
    let set = changes(run, compiled);
    if !set.is_empty() {
        described["set"] = set.into();
    }
    described
}

/// The constants that `set` has given another value before a run.
fn changes(run: &Run, compiled: &CompiledModel) -> Map<String, Value> {
    let first = &compiled.plan().constants;
    let stage = run.stage.checked_sub(1).and_then(|stage| compiled.stages().get(stage));
    let now = stage.map_or(first, |stage| &stage.plan().constants);
    let other = now.iter().filter(|constant| !first.contains(constant));
    other.map(|c| (c.name.clone(), json!({ "value": number(c.value), "unit": c.unit }))).collect()
}

fn saved(saved: &Saved) -> Value {
    let arrays: Map<String, Value> = saved.arrays.iter().map(|it| variable(&it.variable)).collect();
    json!({ "group": saved.group, "time": saved.time, "file": archive_name(&saved.label), "arrays": arrays })
}

/// The name of an array, and what its values are in and shown in.
fn variable(variable: &StoredVariable) -> (String, Value) {
    let shown = json!({ "unit": variable.shown.unit, "scale": variable.shown.scale });
    (variable.name.clone(), json!({ "unit": variable.unit, "shown": shown }))
}

fn monitor(monitor: &Monitored) -> Value {
    let (kind, variables) = match &monitor.data {
        Data::Spikes(spikes) => ("spikes", spikes.with.iter().map(|(it, _)| it).collect()),
        Data::Counts(_) => ("count", vec![]),
        Data::States(states) => ("states", states.variables.iter().map(|(it, _)| it).collect()),
        Data::Rate(_) => ("rate", vec![]),
        Data::Streamed(streamed) => {
            let kind = match streamed.kind {
                StreamedKind::Spikes => "spikes",
                StreamedKind::States(_) => "states",
                StreamedKind::Rate => "rate",
            };
            (kind, streamed.variables.iter().collect())
        }
    };
    let own: &[_] = match kind {
        "count" => &[("i", "1"), ("count", "1")],
        "rate" => &[("t", "s"), ("rate", "Hz")],
        _ => &[("i", "1"), ("t", "s")],
    };
    let mut arrays = Map::new();
    arrays.extend(own.iter().map(|(name, unit)| ((*name).to_string(), json!({ "unit": unit }))));
    arrays.extend(variables.into_iter().map(variable));
    json!({ "kind": kind, "group": monitor.group, "file": archive_name(&monitor.name), "arrays": arrays })
}
