//! The floor-modulo.

use super::{Arith, ScalarFn};

/// Quotients from here on are left to [`floor_mod_exact`].
const LARGE_QUOTIENT: f64 = 4_503_599_627_370_496.0;

/// x - ⌊x/y⌋ y, with the sign of y, as Python's `%`: what rounding is left is correct.
#[inline(always)]
pub(super) fn floor_mod<A: Arith>(a: &mut A, x: A::F, y: A::F) -> A::F {
    let quotient = a.div(x, y);
    let floor = a.floor(quotient);
    let minus = a.neg(floor);
    let rest = a.fma(minus, y, x);
    let result = with_sign_of_divisor(a, rest, y);
    let size = a.abs(floor);
    let limit = a.float(LARGE_QUOTIENT);
    let small = a.lt(size, limit);
    let divisor_size = a.abs(y);
    let infinity = a.float(f64::INFINITY);
    let finite = a.lt(divisor_size, infinity);
    let simple = a.and(small, finite);
    let slow = a.not(simple);
    a.scalar_where(slow, ScalarFn::FloorMod, x, y, result)
}

/// `rest`, plus `y` where their signs differ; a zero gets the sign of `y`.
#[inline(always)]
fn with_sign_of_divisor<A: Arith>(a: &mut A, rest: A::F, y: A::F) -> A::F {
    // x/y may have been rounded up to a whole number, which leaves a rest of the wrong sign.
    let zero = a.float(0.0);
    let rest_negative = a.lt(rest, zero);
    let rest_positive = a.lt(zero, rest);
    let y_negative = a.lt(y, zero);
    let y_positive = a.lt(zero, y);
    let too_low = a.and(rest_negative, y_positive);
    let too_high = a.and(rest_positive, y_negative);
    let differ = a.or(too_low, too_high);
    let moved = a.add(rest, y);
    let result = a.select(differ, moved, rest);
    let is_zero = a.eq(result, zero);
    let sign = a.int(i64::MIN);
    let y_bits = a.bits(y);
    let signed_zero = a.and_i(y_bits, sign);
    let signed_zero = a.from_bits(signed_zero);
    a.select(is_zero, signed_zero, result)
}

/// The floor-modulo for any quotient.
pub(super) fn floor_mod_exact(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() || x.is_infinite() || y == 0.0 {
        return f64::NAN;
    }
    let rest = if y.is_infinite() { x } else { remainder(x, y) };
    with_sign_of_divisor(&mut super::Scalar, rest, y)
}

/// x - trunc(x/y) y without error, for finite x and finite y ≠ 0.
fn remainder(x: f64, y: f64) -> f64 {
    let (x_mantissa, x_exponent) = mantissa_and_exponent(x);
    let (y_mantissa, y_exponent) = mantissa_and_exponent(y);
    if x.abs() < y.abs() {
        return x;
    }
    // Both are whole multiples of 2^y_exponent: |x| ≥ |y| and y's exponent is the smaller, or equal if both
    // are subnormal or in the same binade.
    let mut rest = x_mantissa % y_mantissa;
    let mut shift = x_exponent - y_exponent;
    while shift > 0 {
        let step = shift.min(64);
        rest = ((u128::from(rest) << step) % u128::from(y_mantissa)) as u64;
        shift -= step;
    }
    let size = rest as f64 * power_of_two(y_exponent);
    if x.is_sign_negative() { -size } else { size }
}

/// |x| = mantissa · 2^exponent
fn mantissa_and_exponent(x: f64) -> (u64, i32) {
    let bits = x.to_bits();
    let field = ((bits >> 52) & 0x7ff) as i32;
    let fraction = bits & 0x000f_ffff_ffff_ffff;
    if field == 0 { (fraction, -1074) } else { (fraction | 1 << 52, field - 1075) }
}

/// 2^n for n from -1074 to 971.
fn power_of_two(n: i32) -> f64 {
    if n < -1022 { f64::from_bits(1 << (n + 1074)) } else { f64::from_bits(((n + 1023) as u64) << 52) }
}
