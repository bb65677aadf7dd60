//! One method, tried on equations.

use super::equation::Equation;
use super::obstacle::Obstacle;
use super::problem::Problem;
use super::{euler, exact, exponential_euler, heun, milstein, runge_kutta};
use crate::kernel::Value;
use crate::lower::Lowering;
use crate::lower::body::{Body, Site};
use crate::lower::update;
use crate::plan::KernelUse;
use snnc_lang::hir::{Method, Place};
use std::collections::HashSet;

/// The kernel that advances a block by a step with that method; otherwise the obstacles, with the number of the equation.
pub(super) fn attempt(
    cx: &mut Lowering<'_>,
    site: Site,
    equations: &[Equation<'_>],
    method: Method,
) -> Result<KernelUse, Vec<(usize, Obstacle)>> {
    let mut body =
        if all_shared(equations) { update::start_shared(cx, site) } else { update::start(cx, site) };
    let free = update::refractoriness(&mut body);
    let dt = body.dt();
    let advanced = advance(&mut body, Problem { equations, free, dt }, method)?;
    write(&mut body, equations, &advanced);
    update::threshold(&mut body, free);
    Ok(body.finish())
}

/// Whether all elements share what the equations advance.
fn all_shared(equations: &[Equation<'_>]) -> bool {
    !equations.is_empty() && equations.iter().all(|equation| equation.shared)
}

/// The values of the variables after the interval.
pub(super) fn advance(
    body: &mut Body<'_, '_>,
    problem: Problem<'_, '_>,
    method: Method,
) -> Result<Vec<Value>, Vec<(usize, Obstacle)>> {
    let advanced = match method {
        Method::Exact => exact::advance(body, problem),
        Method::ExponentialEuler => exponential_euler::advance(body, problem),
        Method::Euler => euler::advance(body, problem),
        Method::Rk2 => runge_kutta::midpoint(body, problem),
        Method::Rk4 => runge_kutta::classical(body, problem),
        Method::Heun => heun::advance(body, problem),
        Method::Milstein => milstein::advance(body, problem),
    };
    advanced.map_err(|mut obstacles| {
        // A term that several equations share is one obstacle.
        let mut seen = HashSet::new();
        obstacles.retain(|(_, obstacle)| seen.insert(obstacle.span));
        obstacles
    })
}

/// Writes all variables, which are all computed by now.
pub(super) fn write(body: &mut Body<'_, '_>, equations: &[Equation<'_>], values: &[Value]) {
    let owner = body.owner(Place::Own, None);
    // What is shared is written by a kernel of its own, and is there only for what depends on it.
    let shared = body.shared;
    let written = |equation: &Equation<'_>| equation.shared == shared;
    for (equation, value) in equations.iter().zip(values).filter(|(equation, _)| written(equation)) {
        if let Some(column) = body.variable_column(owner, equation.variable) {
            body.graph.store(column, *value);
        }
    }
    body.forget();
}
