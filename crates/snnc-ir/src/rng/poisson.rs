//! Poisson numbers.

use super::density::log_poisson;
use super::draw::LANES;
use super::inversion::{FEW, Terms, TermsOfEach, count, count_alike, count_each};
use super::words::{uniform_word, words};
use super::{Draw, Stream, StreamKey, uniform};
use crate::math::widest::for_widest_vectors;
use crate::math::{Arith, Function, Scalar};

/// A Poisson number with mean `lambda`.
///
/// The distribution is exact but for the rounding of floats: by inversion of the address's [`uniform`] number for
/// small means, else by transformed rejection (PTRS, Hörmann 1993, doi:10.1016/0167-6687(93)90997-4). It is 0 if
/// `lambda` is not positive, NaN included, and the largest integer if `lambda` is far beyond the integers.
pub fn poisson(draw: Draw, lambda: f64) -> i64 {
    if lambda >= FEW { many(draw, lambda) } else { count(uniform(draw), terms(lambda)) }
}

/// The [`poisson`] numbers of the elements from `first_element` on; the means are one for each, or one for all.
pub fn fill_poisson(
    key: StreamKey,
    step: u64,
    epoch: u16,
    first_element: u64,
    lambda: &[f64],
    out: &mut [i64],
) {
    let first = Draw { key, step, epoch, element: first_element };
    match *lambda {
        [lambda] if lambda >= FEW => {
            for (draw, out) in first.following().zip(out) {
                *out = many(draw, lambda);
            }
        }
        [lambda] => alike(first, terms(lambda), out),
        _ => each(first, lambda, out),
    }
}

for_widest_vectors! {
    fn alike(first: Draw, terms: Terms, out: &mut [i64]) {
        let mut counts = [0; LANES];
        for (first, range) in words(first, out.len()) {
            let out = &mut out[range];
            count_alike(&uniform_word(first, out.len()), terms, &mut counts);
            out.copy_from_slice(&counts[..out.len()]);
        }
    }

    fn each(first: Draw, lambda: &[f64], out: &mut [i64]) {
        for (first, range) in words(first, out.len()) {
            let (mut means, mut counts) = ([0.0; LANES], [0; LANES]);
            let (lambda, out) = (&lambda[range.clone()], &mut out[range]);
            let uniforms = uniform_word(first, out.len());
            if lambda[0] < FEW && lambda.iter().all(|it| *it == lambda[0]) {
                // As in a stretch of neurons of one kind.
                count_alike(&uniforms, terms(lambda[0]), &mut counts);
            } else {
                means[..out.len()].copy_from_slice(lambda);
                from_uniforms(first, &uniforms, &means, &mut counts);
            }
            out.copy_from_slice(&counts[..out.len()]);
        }
    }
}

#[inline(always)]
fn from_uniforms(first: Draw, uniforms: &[f64; LANES], lambda: &[f64; LANES], out: &mut [i64; LANES]) {
    let mut terms = TermsOfEach::NOTHING;
    let mut minus = [0.0; LANES];
    let mut any_many = false;
    for i in 0..LANES {
        let few = if lambda[i] > 0.0 && lambda[i] < FEW { lambda[i] } else { 0.0 };
        any_many |= lambda[i] >= FEW;
        minus[i] = -few;
        terms.b[i] = few;
    }
    Function::Exp.eval_block(&[&minus], &mut terms.zero);
    count_each(uniforms, &terms, out);
    if any_many {
        for ((draw, &lambda), out) in first.following().zip(lambda).zip(out) {
            if lambda >= FEW {
                *out = many(draw, lambda);
            }
        }
    }
}

/// Of a mean below [`FEW`].
fn terms(lambda: f64) -> Terms {
    let lambda = if lambda > 0.0 { lambda } else { 0.0 };
    Terms { zero: Function::Exp.eval(&[-lambda]), a: 0.0, b: lambda }
}

/// Of a mean from [`FEW`] on.
fn many(draw: Draw, lambda: f64) -> i64 {
    if lambda >= i64::MAX as f64 { i64::MAX } else { by_rejection(&mut Stream::new(draw), lambda) }
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
