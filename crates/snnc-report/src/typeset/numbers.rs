//! Numbers as they are written: `1e-3` as a power of ten.

use crate::html::escape;

/// A number.
pub(super) fn number(text: &str) -> String {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return plain(text) };
    let Ok(exponent) = exponent.parse::<i64>() else { return plain(text) };
    let minus = if exponent < 0 { "<mo form=\"prefix\">−</mo>" } else { "" };
    let exponent = exponent.unsigned_abs();
    let power = format!("<msup><mn>10</mn><mrow>{minus}<mn>{exponent}</mn></mrow></msup>");
    if mantissa.parse() == Ok(1.0) {
        return power;
    }
    format!("<mrow>{}<mo>×</mo>{power}</mrow>", plain(mantissa))
}

fn plain(text: &str) -> String {
    let text = text.strip_suffix('.').unwrap_or(text);
    let zero = if text.starts_with('.') { "0" } else { "" };
    format!("<mn>{zero}{}</mn>", escape(text))
}
