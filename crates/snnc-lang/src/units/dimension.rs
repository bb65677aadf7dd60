//! Dimensions with rational exponents, since noise is in `second**-1/2`.

use std::fmt;

/// A reduced fraction with a positive denominator.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ratio {
    numerator: i16,
    denominator: i16,
}

impl Ratio {
    /// Zero.
    pub const ZERO: Ratio = Ratio { numerator: 0, denominator: 1 };
    /// One.
    pub const ONE: Ratio = Ratio { numerator: 1, denominator: 1 };

    /// The reduced fraction; `None` if it does not fit or the denominator is zero.
    pub fn new(numerator: i64, denominator: i64) -> Option<Ratio> {
        if denominator == 0 {
            return None;
        }
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs()) as i64;
        let sign = denominator.signum();
        let numerator = i16::try_from(sign * numerator / divisor).ok()?;
        let denominator = i16::try_from(sign * denominator / divisor).ok()?;
        Some(Ratio { numerator, denominator })
    }

    /// The fraction nearest to `x` with a denominator up to 60, if it is that to rounding.
    pub fn approximate(x: f64) -> Option<Ratio> {
        let fits = |d: &i64| ((x * *d as f64).round() - x * *d as f64).abs() < 1e-9;
        let denominator = (1..=60).find(fits)?;
        let numerator = (x * denominator as f64).round();
        if numerator.abs() > f64::from(i16::MAX) {
            return None;
        }
        Ratio::new(numerator as i64, denominator)
    }

    /// Above the line.
    pub fn numerator(self) -> i16 {
        self.numerator
    }

    /// Below the line, positive.
    pub fn denominator(self) -> i16 {
        self.denominator
    }

    /// As a float.
    pub fn value(self) -> f64 {
        f64::from(self.numerator) / f64::from(self.denominator)
    }

    /// The sum; `None` on overflow.
    pub fn plus(self, other: Ratio) -> Option<Ratio> {
        let [a, b, c, d] =
            [self.numerator, self.denominator, other.numerator, other.denominator].map(i64::from);
        Ratio::new(a * d + c * b, b * d)
    }

    /// The product; `None` on overflow.
    pub fn times(self, other: Ratio) -> Option<Ratio> {
        let [a, b, c, d] =
            [self.numerator, self.denominator, other.numerator, other.denominator].map(i64::from);
        Ratio::new(a * c, b * d)
    }
}

impl From<i32> for Ratio {
    /// A whole number; the nearest that fits.
    fn from(whole: i32) -> Ratio {
        let numerator = whole.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16;
        Ratio { numerator, denominator: 1 }
    }
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

impl fmt::Debug for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.denominator {
            1 => write!(f, "{}", self.numerator),
            d => write!(f, "{}/{d}", self.numerator),
        }
    }
}

/// The exponents of length, mass, time, current, temperature, amount and luminous intensity (uom's order).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Dimension(pub [Ratio; 7]);

impl Dimension {
    /// Dimensionless.
    pub const ONE: Dimension = Dimension([Ratio::ZERO; 7]);
    /// Second.
    pub const TIME: Dimension = {
        let mut exponents = [Ratio::ZERO; 7];
        exponents[2] = Ratio::ONE;
        Dimension(exponents)
    };

    /// Whether it is dimensionless.
    pub fn is_one(self) -> bool {
        self == Dimension::ONE
    }

    /// Of a product; `None` on overflow.
    pub fn times(self, other: Dimension) -> Option<Dimension> {
        self.zip(other, Ratio::plus)
    }

    /// Of a quotient; `None` on overflow.
    pub fn over(self, other: Dimension) -> Option<Dimension> {
        self.times(other.power(Ratio { numerator: -1, denominator: 1 })?)
    }

    /// Of a power; `None` on overflow.
    pub fn power(self, exponent: Ratio) -> Option<Dimension> {
        let mut out = self;
        for e in &mut out.0 {
            *e = e.times(exponent)?;
        }
        Some(out)
    }

    fn zip(self, other: Dimension, f: impl Fn(Ratio, Ratio) -> Option<Ratio>) -> Option<Dimension> {
        let mut out = self;
        for (a, b) in out.0.iter_mut().zip(other.0) {
            *a = f(*a, b)?;
        }
        Some(out)
    }
}

impl fmt::Debug for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const BASE: [&str; 7] = ["m", "kg", "s", "A", "K", "mol", "cd"];
        let factors = BASE.iter().zip(self.0).filter(|(_, e)| *e != Ratio::ZERO);
        let text: Vec<_> = factors
            .map(|(b, e)| if e == Ratio::ONE { (*b).to_string() } else { format!("{b}^{e:?}") })
            .collect();
        if text.is_empty() { write!(f, "1") } else { write!(f, "{}", text.join(" ")) }
    }
}
