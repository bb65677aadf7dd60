//! Samples over time, as a page holds them.

use super::encode;
use serde::Serialize;

/// How many values are read at a time, roughly.
pub(super) const PIECE: usize = 1 << 16;

/// Times of samples, in seconds.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Times {
    /// Evenly spaced.
    Even {
        /// The first.
        start: f64,
        /// From one to the next.
        step: f64,
        /// How many.
        count: usize,
    },
    /// One by one.
    Listed {
        /// [`encode::doubles`].
        times: String,
        /// How many.
        count: usize,
    },
}

impl Times {
    /// The first time of every `width` ones.
    pub(super) fn of(times: &[f64], width: usize) -> Times {
        let times: Vec<f64> = times.iter().step_by(width).copied().collect();
        let count = times.len();
        if let [start, .., last] = times[..] {
            let step = (last - start) / (count - 1) as f64;
            let even = |(k, time): (usize, &f64)| (start + k as f64 * step - time).abs() < 1e-3 * step;
            if times.iter().enumerate().all(even) {
                return Times::Even { start, step, count };
            }
        }
        Times::Listed { times: encode::doubles(&times), count }
    }
}

/// The lowest and the highest of the values, of those that are finite.
pub(super) fn extent(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values.into_iter().filter(|value| value.is_finite()).fold(None, |extent, value| match extent {
        None => Some((value, value)),
        Some((low, high)) => Some((f64::min(low, value), f64::max(high, value))),
    })
}

/// The mean of the values that are finite, or NaN.
pub(super) fn mean(values: &[f64]) -> f64 {
    let finite = values.iter().filter(|value| value.is_finite());
    let (sum, count) = finite.fold((0.0, 0), |(sum, count), value| (sum + value, count + 1));
    sum / f64::from(count)
}
