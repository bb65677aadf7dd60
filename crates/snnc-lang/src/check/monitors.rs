//! Monitors.

use super::checker::Checker;
use super::declared::{Block, Blocks, Named, Part};
use super::diagnostics::{monitors as diagnostics, names};
use super::events;
use super::expected::Expected;
use super::expr;
use super::scope::{Binding, Scope, Site};
use super::sections::BlockKind;
use super::selection::Among;
use super::{slots, synapses};
use crate::hir::{
    Monitor, MonitorKind, Selection, Side, Slot, SlotBase, SynapseGroupId, Trigger, Variable, VariableId,
    VariableKind,
};
use crate::source::Span;
use crate::spelling;
use crate::syntax::ast::{self, ItemKind, Name, Recorded};
use crate::units;
use std::collections::HashMap;
use std::sync::Arc;

/// Checks the monitors of a file.
pub(super) fn monitors<'a>(
    cx: &mut Checker<'a>,
    file: &'a ast::File,
    blocks: &Blocks<'a>,
    [computed, of_each]: [&mut [Vec<Variable>]; 2],
) -> Vec<Monitor> {
    let mut monitors = vec![];
    let mut names: HashMap<Arc<str>, (Span, bool, u32)> = HashMap::new();
    for item in &file.items {
        let ItemKind::Monitor(monitor) = &item.kind else {
            continue;
        };
        let (suffix, recorded) = recorded(monitor);
        let named = blocks.named(cx, &monitor.of.name, "a group");
        let suffix = match (&named, &monitor.what) {
            (Some(Named::Part(part)), Recorded::Names(names))
                if event(cx, &blocks.groups[part.group.index()], monitor).is_some() =>
            {
                &*names[0].text
            }
            _ => suffix,
        };
        let (name, at) = match &monitor.name {
            Some(name) => (name.text.clone(), name.span),
            None => (format!("{}_{suffix}", monitor.of.name.text).into(), item.span),
        };
        let given = monitor.name.is_some();
        let (first, first_given, count) = names.entry(name.clone()).or_insert((at, given, 0));
        *count += 1;
        // Two given names are told where all names of the file are collected.
        if *count > 1 && !(given && *first_given) {
            let insert = Span { end: recorded.start, ..recorded };
            cx.tell(diagnostics::repeated_name(at, &name, *first, *count, insert));
        }
        if !given && let Some(taken) = cx.env.get(&name) {
            let insert = Span { end: recorded.start, ..recorded };
            cx.tell(diagnostics::taken_name(at, &name, taken.what, taken.span, insert));
        }
        let kind = match named {
            Some(Named::Part(part)) => {
                of_group(cx, blocks, &part, monitor, &mut computed[part.group.index()])
            }
            Some(Named::Synapses(of)) => of_synapses(cx, blocks, of, monitor, &mut of_each[of.index()]),
            None => None,
        };
        if let Some((kind, slot)) = kind {
            monitors.push(Monitor { name, span: item.span, kind, slot });
        }
    }
    monitors
}

/// The name of the archive of a monitor of variables, spikes, counts or rates.
pub(super) fn archive(monitor: &ast::Monitor) -> String {
    match &monitor.name {
        Some(name) => name.text.to_string(),
        None => format!("{}_{}", monitor.of.name.text, recorded(monitor).0),
    }
}

/// The end of the default name, and where what is recorded is written.
fn recorded(monitor: &ast::Monitor) -> (&'static str, Span) {
    match &monitor.what {
        Recorded::Spikes(span) => ("spikes", *span),
        Recorded::Count(span) => ("count", *span),
        Recorded::Rate(span) => ("rate", *span),
        Recorded::Names(names) => ("states", names.first().map_or(monitor.of.span, |name| name.span)),
    }
}

fn of_group<'a>(
    cx: &mut Checker<'a>,
    blocks: &Blocks<'a>,
    part: &Part,
    monitor: &'a ast::Monitor,
    computed: &mut Vec<Variable>,
) -> Option<(MonitorKind, Slot)> {
    let block = &blocks.groups[part.group.index()];
    if !block.complete {
        return None;
    }
    let (mut what, at) = recorded(monitor);
    let event = event(cx, block, monitor);
    if event.is_some() {
        what = "events";
    }
    let default = match monitor.what {
        Recorded::Spikes(_) | Recorded::Count(_) => SlotBase::Thresholds,
        Recorded::Rate(_) => SlotBase::End,
        Recorded::Names(_) => SlotBase::Start,
    };
    let slot = match (&monitor.slot, event) {
        // Events are tested right after the thresholds.
        (None, Some(_)) => Some(Slot { base: SlotBase::Thresholds, side: Side::After }),
        (slot, _) => slots::slot(cx, slot.as_ref(), default),
    };
    let population = part.population();
    let of_states = matches!(monitor.what, Recorded::Names(_)) && event.is_none();
    if !of_states && event.is_none() && !block.spikes() {
        let why = format!("`{}` has no `threshold`, so it never spikes", block.name.text);
        cx.tell(diagnostics::no_spikes(at, what, &block.name.text, &why, block.name.span));
    }
    // An unknown name may be meant as an event's.
    let known = match &monitor.what {
        Recorded::Names(names) => names.iter().all(|name| position(block, name).is_some()),
        _ => true,
    };
    if known
        && !matches!(monitor.what, Recorded::Spikes(_))
        && event.is_none()
        && let Some(with) = monitor.with.first()
    {
        let help = "values at spikes are recorded by `monitor spikes of … with …`";
        cx.tell(diagnostics::misplaced_part(with.span, "with", what, help));
    }
    let every = period(cx, monitor, block);
    if (event.is_some() || matches!(monitor.what, Recorded::Spikes(_) | Recorded::Count(_)))
        && let Some(every) = &monitor.every
    {
        let help = match event {
            Some(_) => "each event is recorded at its time, so leave it out",
            None => "each spike is recorded at its time; `monitor rate of … every …` counts them in bins",
        };
        cx.tell(diagnostics::misplaced_part(every.span, "every", what, help));
    }
    let only = match part.size() {
        Some(_) => Among::part(cx, &monitor.of.name, part, block).select(cx, monitor.of.selection.as_deref()),
        None => None,
    };
    let kind = match &monitor.what {
        Recorded::Names(_) if let Some(trigger) = event => {
            let with = variables(cx, block, &monitor.with, &mut of_group_alone(block), computed);
            MonitorKind::Spikes { of: population, trigger, only: ascending(only?), with: with? }
        }
        Recorded::Spikes(_) => {
            let with = variables(cx, block, &monitor.with, &mut of_group_alone(block), computed);
            let trigger = Trigger::Spike;
            MonitorKind::Spikes { of: population, trigger, only: ascending(only?), with: with? }
        }
        Recorded::Count(_) => MonitorKind::Count { of: population, only: ascending(only?) },
        Recorded::Rate(_) => MonitorKind::Rate { of: population, only: ascending(only?), bin: every? },
        Recorded::Names(names) => {
            let variables = variables(cx, block, names, &mut of_group_alone(block), computed);
            MonitorKind::States { of: population, variables: variables?, only: only?, every: every? }
        }
    };
    Some((kind, slot?))
}

/// The event that is recorded, if it is one: a single name that is no variable's.
fn event(cx: &mut Checker<'_>, block: &Block<'_>, monitor: &ast::Monitor) -> Option<Trigger> {
    match &monitor.what {
        Recorded::Names(names) if let [name] = &names[..] => {
            events::declares(block, name).then(|| events::find(cx, block, name)).flatten()
        }
        _ => None,
    }
}

fn of_synapses<'a>(
    cx: &mut Checker<'a>,
    blocks: &Blocks<'a>,
    of: SynapseGroupId,
    monitor: &'a ast::Monitor,
    computed: &mut Vec<Variable>,
) -> Option<(MonitorKind, Slot)> {
    let synapses = blocks.synapses[of.index()].as_ref()?;
    let (what, at) = recorded(monitor);
    let Recorded::Names(names) = &monitor.what else {
        cx.tell(diagnostics::not_of_synapses(at, what, &synapses.block.name.text));
        return None;
    };
    if !synapses.block.complete {
        return None;
    }
    let mut scope = synapses::names(blocks, synapses)?;
    let slot = slots::slot(cx, monitor.slot.as_ref(), SlotBase::Start);
    let every = period(cx, monitor, &synapses.block);
    let variables = variables(cx, &synapses.block, names, &mut scope, computed);
    super::declared::bind(&mut scope, &synapses.block.variables, crate::hir::Place::Own, "");
    let only = Among::synapses(&monitor.of.name, scope).select(cx, monitor.of.selection.as_deref());
    Some((MonitorKind::SynapseStates { of, variables: variables?, only: only?, every: every? }, slot?))
}

fn position(block: &Block<'_>, name: &Name) -> Option<VariableId> {
    let at = block.variables.iter().position(|variable| variable.named && variable.name == name.text)?;
    Some(VariableId(at as u32))
}

/// The quantities of a group that are recorded like variables.
/// What is recorded by monitors of its own.
const KINDS: [&str; 3] = ["spikes", "count", "rate"];

const QUANTITIES: [&str; 5] = ["lastspike", "not_refractory", "t_in_timesteps", "dt", "N"];

/// Those of synapses.
const OF_SYNAPSES: [&str; 12] = [
    "lastupdate",
    "N_incoming",
    "N_outgoing",
    "lastspike",
    "lastspike_pre",
    "lastspike_post",
    "not_refractory",
    "not_refractory_pre",
    "not_refractory_post",
    "t_in_timesteps",
    "dt",
    "N",
];

/// The names of a group that mean something other than its variables.
fn of_group_alone(block: &Block<'_>) -> Scope {
    let site = if block.kind == BlockKind::Poisson { Site::Poisson } else { Site::Neurons };
    let mut scope = Scope::new(site);
    scope.size = block.size;
    scope.dt = block.clock.own();
    scope
}

/// A quantity of a block, or what each synapse finds at an end of it, as a subexpression of the block.
fn quantity(
    cx: &mut Checker<'_>,
    block: &Block<'_>,
    name: &Name,
    scope: &mut Scope,
    computed: &mut Vec<Variable>,
) -> Option<VariableId> {
    let known = computed.iter().position(|variable| variable.name == name.text);
    let at = block.variables.len() + known.unwrap_or(computed.len());
    if known.is_none() {
        let value = ast::Expr { kind: ast::ExprKind::Name(name.clone()), span: name.span };
        let id = expr::expression(cx, scope, &value, &Expected::any())?;
        let (ty, dimension) = (cx.exprs[id].ty, cx.exprs[id].dimension);
        let unit = match scope.get(&name.text) {
            Some(Binding::Variable(variable)) => variable.unit.clone(),
            _ => units::natural(1.0, dimension),
        };
        let kind = VariableKind::Subexpression(id);
        let (name, span, shared) = (name.text.clone(), name.span, false);
        computed.push(Variable { name, span, ty, dimension, unit, shared, kind });
    }
    Some(VariableId(at as u32))
}

/// The variables that are recorded; `computed` are the quantities of the group that are recorded like variables.
fn variables(
    cx: &mut Checker<'_>,
    block: &Block<'_>,
    recorded: &[Name],
    scope: &mut Scope,
    computed: &mut Vec<Variable>,
) -> Option<Vec<VariableId>> {
    let mut found: Vec<(VariableId, Span)> = vec![];
    let mut complete = true;
    let quantities: &[&str] = if block.kind == BlockKind::Synapses { &OF_SYNAPSES } else { &QUANTITIES };
    for name in recorded {
        let of_group = block.kind != BlockKind::Synapses;
        let id = match position(block, name) {
            Some(id) => Some(id),
            // Its name was refused.
            None if block.variables.iter().any(|variable| variable.name == name.text) => None,
            // Every archive holds them.
            None if of_group && matches!(&*name.text, "i" | "t") => continue,
            None if quantities.contains(&&*name.text) => quantity(cx, block, name, scope, computed),
            None if matches!(scope.get(&name.text), Some(Binding::Variable(_))) => {
                quantity(cx, block, name, scope, computed)
            }
            None if matches!(scope.get(&name.text), Some(Binding::Poisoned)) => None,
            None => {
                let own = block.variables.iter().map(|variable| &*variable.name);
                let kinds = if of_group { KINDS.as_slice() } else { &[] };
                let known = own.chain(scope.variables().map(Arc::as_ref)).chain(kinds.iter().copied());
                let told = names::unknown_variable(name, block.name, &spelling::similar(&name.text, known));
                cx.tell(match &*name.text {
                    kind if KINDS.contains(&kind) => told
                        .help(format!("write a monitor of its own: monitor {kind} of {}", block.name.text)),
                    _ => told,
                });
                None
            }
        };
        let Some(id) = id else {
            complete = false;
            continue;
        };
        if let Some((_, first)) = found.iter().find(|(known, _)| *known == id) {
            cx.tell(diagnostics::repeated_variable(name.span, &name.text, *first));
            complete = false;
        }
        found.push((id, name.span));
    }
    complete.then(|| found.into_iter().map(|(id, _)| id).collect())
}

/// The period after `every`: positive and a multiple of the time step of what is recorded.
#[allow(clippy::option_option, reason = "there may be no period, or one with an error")]
fn period(cx: &mut Checker<'_>, monitor: &ast::Monitor, of: &Block<'_>) -> Option<Option<f64>> {
    let Some(every) = &monitor.every else {
        return Some(None);
    };
    let (seconds, _) = of.clock.period(cx, None, every, "a sampling period", None)?;
    Some(Some(seconds))
}

/// In the order of the group, none twice.
fn ascending(mut only: Selection) -> Selection {
    if let Selection::List(list) = &mut only {
        list.sort_unstable();
        list.dedup();
    }
    only
}
