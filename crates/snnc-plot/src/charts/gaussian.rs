//! Smoothing with a Gaussian.

/// The kernel ends at so many standard deviations.
const REACH: f64 = 4.0;
/// There are about so many values in a standard deviation where smoothing begins; more do not change what is seen.
const FINE: f64 = 10.0;

/// Values at equal distances, in order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Series {
    /// The middle of the first bin, in seconds.
    pub(crate) start: f64,
    /// The width of a bin, in seconds.
    pub(crate) bin: f64,
    /// The mean in each bin.
    pub(crate) values: Vec<f64>,
}

impl Series {
    /// The same in bins `by` times as wide; a last one that is not full is the mean of what there is.
    pub(crate) fn coarser(self, by: usize) -> Series {
        if by <= 1 {
            return self;
        }
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        Series {
            start: self.start + self.bin * (by - 1) as f64 / 2.0,
            bin: self.bin * by as f64,
            values: self.values.chunks(by).map(mean).collect(),
        }
    }

    /// Smoothed by a Gaussian of the standard deviation `deviation`, in seconds. Near the ends, where a part of the
    /// kernel has nothing under it, the rest counts for all: what is constant stays constant.
    pub(crate) fn smoothed(self, deviation: f64) -> Series {
        if deviation < self.bin / 4.0 || self.values.is_empty() {
            return self;
        }
        let by = (deviation / (FINE * self.bin)).floor() as usize;
        let series = self.coarser(by);
        let reach = (REACH * deviation / series.bin).ceil() as usize;
        let weight = |distance: usize| (-0.5 * (distance as f64 * series.bin / deviation).powi(2)).exp();
        let kernel: Vec<f64> = (0..=reach).map(weight).collect();
        let around = |at: usize| {
            let (mut sum, mut weights) = (0.0, 0.0);
            for other in at.saturating_sub(reach)..(at + reach + 1).min(series.values.len()) {
                let weight = kernel[at.abs_diff(other)];
                sum += weight * series.values[other];
                weights += weight;
            }
            sum / weights
        };
        let values = (0..series.values.len()).map(around).collect();
        Series { values, ..series }
    }

    /// The middle of each bin and its value.
    pub(crate) fn points(&self) -> impl Iterator<Item = (f64, f64)> {
        (0..).zip(&self.values).map(|(number, value)| (self.start + f64::from(number) * self.bin, *value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_stays_and_an_impulse_becomes_the_kernel() {
        let flat = Series { start: 0.0, bin: 1e-3, values: vec![3.0; 200] };
        assert!(flat.smoothed(5e-3).values.iter().all(|value| (value - 3.0).abs() < 1e-12));

        let mut values = vec![0.0; 401];
        values[200] = 1.0;
        let (bin, deviation) = (1e-3, 8e-3);
        let smooth = Series { start: 0.0, bin, values }.smoothed(deviation);
        let sum: f64 = smooth.values.iter().sum();
        assert!((sum - 1.0).abs() < 1e-3, "{sum}");
        let density = bin / (deviation * (2.0 * std::f64::consts::PI).sqrt());
        assert!((smooth.values[200] / density - 1.0).abs() < 1e-3);
        let one_away = smooth.values[208] / smooth.values[200];
        assert!((one_away - (-0.5_f64).exp()).abs() < 1e-12);
    }

    #[test]
    fn wider_bins_keep_the_mean_and_the_middle() {
        let series = Series { start: 0.5, bin: 1.0, values: vec![1.0, 3.0, 5.0, 7.0, 9.0] }.coarser(2);
        assert_eq!(series, Series { start: 1.0, bin: 2.0, values: vec![2.0, 6.0, 9.0] });
    }
}
