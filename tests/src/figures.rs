//! Figures of spike trains, as `tests/reference/spike_statistics.py` defines them, and their standard errors.

use snnc::Spikes;
use std::ops::Range;

/// A coefficient of variation says nothing about a neuron with fewer spikes than this.
const MIN_SPIKES_FOR_CV: usize = 4;

/// What is told of a population.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    /// Spikes a neuron and second.
    pub rate: f64,
    /// Standard deviation over mean of a neuron's inter-spike intervals, averaged over the neurons with four spikes or more.
    pub cv: f64,
    /// Variance over mean of the population's spike count in bins of 1 ms.
    pub sync: f64,
}

/// Rate, irregularity and synchrony of some neurons, from the spikes with `start <= t < stop`.
pub fn population(spikes: &Spikes, cells: Range<i32>, start: f64, stop: f64) -> Figures {
    let (size, duration) = ((cells.end - cells.start) as usize, stop - start);
    let mut trains = vec![Vec::new(); size];
    let mut bins = vec![0.0; (duration * 1000.0).round() as usize];
    for (i, t) in spikes.indices().iter().zip(spikes.times()) {
        if cells.contains(i) && (start..stop).contains(t) {
            trains[(i - cells.start) as usize].push(*t);
            // Steps may be as long as bins, and begin where these do but for rounding.
            let bin = ((t - start) / duration * bins.len() as f64 + 1e-6) as usize;
            let last = bins.len() - 1;
            bins[bin.min(last)] += 1.0;
        }
    }
    let count: usize = trains.iter().map(Vec::len).sum();
    let enough = trains.iter().filter(|train| train.len() >= MIN_SPIKES_FOR_CV);
    let cvs: Vec<f64> = enough.map(|train| variation(train)).collect();
    let (bin_mean, bin_sd) = mean_and_sd(&bins);
    Figures {
        rate: count as f64 / (size as f64 * duration),
        cv: mean(&cvs),
        sync: bin_sd * bin_sd / bin_mean,
    }
}

fn variation(train: &[f64]) -> f64 {
    let intervals: Vec<f64> = train.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let (mean, sd) = mean_and_sd(&intervals);
    sd / mean
}

/// The arithmetic mean.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Mean and standard deviation with divisor n.
pub fn mean_and_sd(values: &[f64]) -> (f64, f64) {
    let mean = mean(values);
    let squares = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
    (mean, (squares / values.len() as f64).sqrt())
}

/// Standard deviation with divisor n − 1, of what the values are a sample of.
pub fn sample_sd(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    mean_and_sd(values).1 * (n / (n - 1.0)).sqrt()
}

/// The mean and its standard error s/√n.
pub fn mean_and_error(values: &[f64]) -> (f64, f64) {
    (mean(values), sample_sd(values) / (values.len() as f64).sqrt())
}

/// The median and its standard error after Maritz & Jarrett 1978: √(C₂ − C₁²) with Cₖ = Σ wᵢ x₍ᵢ₎ᵏ over the sorted values,
/// where wᵢ is the probability of the interval from (i − 1)/n to i/n under the beta distribution with both parameters
/// (n + 1)/2, that of the median of n uniform numbers. It is the limit of a bootstrap's standard error.
pub fn median_and_error(values: &[f64]) -> (f64, f64) {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    let median = f64::midpoint(sorted[(n - 1) / 2], sorted[n / 2]);
    // The beta density up to a factor, by the midpoint rule.
    const POINTS: usize = 64;
    let power = (n as f64 - 1.0) / 2.0;
    let density = |x: f64| (4.0 * x * (1.0 - x)).powf(power);
    let point = |i: usize, k: usize| (i as f64 + (k as f64 + 0.5) / POINTS as f64) / n as f64;
    let weights: Vec<f64> = (0..n).map(|i| (0..POINTS).map(|k| density(point(i, k))).sum()).collect();
    let total: f64 = weights.iter().sum();
    let moment = |k| sorted.iter().zip(&weights).map(|(x, w)| w / total * (x - median).powi(k)).sum::<f64>();
    (median, (moment(2) - moment(1).powi(2)).max(0.0).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_of_a_median() {
        // Quantiles stand for a sample.
        let n = 400;
        let logistic = |p: f64| (p / (1.0 - p)).ln();
        let values: Vec<f64> = (0..n).map(|k| logistic((f64::from(k) + 0.5) / f64::from(n))).collect();
        let (median, error) = median_and_error(&values);
        assert!(median.abs() < 1e-12);
        // For the logistic distribution, whose density at the median is 1/4: 1/(2·(1/4)·√n).
        let expected = 2.0 / f64::from(n).sqrt();
        assert!((error / expected - 1.0).abs() < 0.02, "{error}, expected {expected}");
    }
}
