//! Forward Euler, and with noise Euler–Maruyama (G. Maruyama, "Continuous Markov processes and stochastic
//! equations", 1955, doi:10.1007/BF02846028): `x + dt*f + Σ g*sqrt(dt)*N(0, 1)`.

use super::noise::increment;
use super::obstacle::{Obstacle, Why};
use super::problem::Problem;
use crate::kernel::Value;
use crate::lower::body::Body;
use snnc_lang::hir::NoiseId;

pub(super) fn advance(
    body: &mut Body<'_, '_>,
    problem: Problem<'_, '_>,
) -> Result<Vec<Value>, Vec<(usize, Obstacle)>> {
    let states = problem.states(body);
    let begin = body.graph.float(0.0);
    let forms = problem.slopes(body, begin, &states)?;
    let mut advanced = Vec::new();
    let mut obstacles = Vec::new();
    for (number, (form, &x)) in forms.into_iter().zip(&states).enumerate() {
        let mut next = x;
        if let Some(drift) = form.constant {
            let step = body.graph.mul(drift, problem.dt);
            next = body.graph.add(next, step);
        }
        for (noise, factor) in form.factors {
            if let Some(span) = factor.varies {
                obstacles.push((number, Obstacle { span, why: Why::NoiseVaries }));
            }
            let increment = increment(body, NoiseId(noise));
            let step = body.graph.mul(factor.value, increment);
            next = body.graph.add(next, step);
        }
        advanced.push(next);
    }
    if obstacles.is_empty() { Ok(problem.rest(body, &advanced, &states)) } else { Err(obstacles) }
}
