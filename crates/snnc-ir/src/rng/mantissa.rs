//! Random bits as floats.

const ONE: u64 = 0x3ff0_0000_0000_0000;
const MANTISSA: u64 = 0x000f_ffff_ffff_ffff;

/// A float in [1, 2) with the lower half of `own` as the upper bits of its mantissa, and bits of `low` below.
#[inline(always)]
pub(super) fn with_borrowed(own: u64, low: u64) -> f64 {
    f64::from_bits((own << 20 | low & 0xf_ffff) & MANTISSA | ONE)
}

/// A float in [1, 2) with the lowest 30 bits of `own` as the upper bits of its mantissa, the others 0.
#[inline(always)]
pub(super) fn of_30_bits(own: u64) -> f64 {
    f64::from_bits(own << 22 & MANTISSA | ONE)
}
