//! Integrators: from differential equations to the values of their variables one step later.
//!
//! To add one, write `advance` for it, give it a name in the language, and say in `choose` when it is taken.

mod action;
mod attempt;
mod choose;
mod driven;
mod equation;
mod euler;
mod exact;
mod expm;
mod exponential_euler;
mod heun;
mod linear;
mod milstein;
mod noise;
mod obstacle;
mod problem;
mod relax;
mod rkf45;
mod runge_kutta;
mod series;
mod system;

use super::Lowering;
use super::body::{Body, Site};
use super::layout::Kept;
use crate::kernel::Value;
use crate::plan::UpdatePlan;
use attempt::attempt;
pub(super) use equation::Equation;
use problem::{Pass, Problem};
use snnc_lang::hir::{GroupId, GroupKind, Method};
use snnc_lang::{Diagnostic, Span};

/// The kernels that advance a group of neurons by a step, if there is anything to do, and the method, with the reason for it.
pub(super) fn update(cx: &mut Lowering<'_>, id: GroupId) -> (Option<UpdatePlan>, String) {
    let group = &cx.model.groups[id.index()];
    let GroupKind::Neurons { threshold, method, .. } = &group.kind else {
        return (None, String::new());
    };
    let mut equations = Equation::of(&group.variables);
    // What is shared is advanced by itself, but is there for what depends on it.
    if equations.iter().all(|equation| equation.shared) {
        equations.clear();
    }
    if equations.is_empty() {
        let kept = cx.groups[id.index()].kept(Kept::NotRefractory).is_some();
        let something = threshold.is_some() || kept;
        let site = Site::Group(id);
        let update = something.then(|| attempt(cx, site, &equations, Method::Euler).ok()).flatten();
        return (update, "no differential equations".into());
    }
    step(cx, Site::Group(id), &equations, *method)
}

/// The kernels that advance these equations of a block by a step, and the method, with the reason for it.
pub(super) fn step(
    cx: &mut Lowering<'_>,
    site: Site,
    equations: &[Equation<'_>],
    method: Option<(Method, Span)>,
) -> (Option<UpdatePlan>, String) {
    match choose::method(cx, site, equations, method) {
        Ok((update, reason)) => (Some(update), reason),
        Err(diagnostics) => {
            cx.diagnostics.extend(diagnostics);
            (None, String::new())
        }
    }
}

/// Advances linear equations, at the point of a kernel where it stands, exactly over `elapsed` seconds, however many.
pub(super) fn advance(
    body: &mut Body<'_, '_>,
    equations: &[Equation<'_>],
    elapsed: Value,
) -> Result<(), Vec<Diagnostic>> {
    let problem = Problem { equations, free: None, dt: elapsed, pass: Pass::First };
    match attempt::advance(body, problem, Method::Exact) {
        Ok(advanced) => {
            attempt::write(body, equations, &advanced.values);
            Ok(())
        }
        Err(obstacles) => Err(choose::refuse_event_driven(equations, &obstacles)),
    }
}

/// The values of the variables of linear equations after `elapsed` seconds, of which nothing is written.
pub(super) fn advanced(
    body: &mut Body<'_, '_>,
    equations: &[Equation<'_>],
    elapsed: Value,
) -> Option<Vec<Value>> {
    let problem = Problem { equations, free: None, dt: elapsed, pass: Pass::First };
    attempt::advance(body, problem, Method::Exact).ok().map(|advanced| advanced.values)
}

/// What an equation multiplies its variable by, per second, if it does nothing else, and that is a number.
pub(super) fn rate_of_decay(body: &mut Body<'_, '_>, equation: &Equation<'_>) -> Option<f64> {
    let form = linear::linear(body, &[*equation], linear::Unknowns::States, equation.rhs).ok()?;
    match (&form.factors[..], form.constant) {
        ([], None) => Some(0.0),
        ([(_, factor)], None) => body.known_float(factor.value).filter(|rate| rate.is_finite()),
        _ => None,
    }
}

/// The kernels that advance what all elements of a group share, and the method likewise.
pub(super) fn shared_update(cx: &mut Lowering<'_>, id: GroupId) -> Option<(UpdatePlan, String)> {
    let group = &cx.model.groups[id.index()];
    let GroupKind::Neurons { method, .. } = &group.kind else { return None };
    let mut equations = Equation::of(&group.variables);
    let all = equations.len();
    equations.retain(|equation| equation.shared);
    if equations.is_empty() {
        return None;
    }
    match choose::method(cx, Site::Group(id), &equations, *method) {
        Ok(chosen) => Some(chosen),
        Err(diagnostics) => {
            // Among others, what is wrong with them has been told already.
            if equations.len() == all {
                cx.diagnostics.extend(diagnostics);
            }
            None
        }
    }
}
