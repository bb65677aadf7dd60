//! How pairs of neurons go together.

use crate::moments::Moments;

/// The counts of a neuron in windows, of which only those with spikes are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SparseCounts {
    /// Windows and counts, in order.
    entries: Vec<(u64, u64)>,
    sum: u64,
    squares: u64,
}

impl SparseCounts {
    /// Those of counts in successive windows.
    pub fn of(counts: &[u64]) -> SparseCounts {
        let mut sparse = SparseCounts::default();
        for (window, count) in (0..).zip(counts).filter(|(_, count)| **count > 0) {
            (0..*count).for_each(|_| sparse.add(window));
        }
        sparse
    }

    /// Adds a spike in a window that is not before the last one named.
    pub(crate) fn add(&mut self, window: u64) {
        self.sum += 1;
        match self.entries.last_mut() {
            Some((last, count)) if *last == window => {
                // (n + 1)² − n²
                self.squares += 2 * *count + 1;
                *count += 1;
            }
            _ => {
                self.entries.push((window, 1));
                self.squares += 1;
            }
        }
    }

    fn products(&self, other: &SparseCounts) -> u64 {
        let (mut a, mut b, mut sum) = (self.entries.iter().peekable(), other.entries.iter().peekable(), 0);
        while let (Some((at_a, of_a)), Some((at_b, of_b))) = (a.peek(), b.peek()) {
            if at_a == at_b {
                sum += of_a * of_b;
            }
            let order = at_a.cmp(at_b);
            if order.is_le() {
                a.next();
            }
            if order.is_ge() {
                b.next();
            }
        }
        sum
    }
}

/// The spike count correlation of two neurons over so many windows: Pearson's coefficient of their counts.
/// Cohen & Kohn 2011, doi:10.1038/nn.2842.
///
/// `None` if the counts of one of them are the same in all windows.
pub fn count_correlation(a: &SparseCounts, b: &SparseCounts, windows: u64) -> Option<f64> {
    // In whole numbers there is nothing to round, nor to overflow: counts are below 2⁶⁴ together.
    let n = i128::from(windows);
    let times = |a: u64, b: u64| i128::from(a) * i128::from(b);
    let covariance = n * i128::from(a.products(b)) - times(a.sum, b.sum);
    let variance = |it: &SparseCounts| n * i128::from(it.squares) - times(it.sum, it.sum);
    let (of_a, of_b) = (variance(a), variance(b));
    (of_a > 0 && of_b > 0).then(|| covariance as f64 / ((of_a as f64).sqrt() * (of_b as f64).sqrt()))
}

/// The count correlations of all pairs.
pub fn count_correlations(neurons: &[SparseCounts], windows: u64) -> Moments {
    let mut moments = Moments::default();
    for (at, a) in neurons.iter().enumerate() {
        let others = neurons[at + 1..].iter().filter_map(|b| count_correlation(a, b, windows));
        others.for_each(|coefficient| moments.add(coefficient));
    }
    moments
}
