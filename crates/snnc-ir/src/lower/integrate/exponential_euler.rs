//! Exponential Euler, for equations that are linear in their own variable (J. M. Bower, D. Beeman, "The Book of
//! GENESIS", 1998, doi:10.1007/978-1-4612-1634-6): the variable relaxes to where its coefficients, taken at
//! the start of the step, would lead it.

use super::linear::Unknowns;
use super::obstacle::Obstacle;
use super::problem::Problem;
use super::relax::relax;
use crate::kernel::Value;
use crate::lower::body::Body;
use crate::math::Function;

pub(super) fn advance(
    body: &mut Body<'_, '_>,
    problem: Problem<'_, '_>,
) -> Result<Vec<Value>, Vec<(usize, Obstacle)>> {
    let forms = problem.forms(body, |equation| Unknowns::Variable(equation.variable))?;
    let states = problem.states(body);
    let mut advanced = Vec::new();
    for ((form, &x), equation) in forms.iter().zip(&states).zip(problem.equations) {
        advanced.push(match (form.factor(equation.variable.0), form.constant) {
            (Some(a), Some(b)) => approach(body, problem.dt, x, a, b),
            (a, b) => relax(body, problem.dt, x, a, b),
        });
    }
    Ok(problem.rest(body, &advanced, &states))
}

/// `x*exp(a*dt) + b*dt*exprel(a*dt)` as `x + (a*x + b)*dt*exprel(a*dt)`, with one exponential function instead of two.
fn approach(body: &mut Body<'_, '_>, dt: Value, x: Value, a: Value, b: Value) -> Value {
    let graph = &mut body.graph;
    let slope = graph.mul(a, x);
    let slope = graph.add(slope, b);
    let y = graph.mul(a, dt);
    let gain = graph.call(Function::Exprel, &[y]);
    let gain = graph.mul(gain, dt);
    let step = graph.mul(slope, gain);
    graph.add(x, step)
}
