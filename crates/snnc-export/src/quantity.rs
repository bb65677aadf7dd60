//! Numbers as they are written.

use snnc_results::ArrayDescription;

/// The unit in which values are written, and how they get there from SI.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Unit {
    /// Its symbol; empty for plain numbers.
    pub(crate) symbol: String,
    factor: Factor,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Factor {
    One,
    Times(f64),
    Over(f64),
}

impl Unit {
    /// SI.
    pub(crate) fn si(description: &ArrayDescription) -> Unit {
        let symbol = if description.unit == "1" { String::new() } else { description.unit.clone() };
        Unit { symbol, factor: Factor::One }
    }

    /// As the model declares the variable.
    pub(crate) fn shown(description: &ArrayDescription) -> Unit {
        match &description.shown {
            Some(shown) if shown.scale != 1.0 => Unit::of(&shown.unit, shown.scale),
            _ => Unit::si(description),
        }
    }

    /// A unit that is so much of SI.
    pub(crate) fn of(symbol: &str, scale: f64) -> Unit {
        // Powers of ten below 1 are no exact floats, those above are: -60 mV are -60 again, and not -59.99999999999999.
        let whole = (1.0 / scale).round();
        let factor = if scale == 1.0 {
            Factor::One
        } else if whole >= 1.0 && (whole * scale - 1.0).abs() < 1e-12 {
            Factor::Times(whole)
        } else {
            Factor::Over(scale)
        };
        Unit { symbol: symbol.to_string(), factor }
    }

    /// A value in this unit.
    pub(crate) fn of_si(&self, value: f64) -> f64 {
        match self.factor {
            Factor::One => value,
            Factor::Times(factor) => value * factor,
            Factor::Over(scale) => value / scale,
        }
    }

    /// The name of a column, with the unit in brackets: `v [mV]`.
    pub(crate) fn heading(&self, name: &str) -> String {
        if self.symbol.is_empty() { name.to_string() } else { format!("{name} [{}]", self.symbol) }
    }
}

/// A float as the shortest text that is read as the same float.
pub(crate) fn number(value: f64) -> String {
    // Whole numbers of moderate size without a point, as people write them.
    if value.trunc() == value && value.abs() < 1e15 && !(value == 0.0 && value.is_sign_negative()) {
        format!("{}", value as i64)
    } else {
        format!("{value:?}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_in_a_declared_unit_are_as_people_wrote_them() {
        let millivolt = Unit::of("mV", 1e-3);
        for written in [-60.0, -59.9, 0.1, 15.0, 1e-3] {
            assert_eq!(millivolt.of_si(written * 1e-3), written);
        }
        assert_eq!(Unit::of("mM", 1.0).of_si(3.0), 3.0);
        assert_eq!(Unit::of("hour", 3600.0).of_si(7200.0), 2.0);
        assert_eq!(millivolt.heading("v"), "v [mV]");
    }

    #[test]
    fn numbers_are_read_as_the_same_floats() {
        for value in [0.0, -0.0, 1.0, -3.0, 0.1, 1e-12, 2.5e17, f64::MIN_POSITIVE, f64::INFINITY] {
            let again: f64 = number(value).parse().unwrap();
            assert_eq!(again.to_bits(), value.to_bits(), "{}", number(value));
        }
        assert_eq!([number(3.0), number(2e-9), number(f64::NAN)], ["3", "2e-9", "NaN"]);
    }
}
