//! Integrators: from differential equations to the values of their variables one step later.
//!
//! To add one, write `advance` for it, give it a name in the language, and say in `choose` when it is taken.

mod choose;
mod driven;
mod euler;
mod exact;
mod expm;
mod exponential_euler;
mod linear;
mod series;

use super::Lowering;
use super::body::Body;
use super::groups::{refractoriness, start_update, threshold};
use super::layout::Kept;
use crate::kernel::Value;
use crate::plan::KernelUse;
use snnc_lang::Span;
use snnc_lang::hir::{ExprId, GroupId, GroupKind, Method, Place, VariableId, VariableKind};
use std::collections::HashSet;

/// A differential equation.
struct Equation<'m> {
    variable: VariableId,
    name: &'m str,
    rhs: ExprId,
    /// Whether its variable stays as it is while its neuron is refractory.
    unless_refractory: bool,
}

/// What keeps a method from integrating an equation.
#[derive(Debug, Clone)]
struct Obstacle {
    /// The term.
    span: Span,
    why: Why,
}

/// What is wrong with a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    /// It is not linear in the unknowns.
    NotLinear,
    /// It changes within a step.
    DependsOnTime,
    /// It is noise.
    Noise,
    /// It contains noise otherwise than multiplied and added.
    NoiseNotLinear,
    /// It multiplies noise and changes with the state or the time.
    NoiseVaries,
    /// It couples too many equations whose coefficients are not the same for all neurons.
    Coupled,
}

/// The kernel that advances a group of neurons by a step, if there is anything to do, and the method, with the reason for it.
pub(super) fn update(cx: &mut Lowering<'_>, id: GroupId) -> (Option<KernelUse>, String) {
    let group = &cx.model.groups[id.index()];
    let GroupKind::Neurons { threshold, method, .. } = &group.kind else {
        return (None, String::new());
    };
    let equations: Vec<_> = group
        .variables
        .iter()
        .enumerate()
        .filter_map(|(index, variable)| match variable.kind {
            VariableKind::Differential { rhs, unless_refractory } => {
                let variable_id = VariableId(index as u32);
                Some(Equation { variable: variable_id, name: &variable.name, rhs, unless_refractory })
            }
            _ => None,
        })
        .collect();
    if equations.is_empty() {
        let kept = cx.groups[id.index()].kept(Kept::NotRefractory).is_some();
        let something = threshold.is_some() || kept;
        let kernel = something.then(|| attempt(cx, id, &equations, Method::Euler).ok()).flatten();
        return (kernel, "no differential equations".into());
    }
    match choose::method(cx, id, &equations, *method) {
        Ok((kernel, reason)) => (Some(kernel), reason),
        Err(diagnostics) => {
            cx.diagnostics.extend(diagnostics);
            (None, String::new())
        }
    }
}

/// The kernel with that method; otherwise the obstacles, with the number of the equation.
fn attempt(
    cx: &mut Lowering<'_>,
    id: GroupId,
    equations: &[Equation<'_>],
    method: Method,
) -> Result<KernelUse, Vec<(usize, Obstacle)>> {
    let mut body = start_update(cx, id);
    let free = refractoriness(&mut body, id);
    let advanced = match method {
        Method::Exact => exact::advance(&mut body, equations, free),
        Method::ExponentialEuler => exponential_euler::advance(&mut body, equations, free),
        Method::Euler => euler::advance(&mut body, equations, free),
    };
    let advanced = advanced.map_err(|mut obstacles| {
        // A term that several equations share is one obstacle.
        let mut seen = HashSet::new();
        obstacles.retain(|(_, obstacle)| seen.insert(obstacle.span));
        obstacles
    })?;
    // All are advanced at once: nothing is written before everything is computed.
    let owner = body.owner(Place::Own, None);
    for (equation, value) in equations.iter().zip(advanced) {
        if let Some(column) = body.variable_column(owner, equation.variable) {
            body.graph.store(column, value);
        }
    }
    threshold(&mut body, id, free);
    Ok(body.finish())
}

/// The state of an equation's variable at the start of the step.
fn state(body: &mut Body<'_, '_>, equation: &Equation<'_>) -> Value {
    let owner = body.owner(Place::Own, None);
    match body.variable_column(owner, equation.variable) {
        Some(column) => body.graph.load(column),
        None => body.graph.float(0.0),
    }
}

/// `advanced`, but `x` where the equation rests because its neuron is refractory.
fn unless_refractory(
    body: &mut Body<'_, '_>,
    equation: &Equation<'_>,
    free: Option<Value>,
    advanced: Value,
    x: Value,
) -> Value {
    match free {
        Some(free) if equation.unless_refractory => body.graph.select(free, advanced, x),
        _ => advanced,
    }
}

/// `x(t + dt)` of `x' = a*x + b` with constant coefficients; `None` is 0.
fn relax(body: &mut Body<'_, '_>, x: Value, a: Option<Value>, b: Option<Value>) -> Value {
    use crate::math::Function::{Exp, Exprel};
    let dt = body.dt();
    let graph = &mut body.graph;
    let Some(a) = a else {
        let Some(b) = b else { return x };
        let step = graph.mul(b, dt);
        return graph.add(x, step);
    };
    let y = graph.mul(a, dt);
    let decay = graph.call(Exp, &[y]);
    let kept = graph.mul(x, decay);
    let Some(b) = b else { return kept };
    let gain = graph.call(Exprel, &[y]);
    let gain = graph.mul(gain, dt);
    let gained = graph.mul(b, gain);
    graph.add(gained, kept)
}
