//! Forward Euler, and with noise Euler–Maruyama (G. Maruyama, "Continuous Markov processes and stochastic
//! equations", 1955, doi:10.1007/BF02846028): `x + dt*f + Σ g*sqrt(dt)*N(0, 1)`.

use super::equation::{Equation, state, unless_refractory};
use super::linear::{Unknowns, linear};
use super::obstacle::{Obstacle, Why};
use crate::kernel::{Random, Value};
use crate::lower::body::{Body, Site};
use snnc_lang::hir::NoiseId;

pub(super) fn advance(
    body: &mut Body<'_, '_>,
    equations: &[Equation<'_>],
    free: Option<Value>,
) -> Result<Vec<Value>, Vec<(usize, Obstacle)>> {
    let mut advanced = Vec::new();
    let mut obstacles = Vec::new();
    for (number, equation) in equations.iter().enumerate() {
        let form = match linear(body, Unknowns::Noises, equation.rhs) {
            Ok(form) => form,
            Err(obstacle) => {
                obstacles.push((number, obstacle));
                continue;
            }
        };
        let x = state(body, equation);
        let mut next = x;
        if let Some(drift) = form.constant {
            let dt = body.dt();
            let step = body.graph.mul(drift, dt);
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
        advanced.push(unless_refractory(body, equation, free, next, x));
    }
    if obstacles.is_empty() { Ok(advanced) } else { Err(obstacles) }
}

/// What a noise adds up to in this step; one number for each neuron, whichever equations it stands in.
fn increment(body: &mut Body<'_, '_>, id: NoiseId) -> Value {
    if let Some(increment) = body.noises.get(&id) {
        return *increment;
    }
    let Site::Group(group) = body.site else { return body.graph.float(0.0) };
    let name = &body.cx.model.groups[group.index()].noises[id.index()];
    let stream = body.place.stream(name);
    let stream = body.graph.stream(stream);
    let normal = body.graph.random(Random::Normal, stream, &[]);
    let dt = body.dt();
    let root = body.graph.sqrt(dt);
    let increment = body.graph.mul(root, normal);
    body.noises.insert(id, increment);
    increment
}
