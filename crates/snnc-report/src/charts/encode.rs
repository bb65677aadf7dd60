//! Arrays as text that a page holds: little-endian bytes in base64.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Values of which none is far from the one before it: each difference as a number of 7 bits a byte, the lowest first.
///
/// They must never fall.
pub(super) fn rising(values: &[u32]) -> String {
    let mut before = 0;
    let differences = values.iter().map(|value| value - std::mem::replace(&mut before, *value));
    counts(differences)
}

/// Small whole numbers, of 7 bits a byte, the lowest first.
pub(super) fn counts(values: impl IntoIterator<Item = u32>) -> String {
    let mut bytes = Vec::new();
    for mut value in values {
        while value >= 0x80 {
            bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        bytes.push(value as u8);
    }
    STANDARD.encode(bytes)
}

/// Indices below `size`, in as few whole bytes each as that takes: 1, 2 or 4.
pub(super) fn indices(values: &[u32], size: u64) -> (u8, String) {
    let width = match size {
        0..=0x100 => 1,
        0x101..=0x1_0000 => 2,
        _ => 4,
    };
    let bytes: Vec<u8> =
        values.iter().flat_map(|value| value.to_le_bytes().into_iter().take(width)).collect();
    (width as u8, STANDARD.encode(bytes))
}

/// Floats in single precision.
pub(super) fn floats(values: impl IntoIterator<Item = f64>) -> String {
    let bytes: Vec<u8> = values.into_iter().flat_map(|value| (value as f32).to_le_bytes()).collect();
    STANDARD.encode(bytes)
}

/// Floats in double precision.
pub(super) fn doubles(values: &[f64]) -> String {
    let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    STANDARD.encode(bytes)
}

/// Floats as 65535 even steps from the lowest to the highest; the last code is for what is not finite.
pub(super) fn steps(values: &[f64], (low, high): (f64, f64)) -> String {
    let code = |value: f64| match (value - low) / (high - low) {
        place if place.is_finite() => (place.clamp(0.0, 1.0) * 65_534.0).round() as u16,
        _ if value.is_finite() => 0,
        _ => u16::MAX,
    };
    let bytes: Vec<u8> = values.iter().flat_map(|value| code(*value).to_le_bytes()).collect();
    STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_bytes_in_base64() {
        // 3, 0, and 197 in two groups of 7 bits.
        assert_eq!(rising(&[3, 3, 200]), "AwDFAQ==");
        assert_eq!(indices(&[1, 255], 256), (1, STANDARD.encode([1_u8, 255])));
        assert_eq!(indices(&[1, 256], 257), (2, "AQAAAQ==".into()));
        assert_eq!(indices(&[70_000], 70_001), (4, STANDARD.encode(70_000_u32.to_le_bytes())));
        assert_eq!(floats([0.5]), STANDARD.encode(0.5_f32.to_le_bytes()));
        assert_eq!(steps(&[0.0, 1.0, f64::NAN], (0.0, 1.0)), "AAD+////");
        assert_eq!(steps(&[2.0], (2.0, 2.0)), "AAA=");
    }
}
