//! When the variables of synapses are integrated: in each step, or at events.

use super::body::{Body, Moment, Owner, Site};
use super::integrate::{self, Equation};
use super::layout::Kept;
use super::names::PlaceName;
use super::{Lowering, diagnostics, traces};
use crate::kernel::{Domain, EndIndex, Lanes, Space};
use crate::plan::UpdatePlan;
use snnc_lang::hir::{
    Code, Drive, Endpoint, ExprId, ExprKind, Model, MonitorKind, Place, SynapseGroup, SynapseGroupId,
    VariableId, VariableKind,
};
use std::collections::HashSet;

/// The kernels that advance the variables of synapses that are integrated in each step, if there are any, and the method, with
/// the reason for it.
pub(super) fn update(cx: &mut Lowering<'_>, id: SynapseGroupId) -> (Option<UpdatePlan>, String) {
    let synapses = &cx.model.synapses[id.index()];
    let equations = equations(cx, id, |drive| drive != Drive::Event);
    if equations.is_empty() {
        return (None, String::new());
    }
    warn_of_cost(cx, id);
    integrate::step(cx, Site::Synapses(id), &equations, synapses.method)
}

/// The differential equations that are integrated so.
fn equations<'m>(cx: &Lowering<'m>, id: SynapseGroupId, wanted: impl Fn(Drive) -> bool) -> Vec<Equation<'m>> {
    let variables = &cx.model.synapses[id.index()].variables;
    let mut equations = Equation::of(variables);
    equations.retain(|equation| match variables[equation.variable.index()].kind {
        VariableKind::Differential { drive, .. } => {
            wanted(drive) && cx.traces[id.index()].of(equation.variable).is_none()
        }
        _ => false,
    });
    equations
}

/// What is done at an event of a synapse. Before, its event-driven variables are integrated over the time since the last one;
/// those that are kept with neurons are written by a kernel of their own.
pub(super) fn at_event(body: &mut Body<'_, '_>, id: SynapseGroupId, code: &Code) {
    traces::advance(body, id);
    let equations = equations(body.cx, id, |drive| drive == Drive::Event);
    if equations.is_empty() {
        body.code(code);
        return;
    }
    let own = Owner::Synapses { id, space: Space::Lane };
    let last = body.load_kept(own, Kept::LastUpdate);
    let now = body.graph.time();
    let elapsed = body.graph.sub(now, last);
    if let Err(found) = integrate::advance(body, &equations, elapsed) {
        body.diagnostics.extend(found);
    }
    body.code(code);
    body.store_kept(own, Kept::LastUpdate, now);
}

/// Warns of equations that are integrated in each step although nothing needs their variables between the events, and that
/// could be integrated at these, if it is not said that they be integrated in each step.
fn warn_of_cost(cx: &mut Lowering<'_>, id: SynapseGroupId) {
    let synapses = &cx.model.synapses[id.index()];
    let equations = equations(cx, id, |drive| drive != Drive::Event);
    let unsaid = |equation: &Equation<'_>| {
        let kind = &synapses.variables[equation.variable.index()].kind;
        matches!(kind, VariableKind::Differential { drive: Drive::Step, .. })
    };
    if !equations.iter().all(unsaid) || synapses.pathways.is_empty() || needed_in_steps(cx.model, id) {
        return;
    }
    // Any time that differs by synapse will do.
    let domain = Domain { lanes: Lanes::Rows, pre: EndIndex::Row, post: EndIndex::Gathered };
    let place = PlaceName::new(&synapses.name, "drive");
    let mut body = Body::new(cx, place, domain, Site::Synapses(id), Moment::Step);
    let lane = body.graph.index(Space::Lane);
    let elapsed = body.graph.to_float(lane);
    if integrate::advance(&mut body, &equations, elapsed).is_ok() {
        for equation in &equations {
            let span = synapses.variables[equation.variable.index()].span;
            cx.diagnostics.push(diagnostics::integrated_in_each_step(span, equation.name));
        }
    }
}

/// Whether something needs the variables of differential equations of synapses between their events, or they change with what
/// changes in between.
fn needed_in_steps(model: &Model, id: SynapseGroupId) -> bool {
    let synapses = &model.synapses[id.index()];
    let is_state = |variable: VariableId| {
        matches!(synapses.variables[variable.index()].kind, VariableKind::Differential { .. })
    };
    let monitored = model.monitors.iter().any(|monitor| match &monitor.kind {
        MonitorKind::SynapseStates { of, .. } => *of == id,
        _ => false,
    });
    let is_end = |other: &SynapseGroup| [other.source, other.target].contains(&Endpoint::Synapses(id));
    let driven_by_ends = synapses.variables.iter().any(|variable| match variable.kind {
        VariableKind::Differential { rhs, .. } => reads(model, id, rhs, &|place, _| place != Place::Own),
        _ => false,
    });
    let summed = synapses
        .sums
        .iter()
        .any(|sum| reads(model, id, sum.value, &|place, variable| place == Place::Own && is_state(variable)));
    monitored || driven_by_ends || summed || model.synapses.iter().any(is_end)
}

/// Whether an expression of synapses reads such a variable, subexpressions included.
fn reads(
    model: &Model,
    id: SynapseGroupId,
    root: ExprId,
    wanted: &dyn Fn(Place, VariableId) -> bool,
) -> bool {
    let variables = &model.synapses[id.index()].variables;
    let mut seen = HashSet::from([root]);
    let mut open = vec![root];
    while let Some(at) = open.pop() {
        let kind = &model.exprs[at].kind;
        let mut needed = kind.operands();
        if let ExprKind::Variable(place, variable) = *kind {
            if wanted(place, variable) {
                return true;
            }
            if place == Place::Own
                && let VariableKind::Subexpression(inner) = variables[variable.index()].kind
            {
                needed.push(inner);
            }
        }
        open.extend(needed.into_iter().filter(|id| seen.insert(*id)));
    }
    false
}
