//! The range of an axis.

/// The smallest and largest of what was seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Span {
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// Whether there was a value that is not finite.
    pub(crate) gaps: bool,
}

impl Span {
    pub(crate) const EMPTY: Span = Span { low: f64::INFINITY, high: f64::NEG_INFINITY, gaps: false };

    /// Takes another value in.
    pub(crate) fn add(&mut self, value: f64) {
        if value.is_finite() {
            self.low = self.low.min(value);
            self.high = self.high.max(value);
        } else {
            self.gaps = true;
        }
    }

    /// Takes what another has seen in.
    pub(crate) fn join(&mut self, other: Span) {
        self.low = self.low.min(other.low);
        self.high = self.high.max(other.high);
        self.gaps |= other.gaps;
    }

    /// The same of all values times a positive factor.
    pub(crate) fn times(self, factor: f64) -> Span {
        Span { low: self.low * factor, high: self.high * factor, ..self }
    }

    /// Whether nothing finite was seen.
    pub(crate) fn is_empty(&self) -> bool {
        self.low > self.high
    }

    /// An axis that holds it with a margin.
    pub(crate) fn with_margin(&self) -> (f64, f64) {
        const MARGIN: f64 = 0.05;
        if self.is_empty() {
            return (0.0, 1.0);
        }
        let (low, high) = self.wide();
        let margin = (high - low) * MARGIN;
        let (below, above) = (low - margin, high + margin);
        if below.is_finite() && above.is_finite() { (below, above) } else { (low, high) }
    }

    /// An axis from 0 that holds it with a margin above: for what is counted.
    pub(crate) fn above_zero(&self) -> (f64, f64) {
        if self.is_empty() || self.high <= 0.0 { (0.0, 1.0) } else { (self.low.min(0.0), self.high * 1.05) }
    }

    /// From low to high; some width around it where all values are the same.
    pub(crate) fn wide(&self) -> (f64, f64) {
        if self.is_empty() {
            return (0.0, 1.0);
        }
        // Differences that are rounding errors are none.
        let size = self.low.abs().max(self.high.abs());
        if self.high - self.low > size * 1e-12 {
            return (self.low, self.high);
        }
        let around = if size == 0.0 { 1.0 } else { size * 0.1 };
        (self.low - around, self.high + around)
    }
}

impl FromIterator<f64> for Span {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Span {
        let mut span = Span::EMPTY;
        values.into_iter().for_each(|value| span.add(value));
        span
    }
}
