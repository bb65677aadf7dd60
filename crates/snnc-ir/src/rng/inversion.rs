//! Counting numbers from uniform ones: how many of the cumulative probabilities a uniform number reaches.
//!
//! The probabilities of Poisson and binomial numbers follow from one another by p(j) = p(j - 1) (a + b/j) (Panjer
//! 1981, doi:10.1017/S0515036100006796), so that one loop does for both.

use super::draw::LANES;
use crate::math::widest::for_widest_vectors;

/// Means below this are small enough to count up from 0.
pub(super) const FEW: f64 = 32.0;

/// Probabilities below are not looked at: what is left of 1 when they have become so small is a rounding error. It is
/// below the probability of 0 wherever the mean is below [`FEW`] (of binomial numbers, with at most even odds).
const NEGLIGIBLE: f64 = 1.0 / (1_u128 << 70) as f64;

/// 1/j, as far as numbers with small means go.
const INVERSES: [f64; 128] = {
    let mut inverses = [0.0; 128];
    let mut j = 1;
    while j < 128 {
        inverses[j] = 1.0 / j as f64;
        j += 1;
    }
    inverses
};

/// What the probabilities of a distribution follow from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms {
    /// p(0)
    pub(super) zero: f64,
    pub(super) a: f64,
    pub(super) b: f64,
}

/// The same for each lane of a word.
#[derive(Debug)]
pub(super) struct TermsOfEach {
    pub(super) zero: [f64; LANES],
    pub(super) a: [f64; LANES],
    pub(super) b: [f64; LANES],
}

impl TermsOfEach {
    /// All of them are 0 all the time.
    pub(super) const NOTHING: Self = Self { zero: [1.0; LANES], a: [0.0; LANES], b: [0.0; LANES] };
}

/// p(j) from p(j - 1)
#[inline(always)]
fn next(p: f64, j: usize, a: f64, b: f64) -> f64 {
    p * b.mul_add(INVERSES[j], a)
}

for_widest_vectors! {
    /// The number that belongs to a uniform one.
    pub(super) fn count(u: f64, terms: Terms) -> i64 {
        let Terms { zero: mut p, a, b } = terms;
        let mut cumulative = p;
        let mut j = 0;
        while u >= cumulative && p >= NEGLIGIBLE {
            j += 1;
            if j == INVERSES.len() {
                break;
            }
            p = next(p, j, a, b);
            cumulative += p;
        }
        j as i64
    }
}

/// The numbers of a word of lanes, from uniform ones, of one distribution.
#[inline(always)]
pub(super) fn count_alike(uniform: &[f64; LANES], terms: Terms, out: &mut [i64; LANES]) {
    let Terms { zero: mut p, a, b } = terms;
    let mut cumulative = p;
    // Floats that are not negative are in order as their bits are, of which the least is found in any order.
    let least = f64::from_bits(uniform.iter().fold(u64::MAX, |least, u| least.min(u.to_bits())));
    let mut j = 0;
    // What all of them reach is counted once.
    while least >= cumulative && p >= NEGLIGIBLE && j + 1 < INVERSES.len() {
        j += 1;
        p = next(p, j, a, b);
        cumulative += p;
    }
    *out = [j as i64; LANES];
    while p >= NEGLIGIBLE {
        let mut any = 0;
        for (out, &u) in out.iter_mut().zip(uniform) {
            let reached = i64::from(u >= cumulative);
            *out += reached;
            any |= reached;
        }
        j += 1;
        if any == 0 || j == INVERSES.len() {
            break;
        }
        p = next(p, j, a, b);
        cumulative += p;
    }
}

/// The same, of a distribution for each lane.
#[inline(always)]
pub(super) fn count_each(uniform: &[f64; LANES], terms: &TermsOfEach, out: &mut [i64; LANES]) {
    let mut p = terms.zero;
    let mut cumulative = p;
    *out = [0; LANES];
    for j in 1..=INVERSES.len() {
        let mut any = 0;
        for i in 0..LANES {
            // Once below, always below: cumulative probabilities do not fall, and small ones do not rise.
            let reached = i64::from(uniform[i] >= cumulative[i] && p[i] >= NEGLIGIBLE);
            out[i] += reached;
            any |= reached;
        }
        if any == 0 || j == INVERSES.len() {
            break;
        }
        for i in 0..LANES {
            p[i] = next(p[i], j, terms.a[i], terms.b[i]);
            cumulative[i] += p[i];
        }
    }
}
