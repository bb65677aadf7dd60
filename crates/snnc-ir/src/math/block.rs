//! Evaluation on this machine, with the widest vectors it has.

use super::widest::for_widest_vectors;
use super::{Function, Lane, Scalar};

/// Elements per pass of the vectorised loop. After each, the elements that need a slow path are looked for.
const CHUNK: usize = 256;

for_widest_vectors! {
    /// Evaluate for one element: on new machines, fma and rounding are instructions instead of calls.
    pub(super) fn eval(function: Function, x: f64, y: f64) -> f64 {
        function.emit(&mut Scalar, &[x, y])
    }

    /// Evaluate for slices; `y` is not looked at by functions of one argument.
    pub(super) fn eval_block(function: Function, x: &[f64], y: &[f64], out: &mut [f64]) {
        for ((x, y), out) in x.chunks(CHUNK).zip(y.chunks(CHUNK)).zip(out.chunks_mut(CHUNK)) {
            if chunk(function, x, y, out) {
                for ((&x, &y), out) in x.iter().zip(y).zip(out) {
                    *out = eval(function, x, y);
                }
            }
        }
    }
}

/// Evaluate in a loop that the compiler can vectorise; true if the elements have to be done over.
#[inline(always)]
fn chunk(function: Function, x: &[f64], y: &[f64], out: &mut [f64]) -> bool {
    // The function is chosen outside of the loop, so that each has a loop of its own.
    macro_rules! choose {
        ($($name:ident)*) => {
            match function {
                $(Function::$name => {
                    map(x, y, out, #[inline(always)] |lane, x, y| Function::$name.emit(lane, &[x, y]))
                })*
            }
        };
    }
    choose!(Exp Expm1 Exprel Bernoulli Log Log10 Log1p Sin Cos Tan Arcsin Arccos Arctan Sinh Cosh Tanh Pow FloorMod)
}

#[inline(always)]
fn map(x: &[f64], y: &[f64], out: &mut [f64], f: impl Fn(&mut Lane, f64, f64) -> f64) -> bool {
    // One length, checked once: a loop with several ways to end is not vectorised.
    let length = x.len().min(y.len()).min(out.len());
    let (x, y, out) = (&x[..length], &y[..length], &mut out[..length]);
    let mut wants_scalar = false;
    for i in 0..length {
        let mut lane = Lane::default();
        out[i] = f(&mut lane, x[i], y[i]);
        wants_scalar |= lane.wants_scalar;
    }
    wants_scalar
}
