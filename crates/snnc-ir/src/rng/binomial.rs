//! Binomial numbers.

use super::density::log_binomial;
use super::draw::LANES;
use super::inversion::{FEW, Terms, TermsOfEach, count, count_alike, count_each};
use super::words::{uniform_word, words};
use super::{Draw, Stream, StreamKey, uniform};
use crate::math::widest::for_widest_vectors;
use crate::math::{Arith, Function, Scalar};

/// The number of successes in `n` trials that succeed with probability `p`.
///
/// The distribution is exact but for the rounding of floats: by inversion of the address's [`uniform`] number for
/// small means, else by transformed rejection (BTRS, Hörmann 1993, doi:10.1080/00949659308811496). It is 0 if `n`
/// or `p` is not positive, NaN included, and `n` if `p` is 1 or above.
pub fn binomial(draw: Draw, n: i64, p: f64) -> i64 {
    let trials = Trials::new(n, p);
    if trials.are_many() {
        return trials.many(draw);
    }
    trials.outcome(count(uniform(draw), trials.terms()))
}

/// The [`binomial`] numbers of the elements from `first_element` on; the parameters are one pair for each, or one for
/// all.
pub fn fill_binomial(
    key: StreamKey,
    step: u64,
    epoch: u16,
    first_element: u64,
    (n, p): (&[i64], &[f64]),
    out: &mut [i64],
) {
    let first = Draw { key, step, epoch, element: first_element };
    let (&[n], &[p]) = (n, p) else { return each(first, n, p, out) };
    let trials = Trials::new(n, p);
    if trials.are_many() {
        for (draw, out) in first.following().zip(out) {
            *out = trials.many(draw);
        }
    } else {
        alike(first, trials, trials.terms(), out);
    }
}

for_widest_vectors! {
    fn alike(first: Draw, trials: Trials, terms: Terms, out: &mut [i64]) {
        let mut counts = [0; LANES];
        for (first, range) in words(first, out.len()) {
            let out = &mut out[range];
            count_alike(&uniform_word(first, out.len()), terms, &mut counts);
            for (out, &count) in out.iter_mut().zip(&counts) {
                *out = trials.outcome(count);
            }
        }
    }

    fn each(first: Draw, n: &[i64], p: &[f64], out: &mut [i64]) {
        for (first, range) in words(first, out.len()) {
            let (mut trials, mut chances, mut counts) = ([0; LANES], [0.0; LANES], [0; LANES]);
            let (n, p, out) = (&n[range.clone()], &p[range.clone()], &mut out[range]);
            let uniforms = uniform_word(first, out.len());
            let of_first = Trials::new(n[0], p[0]);
            let alike = n.iter().all(|it| *it == n[0]) && p.iter().all(|it| *it == p[0]);
            if alike && !of_first.are_many() {
                // As in a stretch of neurons of one kind.
                count_alike(&uniforms, of_first.terms(), &mut counts);
                for count in &mut counts {
                    *count = of_first.outcome(*count);
                }
            } else {
                trials[..out.len()].copy_from_slice(n);
                chances[..out.len()].copy_from_slice(p);
                from_uniforms(first, &uniforms, (&trials, &chances), &mut counts);
            }
            out.copy_from_slice(&counts[..out.len()]);
        }
    }
}

#[inline(always)]
fn from_uniforms(
    first: Draw,
    uniforms: &[f64; LANES],
    (n, p): (&[i64; LANES], &[f64; LANES]),
    out: &mut [i64; LANES],
) {
    let mut trials = [Trials { n: 0, p: 0.0, failures: false }; LANES];
    for i in 0..LANES {
        trials[i] = Trials::new(n[i], p[i]);
    }
    count_each(uniforms, &terms_of_each(&trials), out);
    for ((draw, trials), out) in first.following().zip(&trials).zip(out) {
        *out = if trials.are_many() { trials.many(draw) } else { trials.outcome(*out) };
    }
}

/// Trials, of which the rarer outcome is counted.
#[derive(Debug, Clone, Copy)]
struct Trials {
    n: i64,
    /// At most ½; 0 if the outcome is certain.
    p: f64,
    /// Whether it is the failures that are counted.
    failures: bool,
}

impl Trials {
    #[inline(always)]
    fn new(n: i64, p: f64) -> Self {
        let n = n.max(0);
        let failures = p > 0.5;
        let rarer = if failures { 1.0 - p } else { p };
        Self { n, p: if rarer > 0.0 { rarer } else { 0.0 }, failures }
    }

    /// Whether they are too many to count up from 0.
    #[inline(always)]
    fn are_many(&self) -> bool {
        self.n as f64 * self.p >= FEW
    }

    /// The odds, and the logarithm of the probability of 0 from the logarithm of 1 - p.
    #[inline(always)]
    fn odds(&self) -> f64 {
        self.p / (1.0 - self.p)
    }

    fn terms(&self) -> Terms {
        let n = self.n as f64;
        let zero = Function::Exp.eval(&[n * Function::Log1p.eval(&[-self.p])]);
        Terms { zero, a: -self.odds(), b: (n + 1.0) * self.odds() }
    }

    /// The successes, from what is counted.
    #[inline(always)]
    fn outcome(&self, count: i64) -> i64 {
        let count = count.min(self.n);
        if self.failures { self.n - count } else { count }
    }

    fn many(&self, draw: Draw) -> i64 {
        let k = by_rejection(&mut Stream::new(draw), self.n as f64, self.p, 1.0 - self.p);
        // As a float, n may have been rounded up.
        self.outcome(k as i64)
    }
}

/// The terms of trials of which there are not too many.
#[inline(always)]
fn terms_of_each(trials: &[Trials; LANES]) -> TermsOfEach {
    let mut terms = TermsOfEach::NOTHING;
    let (mut minus, mut logs) = ([0.0; LANES], [0.0; LANES]);
    for (minus, trials) in minus.iter_mut().zip(trials) {
        *minus = if trials.are_many() { 0.0 } else { -trials.p };
    }
    Function::Log1p.eval_block(&[&minus], &mut logs);
    for (i, trials) in trials.iter().enumerate() {
        let n = trials.n as f64;
        let odds = if trials.are_many() { 0.0 } else { trials.odds() };
        logs[i] *= n;
        terms.a[i] = -odds;
        terms.b[i] = (n + 1.0) * odds;
    }
    Function::Exp.eval_block(&[&logs], &mut terms.zero);
    terms
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
