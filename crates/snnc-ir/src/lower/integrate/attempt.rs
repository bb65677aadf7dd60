//! One method, tried on the equations of a group.

use super::equation::Equation;
use super::obstacle::Obstacle;
use super::{euler, exact, exponential_euler};
use crate::lower::{Lowering, update};
use crate::plan::KernelUse;
use snnc_lang::hir::{GroupId, Method, Place};
use std::collections::HashSet;

/// The kernel with that method; otherwise the obstacles, with the number of the equation.
pub(super) fn attempt(
    cx: &mut Lowering<'_>,
    id: GroupId,
    equations: &[Equation<'_>],
    method: Method,
) -> Result<KernelUse, Vec<(usize, Obstacle)>> {
    let mut body = update::start(cx, id);
    let free = update::refractoriness(&mut body, id);
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
    update::threshold(&mut body, id, free);
    Ok(body.finish())
}
