//! Correlograms of binned spike trains.

/// How two series of counts go together, by lag.
///
/// The value at lag τ is the sum of aₜ·bₜ₊τ over all t at which both are there: with a positive lag `b` comes after `a`.
/// Perkel, Gerstein & Moore 1967, doi:10.1016/S0006-3495(67)86597-4. Sums over trials are kept apart from what ends at the
/// edges: each trial is added by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Correlogram {
    /// Sums of products at the lags −L … L, in bins.
    products: Vec<f64>,
    /// How many pairs of bins these are of.
    pairs: Vec<f64>,
    bins: f64,
    sums: [f64; 2],
    squares: [f64; 2],
}

impl Correlogram {
    /// One of nothing, with the lags −`lags` … `lags`, in bins.
    pub fn new(lags: usize) -> Correlogram {
        let none = vec![0.0; 2 * lags + 1];
        Correlogram { products: none.clone(), pairs: none, bins: 0.0, sums: [0.0; 2], squares: [0.0; 2] }
    }

    /// That of two series.
    ///
    /// # Panics
    /// If they do not have the same length.
    pub fn of(a: &[f64], b: &[f64], lags: usize) -> Correlogram {
        let mut correlogram = Correlogram::new(lags);
        correlogram.add(a, b);
        correlogram
    }

    /// Adds a trial.
    ///
    /// # Panics
    /// If the series do not have the same length.
    pub fn add(&mut self, a: &[f64], b: &[f64]) {
        assert_eq!(a.len(), b.len(), "counts in the same bins");
        let middle = self.products.len() / 2;
        for (at, (product, pairs)) in self.products.iter_mut().zip(&mut self.pairs).enumerate() {
            let (from_a, from_b) = (middle.saturating_sub(at), at.saturating_sub(middle));
            let (a, b) = (a.get(from_a..).unwrap_or(&[]), b.get(from_b..).unwrap_or(&[]));
            let len = a.len().min(b.len());
            *product += dot(&a[..len], &b[..len]);
            *pairs += len as f64;
        }
        self.bins += a.len() as f64;
        for (at, series) in [a, b].into_iter().enumerate() {
            self.sums[at] += series.iter().sum::<f64>();
            self.squares[at] += dot(series, series);
        }
    }

    /// The lags, in bins.
    pub fn lags(&self) -> impl Iterator<Item = i64> + use<> {
        let most = (self.products.len() / 2) as i64;
        -most..=most
    }

    /// The sums of products.
    pub fn counts(&self) -> &[f64] {
        &self.products
    }

    /// The sums as they would be if as many bins overlapped at each lag as at lag 0; 0 where none do.
    pub fn corrected(&self) -> Vec<f64> {
        let ratio = |pairs: f64| if pairs > 0.0 { self.bins / pairs } else { 0.0 };
        self.products.iter().zip(&self.pairs).map(|(product, pairs)| product * ratio(*pairs)).collect()
    }

    /// The cross-correlation coefficients, from −1 to 1 but for what the edges do: the covariance of the corrected counts over
    /// both standard deviations. Eggermont 2010, doi:10.1007/978-1-4419-5675-0_5.
    ///
    /// `None` if one of the series is constant.
    pub fn coefficients(&self) -> Option<Vec<f64>> {
        let expected = self.sums[0] * self.sums[1] / self.bins;
        let spread = |at: usize| self.squares[at] - self.sums[at] * self.sums[at] / self.bins;
        let scale = (spread(0) * spread(1)).sqrt();
        let coefficients = self.corrected().into_iter().map(|value| (value - expected) / scale).collect();
        (scale > 0.0).then_some(coefficients)
    }
}

/// A sum of products, in several lanes; of whole numbers it is exact.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let (lanes_a, rest_a) = a.as_chunks::<8>();
    let (lanes_b, rest_b) = b.as_chunks::<8>();
    let mut lanes = [0.0; 8];
    for (a, b) in lanes_a.iter().zip(lanes_b) {
        for ((lane, a), b) in lanes.iter_mut().zip(a).zip(b) {
            *lane += a * b;
        }
    }
    lanes.iter().sum::<f64>() + rest_a.iter().zip(rest_b).map(|(a, b)| a * b).sum::<f64>()
}
