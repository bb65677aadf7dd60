//! The code that keeps traces: at spikes, between them, and where else they are read.

use super::same::Sameness;
use super::written::Written;
use super::{Decay, Trace};
use crate::kernel::{BinaryOp, Domain, Value};
use crate::lower::body::{Body, Moment, Site, space_of};
use crate::lower::integrate::{self, Equation};
use crate::lower::names::PlaceName;
use crate::lower::{Lowering, monitors, population};
use crate::math::Function::Exp;
use crate::plan::{KernelUse, Rank, Recorded, TimedElements, TimedPlan, When};
use snnc_lang::Span;
use snnc_lang::hir::{Pathway, Place, Population, Side, Slot, SlotBase, SynapseGroupId, VariableId};
use snnc_lang::syntax::ast::End;
use std::collections::{BTreeMap, HashMap};

/// What the neurons at an end keep.
#[derive(Debug, Clone, Copy)]
enum Memory<'t> {
    /// The time at which their spikes last reached the synapses.
    LastSpike,
    /// The value of a trace then.
    Value(&'t Trace),
    /// The value that decays to it.
    Origin(&'t Trace),
}

/// From now on the traces of a synapse are what they are now, and statements may change them.
pub(in crate::lower) fn advance(body: &mut Body<'_, '_>, id: SynapseGroupId) {
    for end in [End::Pre, End::Post] {
        advance_those_of(body, id, end);
    }
}

fn advance_those_of(body: &mut Body<'_, '_>, id: SynapseGroupId, end: End) {
    let traces: Vec<Trace> = body.cx.traces[id.index()].at(end).cloned().collect();
    for trace in &traces {
        let value = match trace.decay {
            Some(decay) => {
                let origin = load(body, id, end, Memory::Origin(trace));
                let decayed = since_origin(body, decay, decay.rate);
                body.graph.mul(origin, decayed)
            }
            None => load(body, id, end, Memory::Value(trace)),
        };
        body.traces.insert(trace.variable, value);
    }
    let equations = equations(body, id, traces.iter().filter(|trace| trace.decay.is_none()));
    if equations.is_empty() {
        return;
    }
    let last = load(body, id, end, Memory::LastSpike);
    let now = body.graph.time();
    let elapsed = body.graph.sub(now, last);
    if let Err(found) = integrate::advance(body, &equations, elapsed) {
        body.diagnostics.extend(found);
    }
}

/// What a pathway does to the traces of its end: over the neurons that spiked.
pub(in crate::lower) fn at_spikes(
    cx: &mut Lowering<'_>,
    id: SynapseGroupId,
    block: &str,
    pathway: &Pathway,
) -> Option<KernelUse> {
    let (model, end) = (cx.model, pathway.end);
    if cx.traces[id.index()].is_empty() {
        return None;
    }
    let from = cx.end(id, end).population()?;
    let written = Written::of(model, id);
    let traces = cx.traces[id.index()].clone();
    let ends: BTreeMap<_, _> = traces.0.iter().map(|trace| (trace.variable, trace.end)).collect();
    let statements = Sameness { model, id, written: &written, ends: &ends }.of_neurons(pathway, None)?;
    let section = if end == End::Pre { "on_pre" } else { "on_post" };
    let place = PlaceName::new(block, format_args!("{section}/{}/neurons", pathway.name));
    let dt = cx.dt(Site::Group(from.group));
    let mut body = Body::new(cx, place, Domain::LISTED, Site::Synapses(id), Moment::Step);
    body.caller_dt = dt;
    body.neurons_at = Some(end);
    advance_those_of(&mut body, id, end);
    let before = body.traces.clone();
    body.statements(&statements);
    for trace in traces.at(end) {
        let value = body.traces[&trace.variable];
        store(&mut body, id, end, Memory::Value(trace), value);
        // What has only decayed still decays from the same value.
        if let Some(decay) = trace.decay.filter(|_| before[&trace.variable] != value) {
            let grown = since_origin(&mut body, decay, -decay.rate);
            let origin = body.graph.mul(value, grown);
            store(&mut body, id, end, Memory::Origin(trace), origin);
        }
    }
    let now = body.graph.time();
    store(&mut body, id, end, Memory::LastSpike, now);
    Some(body.finish())
}

/// Moves the time from which values decay, one kernel a trace.
pub(in crate::lower) fn renewals(cx: &mut Lowering<'_>) -> Vec<TimedPlan> {
    let model = cx.model;
    let mut plans = Vec::new();
    for (id, synapses) in (0..).map(SynapseGroupId).zip(&model.synapses) {
        for trace in cx.traces[id.index()].0.clone() {
            let moves = trace.decay.filter(|decay| decay.rate != 0.0);
            let (Some(decay), Some(of)) = (moves, cx.end(id, trace.end).population()) else { continue };
            let name = &synapses.variables[trace.variable.index()].name;
            let place = PlaceName::new(&synapses.name, format_args!("decay/{name}"));
            let all = population(Population { start: 0, end: model.groups[of.group.index()].size, ..of });
            let name = place.to_string();
            let site = Site::Group(of.group);
            let clock = cx.clock(cx.dt(site));
            let mut body = Body::new(cx, place, Domain::NEURONS, site, Moment::Step);
            let owner = body.owner(Place::Own, None);
            let column = body.column_with(owner, &memory(&body, id, trace.end, Memory::Origin(&trace)));
            let origin = body.graph.load(column);
            let passed = body.graph.float(decay.rate * decay.window as f64 * decay.dt);
            let decayed = body.graph.call(Exp, &[passed]);
            let moved = body.graph.mul(origin, decayed);
            // It begins at 0.
            let (step, zero) = (body.graph.step(), body.graph.int(0));
            let later = body.graph.ne(step, zero);
            let moved = body.graph.select(later, moved, origin);
            body.graph.store(column, moved);
            let code = body.finish();
            plans.push(TimedPlan {
                name,
                of: TimedElements::Group(all),
                slot: Slot { base: SlotBase::Start, side: Side::Before },
                rank: Rank::Held,
                clock,
                when: When::Every(decay.window),
                code,
            });
        }
    }
    plans
}

/// What the traces of synapses are, for those who read them from outside.
pub(in crate::lower) fn recorded(cx: &mut Lowering<'_>, id: SynapseGroupId) -> Vec<Recorded> {
    let variables: Vec<_> = cx.traces[id.index()].0.iter().map(|trace| trace.variable).collect();
    let name = &cx.model.synapses[id.index()].name;
    monitors::recorded(cx, name, Site::Synapses(id), &variables)
}

impl Body<'_, '_> {
    /// The value of a variable that neurons keep for this synapse: in statements at a spike what it is now, anywhere else what it
    /// was at the last event of the synapse.
    pub(in crate::lower) fn trace(
        &mut self,
        place: Place,
        variable: VariableId,
        end: Option<End>,
        span: Span,
    ) -> Option<Value> {
        let Site::Synapses(id) = self.site else { return None };
        if place != Place::Own || end.is_some() || self.moment == Moment::Connecting {
            return None;
        }
        if let Some(value) = self.traces.get(&variable) {
            return Some(*value);
        }
        let trace = self.cx.traces[id.index()].of(variable)?.clone();
        let event = self.last_update(None, span)?;
        let last = load(self, id, trace.end, Memory::LastSpike);
        let elapsed = self.graph.sub(event, last);
        let together: Vec<Trace> = self.cx.traces[id.index()].at(trace.end).cloned().collect();
        let values: HashMap<_, _> = together
            .iter()
            .map(|trace| (trace.variable, load(self, id, trace.end, Memory::Value(trace))))
            .collect();
        let equations = equations(self, id, &together);
        // Where nothing can change them, they are nowhere but in memory.
        self.traces = values;
        let advanced = integrate::advanced(self, &equations, elapsed);
        self.traces.clear();
        let at = equations.iter().position(|equation| equation.variable == variable)?;
        Some(advanced?[at])
    }

    /// The time of the last event of this synapse, if neurons keep it.
    pub(in crate::lower) fn last_update(&mut self, end: Option<End>, span: Span) -> Option<Value> {
        let Site::Synapses(id) = self.site else { return None };
        if end.is_some() || self.cx.traces[id.index()].is_empty() {
            return None;
        }
        let synapses = &self.cx.model.synapses[id.index()];
        let mut last: Option<Value> = None;
        for end in [End::Pre, End::Post] {
            let space = space_of(end);
            let has_events = synapses.pathways.iter().any(|pathway| pathway.end == end);
            if has_events && self.has(space, span) {
                let time = load(self, id, end, Memory::LastSpike);
                last = Some(last.map_or(time, |other| self.graph.max(other, time)));
            }
        }
        last
    }
}

/// By how much something has changed since the time from which values decay, at a rate.
fn since_origin(body: &mut Body<'_, '_>, decay: Decay, rate: f64) -> Value {
    if rate == 0.0 {
        return body.graph.float(1.0);
    }
    let step = body.graph.step();
    let window = body.graph.int(decay.window as i64);
    let steps = body.graph.binary(BinaryOp::FloorMod, step, window);
    let steps = body.graph.to_float(steps);
    let by_step = body.graph.float(rate * decay.dt);
    let exponent = body.graph.mul(steps, by_step);
    body.graph.call(Exp, &[exponent])
}

/// The equations of traces.
fn equations<'t, 'm>(
    body: &Body<'_, 'm>,
    id: SynapseGroupId,
    traces: impl IntoIterator<Item = &'t Trace>,
) -> Vec<Equation<'m>> {
    let mut equations = Equation::of(&body.cx.model.synapses[id.index()].variables);
    let wanted: Vec<_> = traces.into_iter().map(|trace| trace.variable).collect();
    equations.retain(|equation| wanted.contains(&equation.variable));
    equations
}

fn load(body: &mut Body<'_, '_>, id: SynapseGroupId, end: End, what: Memory<'_>) -> Value {
    let column = column(body, id, end, what);
    body.graph.load(column)
}

fn store(body: &mut Body<'_, '_>, id: SynapseGroupId, end: End, what: Memory<'_>, value: Value) {
    let column = column(body, id, end, what);
    body.graph.store(column, value);
}

fn column(body: &mut Body<'_, '_>, id: SynapseGroupId, end: End, what: Memory<'_>) -> u32 {
    let owner = body.owner(Place::End(end), None);
    let name = memory(body, id, end, what);
    body.column_with(owner, &name)
}

/// The name of what is kept with neurons for these synapses; no variable's begins with `_`.
fn memory(body: &Body<'_, '_>, id: SynapseGroupId, end: End, what: Memory<'_>) -> String {
    let synapses = &body.cx.model.synapses[id.index()];
    let of = |trace: &Trace| &*synapses.variables[trace.variable.index()].name;
    let block = &synapses.name;
    let end = if end == End::Pre { "pre" } else { "post" };
    match what {
        Memory::LastSpike => format!("_{block}.{end}"),
        Memory::Value(trace) => format!("_{block}.{end}.{}", of(trace)),
        Memory::Origin(trace) => format!("_{block}.{end}.{}.origin", of(trace)),
    }
}
