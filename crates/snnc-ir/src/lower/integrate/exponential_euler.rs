//! Exponential Euler, for equations that are linear in their own variable (J. M. Bower, D. Beeman, "The Book of
//! GENESIS", 1998, doi:10.1007/978-1-4612-1634-6): the variable relaxes to where its coefficients, taken at
//! the start of the step, would lead it.

use super::equation::{Equation, state, unless_refractory};
use super::linear::{Unknowns, linear};
use super::obstacle::Obstacle;
use super::relax::relax;
use crate::kernel::Value;
use crate::lower::body::Body;
use crate::math::Function;

pub(super) fn advance(
    body: &mut Body<'_, '_>,
    equations: &[Equation<'_>],
    free: Option<Value>,
) -> Result<Vec<Value>, Vec<(usize, Obstacle)>> {
    let mut advanced = Vec::new();
    let mut obstacles = Vec::new();
    for (number, equation) in equations.iter().enumerate() {
        match linear(body, Unknowns::Variable(equation.variable), equation.rhs) {
            Ok(form) => {
                let x = state(body, equation);
                let next = match (form.factor(equation.variable.0), form.constant) {
                    (Some(a), Some(b)) => approach(body, x, a, b),
                    (a, b) => relax(body, x, a, b),
                };
                advanced.push(unless_refractory(body, equation, free, next, x));
            }
            Err(obstacle) => obstacles.push((number, obstacle)),
        }
    }
    if obstacles.is_empty() { Ok(advanced) } else { Err(obstacles) }
}

/// `x*exp(a*dt) + b*dt*exprel(a*dt)` as `x + (a*x + b)*dt*exprel(a*dt)`, with one exponential function instead of two.
fn approach(body: &mut Body<'_, '_>, x: Value, a: Value, b: Value) -> Value {
    let dt = body.dt();
    let graph = &mut body.graph;
    let slope = graph.mul(a, x);
    let slope = graph.add(slope, b);
    let y = graph.mul(a, dt);
    let gain = graph.call(Function::Exprel, &[y]);
    let gain = graph.mul(gain, dt);
    let step = graph.mul(slope, gain);
    graph.add(x, step)
}
