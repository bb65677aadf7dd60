//! Linear equations that are driven by variables which decay by themselves, whatever the coefficients of each neuron.

use super::relax::relax;
use super::system::System;
use crate::kernel::Value;
use crate::lower::body::Body;
use crate::math::Function;

/// The values of a part after a step; `None` if not all of it is of that kind.
pub(super) fn advance(
    system: &System<'_, '_>,
    body: &mut Body<'_, '_>,
    part: &[usize],
) -> Option<Vec<Value>> {
    part.iter().map(|&i| equation(system, body, i)).collect()
}

fn equation(system: &System<'_, '_>, body: &mut Body<'_, '_>, i: usize) -> Option<Value> {
    let row = &system.rows[i];
    let own = system.entry(i, i);
    let dt = system.problem.dt;
    let mut next = relax(body, dt, system.states[i], own, row.constant);
    // What drives it is held itself while refractory, and is then like a constant input.
    let mut held_input = row.constant;
    let mut held_next = next;
    let mut holds_something = false;
    for &(j, factor) in row.factors.iter().filter(|(j, _)| *j as usize != i) {
        let j = j as usize;
        let driver = &system.rows[j];
        let decays = driver.factors.iter().all(|(k, _)| *k as usize == j) && driver.constant.is_none();
        if !decays {
            return None;
        }
        let response = response(body, dt, own, system.entry(j, j));
        let drive = body.graph.mul(factor.value, system.states[j]);
        let effect = body.graph.mul(drive, response);
        next = body.graph.add(next, effect);
        if system.rests(j) {
            holds_something = true;
            held_input = Some(held_input.map_or(drive, |input| body.graph.add(input, drive)));
        } else {
            held_next = body.graph.add(held_next, effect);
        }
    }
    if let Some(free) = system.problem.free.filter(|_| holds_something) {
        let zero = body.graph.float(0.0);
        let without = relax(body, dt, zero, own, row.constant);
        let with = relax(body, dt, zero, own, held_input);
        let more = body.graph.sub(with, without);
        held_next = body.graph.add(held_next, more);
        next = body.graph.select(free, next, held_next);
    }
    Some(system.rest(body, i, next))
}

/// What a unit of a variable that decays at rate `y` adds up to in one that decays at rate `x`: `dt*(e^(x dt) − e^(y dt))/(x dt − y dt)`.
fn response(body: &mut Body<'_, '_>, dt: Value, x: Option<Value>, y: Option<Value>) -> Value {
    let graph = &mut body.graph;
    let mut rate = |rate: Option<Value>| match rate {
        Some(rate) => graph.mul(rate, dt),
        None => graph.float(0.0),
    };
    let (x, y) = (rate(x), rate(y));
    // From the larger of the two, so that nothing overflows that is multiplied by nothing.
    let larger = graph.max(x, y);
    let smaller = graph.min(x, y);
    let difference = graph.sub(smaller, larger);
    let decay = graph.call(Function::Exp, &[larger]);
    let mean = graph.call(Function::Exprel, &[difference]);
    let product = graph.mul(decay, mean);
    graph.mul(product, dt)
}
