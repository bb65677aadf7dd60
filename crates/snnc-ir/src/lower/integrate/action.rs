//! What the matrix exponential does to the state, without the exponential itself (A. H. Al-Mohy, N. J. Higham, "Computing the
//! action of the matrix exponential, with an application to exponential integrators", 2011, doi:10.1137/100788860).
//!
//! For large systems whose coefficients differ between neurons. Each neuron divides the step into as many parts as make the
//! Taylor series converge fast; a pass takes one of them.

use super::problem::Pass;
use super::series::{norm, sum};
use super::system::System;
use crate::kernel::{BinaryOp, Value};
use crate::lower::body::Body;

/// The terms of the series: 1/19! is below rounding.
const TERMS: i32 = 18;
/// The norm up to which they are enough.
const NORM: f64 = 1.0;
/// The most parts of a step. Where they are not enough, there is no solution.
const MOST_PARTS: f64 = 65536.0;

/// How many parts of the step are done.
const DONE: &str = "_parts";

/// The values of these variables after a part of the step, and whether more have to follow.
pub(super) fn advance(
    system: &System<'_, '_>,
    body: &mut Body<'_, '_>,
    members: &[usize],
) -> (Vec<Value>, Value) {
    let (parts, fits) = parts(system, body, members);
    let length = body.graph.div(system.problem.dt, parts);

    let mut change: Vec<Option<Value>> = vec![None; members.len()];
    let mut term = Vec::new();
    for k in 1..=TERMS {
        term = match k {
            1 => slopes(system, body, members, None),
            _ => slopes(system, body, members, Some(&term)),
        };
        let order = body.graph.float(1.0 / f64::from(k));
        let factor = body.graph.mul(length, order);
        for (change, term) in change.iter_mut().zip(&mut term) {
            *term = term.map(|term| body.graph.mul(term, factor));
            *change = sum(body, *change, *term);
        }
    }
    let nan = body.graph.float(f64::NAN);
    let settle = |(&i, change): (&usize, &Option<Value>)| {
        let x = system.states[i];
        let next = change.map_or(x, |change| body.graph.add(x, change));
        let next = body.graph.select(fits, next, nan);
        system.rest(body, i, next)
    };
    let values = members.iter().zip(&change).map(settle).collect();

    let column = body.hidden_column(DONE);
    let one = body.graph.float(1.0);
    let done = match system.problem.pass {
        Pass::First => one,
        Pass::Again => {
            let before = body.graph.load(column);
            body.graph.add(before, one)
        }
    };
    body.graph.store(column, done);
    let more = body.graph.lt(done, parts);
    (values, body.graph.and(more, fits))
}

/// Into how many parts the step is divided, and whether they are short enough.
fn parts(system: &System<'_, '_>, body: &mut Body<'_, '_>, members: &[usize]) -> (Value, Value) {
    let row = |&i: &usize| members.iter().map(|&j| system.entry(i, j)).chain([None]).collect();
    let matrix: Vec<Vec<_>> = members.iter().map(row).collect();
    let norm = norm(body, &matrix);
    let whole = body.graph.mul(norm, system.problem.dt);
    let most = body.graph.float(NORM);
    let parts = body.graph.div(whole, most);
    let parts = body.graph.unary(crate::kernel::UnaryOp::Ceil, parts);
    let bound = body.graph.float(MOST_PARTS);
    let fits = body.graph.le(parts, bound);
    let one = body.graph.float(1.0);
    let parts = body.graph.binary(BinaryOp::Max, parts, one);
    (parts, fits)
}

/// `A x + b` of the states, or `A x` of other values; nothing where a variable rests.
fn slopes(
    system: &System<'_, '_>,
    body: &mut Body<'_, '_>,
    members: &[usize],
    values: Option<&[Option<Value>]>,
) -> Vec<Option<Value>> {
    let row = |&i: &usize| {
        let mut slope = if values.is_none() { system.rows[i].constant } else { None };
        for (l, &j) in members.iter().enumerate() {
            let x = values.map_or(Some(system.states[j]), |values| values[l]);
            let term = system.entry(i, j).zip(x).map(|(factor, x)| body.graph.mul(factor, x));
            slope = sum(body, slope, term);
        }
        match system.problem.free {
            Some(free) if system.rests(i) => slope.map(|slope| {
                let zero = body.graph.float(0.0);
                body.graph.select(free, slope, zero)
            }),
            _ => slope,
        }
    };
    members.iter().map(row).collect()
}
