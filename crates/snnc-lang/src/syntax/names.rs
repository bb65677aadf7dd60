//! Names as they are compared.

use std::sync::Arc;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// NFC, with the micro sign as the Greek letter it looks like (NFC itself turns the ohm sign into `Ω`).
pub fn normalise(text: &str) -> Arc<str> {
    if text.is_ascii() || (is_nfc(text) && !text.contains('µ')) {
        return text.into();
    }
    text.nfc().map(|c| if c == 'µ' { 'μ' } else { c }).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_look_alike_are_one_name() {
        assert_eq!(normalise("\u{b5}m"), normalise("\u{3bc}m"));
        assert_eq!(normalise("\u{2126}"), normalise("\u{3a9}"));
        assert_eq!(normalise("e\u{301}"), normalise("\u{e9}"));
    }
}
