//! Histograms.

use serde::{Deserialize, Serialize};

/// How many values are between edges. The lower edge belongs to a bin; of the last bin, the upper one too, as in NumPy.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Histogram {
    /// The edges, rising: one more than bins. Empty if there are no values.
    pub edges: Vec<f64>,
    /// How many values are in each bin.
    pub counts: Vec<u64>,
}

/// About so many bins are nice to look at.
const BINS: f64 = 20.0;
/// So many bins has a decade of logarithmic ones.
const PER_DECADE: i32 = 10;

impl Histogram {
    /// Values between given edges; those outside count nowhere.
    pub fn between(edges: Vec<f64>, values: impl IntoIterator<Item = f64>) -> Histogram {
        let bins = edges.len().saturating_sub(1);
        let mut counts = vec![0; bins];
        for value in values {
            let above = edges.partition_point(|edge| *edge <= value);
            let last = bins > 0 && value == edges[bins];
            match above {
                _ if last => counts[bins - 1] += 1,
                1.. if above <= bins => counts[above - 1] += 1,
                _ => {}
            }
        }
        Histogram { edges, counts }
    }

    /// Values from 0 up, in about 20 bins whose width is 1, 2 or 5 times a power of ten.
    pub fn from_zero(values: &[f64]) -> Histogram {
        Histogram::with_width(values, 0.0)
    }

    /// The same of whole numbers: no bin is narrower than 1.
    pub fn of_whole(values: &[f64]) -> Histogram {
        Histogram::with_width(values, 1.0)
    }

    fn with_width(values: &[f64], least: f64) -> Histogram {
        let most = values.iter().copied().filter(|value| value.is_finite()).fold(f64::NEG_INFINITY, f64::max);
        if most < 0.0 {
            return Histogram::default();
        }
        let width = round_width(if most > 0.0 { most / BINS } else { 1.0 / BINS }).max(least);
        let bins = ((most / width).floor() + 1.0) as u32;
        // Whole numbers of widths, divided where that is exact: 0.3 rather than 0.30000000000000004.
        let edge =
            |at: u32| if width < 1.0 { f64::from(at) / (1.0 / width).round() } else { f64::from(at) * width };
        Histogram::between((0..=bins).map(edge).collect(), values.iter().copied())
    }
}

/// The next of 1, 2, 5 times a power of ten.
fn round_width(width: f64) -> f64 {
    let power = 10f64.powf(width.log10().floor());
    let scaled = width / power;
    let nice = [1.0, 2.0, 5.0].into_iter().find(|nice| scaled <= *nice * (1.0 + 1e-12)).unwrap_or(10.0);
    nice * power
}

/// Positive values in bins of a tenth of a decade, one by one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Decades {
    /// The number of the first bin, of which bin 0 begins at 1.
    first: i32,
    counts: Vec<u64>,
}

impl Decades {
    pub(crate) fn add(&mut self, value: f64) {
        if !(value > 0.0 && value.is_finite()) {
            return;
        }
        let mut bin = (value.log10() * f64::from(PER_DECADE)).floor() as i32;
        // The logarithm may be off by its last digit where the edge is not.
        if value < decade(bin) {
            bin -= 1;
        } else if value >= decade(bin + 1) {
            bin += 1;
        }
        if self.counts.is_empty() {
            self.first = bin;
        }
        if bin < self.first {
            let more = (self.first - bin) as usize;
            self.counts.splice(0..0, std::iter::repeat_n(0, more));
            self.first = bin;
        }
        let at = (bin - self.first) as usize;
        if at >= self.counts.len() {
            self.counts.resize(at + 1, 0);
        }
        self.counts[at] += 1;
    }

    pub(crate) fn histogram(&self) -> Histogram {
        if self.counts.is_empty() {
            return Histogram::default();
        }
        let edges = (self.first..=self.first + self.counts.len() as i32).map(decade).collect();
        Histogram { edges, counts: self.counts.clone() }
    }
}

/// The lower edge of a bin.
fn decade(bin: i32) -> f64 {
    10f64.powf(f64::from(bin) / f64::from(PER_DECADE))
}

#[cfg(test)]
mod tests {
    use super::{Decades, Histogram};

    #[test]
    fn round_bins_from_zero() {
        let found = Histogram::from_zero(&[0.0, 0.0, 3.0, 39.9]);
        assert_eq!((found.edges.len(), found.edges[1], found.edges[20]), (21, 2.0, 40.0));
        assert_eq!((found.counts[0], found.counts[1], found.counts[19]), (2, 1, 1));
        assert_eq!(Histogram::from_zero(&[]), Histogram::default());
        assert_eq!(Histogram::from_zero(&[0.0, 0.0]).counts, [2]);
        assert_eq!(Histogram::of_whole(&[0.0, 2.0, 3.0]).counts, [1, 0, 1, 1]);
        let fine = Histogram::from_zero(&[0.61]);
        assert_eq!((fine.edges[3], fine.counts.iter().sum::<u64>()), (0.15, 1));
    }

    #[test]
    fn the_last_edge_belongs_to_its_bin() {
        let found = Histogram::between(vec![0.0, 1.0, 2.0], [-0.1, 0.0, 1.0, 2.0, 2.1]);
        assert_eq!(found.counts, [1, 2]);
    }

    #[test]
    fn tenths_of_decades() {
        let mut decades = Decades::default();
        [0.1, 0.01, 0.1, 0.5, 0.0, -1.0].into_iter().for_each(|value| decades.add(value));
        let found = decades.histogram();
        assert_eq!((found.edges[0], found.counts.len()), (0.01, 17));
        assert_eq!((found.counts[0], found.counts[10], found.counts[16]), (1, 2, 1));
    }
}
