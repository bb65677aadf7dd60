//! The inverse trigonometric functions.

use super::Arith;
use super::polynomial::estrin;
use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

/// π/2 - [`FRAC_PI_2`]
const PI_2_LO: f64 = 6.123233995736766e-17;

/// Minimax polynomial in z = t² for (arctan t - t)/t³, |t| ≤ ½.
const ARCTAN_TAIL: [f64; 13] = [
    -0.33333333333333315,
    0.19999999999993823,
    -0.14285714285006548,
    0.11111111070529868,
    -0.09090907720760939,
    0.07692277936917881,
    -0.06666228714573481,
    0.05877847055686954,
    -0.052302264176574735,
    0.045902268745900685,
    -0.037137185598527356,
    0.02368059211957054,
    -0.008381420682891565,
];

/// Minimax polynomial in z = t² for (arcsin t - t)/t³, |t| ≤ ½.
const ARCSIN_TAIL: [f64; 13] = [
    0.16666666666666763,
    0.0749999999997013,
    0.04464285717525285,
    0.0303819426769738,
    0.022372215855723538,
    0.017351596441086296,
    0.013981006819518162,
    0.011397392210987895,
    0.010788748069503242,
    0.003674411271410493,
    0.0217850882085809,
    -0.02110865909486967,
    0.03269700443017062,
];

/// `y` with the sign of `x`, for y ≥ 0.
#[inline(always)]
pub(super) fn with_sign<A: Arith>(a: &mut A, y: A::F, x: A::F) -> A::F {
    let sign = a.int(i64::MIN);
    let x = a.bits(x);
    let sign = a.and_i(x, sign);
    let y = a.bits(y);
    let y = a.xor_i(y, sign);
    a.from_bits(y)
}

/// t + low + t³ P(t²)
#[inline(always)]
fn odd<A: Arith, const N: usize>(a: &mut A, t: A::F, low: A::F, tail: &[f64; N]) -> A::F {
    let z = a.mul(t, t);
    let square = a.mul(z, z);
    let p = estrin(a, z, square, tail);
    let cube = a.mul(z, t);
    let tail = a.fma(cube, p, low);
    a.add(t, tail)
}

/// The arctangent, at most 1 ulp from the correctly rounded value.
#[inline(always)]
pub(super) fn arctan<A: Arith>(a: &mut A, x: A::F) -> A::F {
    // arctan x = c + arctan t, where t is x, (x - 1)/(x + 1) or -1/x, and c is 0, π/4 or π/2.
    let zero = a.float(0.0);
    let one = a.float(1.0);
    let minus_one = a.float(-1.0);
    let size = a.abs(x);
    let half = a.float(0.5);
    let two = a.float(2.0);
    let moderate = a.le(half, size);
    let large = a.le(two, size);
    let below_one = a.sub(size, one);
    let above_one = a.add(size, one);
    let numerator = a.select(moderate, below_one, size);
    let numerator = a.select(large, minus_one, numerator);
    let denominator = a.select(moderate, above_one, one);
    let denominator = a.select(large, size, denominator);
    let t = a.div(numerator, denominator);
    let quarter_hi = a.float(FRAC_PI_4);
    let quarter_lo = a.float(0.5 * PI_2_LO);
    let right_hi = a.float(FRAC_PI_2);
    let right_lo = a.float(PI_2_LO);
    let hi = a.select(moderate, quarter_hi, zero);
    let hi = a.select(large, right_hi, hi);
    let lo = a.select(moderate, quarter_lo, zero);
    let lo = a.select(large, right_lo, lo);
    let near = odd(a, t, lo, &ARCTAN_TAIL);
    let y = a.add(hi, near);
    with_sign(a, y, x)
}

/// The arcsine of a number up to ½.
struct Reduced<A: Arith> {
    /// Where |x| > ½, and the number is t with |x| = 1 - 2t²; elsewhere it is |x| itself.
    large: A::M,
    arcsin: A::F,
}

#[inline(always)]
fn reduced_arcsin<A: Arith>(a: &mut A, size: A::F) -> Reduced<A> {
    // arcsin x = π/2 - 2 arcsin √((1 - x)/2)
    let half = a.float(0.5);
    let minus_half = a.float(-0.5);
    let large = a.lt(half, size);
    let square = a.fma(minus_half, size, half);
    let root = a.sqrt(square);
    let t = a.select(large, root, size);
    let zero = a.float(0.0);
    let arcsin = odd(a, t, zero, &ARCSIN_TAIL);
    Reduced { large, arcsin }
}

/// The arcsine, at most 2 ulp from the correctly rounded value; NaN beyond ±1.
#[inline(always)]
pub(super) fn arcsin<A: Arith>(a: &mut A, x: A::F) -> A::F {
    let size = a.abs(x);
    let Reduced { large, arcsin } = reduced_arcsin(a, size);
    let right_hi = a.float(FRAC_PI_2);
    let right_lo = a.float(PI_2_LO);
    let minus_two = a.float(-2.0);
    let rest = a.fma(minus_two, arcsin, right_lo);
    let other = a.add(right_hi, rest);
    let y = a.select(large, other, arcsin);
    with_sign(a, y, x)
}

/// The arccosine, at most 1 ulp from the correctly rounded value; NaN beyond ±1.
#[inline(always)]
pub(super) fn arccos<A: Arith>(a: &mut A, x: A::F) -> A::F {
    // arccos |x| = 2 arcsin t or π/2 - arcsin t, and arccos -x = π - arccos x
    let size = a.abs(x);
    let Reduced { large, arcsin } = reduced_arcsin(a, size);
    let zero = a.float(0.0);
    let negative = a.lt(x, zero);
    let signed = with_sign(a, arcsin, x);
    let right_hi = a.float(FRAC_PI_2);
    let right_lo = a.float(PI_2_LO);
    let rest = a.sub(right_lo, signed);
    let small = a.add(right_hi, rest);
    let double = a.add(arcsin, arcsin);
    let straight_hi = a.float(PI);
    let straight_lo = a.float(2.0 * PI_2_LO);
    let rest = a.sub(straight_lo, double);
    let mirrored = a.add(straight_hi, rest);
    let large_result = a.select(negative, mirrored, double);
    a.select(large, large_result, small)
}
