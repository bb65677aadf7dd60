//! Spike counts in bins.

/// Bins of one width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bins {
    /// Where the first begins, in seconds.
    pub start: f64,
    /// How long each is, in seconds.
    pub width: f64,
    /// How many.
    pub number: usize,
}

/// A spike so close before the edge of a bin, in widths, counts as on it: steps are no exact binary fractions.
const TOLERANCE: f64 = 1e-8;

impl Bins {
    /// As many whole bins as there are between two times; what is left after the last is in none.
    pub fn between(start: f64, stop: f64, width: f64) -> Bins {
        let number = (stop - start) / width;
        Bins { start, width, number: (number + tolerance(number)).max(0.0) as usize }
    }

    /// The bin of a time, if it is in one.
    pub fn index(&self, time: f64) -> Option<usize> {
        let place = (time - self.start) / self.width;
        let place = place + tolerance(place);
        (place >= 0.0 && (place as usize) < self.number).then_some(place as usize)
    }

    /// How many of the times are in each.
    pub fn count(&self, times: &[f64]) -> Vec<u64> {
        let mut counts = vec![0; self.number];
        times.iter().filter_map(|time| self.index(*time)).for_each(|bin| counts[bin] += 1);
        counts
    }
}

/// Rounding grows with the number of bins.
fn tolerance(place: f64) -> f64 {
    TOLERANCE.max(place.abs() * 4.0 * f64::EPSILON)
}

/// Variance (divisor n) over mean of counts: 1 for a Poisson process, 0 for a clock.
///
/// Of one neuron in windows or trials it is the Fano factor (Fano 1947, doi:10.1103/PhysRev.72.26); of a population in short
/// bins it is the synchrony, 1 for independent Poisson neurons and growing with what they do together.
/// `None` without counts, or if all are 0.
pub fn fano_factor(counts: &[u64]) -> Option<f64> {
    let mut tally = Tally::default();
    for (bin, count) in (0..).zip(counts) {
        tally.add(bin, *count);
    }
    tally.fano_factor(counts.len() as u64)
}

/// Counts bin by bin, of which only sums are kept. They are exact.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    bin: u64,
    count: u64,
    sum: u64,
    squares: u128,
}

impl Tally {
    /// Counts spikes in a bin that is not before the last one named.
    pub(crate) fn add(&mut self, bin: u64, spikes: u64) {
        if bin != self.bin {
            self.squares += u128::from(self.count).pow(2);
            (self.bin, self.count) = (bin, 0);
        }
        self.count += spikes;
        self.sum += spikes;
    }

    /// The variance over the mean of the counts of so many bins.
    pub(crate) fn fano_factor(&self, bins: u64) -> Option<f64> {
        let squares = self.squares + u128::from(self.count).pow(2);
        let (sum, bins) = (u128::from(self.sum), u128::from(bins));
        // (Σn²/N − (Σn/N)²)/(Σn/N), whose numerator is a whole number.
        (sum > 0).then(|| (bins * squares - sum * sum) as f64 / (bins * sum) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::{Bins, fano_factor};

    #[test]
    fn steps_are_in_the_bin_that_they_begin() {
        let bins = Bins::between(0.1, 0.7, 1e-3);
        assert_eq!(bins.number, 600);
        for step in 1000..7000 {
            assert_eq!(bins.index(f64::from(step) * 1e-4), Some((step as usize - 1000) / 10), "{step}");
        }
        assert_eq!((bins.index(0.0999), bins.index(0.7)), (None, None));
    }

    #[test]
    fn counts_without_spikes_have_no_factor() {
        assert_eq!(fano_factor(&[]), None);
        assert_eq!(fano_factor(&[0, 0]), None);
        assert_eq!(fano_factor(&[4]), Some(0.0));
        assert_eq!(fano_factor(&[0, 2]), Some(1.0));
    }
}
