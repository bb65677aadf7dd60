//! Powers.
//!
//! x^y = e^(y log x). An error of the logarithm is multiplied by y log x, which may be as large as 745, so
//! that the logarithm is carried to twice the precision.

use super::Arith;
use super::double;
use super::exp::{at_least, at_most, exp_of_sum};
use super::log::log_double;

/// x^y, at most 1 ulp from the correctly rounded value, with the special cases of IEEE 754 and C.
#[inline(always)]
pub(super) fn pow<A: Arith>(a: &mut A, x: A::F, y: A::F) -> A::F {
    let zero = a.float(0.0);
    let one = a.float(1.0);
    let size = a.abs(x);
    let log = log_double(a, size);
    // A finite y that is far too large already keeps 0 · inf away.
    let bounded = at_most(a, y, HUGE);
    let bounded = at_least(a, bounded, -HUGE);
    let exponent = double::product(a, bounded, log.hi);
    let low = a.fma(bounded, log.lo, exponent.lo);
    let exponent_size = a.abs(exponent.hi);
    let limit = a.float(1000.0);
    let finite = a.lt(exponent_size, limit);
    let low = a.select(finite, low, zero);
    let magnitude = exp_of_sum(a, exponent.hi, Some(low));

    // The sign of x is kept by odd exponents only.
    let half = a.float(0.5);
    let whole = a.trunc(y);
    let is_whole = a.eq(whole, y);
    let y_half = a.mul(y, half);
    let whole_half = a.trunc(y_half);
    let is_even = a.eq(whole_half, y_half);
    let is_fraction_of_two = a.not(is_even);
    let is_odd = a.and(is_whole, is_fraction_of_two);
    let sign = a.int(i64::MIN);
    let x_bits = a.bits(x);
    let sign = a.and_i(x_bits, sign);
    let plus = a.int(0);
    let sign = a.select_i(is_odd, sign, plus);
    let magnitude = a.bits(magnitude);
    let result = a.xor_i(magnitude, sign);
    let result = a.from_bits(result);

    // A negative finite number has no real power but the whole ones.
    let nan = a.float(f64::NAN);
    let minus_infinity = a.float(f64::NEG_INFINITY);
    let negative = a.lt(x, zero);
    let above = a.lt(minus_infinity, x);
    let negative = a.and(negative, above);
    let is_broken = a.not(is_whole);
    let undefined = a.and(negative, is_broken);
    let result = a.select(undefined, nan, result);
    // x^0 and 1^y are 1 even for NaN.
    let y_is_zero = a.eq(y, zero);
    let x_is_one = a.eq(x, one);
    let is_one = a.or(y_is_zero, x_is_one);
    a.select(is_one, one, result)
}

/// Any power but that of 1 overflows or vanishes with this exponent.
const HUGE: f64 = 1e300;
