//! The units in which quantities are usually given.

use crate::hir::Constant;
use crate::units::{self, Dimension};

/// Of the quantities of models, those that are meant most often first.
const USUAL: [&str; 10] = ["mV", "nA", "nS", "ms", "pF", "Hz", "um", "Mohm", "mM", "pC"];

/// The unit that the file uses for this dimension, else a common one.
pub(super) fn usual_unit<'c>(
    mut constants: impl Iterator<Item = &'c Constant>,
    dimension: Dimension,
) -> Option<String> {
    if dimension.is_one() {
        return Some("1".to_string());
    }
    let of_file = constants.find(|c| c.dimension == dimension && units::after_number(&c.unit.text).is_some());
    if let Some(constant) = of_file {
        return Some(constant.unit.text.to_string());
    }
    common_unit(dimension).map(|(_, unit)| unit.to_string())
}

/// A common unit of this dimension, and how many dimensions are more common.
pub(super) fn common_unit(dimension: Dimension) -> Option<(usize, &'static str)> {
    let of = |unit: &str| units::after_number(unit).is_some_and(|unit| unit.dimension == dimension);
    USUAL.into_iter().enumerate().find(|(_, unit)| of(unit))
}
