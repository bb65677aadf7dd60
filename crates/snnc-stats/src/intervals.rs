//! Inter-spike intervals and how irregular they are.

use crate::moments::Moments;

/// The intervals between successive spikes, in the unit of the times.
pub fn intervals(times: &[f64]) -> Vec<f64> {
    times.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

/// The coefficient of variation: standard deviation (divisor n) over mean. 0 for a clock, 1 for a Poisson process.
///
/// `None` without intervals, or if all are 0.
pub fn cv(intervals: &[f64]) -> Option<f64> {
    let moments = Moments::of(intervals);
    let ratio = moments.sd()? / moments.mean()?;
    ratio.is_finite().then_some(ratio)
}

/// CV₂: the mean of 2·|I₂ − I₁|/(I₁ + I₂) over successive intervals, which slow changes of the rate leave alone.
/// Holt, Softky, Koch & Douglas 1996, doi:10.1152/jn.1996.75.5.1806.
///
/// `None` with fewer than two intervals, or if two successive ones are 0.
pub fn cv2(intervals: &[f64]) -> Option<f64> {
    mean_of_contrasts(intervals, |contrast| 2.0 * contrast.abs())
}

/// LV, the local variation: the mean of 3·((I₁ − I₂)/(I₁ + I₂))² over successive intervals.
/// Shinomoto, Shima & Tanji 2003, doi:10.1162/089976603322518759.
///
/// `None` with fewer than two intervals, or if two successive ones are 0.
pub fn lv(intervals: &[f64]) -> Option<f64> {
    mean_of_contrasts(intervals, |contrast| 3.0 * contrast * contrast)
}

/// (I₂ − I₁)/(I₁ + I₂).
pub(crate) fn contrast(first: f64, second: f64) -> f64 {
    (second - first) / (first + second)
}

fn mean_of_contrasts(intervals: &[f64], of: impl Fn(f64) -> f64) -> Option<f64> {
    let values: Vec<f64> = intervals.windows(2).map(|pair| of(contrast(pair[0], pair[1]))).collect();
    Moments::of(&values).mean().filter(|mean| mean.is_finite())
}
