//! Dimensions and units.
//!
//! Names, symbols, dimensions and factors come from uom. All units of the language are powers of ten of coherent SI
//! units, so that a [`Unit`] keeps an exact exponent and its size is rounded once.

mod dimension;
mod name;
mod quantity;
mod si;
mod unit;

pub use dimension::{Dimension, Ratio};
pub use name::{after_number, anywhere, full_name, is_reserved, similar};
pub use quantity::{quantity, text};
pub use unit::{Unit, natural};
