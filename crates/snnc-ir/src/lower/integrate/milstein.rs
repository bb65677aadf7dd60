//! The derivative-free Milstein method for Stratonovich equations with diagonal noise (G. N. Mil'shtejn, "Approximate
//! integration of stochastic differential equations", 1975, doi:10.1137/1119062; P. E. Kloeden, E. Platen, "Numerical
//! Solution of Stochastic Differential Equations", 1992, doi:10.1007/978-3-662-12616-5):
//! `x + dt*f + g*dW + (g(x + sqrt(dt)*g) - g)*dW²/(2*sqrt(dt))`. The drift has no place in the argument of `g`: as `dW²` has a
//! mean, it would leave an error of order 1/2.

use super::linear::Linear;
use super::noise::{increment, noises};
use super::obstacle::{Obstacle, Why};
use super::problem::Problem;
use crate::kernel::Value;
use crate::lower::body::Body;
use snnc_lang::hir::NoiseId;
use std::collections::HashSet;

pub(super) fn advance(
    body: &mut Body<'_, '_>,
    problem: Problem<'_, '_>,
) -> Result<Vec<Value>, Vec<(usize, Obstacle)>> {
    diagonal(body, problem)?;
    let states = problem.states(body);
    let begin = body.graph.float(0.0);
    let slopes = problem.slopes(body, begin, &states)?;
    let root = body.graph.sqrt(problem.dt);
    // Where the drift alone leads.
    let drifted = |(&x, slope): (&Value, &Linear)| match slope.constant {
        Some(drift) => {
            let step = body.graph.mul(drift, problem.dt);
            body.graph.add(x, step)
        }
        None => x,
    };
    let drifted: Vec<_> = states.iter().zip(&slopes).map(drifted).collect();
    let mut advanced = drifted;
    for (number, slope) in slopes.iter().enumerate() {
        let Some(&(noise, factor)) = slope.factors.first() else { continue };
        let increment = increment(body, NoiseId(noise));
        let step = body.graph.mul(factor.value, increment);
        advanced[number] = body.graph.add(advanced[number], step);
        if factor.varies.is_none() {
            continue;
        }
        let mut support = states.clone();
        let away = body.graph.mul(factor.value, root);
        support[number] = body.graph.add(states[number], away);
        let there = problem.slope(body, number, begin, &support)?;
        let there = there.factor(noise).unwrap_or_else(|| body.graph.float(0.0));
        let difference = body.graph.sub(there, factor.value);
        let two = body.graph.float(2.0);
        let twice = body.graph.mul(two, root);
        let curvature = body.graph.div(difference, twice);
        let square = body.graph.mul(increment, increment);
        let correction = body.graph.mul(curvature, square);
        advanced[number] = body.graph.add(advanced[number], correction);
    }
    Ok(problem.rest(body, &advanced, &states))
}

/// Whether each equation has a noise of its own at most; otherwise the noise that is one too many.
fn diagonal(body: &Body<'_, '_>, problem: Problem<'_, '_>) -> Result<(), Vec<(usize, Obstacle)>> {
    let mut taken = HashSet::new();
    let mut obstacles = Vec::new();
    for (number, equation) in problem.equations.iter().enumerate() {
        for (place, (noise, span)) in noises(body, equation.rhs).into_iter().enumerate() {
            let why = match (taken.insert(noise), place) {
                (false, _) => Why::NoiseShared,
                (true, 0) => continue,
                (true, _) => Why::SecondNoise,
            };
            obstacles.push((number, Obstacle { span, why }));
        }
    }
    if obstacles.is_empty() { Ok(()) } else { Err(obstacles) }
}
