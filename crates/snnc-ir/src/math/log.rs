//! Logarithms.
//!
//! x = 2^k · m with m between √½ and √2; with s = (m - 1)/(m + 1), log m = 2 artanh s is a series in s² that
//! converges fast.

use super::Arith;
use super::double::{self, Double};
use super::exp::{ROUND, TINY, unless_tiny};
use super::polynomial::estrin;
use std::f64::consts::LOG10_E;

/// ln 2 in two parts, the first with 42 significant bits: its product with an exponent is exact.
const LN_2_HI: f64 = 0.6931471805598903;
const LN_2_LO: f64 = 5.497923018708371e-14;
/// log₁₀ 2, divided in the same way.
const LOG10_2_HI: f64 = 0.30102999566395283;
const LOG10_2_LO: f64 = 2.8363394551044964e-14;
/// 1/ln 10 - [`LOG10_E`]
const LOG10_E_LO: f64 = 1.098319650216765e-17;

/// Minimax polynomial in z = s² for (2 artanh s - 2s)/(s z).
const ARTANH_TAIL: [f64; 7] = [
    0.6666666666666734,
    0.39999999999416547,
    0.2857142874206373,
    0.22222198600108425,
    0.1818356316806856,
    0.15314075382055442,
    0.14795740069783242,
];

/// Minimax polynomial in z = s² for (artanh s - s - s³/3 - s⁵/5)/s⁷.
const ARTANH_FAR_TAIL: [f64; 7] = [
    0.1428571428571658,
    0.11111111110006293,
    0.09090909302706258,
    0.07692286450652862,
    0.06667881509521079,
    0.05842521910911635,
    0.05955478746922959,
];

/// x = 2^k (1 + f), with 1 + f between √½ and √2.
struct Parts<A: Arith> {
    k: A::F,
    f: A::F,
}

/// 2⁵² plus the bias of exponents.
const EXPONENT_BIAS: f64 = 4_503_599_627_370_496.0 + 1023.0;

/// Take a positive finite number apart; of anything else nothing is said.
#[inline(always)]
fn parts<A: Arith>(a: &mut A, x: A::F) -> Parts<A> {
    // Subnormal numbers are made normal first.
    let least = a.float(f64::MIN_POSITIVE);
    let subnormal = a.lt(x, least);
    let factor = a.float(18_014_398_509_481_984.0);
    let larger = a.mul(x, factor);
    let x = a.select(subnormal, larger, x);
    let bias = a.float(EXPONENT_BIAS);
    let larger_bias = a.float(EXPONENT_BIAS + 54.0);
    let bias = a.select(subnormal, larger_bias, bias);
    parts_of_normal(a, x, bias)
}

/// Take a positive normal number apart.
#[inline(always)]
fn parts_of_normal<A: Arith>(a: &mut A, x: A::F, bias: A::F) -> Parts<A> {
    const SQRT_HALF: i64 = 0x3fe6_a09e_667f_3bcd;
    const ONE: i64 = 0x3ff0_0000_0000_0000;
    const TWO_52: i64 = 0x4330_0000_0000_0000;
    // Moved so that the exponent field changes at √½ instead of at 1.
    let x = a.bits(x);
    let shift = a.int(ONE - SQRT_HALF);
    let moved = a.add_i(x, shift);
    let exponent = a.ushr_i(moved, 52);
    // An integer below 2⁵² becomes a float by being the low bits of one.
    let two_52 = a.int(TWO_52);
    let exponent = a.or_i(exponent, two_52);
    let exponent = a.from_bits(exponent);
    let k = a.sub(exponent, bias);
    let fraction = a.int(0x000f_ffff_ffff_ffff);
    let moved = a.and_i(moved, fraction);
    let sqrt_half = a.int(SQRT_HALF);
    let m = a.add_i(moved, sqrt_half);
    let m = a.from_bits(m);
    let one = a.float(1.0);
    let f = a.sub(m, one);
    Parts { k, f }
}

/// -(f - log(1 + f)), which is to be added to `f`, plus `low`.
#[inline(always)]
fn log_tail<A: Arith>(a: &mut A, f: A::F, low: A::F) -> A::F {
    // With h = f²/2 and s = f/(2 + f): log(1 + f) = f - (h - s (h + R)), where s R = log(1 + f) - 2s.
    let half = a.float(0.5);
    let two = a.float(2.0);
    let divisor = a.add(two, f);
    let s = a.div(f, divisor);
    let z = a.mul(s, s);
    let square = a.mul(z, z);
    let r = estrin(a, z, square, &ARTANH_TAIL);
    let half_f = a.mul(half, f);
    let h = a.mul(half_f, f);
    let inner = a.fma(z, r, h);
    let inner = a.fma(s, inner, low);
    a.sub(inner, h)
}

/// The logarithm as ±inf or NaN where it is not a number, else `y`. `pole` is where it is -inf.
#[inline(always)]
fn with_special<A: Arith>(a: &mut A, x: A::F, pole: f64, y: A::F) -> A::F {
    let pole = a.float(pole);
    let infinity = a.float(f64::INFINITY);
    let minus_infinity = a.float(f64::NEG_INFINITY);
    let nan = a.float(f64::NAN);
    let at_pole = a.eq(x, pole);
    let below = a.select(at_pole, minus_infinity, nan);
    let above = a.lt(pole, x);
    let y = a.select(above, y, below);
    // inf and NaN are their own logarithms; NaN has become NaN above.
    let infinite = a.eq(x, infinity);
    a.select(infinite, x, y)
}

/// The natural logarithm, at most 1 ulp from the correctly rounded value.
#[inline(always)]
pub(super) fn log<A: Arith>(a: &mut A, x: A::F) -> A::F {
    let zero = a.float(0.0);
    let y = log_plus(a, x, zero);
    with_special(a, x, 0.0, y)
}

/// log x + low for a small `low` and positive finite x.
#[inline(always)]
fn log_plus<A: Arith>(a: &mut A, x: A::F, low: A::F) -> A::F {
    let parts = parts(a, x);
    log_of_parts(a, &parts, low)
}

#[inline(always)]
fn log_of_parts<A: Arith>(a: &mut A, parts: &Parts<A>, low: A::F) -> A::F {
    let Parts { k, f } = *parts;
    let ln2_hi = a.float(LN_2_HI);
    let ln2_lo = a.float(LN_2_LO);
    let low = a.fma(k, ln2_lo, low);
    let tail = log_tail(a, f, low);
    let near = a.add(f, tail);
    a.fma(k, ln2_hi, near)
}

/// The logarithm to base 10, at most 1 ulp from the correctly rounded value; exact for the powers of ten.
#[inline(always)]
pub(super) fn log10<A: Arith>(a: &mut A, x: A::F) -> A::F {
    let Parts { k, f } = parts(a, x);
    let zero = a.float(0.0);
    let tail = log_tail(a, f, zero);
    let e_hi = a.float(LOG10_E);
    let e_lo = a.float(LOG10_E_LO);
    let two_hi = a.float(LOG10_2_HI);
    let two_lo = a.float(LOG10_2_LO);
    let product = double::product(a, f, e_hi);
    let low = a.fma(f, e_lo, product.lo);
    let low = a.fma(tail, e_hi, low);
    let low = a.fma(k, two_lo, low);
    let high = a.mul(k, two_hi);
    let sum = double::sum_of_larger(a, high, product.hi);
    let low = a.add(low, sum.lo);
    let y = a.add(sum.hi, low);
    with_special(a, x, 0.0, y)
}

/// log(1 + x), at most 1 ulp from the correctly rounded value.
#[inline(always)]
pub(super) fn log1p<A: Arith>(a: &mut A, x: A::F) -> A::F {
    // 1 + x = u + c exactly, and log(u + c) = log u + c/u but for c²/2u².
    let one = a.float(1.0);
    let u = double::sum(a, one, x);
    let correction = a.div(u.lo, u.hi);
    let y = log_plus(a, u.hi, correction);
    let y = with_special(a, x, -1.0, y);
    unless_tiny(a, x, TINY, y)
}

/// The natural logarithm of a number ≥ 0 as an unevaluated sum, its relative error below 2⁻⁶⁴; -inf for 0,
/// inf for inf, NaN for NaN.
#[inline(always)]
pub(super) fn log_double<A: Arith>(a: &mut A, x: A::F) -> Double<A> {
    let Parts { k, f } = parts(a, x);
    // s = f/(2 + f) to twice the precision.
    let one = a.float(1.0);
    let two = a.float(2.0);
    let divisor = double::sum_of_larger(a, two, f);
    let reciprocal = a.div(one, divisor.hi);
    let s_hi = a.mul(f, reciprocal);
    let minus_s = a.neg(s_hi);
    let rest = a.fma(minus_s, divisor.hi, f);
    let rest = a.fma(minus_s, divisor.lo, rest);
    let s_lo = a.mul(rest, reciprocal);
    let s = double::sum_of_larger(a, s_hi, s_lo);
    // artanh s = s + s z (1/3 + z (1/5 + z q)), where 1/5 + z q need not be known twice as well.
    let z = double::times(a, s, s);
    let square = a.mul(z.hi, z.hi);
    let q = estrin(a, z.hi, square, &ARTANH_FAR_TAIL);
    let fifth = a.float(0.2);
    let q = a.fma(z.hi, q, fifth);
    let third_hi = a.float(0.3333333333333333);
    let third_lo = a.float(1.850371707708594e-17);
    let w = double::product(a, z.hi, q);
    let w_lo = a.fma(z.lo, q, w.lo);
    let inner = double::sum_of_larger(a, third_hi, w.hi);
    let inner_lo = a.add(w_lo, third_lo);
    let inner_lo = a.add(inner.lo, inner_lo);
    let inner = Double { hi: inner.hi, lo: inner_lo };
    let cube = double::times(a, s, z);
    let tail = double::times(a, cube, inner);
    // k ln 2 + 2 artanh s
    let hi = double::sum_of_larger(a, s.hi, tail.hi);
    let lo = a.add(s.lo, tail.lo);
    let lo = a.add(hi.lo, lo);
    let ln2_hi = a.float(LN_2_HI);
    let ln2_lo = a.float(LN_2_LO);
    let k_hi = a.mul(k, ln2_hi);
    let near = a.add(hi.hi, hi.hi);
    let far = double::sum_of_larger(a, k_hi, near);
    let lo = a.add(lo, lo);
    let lo = a.fma(k, ln2_lo, lo);
    let lo = a.add(far.lo, lo);
    let y = double::sum_of_larger(a, far.hi, lo);
    let hi = with_special(a, x, 0.0, y.hi);
    // Beside an infinity the correction is 0.
    let largest = a.float(ROUND);
    let size = a.abs(hi);
    let finite = a.lt(size, largest);
    let zero = a.float(0.0);
    let lo = a.select(finite, y.lo, zero);
    Double { hi, lo }
}
