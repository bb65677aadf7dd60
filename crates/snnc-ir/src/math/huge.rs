//! Reduction of huge angles (Payne and Hanek).
//!
//! x = m · 2^e with a whole m. Of x · 2/π only the two lowest integer bits and the fraction matter, so those
//! digits of 2/π that give multiples of 4 are left out, and of the others as many are used as the precision
//! asks for: 192 in a window that e positions.

use super::Scalar;
use super::angle::Angle;
use super::double::{self, Double};
use std::f64::consts::FRAC_PI_2;

/// 64 zeros, then the binary digits of 2/π after the point.
const TWO_OVER_PI: [u64; 20] = [
    0x0000000000000000,
    0xa2f9836e4e441529,
    0xfc2757d1f534ddc0,
    0xdb6295993c439041,
    0xfe5163abdebbc561,
    0xb7246e3a424dd2e0,
    0x06492eea09d1921c,
    0xfe1deb1cb129a73e,
    0xe88235f52ebb4484,
    0xe99c7026b45f7e41,
    0x3991d639835339f4,
    0x9c845f8bbdf9283b,
    0x1ff897ffde05980f,
    0xef2f118b5a0a6d1f,
    0x6d367ecf27cb09b7,
    0x4f463f669e5fea2d,
    0x7527bac7ebe5f17b,
    0x3d0739f78a5292ea,
    0x6bfb5fb11f8d5d08,
    0x56033046fc7b6bab,
];

/// Reduce x ≥ 1; infinity and NaN give NaN.
pub(super) fn reduce(x: f64) -> Angle<Scalar> {
    if !x.is_finite() {
        return Angle { quadrant: 0, r: Double { hi: f64::NAN, lo: 0.0 } };
    }
    let bits = x.to_bits();
    let mantissa = (bits & 0x000f_ffff_ffff_ffff) | 1 << 52;
    let exponent = (bits >> 52) as i32 - 1075;
    // The digit of weight 2^-j, times x's unit, weighs 2^(exponent - j): the window starts where that is 2.
    // At least 12, as the exponent of 1 is -52.
    let start = (64 + exponent - 2) as usize;
    let window = [digits(start), digits(start + 64), digits(start + 128)];
    // The product modulo 4, in units of 2⁻¹⁹⁰.
    let low = u128::from(mantissa) * u128::from(window[2]);
    let middle = u128::from(mantissa) * u128::from(window[1]) + (low >> 64);
    let high = mantissa.wrapping_mul(window[0]).wrapping_add((middle >> 64) as u64);
    let mut fraction =
        [high << 2 | (middle as u64) >> 62, (middle as u64) << 2 | (low as u64) >> 62, (low as u64) << 2];
    let mut quadrant = (high >> 62) as i64;
    // The nearest quadrant instead of the one below.
    let negative = fraction[0] >> 63 == 1;
    if negative {
        quadrant += 1;
        fraction = negated(fraction);
    }
    let part = to_double(fraction);
    let sign = if negative { -1.0 } else { 1.0 };
    let (hi, lo) = (sign * part.hi, sign * part.lo);
    // times π/2
    let product = double::product(&mut Scalar, hi, FRAC_PI_2);
    let lo = lo.mul_add(FRAC_PI_2, hi.mul_add(PI_2_LO, product.lo));
    Angle { quadrant, r: double::sum_of_larger(&mut Scalar, product.hi, lo) }
}

/// π/2 - [`FRAC_PI_2`]
const PI_2_LO: f64 = 6.123233995736766e-17;

/// The 64 digits from position `start` on.
fn digits(start: usize) -> u64 {
    let (word, bit) = (start / 64, start % 64);
    let first = TWO_OVER_PI[word] << bit;
    if bit == 0 { first } else { first | TWO_OVER_PI[word + 1] >> (64 - bit) }
}

/// Two's complement of a 192-bit number, the most significant word first.
fn negated(x: [u64; 3]) -> [u64; 3] {
    let (low, carry) = (!x[2]).overflowing_add(1);
    let (middle, carry) = (!x[1]).overflowing_add(u64::from(carry));
    [(!x[0]).wrapping_add(u64::from(carry)), middle, low]
}

/// A fraction of 192 bits as a sum of two floats.
fn to_double(x: [u64; 3]) -> Double<Scalar> {
    // No double comes closer to a multiple of π/2 than 2⁻⁶⁴, so that the first set bit is in the first two
    // words, and all digits that count are in the 128 from there on.
    let zeros = x[0].leading_zeros();
    let x = if zeros == 64 { [x[1], x[2], 0] } else { x };
    let shift = x[0].leading_zeros() % 64;
    let first = (u128::from(x[0]) << 64 | u128::from(x[1])) << shift;
    let first = if shift == 0 { first } else { first | u128::from(x[2] >> (64 - shift)) };
    let zeros = if zeros == 64 { 64 + shift } else { zeros };
    // 53 digits for each part.
    let hi = (first >> 75) as u64;
    let lo = (first >> 22) as u64 & 0x001f_ffff_ffff_ffff;
    let unit = f64::from_bits(u64::from(1023 - 53 - zeros) << 52);
    let small_unit = f64::from_bits(u64::from(1023 - 106 - zeros) << 52);
    Double { hi: hi as f64 * unit, lo: lo as f64 * small_unit }
}
