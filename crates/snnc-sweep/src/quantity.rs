//! A number and a unit, as on the command line: `1.5 nS`, `-70mV`, `2*mV/ms`, `0.1`.

use crate::number;
use snnc_lang::units::{Ratio, Unit, after_number};

/// A number and a unit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    pub(crate) number: f64,
    /// As it is written; empty for a number alone.
    pub(crate) unit: String,
    size: Unit,
}

impl Quantity {
    /// Reads a quantity; `None` if the text is anything else, an expression of constants, say.
    pub(crate) fn parse(text: &str) -> Option<Quantity> {
        let text = text.trim();
        let (number, rest) = text.split_at(number_length(text)?);
        let rest = rest.trim_start();
        // `2*mV` is `2 mV`, but in `2/mV` and `2**3` the number is part of something else.
        let unit = match rest.strip_prefix('*') {
            Some(rest) if !rest.starts_with('*') => rest.trim(),
            _ => rest.trim(),
        };
        let size = if rest.is_empty() { Unit::ONE } else { unit_of(unit)? };
        Some(Quantity { number: number.parse().ok()?, unit: unit.to_string(), size })
    }

    /// The same unit with another number.
    pub(crate) fn with(&self, number: f64) -> Quantity {
        Quantity { number, ..self.clone() }
    }

    /// The same quantity in the unit of another; `None` if that measures something else. Zero fits any unit.
    pub(crate) fn in_unit_of(&self, other: &Quantity) -> Option<Quantity> {
        if self.unit == other.unit {
            return Some(self.clone());
        }
        if self.number == 0.0 && self.unit.is_empty() {
            return Some(other.with(0.0));
        }
        let ratio = self.size.over(other.size).filter(|ratio| ratio.dimension.is_one())?;
        Some(other.with(number::rounded(self.number * ratio.scale())))
    }

    /// As it would be written.
    pub(crate) fn text(&self) -> String {
        let number = number::text(self.number);
        if self.unit.is_empty() { number } else { format!("{number} {}", self.unit) }
    }
}

/// How many bytes at the beginning are a number.
fn number_length(text: &str) -> Option<usize> {
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let mut at = usize::from(text.starts_with(['-', '+']));
    let whole = digits(at);
    at += whole;
    let mut fraction = 0;
    // Two dots are a range.
    if text[at..].starts_with('.') && !text[at..].starts_with("..") {
        fraction = digits(at + 1);
        at += 1 + fraction;
    }
    if whole + fraction == 0 {
        return None;
    }
    if text[at..].starts_with(['e', 'E']) {
        let sign = usize::from(text[at + 1..].starts_with(['-', '+']));
        let exponent = digits(at + 1 + sign);
        at += if exponent > 0 { 1 + sign + exponent } else { 0 };
    }
    Some(at)
}

/// The unit that a text such as `mV/ms` or `uF/cm2` is.
fn unit_of(text: &str) -> Option<Unit> {
    let mut unit = Unit::ONE;
    let mut rest = text;
    let mut divides = false;
    loop {
        let end = rest.find(['*', '/']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let mut factor = after_number(name.trim())?;
        let mut after = after;
        if let Some(power) = after.strip_prefix("**") {
            let end = power.find(['*', '/']).unwrap_or(power.len());
            factor = factor.power(Ratio::from(power[..end].trim().parse::<i32>().ok()?))?;
            after = &power[end..];
        }
        unit = if divides { unit.over(factor)? } else { unit.times(factor)? };
        match after.chars().next() {
            None => return Some(unit),
            Some(joint) => (divides, rest) = (joint == '/', &after[1..]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Quantity;

    fn read(text: &str) -> Option<(f64, String)> {
        Quantity::parse(text).map(|q| (q.number, q.unit))
    }

    #[test]
    fn quantities_are_told_from_expressions() {
        assert_eq!(read("1.5 nS"), Some((1.5, "nS".into())));
        assert_eq!(read("-70mV"), Some((-70.0, "mV".into())));
        assert_eq!(read("2*mV"), Some((2.0, "mV".into())));
        assert_eq!(read("1e-3"), Some((1e-3, String::new())));
        assert_eq!(read("3 mV/ms"), Some((3.0, "mV/ms".into())));
        assert_eq!(read("1 uF/cm**2"), Some((1.0, "uF/cm**2".into())));
        for other in ["", "tau", "2*tau", "2**3", "1 nS + 2 nS", "(1 nS)", "[1, 2]", "1..2", "-"] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn units_of_one_dimension_are_converted() {
        let of = |text| Quantity::parse(text).expect("a quantity");
        let converted = |from, to| of(from).in_unit_of(&of(to)).map(|q| q.text());
        assert_eq!(converted("500 pS", "5 nS").as_deref(), Some("0.5 nS"));
        assert_eq!(converted("0.01 s", "5 ms").as_deref(), Some("10 ms"));
        assert_eq!(converted("0", "5 ms").as_deref(), Some("0 ms"));
        assert_eq!(converted("3 mV", "5 ms"), None);
        assert_eq!(converted("3", "5 ms"), None);
    }
}
