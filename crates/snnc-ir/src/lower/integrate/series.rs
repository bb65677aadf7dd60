//! The matrix exponential of coefficients that differ between neurons, computed in the kernel.
//!
//! Scaling and squaring, as in [`expm`](super::expm). What is squared is the
//! exponential less one: `e^2M − 1 = 2(e^M − 1) + (e^M − 1)²` keeps the accuracy of a small step, which would drown
//! in the one.

use super::system::System;
use crate::kernel::{BinaryOp, Value};
use crate::lower::body::Body;

/// For how many equations a step is advanced so. Beyond, a kernel would have tens of thousands of instructions.
pub(super) const MOST_EQUATIONS: usize = 6;
/// For how many equations any interval is advanced so.
pub(super) const MOST_OVER_ANY_INTERVAL: usize = 12;

/// How often a time step is halved; an interval whose length is not known beforehand, as often as it needs.
const HALVINGS: i32 = 10;
/// How often such an interval is halved at most.
const MOST_HALVINGS: i32 = 40;
/// The largest norm for which the series is summed: (1/8)^11/12! is below rounding.
const MOST_NORM: f64 = 0.125;
const TERMS: i32 = 11;

/// `n` rows of `n + 1` entries, the last for the input; `None` is 0.
type Matrix = Vec<Vec<Option<Value>>>;

/// The values of a part after a step in which some of its variables rest. They are NaN if a time constant is below a hundredth
/// of a time step, so that this is found.
pub(super) fn advance(
    system: &System<'_, '_>,
    body: &mut Body<'_, '_>,
    part: &[usize],
    rests: &[bool],
) -> Vec<Value> {
    let row = |(&i, rests): (&usize, &bool)| {
        let entries = part.iter().map(|&j| system.entry(i, j)).chain([system.rows[i].constant]);
        entries.map(|entry| entry.filter(|_| !rests)).collect::<Vec<_>>()
    };
    let matrix: Matrix = part.iter().zip(rests).map(row).collect();
    let halved = halve(body, &matrix, system.problem.dt);
    let gain = exponential_less_one(body, &matrix, &halved);
    let mut advanced = Vec::new();
    for ((&i, row), rests) in part.iter().zip(gain).zip(rests) {
        let x = system.states[i];
        if *rests {
            advanced.push(x);
            continue;
        }
        let mut change = row[part.len()];
        for (&j, entry) in part.iter().zip(&row) {
            let effect = entry.map(|entry| body.graph.mul(entry, system.states[j]));
            change = sum(body, change, effect);
        }
        let next = change.map_or(x, |change| body.graph.add(x, change));
        let nan = body.graph.float(f64::NAN);
        advanced.push(body.graph.select(halved.fits, next, nan));
    }
    advanced
}

/// An interval, halved until its series can be summed.
struct Halved {
    /// Its length.
    length: Value,
    /// For each halving, whether it was done; `None`: in all neurons.
    done: Vec<Option<Value>>,
    /// Whether it is short enough now.
    fits: Value,
}

fn halve(body: &mut Body<'_, '_>, matrix: &Matrix, dt: Value) -> Halved {
    let norm = norm(body, matrix);
    let mut ratio = body.graph.mul(norm, dt);
    let most = body.graph.float(MOST_NORM);
    if let Some(dt) = body.known_float(dt) {
        let part = 1.0 / f64::from(1 << HALVINGS);
        let (length, part) = (body.graph.float(dt * part), body.graph.float(part));
        ratio = body.graph.mul(ratio, part);
        let fits = body.graph.le(ratio, most);
        return Halved { length, done: vec![None; HALVINGS as usize], fits };
    }
    let (half, mut length) = (body.graph.float(0.5), dt);
    let halve = |_| {
        let long = body.graph.gt(ratio, most);
        for value in [&mut ratio, &mut length] {
            let halved = body.graph.mul(*value, half);
            *value = body.graph.select(long, halved, *value);
        }
        Some(long)
    };
    let done = (0..MOST_HALVINGS).map(halve).collect();
    let fits = body.graph.le(ratio, most);
    Halved { length, done, fits }
}

/// The largest sum of magnitudes in a row, inputs left out; NaN if there is one.
pub(super) fn norm(body: &mut Body<'_, '_>, matrix: &Matrix) -> Value {
    let mut norm = body.graph.float(0.0);
    for row in matrix {
        let size = |entry: &Option<Value>| entry.map(|entry| body.graph.abs(entry));
        let sizes: Vec<_> = row[..row.len() - 1].iter().map(size).collect();
        if let Some(size) = sizes.into_iter().fold(None, |total, size| sum(body, total, size)) {
            norm = body.extreme(BinaryOp::Max, norm, size);
        }
    }
    norm
}

/// `e^(matrix*dt) − 1`
fn exponential_less_one(body: &mut Body<'_, '_>, matrix: &Matrix, halved: &Halved) -> Matrix {
    let m = scaled(body, matrix, halved.length);
    // m + m²/2! + m³/3! + …, from the inside.
    let mut gain: Matrix = m.iter().map(|row| vec![None; row.len()]).collect();
    for k in (1..=TERMS).rev() {
        let product = product(body, &m, &gain);
        let series = total(body, &m, &product);
        let part = body.graph.float(1.0 / f64::from(k));
        gain = scaled(body, &series, part);
    }
    let two = body.graph.float(2.0);
    for done in &halved.done {
        let square = product(body, &gain, &gain);
        let double = scaled(body, &gain, two);
        let whole = total(body, &double, &square);
        gain = match done {
            Some(done) => chosen(body, *done, &whole, &gain),
            None => whole,
        };
    }
    gain
}

fn chosen(body: &mut Body<'_, '_>, condition: Value, a: &Matrix, b: &Matrix) -> Matrix {
    let zero = body.graph.float(0.0);
    let mut entry = |(a, b): (&Option<Value>, &Option<Value>)| {
        // What is nothing squared is nothing before too.
        a.map(|a| body.graph.select(condition, a, b.unwrap_or(zero)))
    };
    a.iter().zip(b).map(|(a, b)| a.iter().zip(b).map(&mut entry).collect()).collect()
}

fn scaled(body: &mut Body<'_, '_>, matrix: &Matrix, factor: Value) -> Matrix {
    let mut scale = |entry: &Option<Value>| entry.map(|entry| body.graph.mul(entry, factor));
    matrix.iter().map(|row| row.iter().map(&mut scale).collect()).collect()
}

fn total(body: &mut Body<'_, '_>, a: &Matrix, b: &Matrix) -> Matrix {
    let mut add = |(a, b): (&Option<Value>, &Option<Value>)| sum(body, *a, *b);
    a.iter().zip(b).map(|(a, b)| a.iter().zip(b).map(&mut add).collect()).collect()
}

/// Of two matrices below which stands a row of zeros.
fn product(body: &mut Body<'_, '_>, a: &Matrix, b: &Matrix) -> Matrix {
    let mut entry = |row: &[Option<Value>], column: usize| {
        row.iter().zip(b).fold(None, |total, (left, right)| {
            let term = left.zip(right[column]).map(|(left, right)| body.graph.mul(left, right));
            sum(body, total, term)
        })
    };
    a.iter().map(|row| (0..row.len()).map(|column| entry(row, column)).collect()).collect()
}

/// The sum of two values of which either may be 0.
pub(super) fn sum(body: &mut Body<'_, '_>, a: Option<Value>, b: Option<Value>) -> Option<Value> {
    match (a, b) {
        (Some(a), Some(b)) => Some(body.graph.add(a, b)),
        (a, b) => a.or(b),
    }
}
