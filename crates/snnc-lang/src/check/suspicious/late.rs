//! What comes after the end of all runs.

use super::blocks::Block;
use super::facts::Facts;
use super::roots::roots;
use crate::check::diagnostics::suspicious as told;
use crate::check::shown::seconds;
use crate::check::value;
use crate::diagnostic::Diagnostic;
use crate::hir::{
    Delay, ExprKind, GroupKind, Model, MonitorKind, Protocol, Random, TimedArrayId, TimedValues, When,
};
use crate::source::SourceId;

/// A source with more spikes has most likely got them from a longer experiment.
const FEW: usize = 50;

/// Spikes, statements, deliveries and samples that no run reaches.
pub(super) fn late(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let (model, end) = (facts.model, facts.end);
    let mut found = vec![];
    if end <= 0.0 || is_cut_short(model) {
        return found;
    }
    let ends = seconds(end);
    let is_late = |time: f64, dt: f64| time > end - 0.5 * dt;
    for group in &model.groups {
        if let GroupKind::Spikes(given) = &group.kind
            && given.period.is_none()
        {
            let late_step = |(step, _): &&(u64, u32)| is_late(*step as f64 * group.dt, group.dt);
            let (late, all) = (given.spikes.iter().filter(late_step).count(), given.spikes.len());
            if late > 0
                && (late == all || all <= FEW)
                && let Some((step, _)) = given.spikes.last()
            {
                let last = seconds(*step as f64 * group.dt);
                found.push(told::late_spikes(group.span, &group.name, [late, all], &last, &ends));
            }
        }
    }
    for block in Block::all(model) {
        let dt = block.dt(model);
        for timed in block.timed(model) {
            if let When::At(steps) = &timed.when
                && let Some(step) = steps.iter().find(|step| is_late(**step as f64 * dt, dt))
            {
                found.push(told::late_statements(timed.span, &seconds(*step as f64 * dt), &ends));
            }
        }
    }
    for synapses in &model.synapses {
        for pathway in &synapses.pathways {
            if let (Delay::Constant(delay), Some(span)) = (pathway.delay, pathway.delay_span)
                && delay >= end
            {
                found.push(told::late_delay(span, &seconds(delay), &ends));
            }
        }
    }
    for monitor in &model.monitors {
        // A period that is longer than the runs is a way to have one sample of a trace; a bin has none.
        if let MonitorKind::Rate { bin: Some(bin), .. } = monitor.kind
            && bin > end * (1.0 + 1e-9)
        {
            found.push(told::late_bin(monitor.span, &seconds(bin), &ends));
        }
    }
    found.extend(held(facts));
    found
}

/// Whether the length of the run is given from outside of the file, for once.
fn is_cut_short(model: &Model) -> bool {
    model.protocol.iter().any(|it| matches!(it, Protocol::Run { span, .. } if span.source != SourceId(0)))
}

/// Arrays of drawn values that end before the runs do.
fn held(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let model = facts.model;
    let used = |at: usize| {
        let id = TimedArrayId(at as u32);
        let reads = |root| {
            let all = value::reachable(&model.exprs, root);
            all.into_iter().any(|it| matches!(&model.exprs[it].kind, ExprKind::Timed(of, _) if *of == id))
        };
        Block::all(model).any(|block| roots(facts, block).into_iter().any(|(root, _)| reads(root)))
    };
    let arrays = model.timed_arrays.iter().enumerate().filter_map(|(at, array)| {
        let TimedValues::Expression { value, .. } = array.values else { return None };
        let is_draw = |kind: &ExprKind| {
            matches!(
                kind,
                ExprKind::Random(Random::Uniform | Random::Normal | Random::Poisson | Random::Binomial, _)
            )
        };
        let drawn =
            value::reachable(&model.exprs, value).into_iter().any(|it| is_draw(&model.exprs[it].kind));
        let length = array.rows as f64 * array.every;
        (drawn && length < facts.end * (1.0 - 1e-9) && used(at))
            .then(|| told::held_value(array.span, &array.name, &seconds(length), &seconds(facts.end)))
    });
    arrays.collect()
}
