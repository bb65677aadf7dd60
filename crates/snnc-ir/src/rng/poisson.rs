//! Poisson numbers.

use super::density::log_poisson;
use super::{Draw, Stream};
use crate::math::{Arith, Function, Scalar};

/// Below this mean, counting up from 0 is faster than rejection.
const FEW: f64 = 10.0;

/// A Poisson number with mean `lambda`.
///
/// The distribution is exact but for the rounding of floats: by inversion for small means, else by transformed
/// rejection (PTRS, Hörmann 1993, doi:10.1016/0167-6687(93)90997-4). It is 0 if `lambda` is not positive, NaN
/// included, and the largest integer if `lambda` is far beyond the integers.
pub fn poisson(draw: Draw, lambda: f64) -> i64 {
    if lambda.is_nan() || lambda <= 0.0 {
        return 0;
    }
    if lambda >= i64::MAX as f64 {
        return i64::MAX;
    }
    let mut stream = Stream::new(draw);
    if lambda < FEW { by_inversion(&mut stream, lambda) } else { by_rejection(&mut stream, lambda) }
}

fn by_inversion(stream: &mut Stream, lambda: f64) -> i64 {
    let mut rest = stream.uniform();
    let mut probability = Function::Exp.eval(&[-lambda]);
    let mut k = 0;
    // What is left when the probabilities have become too small to matter is a rounding error.
    while rest >= probability && k < 200 {
        rest -= probability;
        k += 1;
        probability *= lambda / k as f64;
    }
    k
}

fn by_rejection(stream: &mut Stream, lambda: f64) -> i64 {
    let b = 0.931 + 2.53 * Scalar.sqrt(lambda);
    let a = -0.059 + 0.02483 * b;
    let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    let squeeze = 0.9277 - 3.6224 / (b - 2.0);
    loop {
        let u = stream.uniform() - 0.5;
        let v = stream.uniform();
        let margin = 0.5 - u.abs();
        let k = Scalar.floor((2.0 * a / margin + b) * u + lambda + 0.43);
        if margin >= 0.07 && v <= squeeze {
            return k as i64;
        }
        // An infinite k comes with a margin of 0.
        if k < 0.0 || (margin < 0.013 && v > margin) {
            continue;
        }
        let height = v * inverse_alpha / (a / (margin * margin) + b);
        if Function::Log.eval(&[height]) <= log_poisson(k, lambda) {
            return k as i64;
        }
    }
}
