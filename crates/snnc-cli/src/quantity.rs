//! Quantities on the command line: `0.2s`, `200 ms`, `20mV`, and ranges of times, `0.2s..0.5s`.

use snnc_lang::units::{self, Dimension};
use std::ops::Range;

/// A number with the unit in which it was written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    /// The value, in SI.
    pub(crate) value: f64,
    /// What it measures.
    pub(crate) dimension: Dimension,
}

/// Units of time beside those of the model language, which are all powers of ten of the second.
const LONG_TIMES: [(&str, f64); 4] = [("min", 60.0), ("h", 3600.0), ("msec", 1e-3), ("sec", 1.0)];

/// A quantity: a number and a unit of the model language, with or without a blank between them; `min` and `h` too.
/// Without a unit it is a plain number.
pub(crate) fn quantity(text: &str) -> Result<Quantity, String> {
    let text = text.trim();
    let (number, unit) = split(text);
    let wrong = || format!("expected a number with a unit, such as `0.2s` or `20 mV`, not `{text}`");
    let number: f64 = number.parse().map_err(|_| wrong())?;
    if !number.is_finite() {
        return Err(format!("`{text}` is too large"));
    }
    if unit.is_empty() {
        return Ok(Quantity { value: number, dimension: Dimension::ONE });
    }
    if let Some(found) = units::after_number(unit) {
        return Ok(Quantity { value: scaled(number, found.scale()), dimension: found.dimension });
    }
    if let Some((_, scale)) = LONG_TIMES.iter().find(|(name, _)| *name == unit) {
        return Ok(Quantity { value: number * scale, dimension: Dimension::TIME });
    }
    let meant = units::similar(unit).first().map(|name| format!("; `{name}` is meant?"));
    Err(format!("there is no unit `{unit}`{}", meant.unwrap_or_default()))
}

/// A time, in seconds.
pub(crate) fn time(text: &str) -> Result<f64, String> {
    let found = quantity(text)?;
    match found.dimension {
        Dimension::TIME => Ok(found.value),
        Dimension::ONE => Err(format!("a time has a unit: `{0}s` or `{0}ms`", text.trim())),
        other => Err(format!("expected a time, such as `20ms`, not {}", units::quantity(other))),
    }
}

/// A time longer than nothing, in seconds: the width of a bin.
pub(crate) fn span(text: &str) -> Result<f64, String> {
    let found = time(text)?;
    if found > 0.0 {
        Ok(found)
    } else {
        Err(format!("expected a time longer than 0 s, not `{}`", text.trim()))
    }
}

/// A range of times, in seconds: `0.2s..0.5s`, `200..500ms`, `0.2s..` to the end, `..0.5s` from the beginning.
pub(crate) fn times(text: &str) -> Result<Range<f64>, String> {
    let wrong =
        || format!("expected a range of times, such as `0.2s..0.5s` or `1s..`, not `{}`", text.trim());
    let (from, to) = text.split_once("..").ok_or_else(wrong)?;
    let (from, to) = (from.trim(), to.trim());
    if from.is_empty() && to.is_empty() {
        return Err(wrong());
    }
    let end = if to.is_empty() { f64::INFINITY } else { time(to)? };
    // `200..500ms`: the unit counts for both.
    let unit_of_end = if split(from).1.is_empty() { split(to).1 } else { "" };
    let start = if from.is_empty() { f64::NEG_INFINITY } else { time(&format!("{from}{unit_of_end}"))? };
    if start < end { Ok(start..end) } else { Err(format!("`{}` ends before it begins", text.trim())) }
}

/// A length, in millimetres.
pub(crate) fn length(text: &str) -> Result<f64, String> {
    /// Lengths of print, in millimetres.
    const PRINT: [(&str, f64); 2] = [("in", 25.4), ("pt", 25.4 / 72.0)];
    let wrong = || format!("expected a length, such as `174mm`, `8.5 cm` or `3in`, not `{}`", text.trim());
    let (number, unit) = split(text.trim());
    let found = match PRINT.iter().find(|(name, _)| *name == unit) {
        Some((_, scale)) => number.parse::<f64>().map_err(|_| wrong())? * scale,
        None => {
            let found = quantity(text).map_err(|_| wrong())?;
            let metre = units::after_number("m").map(|metre| metre.dimension);
            if metre == Some(found.dimension) { scaled(found.value, 1e3) } else { return Err(wrong()) }
        }
    };
    if found.is_finite() && found > 0.0 { Ok(found) } else { Err(wrong()) }
}

/// The number at the beginning of a text, and the unit behind it.
fn split(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let mut end =
        bytes.iter().take_while(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'+' | b'-' | b'_')).count();
    // An exponent is one only with digits behind it.
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let digits = bytes[end + 1 + sign..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits > 0 {
            end += 1 + sign + digits;
        }
    }
    (&text[..end], text[end..].trim())
}

/// A number of units, rounded once: powers of ten up to 22 are exact, those below 1 are not.
fn scaled(number: f64, scale: f64) -> f64 {
    if scale < 1.0 { number / (1.0 / scale).round() } else { number * scale }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_a_unit_of_time() {
        for (text, seconds) in [
            ("0.2s", 0.2),
            ("200 ms", 0.2),
            ("1e3us", 1e-3),
            (" 2 min ", 120.0),
            ("1.5 second", 1.5),
            ("-1ms", -1e-3),
        ] {
            assert_eq!(time(text), Ok(seconds), "{text}");
        }
        assert_eq!(time("5"), Err("a time has a unit: `5s` or `5ms`".into()));
        assert_eq!(time("5mV"), Err("expected a time, such as `20ms`, not a voltage".into()));
        assert!(
            time("").is_err() && time("ms").is_err() && time("1..2 s").is_err() && time("1e999s").is_err()
        );
        assert!(span("0s").is_err() && span("-1ms").is_err() && span("1ms").is_ok());
    }

    #[test]
    fn quantities_have_any_unit_of_the_language() {
        assert_eq!(quantity("20mV").map(|it| it.value), Ok(0.02));
        assert_eq!(quantity("3 nS").map(|it| it.value), Ok(3e-9));
        assert_eq!(quantity("7").map(|it| it.dimension), Ok(Dimension::ONE));
        assert!(quantity("3 mv").is_err_and(|told| told.contains("mV")));
    }

    #[test]
    fn lengths_are_those_of_paper() {
        assert_eq!(length("174mm"), Ok(174.0));
        assert_eq!(length("8.5 cm"), Ok(85.0));
        assert_eq!(length("2in"), Ok(50.8));
        assert!(
            length("5").is_err()
                && length("5 ms").is_err()
                && length("0mm").is_err()
                && length("-1in").is_err()
        );
    }

    #[test]
    fn ranges_may_be_open_at_either_end() {
        assert_eq!(times("0.2s..0.5s"), Ok(0.2..0.5));
        assert_eq!(times("200..500ms"), Ok(0.2..0.5));
        assert_eq!(times("1s.."), Ok(1.0..f64::INFINITY));
        assert_eq!(times("..1s"), Ok(f64::NEG_INFINITY..1.0));
        assert!(
            times("..").is_err()
                && times("1s").is_err()
                && times("2s..1s").is_err()
                && times("1..2").is_err()
        );
    }
}
