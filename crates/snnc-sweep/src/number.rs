//! Numbers as texts: as short as they can be, and rounded where they were computed.

/// So many digits of a computed value mean something to a person: 1.4, not 1.4000000000000001.
const DIGITS: usize = 12;

/// The shortest text that is this number again.
pub(crate) fn text(x: f64) -> String {
    let size = x.abs();
    if x == 0.0 || (1e-5..1e15).contains(&size) || !x.is_finite() { format!("{x}") } else { format!("{x:e}") }
}

/// The number rounded to twelve significant digits.
pub(crate) fn rounded(x: f64) -> f64 {
    format!("{x:.*e}", DIGITS - 1).parse().unwrap_or(x)
}
