//! Binomial numbers.

use super::density::log_binomial;
use super::{Draw, Stream};
use crate::math::{Arith, Function, Scalar};

/// Below this mean, counting up from 0 is faster than rejection.
const FEW: f64 = 10.0;

/// The number of successes in `n` trials that succeed with probability `p`.
///
/// The distribution is exact but for the rounding of floats: by inversion for small means, else by transformed
/// rejection (BTRS, Hörmann 1993, doi:10.1080/00949659308811496). It is 0 if `n` or `p` is not positive, NaN
/// included, and `n` if `p` is 1 or above.
pub fn binomial(draw: Draw, n: i64, p: f64) -> i64 {
    if n <= 0 || p.is_nan() || p <= 0.0 {
        return 0;
    }
    if p >= 1.0 {
        return n;
    }
    let mut stream = Stream::new(draw);
    // Count the rarer outcome.
    if p <= 0.5 { rare(&mut stream, n, p, 1.0 - p) } else { n - rare(&mut stream, n, 1.0 - p, p) }
}

/// For p ≤ ½ and q = 1 - p.
fn rare(stream: &mut Stream, n: i64, p: f64, q: f64) -> i64 {
    let trials = n as f64;
    let k = if trials * p < FEW {
        by_inversion(stream, trials, p, q)
    } else {
        by_rejection(stream, trials, p, q)
    };
    // As a float, n may have been rounded up.
    (k as i64).min(n)
}

fn by_inversion(stream: &mut Stream, n: f64, p: f64, q: f64) -> f64 {
    let mut rest = stream.uniform();
    let mut probability = Function::Exp.eval(&[n * Function::Log1p.eval(&[-p])]);
    let odds = p / q;
    let mut k = 0.0;
    // What is left when the probabilities have become too small to matter is a rounding error.
    while rest >= probability && k < n && k < 200.0 {
        rest -= probability;
        k += 1.0;
        probability *= (n - k + 1.0) / k * odds;
    }
    k
}

fn by_rejection(stream: &mut Stream, n: f64, p: f64, q: f64) -> f64 {
    let deviation = Scalar.sqrt(n * p * q);
    let b = 1.15 + 2.53 * deviation;
    let a = -0.0873 + 0.0248 * b + 0.01 * p;
    let centre = n * p + 0.5;
    let alpha = (2.83 + 5.1 / b) * deviation;
    let squeeze = 0.92 - 4.2 / b;
    let mode = Scalar.floor((n + 1.0) * p);
    let log_peak = log_binomial(mode, n, p, q);
    loop {
        let u = stream.uniform() - 0.5;
        let v = stream.uniform();
        let margin = 0.5 - u.abs();
        let k = Scalar.floor((2.0 * a / margin + b) * u + centre);
        if k < 0.0 || k > n {
            continue;
        }
        if margin >= 0.07 && v <= squeeze {
            return k;
        }
        let height = v * alpha / (a / (margin * margin) + b);
        if Function::Log.eval(&[height]) <= log_binomial(k, n, p, q) - log_peak {
            return k;
        }
    }
}
