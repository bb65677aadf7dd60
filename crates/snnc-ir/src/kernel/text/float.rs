//! Floats that survive being written and read.

/// The shortest text that reads back as the same bits; NaNs with a payload of their own as `nan:bits`.
pub(super) fn write(x: f64) -> String {
    if x.is_nan() {
        let plain = x.to_bits() == f64::NAN.to_bits();
        return if plain { "nan".to_owned() } else { format!("nan:{:016x}", x.to_bits()) };
    }
    if x.is_infinite() {
        return if x > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let plain = x == 0.0 || (1e-4..1e7).contains(&x.abs());
    if plain { format!("{x:?}") } else { format!("{x:e}") }
}

/// Reads what [`write`] wrote.
pub(super) fn read(text: &str) -> Option<f64> {
    match text {
        "nan" => Some(f64::NAN),
        "inf" => Some(f64::INFINITY),
        "-inf" => Some(f64::NEG_INFINITY),
        _ => match text.strip_prefix("nan:") {
            Some(bits) => u64::from_str_radix(bits, 16).ok().map(f64::from_bits).filter(|x| x.is_nan()),
            None => text.parse().ok().filter(|x: &f64| x.is_finite()),
        },
    }
}
