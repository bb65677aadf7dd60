//! Units in which values can be read.

use super::span::Span;
use crate::unit::printed;
use snnc_results::Shown;

/// What stands before the symbol of a unit, and how much of the unit it is.
const PREFIXES: [(&str, f64); 9] = [
    ("G", 1e9),
    ("M", 1e6),
    ("k", 1e3),
    ("", 1.0),
    ("m", 1e-3),
    ("u", 1e-6),
    ("n", 1e-9),
    ("p", 1e-12),
    ("f", 1e-15),
];
/// Symbols before which people write them.
const SYMBOLS: [&str; 11] = ["V", "A", "S", "F", "C", "W", "Hz", "Ω", "s", "m", "M"];

/// The unit of the declaration; where that is the bare unit of a quantity, `volt`, with the prefix that suits the values, which
/// are given in the unit of the declaration.
pub(crate) fn readable(declared: &Shown, values: Span) -> Shown {
    let symbol = printed(&declared.unit);
    let largest = values.low.abs().max(values.high.abs());
    if declared.scale != 1.0 || values.is_empty() || largest == 0.0 || !SYMBOLS.contains(&symbol.as_str()) {
        return declared.clone();
    }
    // Where values end at 1 of a unit, thousandths are read more easily.
    let fits = |(_, scale): &&(&str, f64)| largest >= *scale * 0.999_999;
    let (prefix, scale) = PREFIXES.iter().find(fits).unwrap_or(&PREFIXES[PREFIXES.len() - 1]);
    Shown { unit: format!("{prefix}{symbol}"), scale: *scale }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(unit: &str, scale: f64, largest: f64) -> (String, f64) {
        let declared = Shown { unit: unit.into(), scale };
        let found = readable(&declared, [-largest, 0.0].into_iter().collect());
        (found.unit, found.scale)
    }

    #[test]
    fn bare_units_get_a_prefix_and_others_stay() {
        assert_eq!(shown("volt", 1.0, 0.065), ("mV".into(), 1e-3));
        assert_eq!(shown("siemens", 1.0, 3e-9), ("nS".into(), 1e-9));
        assert_eq!(shown("Hz", 1.0, 200.0), ("Hz".into(), 1.0));
        assert_eq!(shown("mV", 1e-3, 0.001), ("mV".into(), 1e-3));
        assert_eq!(shown("1", 1.0, 0.001), ("1".into(), 1.0));
        assert_eq!(shown("volt/second", 1.0, 0.001), ("volt/second".into(), 1.0));
        assert_eq!(shown("volt", 1.0, 0.0), ("volt".into(), 1.0));
    }
}
