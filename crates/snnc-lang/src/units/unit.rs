//! A unit: a dimension and an exact power of ten.

use super::{Dimension, Ratio, name, text};
use crate::hir::DisplayUnit;

/// A unit: a power of ten of the coherent SI unit of its dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// What it measures.
    pub dimension: Dimension,
    power_of_ten: Ratio,
}

impl Unit {
    /// The number one.
    pub const ONE: Unit = Unit { dimension: Dimension::ONE, power_of_ten: Ratio::ZERO };

    /// The unit that is `10**power_of_ten` coherent units.
    pub fn new(dimension: Dimension, power_of_ten: i32) -> Unit {
        Unit { dimension, power_of_ten: Ratio::from(power_of_ten) }
    }

    /// Its size in SI, rounded once: `1e-3` for mV.
    pub fn scale(self) -> f64 {
        let exponent = i32::from(self.power_of_ten.numerator());
        // Parsing is correctly rounded, unlike a power of the rounded 0.1.
        let whole = format!("1e{exponent}").parse::<f64>().unwrap_or(1.0);
        match self.power_of_ten.denominator() {
            1 => whole,
            // The only root that is exactly defined everywhere.
            _ => whole.sqrt(),
        }
    }

    /// Of a product; `None` on overflow.
    pub fn times(self, other: Unit) -> Option<Unit> {
        let power_of_ten = self.power_of_ten.plus(other.power_of_ten)?;
        Some(Unit { dimension: self.dimension.times(other.dimension)?, power_of_ten })
    }

    /// Of a quotient; `None` on overflow.
    pub fn over(self, other: Unit) -> Option<Unit> {
        self.times(other.power(Ratio::from(-1))?)
    }

    /// Of a power; `None` on overflow, or if its size would be no power or square root of a power of ten.
    pub fn power(self, exponent: Ratio) -> Option<Unit> {
        let power_of_ten = self.power_of_ten.times(exponent)?;
        let dimension = self.dimension.power(exponent)?;
        (power_of_ten.denominator() <= 2).then_some(Unit { dimension, power_of_ten })
    }
}

/// The unit in which a person would write this value: `mV` with a prefix that suits, the coherent unit if there is no
/// single symbol.
pub fn natural(value: f64, dimension: Dimension) -> DisplayUnit {
    let coherent = || DisplayUnit { text: text(dimension).into(), scale: 1.0 };
    if dimension.is_one() {
        return coherent();
    }
    let Some(root) = name::root_of(dimension) else { return coherent() };
    let size = value.abs() * (1.0 + 1e-12);
    let fits = |(prefix, unit): &(String, Unit)| {
        let scale = unit.scale();
        (size >= scale && size < scale * 1e3).then(|| DisplayUnit { text: prefix.as_str().into(), scale })
    };
    name::engineering(root).iter().find_map(fits).unwrap_or_else(coherent)
}
