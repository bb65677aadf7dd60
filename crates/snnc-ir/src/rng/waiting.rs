//! Waiting times for consecutive elements: exponential and geometric numbers, for samplers that go through a range from
//! one chosen place to the next.

use super::box_muller::minus_two_log;
use super::{StreamKey, fill_uniform};
use crate::math::widest::for_widest_vectors;
use crate::math::{Arith, Function, Scalar};

/// Elements per pass: few enough that they stay in the fastest cache.
const CHUNK: usize = 512;

/// Exponential numbers with mean 1, of the elements from `first_element` on.
pub fn fill_exponential(key: StreamKey, step: u64, first_element: u64, out: &mut [f64]) {
    for (first, out) in (first_element..).step_by(CHUNK).zip(out.chunks_mut(CHUNK)) {
        fill_uniform(key, step, 0, first, out);
        exponential(out);
    }
}

/// How many trials that succeed with one probability fail before the next success.
#[derive(Debug, Clone, Copy)]
pub struct Geometric {
    /// -1/log(1 - p), by which exponential numbers are scaled.
    scale: f64,
}

impl Geometric {
    /// With a probability of success between 0 and 1, both excluded.
    pub fn new(p: f64) -> Self {
        Self { scale: -1.0 / Function::Log1p.eval(&[-p]) }
    }

    /// The numbers of the elements from `first_element` on; [`u32::MAX`] where there are more failures.
    pub fn fill(self, key: StreamKey, step: u64, first_element: u64, out: &mut [u32]) {
        let mut times = [0.0; CHUNK];
        for (first, out) in (first_element..).step_by(CHUNK).zip(out.chunks_mut(CHUNK)) {
            let times = &mut times[..out.len()];
            fill_uniform(key, step, 0, first, times);
            geometric(times, self.scale, out);
        }
    }
}

for_widest_vectors! {
    /// From uniform numbers to exponential ones.
    fn exponential(numbers: &mut [f64]) {
        for number in numbers {
            *number = waiting_time(*number);
        }
    }

    /// From uniform numbers to geometric ones.
    fn geometric(uniform: &[f64], scale: f64, out: &mut [u32]) {
        for (out, uniform) in out.iter_mut().zip(uniform) {
            *out = whole(waiting_time(*uniform) * scale);
        }
    }
}

/// From a uniform number in [0, 1) to an exponential one.
#[inline(always)]
fn waiting_time(uniform: f64) -> f64 {
    // The logarithm of what lies in (0, 1] is finite.
    0.5 * minus_two_log(1.0 - uniform)
}

/// A number that is not negative, rounded down, and at most the largest integer. Vector units have no such conversion on most
/// machines: here the integer is what is left at the low end of a float once 2⁵² has been added.
#[inline(always)]
fn whole(x: f64) -> u32 {
    const LARGE: f64 = 4_503_599_627_370_496.0;
    let most = f64::from(u32::MAX);
    let x = if x < most { x } else { most };
    (Scalar.floor(x) + LARGE).to_bits() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_times_have_the_right_mean_and_spread() {
        let key = StreamKey::new(1, "waiting");
        let mut times = vec![0.0; 100_001];
        fill_exponential(key, 3, 0, &mut times);
        let mean = times.iter().sum::<f64>() / times.len() as f64;
        let variance = times.iter().map(|t| (t - mean) * (t - mean)).sum::<f64>() / times.len() as f64;
        assert!((mean - 1.0).abs() < 0.015 && (variance - 1.0).abs() < 0.05, "{mean} {variance}");
        assert!(times.iter().all(|time| *time >= 0.0));
    }

    #[test]
    fn failures_have_the_right_mean() {
        let key = StreamKey::new(1, "failures");
        for p in [0.9, 0.5, 0.02, 1e-5] {
            let mut failures = vec![0; 100_000];
            Geometric::new(p).fill(key, 0, 0, &mut failures);
            let mean = failures.iter().map(|n| f64::from(*n)).sum::<f64>() / 1e5;
            let (expected, spread) = ((1.0 - p) / p, (1.0 - p).sqrt() / p / 1e5f64.sqrt());
            assert!((mean - expected).abs() < 4.0 * spread, "{p}: {mean} is not {expected}");
        }
        let mut failures = vec![0; 4];
        Geometric::new(1e-15).fill(key, 0, 0, &mut failures);
        assert_eq!(failures, [u32::MAX; 4]);
    }

    #[test]
    fn a_block_begins_anywhere() {
        let key = StreamKey::new(1, "anywhere");
        let mut all = vec![0.0; 1077];
        fill_exponential(key, 0, 0, &mut all);
        let mut some = vec![0.0; 9];
        fill_exponential(key, 0, 21, &mut some);
        assert_eq!(all[21..30], some);
    }
}
