//! Heun's method for Stratonovich equations with any noise (W. Rümelin, "Numerical treatment of stochastic differential
//! equations", 1982, doi:10.1137/0719041): the mean of the slopes at the start and where they would lead.

use super::linear::Linear;
use super::noise::increment;
use super::obstacle::Obstacle;
use super::problem::Problem;
use crate::kernel::Value;
use crate::lower::body::Body;
use snnc_lang::hir::NoiseId;

pub(super) fn advance(
    body: &mut Body<'_, '_>,
    problem: Problem<'_, '_>,
) -> Result<Vec<Value>, Vec<(usize, Obstacle)>> {
    let states = problem.states(body);
    let [begin, end] = [0.0, 1.0].map(|progress| body.graph.float(progress));
    let start = problem.slopes(body, begin, &states)?;
    let changes = changes(body, problem, &start);
    let support = moved(body, problem, &states, &changes);
    let end = problem.slopes(body, end, &support)?;
    let ends = self::changes(body, problem, &end);
    let half = body.graph.float(0.5);
    let mean = |(first, second): (Option<Value>, Option<Value>)| {
        let sum = match (first, second) {
            (Some(first), Some(second)) if first == second => return Some(first),
            (Some(first), Some(second)) => body.graph.add(first, second),
            (first, second) => first.or(second)?,
        };
        Some(body.graph.mul(half, sum))
    };
    let changes: Vec<_> = changes.into_iter().zip(ends).map(mean).collect();
    Ok(moved(body, problem, &states, &changes))
}

/// `dt*f + Σ g*dW`; `None` is 0.
fn changes(body: &mut Body<'_, '_>, problem: Problem<'_, '_>, slopes: &[Linear]) -> Vec<Option<Value>> {
    let change = |slope: &Linear| {
        let mut sum = slope.constant.map(|drift| body.graph.mul(drift, problem.dt));
        for (noise, factor) in &slope.factors {
            let increment = increment(body, NoiseId(*noise));
            let term = body.graph.mul(factor.value, increment);
            sum = Some(sum.map_or(term, |sum| body.graph.add(term, sum)));
        }
        sum
    };
    slopes.iter().map(change).collect()
}

fn moved(
    body: &mut Body<'_, '_>,
    problem: Problem<'_, '_>,
    states: &[Value],
    changes: &[Option<Value>],
) -> Vec<Value> {
    let step = |(&x, change): (&Value, &Option<Value>)| change.map_or(x, |change| body.graph.add(x, change));
    let advanced: Vec<_> = states.iter().zip(changes).map(step).collect();
    problem.rest(body, &advanced, states)
}
