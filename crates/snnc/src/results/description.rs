//! `run.json`: what was run, with what, and what was recorded.

use super::archive_name;
use crate::compiled::CompiledModel;
use crate::profile::{Profile, Spent};
use crate::recording::{Data, Monitored, Recording, Run, Saved, StreamedKind};
use indexmap::IndexMap;
use serde_json::{Value, json};
use snnc_ir::kernel::Precision;
use snnc_ir::plan::{Endpoint, Plan, Population, StoredVariable};
use snnc_results::{
    ArrayDescription, Connected, Constant, Description, Group, Monitor, MonitorKind, NotFinite, Number,
    Shown, Subgroup, Synapses, Timings, slice,
};

/// The text of `run.json`.
pub(super) fn describe(recording: &Recording, compiled: &CompiledModel) -> Result<String, String> {
    let mut text =
        serde_json::to_string_pretty(&description(recording, compiled)).map_err(|error| error.to_string())?;
    text.push('\n');
    Ok(text)
}

fn description(recording: &Recording, compiled: &CompiledModel) -> Description {
    let plan = compiled.plan();
    let timings = compiled.timings();
    let groups = recording.groups.iter().map(|group| {
        let described = Group { size: group.size, spikes: group.spikes, method: group.method.clone() };
        (group.name.clone(), described)
    });
    let synapses = recording.synapses.iter().zip(&plan.synapses).map(|(made, planned)| {
        let described = Synapses {
            source: Some(connected(planned.source, plan, recording)),
            target: Some(connected(planned.target, plan, recording)),
            count: made.count,
            bytes: made.bytes,
        };
        (made.name.clone(), described)
    });
    let not_finite = recording.not_finite.iter().map(|found| NotFinite {
        group: found.group.clone(),
        variable: found.variable.clone(),
        index: found.element.into(),
        time: found.time,
        value: found.value.to_string(),
    });
    Description {
        snnc: env!("CARGO_PKG_VERSION").into(),
        model: compiled.origin().clone(),
        settings: compiled.settings().clone(),
        backend: compiled.backend().into(),
        precision: match compiled.precision() {
            Precision::Double => "f64",
            Precision::Single => "f32",
        }
        .into(),
        threads: recording.threads,
        seed: recording.seed,
        wiring_seed: recording.wiring_seed,
        dt: recording.dt,
        duration: recording.duration,
        interrupted: recording.interrupted,
        constants: plan.constants.iter().map(constant).collect(),
        groups: groups.collect(),
        subgroups: plan.subgroups.iter().map(|(name, of)| (name.clone(), subgroup(*of, plan))).collect(),
        synapses: synapses.collect(),
        monitors: recording.monitors.iter().map(|m| (m.name.clone(), monitor(m))).collect(),
        runs: recording.runs.iter().map(|r| run(r, recording, compiled)).collect(),
        saved: recording.saved.iter().map(|s| (s.label.clone(), saved(s))).collect(),
        not_finite: not_finite.collect(),
        timings: Timings {
            parse: timings.parse.as_secs_f64(),
            check: timings.check.as_secs_f64(),
            compile: timings.compile.as_secs_f64(),
            build: recording.build_time.as_secs_f64(),
            run: recording.run_time.as_secs_f64(),
        },
        profile: recording.profile.as_ref().map(profile),
    }
}

fn constant(constant: &snnc_ir::plan::ConstantValue) -> (String, Constant) {
    (constant.name.clone(), Constant { value: Number(constant.value), unit: constant.unit.clone() })
}

fn subgroup(of: Population, plan: &Plan) -> Subgroup {
    Subgroup { group: plan.groups[of.group].name.clone(), start: of.start, end: of.end }
}

/// What is at an end of synapses.
fn connected(end: Endpoint, plan: &Plan, recording: &Recording) -> Connected {
    match end {
        Endpoint::Population(of) => {
            let Subgroup { group, start, end } = subgroup(of, plan);
            let name = plan.name_of(of).map_or_else(
                || {
                    let size = plan.groups[of.group].size.into();
                    slice(&group, &(start.into()..end.into()), size)
                },
                str::to_string,
            );
            Connected { name, group, start: start.into(), end: end.into() }
        }
        Endpoint::Synapses(of) => {
            let name = plan.synapses[of].name.clone();
            Connected { group: name.clone(), name, start: 0, end: recording.synapses[of].count }
        }
    }
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

fn run(run: &Run, recording: &Recording, compiled: &CompiledModel) -> snnc_results::Run {
    let recorded = (recording.monitors.iter().zip(&run.ranges))
        .map(|(monitor, range)| (monitor.name.clone(), [range.start, range.end]));
    snnc_results::Run {
        start: run.start,
        duration: run.duration,
        dt: run.dt,
        recorded: recorded.collect(),
        set: changes(run, compiled),
    }
}

/// The constants that `set` has given another value before a run.
fn changes(run: &Run, compiled: &CompiledModel) -> IndexMap<String, Constant> {
    let first = &compiled.plan().constants;
    let stage = run.stage.checked_sub(1).and_then(|stage| compiled.stages().get(stage));
    let now = stage.map_or(first, |stage| &stage.plan().constants);
    now.iter().filter(|other| !first.contains(other)).map(constant).collect()
}

fn saved(saved: &Saved) -> snnc_results::Saved {
    snnc_results::Saved {
        group: saved.group.clone(),
        time: saved.time,
        file: archive_name(&saved.label),
        arrays: saved.arrays.iter().map(|it| variable(&it.variable)).collect(),
    }
}

/// The name of an array, and what its values are in and shown in.
fn variable(variable: &StoredVariable) -> (String, ArrayDescription) {
    let shown = Shown { unit: variable.shown.unit.clone(), scale: variable.shown.scale };
    (variable.name.clone(), ArrayDescription { unit: variable.unit.clone(), shown: Some(shown) })
}

fn monitor(monitor: &Monitored) -> Monitor {
    let (kind, variables) = match &monitor.data {
        Data::Spikes(spikes) => (MonitorKind::Spikes, spikes.with.iter().map(|(it, _)| it).collect()),
        Data::Counts(_) => (MonitorKind::Count, vec![]),
        Data::States(states) => (MonitorKind::States, states.variables.iter().map(|(it, _)| it).collect()),
        Data::Rate(_) => (MonitorKind::Rate, vec![]),
        Data::Streamed(streamed) => {
            let kind = match streamed.kind {
                StreamedKind::Spikes => MonitorKind::Spikes,
                StreamedKind::States(_) => MonitorKind::States,
                StreamedKind::Rate => MonitorKind::Rate,
            };
            (kind, streamed.variables.iter().collect())
        }
    };
    let own: &[_] = match kind {
        MonitorKind::Count => &[("i", "1"), ("count", "1")],
        MonitorKind::Rate => &[("t", "s"), ("rate", "Hz")],
        MonitorKind::Spikes | MonitorKind::States => &[("i", "1"), ("t", "s")],
    };
    let plain = |(name, unit): &(&str, &str)| {
        ((*name).to_string(), ArrayDescription { unit: (*unit).to_string(), shown: None })
    };
    let arrays = own.iter().map(plain).chain(variables.into_iter().map(variable)).collect();
    let (group, elements) = (monitor.group.clone(), monitor.elements);
    Monitor { kind, group, elements, file: archive_name(&monitor.name), arrays }
}
