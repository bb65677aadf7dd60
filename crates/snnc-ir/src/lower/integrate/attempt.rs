//! One method, tried on equations.

use super::equation::Equation;
use super::obstacle::Obstacle;
use super::problem::{Advanced, Pass, Problem};
use super::{euler, exact, exponential_euler, heun, milstein, rkf45, runge_kutta};
use crate::kernel::Value;
use crate::lower::body::{Body, Site};
use crate::lower::{Lowering, update};
use crate::plan::{KernelUse, UpdatePlan};
use snnc_lang::hir::{Method, Place};
use std::collections::HashSet;

type Obstacles = Vec<(usize, Obstacle)>;

/// The kernels that advance a block by a step with that method; otherwise the obstacles, with the number of the equation.
pub(super) fn attempt(
    cx: &mut Lowering<'_>,
    site: Site,
    equations: &[Equation<'_>],
    method: Method,
) -> Result<UpdatePlan, Obstacles> {
    let mut body = start(cx, site, equations, Pass::First);
    let free = update::refractoriness(&mut body);
    let again = step(&mut body, equations, free, Pass::First, method)?;
    let Some(again) = again else {
        update::threshold(&mut body, free);
        return Ok(body.finish().into());
    };
    // Whether a neuron is refractory has to be known in all of its kernels: once more, with memory for it.
    drop((body, again));
    update::keep_refractoriness(cx, site);
    let first = part(cx, site, equations, Pass::First, method)?;
    let again = part(cx, site, equations, Pass::Again, method)?;
    Ok(UpdatePlan { kernel: first, again: Some(again) })
}

/// The kernel of a part of a step that the method divides.
fn part(
    cx: &mut Lowering<'_>,
    site: Site,
    equations: &[Equation<'_>],
    pass: Pass,
    method: Method,
) -> Result<KernelUse, Obstacles> {
    let mut body = start(cx, site, equations, pass);
    let free = match pass {
        Pass::First => update::refractoriness(&mut body),
        Pass::Again => update::kept_refractoriness(&mut body),
    };
    if let Some(again) = step(&mut body, equations, free, pass, method)? {
        body.graph.emit(again);
    }
    Ok(body.finish())
}

fn start<'a, 'm>(
    cx: &'a mut Lowering<'m>,
    site: Site,
    equations: &[Equation<'_>],
    pass: Pass,
) -> Body<'a, 'm> {
    match (all_shared(equations), pass) {
        (false, Pass::First) => update::start(cx, site),
        (false, Pass::Again) => update::start_again(cx, site),
        (true, Pass::First) => update::start_shared(cx, site),
        (true, Pass::Again) => update::start_shared_again(cx, site),
    }
}

/// Whether all elements share what the equations advance.
fn all_shared(equations: &[Equation<'_>]) -> bool {
    !equations.is_empty() && equations.iter().all(|equation| equation.shared)
}

/// Advances the variables by a step or a part of it, and says where it is not at its end.
fn step(
    body: &mut Body<'_, '_>,
    equations: &[Equation<'_>],
    free: Option<Value>,
    pass: Pass,
    method: Method,
) -> Result<Option<Value>, Obstacles> {
    let dt = body.dt();
    let problem = Problem { equations, free, dt, pass };
    let advanced = advance(body, problem, method)?;
    if advanced.again.is_some() {
        problem.keep_followed(body, &advanced.values);
    }
    write(body, equations, &advanced.values);
    Ok(advanced.again)
}

/// The values of the variables after the interval, or a part of it.
pub(super) fn advance(
    body: &mut Body<'_, '_>,
    problem: Problem<'_, '_>,
    method: Method,
) -> Result<Advanced, Obstacles> {
    let advanced = match method {
        Method::Exact => exact::advance(body, problem),
        Method::ExponentialEuler => exponential_euler::advance(body, problem).map(Advanced::from),
        Method::Euler => euler::advance(body, problem).map(Advanced::from),
        Method::Rk2 => runge_kutta::midpoint(body, problem).map(Advanced::from),
        Method::Rk4 => runge_kutta::classical(body, problem).map(Advanced::from),
        Method::Heun => heun::advance(body, problem).map(Advanced::from),
        Method::Milstein => milstein::advance(body, problem).map(Advanced::from),
        Method::Rkf45 => rkf45::advance(body, problem),
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
        if let Some(trace) = body.traces.get_mut(&equation.variable) {
            *trace = *value;
        } else if let Some(column) = body.variable_column(owner, equation.variable) {
            body.graph.store(column, *value);
        }
    }
    body.forget();
}
