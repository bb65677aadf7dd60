//! Explicit Runge–Kutta methods of a fixed step: the midpoint rule (C. Runge, "Ueber die numerische Auflösung von
//! Differentialgleichungen", 1895, doi:10.1007/BF01446807) and the classical method of fourth order (E. Hairer,
//! S. P. Nørsett, G. Wanner, "Solving Ordinary Differential Equations I", 1993, doi:10.1007/978-3-540-78862-1).

use super::obstacle::Obstacle;
use super::problem::Problem;
use crate::kernel::Value;
use crate::lower::body::Body;

/// `x + dt*f(x + dt/2*f(x, t), t + dt/2)`
pub(super) fn midpoint(
    body: &mut Body<'_, '_>,
    problem: Problem<'_, '_>,
) -> Result<Vec<Value>, Vec<(usize, Obstacle)>> {
    problem.without_noise(body)?;
    let states = problem.states(body);
    let start = drifts(body, problem, 0.0, &states)?;
    let middle = moved(body, problem, &states, 0.5, &start);
    let slopes = drifts(body, problem, 0.5, &middle)?;
    Ok(moved(body, problem, &states, 1.0, &slopes))
}

/// `x + dt/6*(f1 + 2*f2 + 2*f3 + f4)`
pub(super) fn classical(
    body: &mut Body<'_, '_>,
    problem: Problem<'_, '_>,
) -> Result<Vec<Value>, Vec<(usize, Obstacle)>> {
    problem.without_noise(body)?;
    let states = problem.states(body);
    let first = drifts(body, problem, 0.0, &states)?;
    let point = moved(body, problem, &states, 0.5, &first);
    let second = drifts(body, problem, 0.5, &point)?;
    let point = moved(body, problem, &states, 0.5, &second);
    let third = drifts(body, problem, 0.5, &point)?;
    let point = moved(body, problem, &states, 1.0, &third);
    let fourth = drifts(body, problem, 1.0, &point)?;
    let mean = |body: &mut Body<'_, '_>, k: usize| {
        let terms = [(1.0, first[k]), (2.0, second[k]), (2.0, third[k]), (1.0, fourth[k])];
        let sum = weighted(body, &terms)?;
        let sixth = body.graph.float(1.0 / 6.0);
        Some(body.graph.mul(sum, sixth))
    };
    let slopes: Vec<_> = (0..states.len()).map(|k| mean(body, k)).collect();
    Ok(moved(body, problem, &states, 1.0, &slopes))
}

/// The right sides at a stage; `None` is 0.
fn drifts(
    body: &mut Body<'_, '_>,
    problem: Problem<'_, '_>,
    progress: f64,
    states: &[Value],
) -> Result<Vec<Option<Value>>, Vec<(usize, Obstacle)>> {
    let progress = body.graph.float(progress);
    problem.drifts(body, progress, states)
}

/// `x + part*dt*slope`, but for those that rest.
fn moved(
    body: &mut Body<'_, '_>,
    problem: Problem<'_, '_>,
    states: &[Value],
    part: f64,
    slopes: &[Option<Value>],
) -> Vec<Value> {
    let part = body.graph.float(part);
    let part = body.graph.mul(part, problem.dt);
    let step = |(&x, slope): (&Value, &Option<Value>)| match slope {
        Some(slope) => {
            let step = body.graph.mul(*slope, part);
            body.graph.add(x, step)
        }
        None => x,
    };
    let advanced: Vec<_> = states.iter().zip(slopes).map(step).collect();
    problem.rest(body, &advanced, states)
}

/// The sum of the terms that are not 0, if there are any.
fn weighted(body: &mut Body<'_, '_>, terms: &[(f64, Option<Value>)]) -> Option<Value> {
    terms.iter().fold(None, |sum, (weight, value)| {
        let Some(value) = *value else { return sum };
        let weight = body.graph.float(*weight);
        let term = body.graph.mul(weight, value);
        Some(sum.map_or(term, |sum| body.graph.add(term, sum)))
    })
}
