//! The matrix exponential of coefficients that differ between neurons, computed in the kernel.
//!
//! Scaling and squaring, as in [`expm`](super::expm), with a fixed number of halvings. What is squared is the
//! exponential less one: `e^2M − 1 = 2(e^M − 1) + (e^M − 1)²` keeps the accuracy of a small step, which would drown
//! in the one.

use super::system::System;
use crate::kernel::Value;
use crate::lower::body::Body;

/// Beyond, a kernel would have tens of thousands of instructions.
pub(super) const MOST_EQUATIONS: usize = 6;

const HALVINGS: i32 = 10;
/// Up to this norm, a step halved so often has at most 1/8, for which (1/8)^11/12! is below rounding.
const MOST_NORM: f64 = 128.0;
const TERMS: i32 = 11;

/// `n` rows of `n + 1` entries, the last for the input; `None` is 0.
type Matrix = Vec<Vec<Option<Value>>>;

/// The values of a part after a step in which some of its variables rest. They are NaN if a time constant is below a hundredth
/// of the step, so that this is found.
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
    let fits = fits(body, &matrix);
    let gain = exponential_less_one(body, &matrix);
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
        advanced.push(body.graph.select(fits, next, nan));
    }
    advanced
}

/// Whether the halved steps are small enough.
fn fits(body: &mut Body<'_, '_>, matrix: &Matrix) -> Value {
    let bound = body.graph.float(MOST_NORM / body.cx.model.settings.dt);
    let mut fits = body.graph.bool(true);
    for row in matrix {
        let mut norm = None;
        for entry in &row[..row.len() - 1] {
            let size = entry.map(|entry| body.graph.abs(entry));
            norm = sum(body, norm, size);
        }
        if let Some(norm) = norm {
            let small = body.graph.le(norm, bound);
            fits = body.graph.and(fits, small);
        }
    }
    fits
}

/// `e^(matrix*dt) − 1`
fn exponential_less_one(body: &mut Body<'_, '_>, matrix: &Matrix) -> Matrix {
    let step = body.cx.model.settings.dt / f64::from(1 << HALVINGS);
    let m = scaled(body, matrix, step);
    // m + m²/2! + m³/3! + …, from the inside.
    let mut gain: Matrix = m.iter().map(|row| vec![None; row.len()]).collect();
    for k in (1..=TERMS).rev() {
        let product = product(body, &m, &gain);
        let series = total(body, &m, &product);
        gain = scaled(body, &series, 1.0 / f64::from(k));
    }
    for _ in 0..HALVINGS {
        let square = product(body, &gain, &gain);
        let double = scaled(body, &gain, 2.0);
        gain = total(body, &double, &square);
    }
    gain
}

fn scaled(body: &mut Body<'_, '_>, matrix: &Matrix, factor: f64) -> Matrix {
    let factor = body.graph.float(factor);
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

fn sum(body: &mut Body<'_, '_>, a: Option<Value>, b: Option<Value>) -> Option<Value> {
    match (a, b) {
        (Some(a), Some(b)) => Some(body.graph.add(a, b)),
        (a, b) => a.or(b),
    }
}
