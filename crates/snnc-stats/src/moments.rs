//! Mean, standard deviation and extremes of values that come one by one or in pieces.

/// So many values are summed at once before they join the others.
const PIECE: usize = 1024;

/// What is known of values so far. Standard deviations have the divisor n, as NumPy's `std`.
///
/// Updated and joined after Chan, Golub & Leveque 1983, doi:10.1080/00031305.1983.10483115, which loses no digits where the
/// spread is small beside the mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moments {
    count: u64,
    mean: f64,
    squares: f64,
    min: f64,
    max: f64,
}

impl Default for Moments {
    fn default() -> Moments {
        Moments { count: 0, mean: 0.0, squares: 0.0, min: f64::INFINITY, max: f64::NEG_INFINITY }
    }
}

impl Moments {
    /// Those of some values.
    pub fn of(values: &[f64]) -> Moments {
        let mut moments = Moments::default();
        moments.extend(values);
        moments
    }

    /// Those of a value that comes so many times.
    pub fn constant(value: f64, count: u64) -> Moments {
        match count {
            0 => Moments::default(),
            _ => Moments { count, mean: value, squares: 0.0, min: value, max: value },
        }
    }

    /// Adds a value.
    pub fn add(&mut self, value: f64) {
        self.count += 1;
        let difference = value - self.mean;
        self.mean += difference / self.count as f64;
        self.squares += difference * (value - self.mean);
        self.min = self.min.min(value);
        self.max = self.max.max(value);
    }

    /// Adds values.
    pub fn extend(&mut self, values: &[f64]) {
        for piece in values.chunks(PIECE) {
            let count = piece.len() as f64;
            let mean = sum(piece.iter().copied()) / count;
            let squares = sum(piece.iter().map(|value| (value - mean) * (value - mean)));
            let min = piece.iter().copied().fold(f64::INFINITY, f64::min);
            let max = piece.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            self.join(&Moments { count: piece.len() as u64, mean, squares, min, max });
        }
    }

    /// Adds what is known of other values.
    pub fn join(&mut self, other: &Moments) {
        if other.count == 0 {
            return;
        }
        let count = self.count + other.count;
        let difference = other.mean - self.mean;
        let share = other.count as f64 / count as f64;
        self.squares += other.squares + difference * difference * self.count as f64 * share;
        self.mean += difference * share;
        self.count = count;
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
    }

    /// How many values.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Their mean, if there are any.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then_some(self.mean)
    }

    /// The mean squared difference from the mean, if there are any.
    pub fn variance(&self) -> Option<f64> {
        (self.count > 0).then(|| self.squares / self.count as f64)
    }

    /// The root of the variance.
    pub fn sd(&self) -> Option<f64> {
        self.variance().map(f64::sqrt)
    }

    /// The least.
    pub fn min(&self) -> Option<f64> {
        (self.count > 0).then_some(self.min)
    }

    /// The greatest.
    pub fn max(&self) -> Option<f64> {
        (self.count > 0).then_some(self.max)
    }
}

/// A sum in several lanes, which a processor carries out at once, and which loses less than one after the other.
fn sum(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let mut lanes = [0.0; 8];
    for (at, value) in values.enumerate() {
        lanes[at % 8] += value;
    }
    lanes.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::Moments;

    #[test]
    fn in_pieces_as_at_once() {
        let values: Vec<f64> = (0..5000).map(|k| -65e-3 + 1e-6 * f64::from(k * 7919 % 1000)).collect();
        let whole = Moments::of(&values);
        let mut joined = Moments::of(&values[..17]);
        joined.join(&Moments::of(&values[17..]));
        let mut single = Moments::default();
        values.iter().for_each(|value| single.add(*value));
        for other in [joined, single] {
            let close = |a: Option<f64>, b: Option<f64>| {
                let (a, b) = (a.unwrap(), b.unwrap());
                assert!((a - b).abs() <= 1e-13 * a.abs(), "{a} {b}");
            };
            close(whole.mean(), other.mean());
            close(whole.sd(), other.sd());
            assert_eq!((whole.min(), whole.max(), whole.count()), (other.min(), other.max(), other.count()));
        }
    }

    #[test]
    fn of_nothing_nothing_is_known() {
        let moments = Moments::of(&[]);
        assert_eq!((moments.mean(), moments.sd(), moments.min(), moments.max()), (None, None, None, None));
        assert_eq!(Moments::of(&[3.0]).sd(), Some(0.0));
    }
}
