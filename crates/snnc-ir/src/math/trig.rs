//! Sine, cosine and tangent.
//!
//! x = n π/2 + r with n the whole number nearest 2x/π, so that |r| ≤ π/4 (a little more). The result is the
//! sine or the cosine of r or its negative, as n mod 4 says. The argument is reduced with π/2 in three parts,
//! and arguments too large for that are left to [`huge`](super::huge).

use super::angle::Angle;
use super::double::{self, Double};
use super::exp::ROUND;
use super::huge;
use super::polynomial::estrin;
use super::{Arith, Scalar, ScalarFn};
use std::f64::consts::{FRAC_2_PI, FRAC_PI_2};

/// Larger arguments are reduced out of line, with as many digits of 2/π as it takes.
const LARGEST: f64 = 4_294_967_296.0;

/// π/2 as an unevaluated sum.
const PI_2: [f64; 3] = [FRAC_PI_2, 6.123233995736766e-17, -1.4973849048591698e-33];

/// Minimax polynomial in z = r² for (sin r - r)/r³, |r| ≤ π/4.
const SIN_TAIL: [f64; 6] = [
    -0.16666666666666632,
    0.008333333333322488,
    -0.00019841269829855353,
    2.755731370587857e-06,
    -2.505076003001508e-08,
    1.589689510789195e-10,
];

/// Minimax polynomial in z = r² for (cos r - 1 + z/2)/z², |r| ≤ π/4.
const COS_TAIL: [f64; 6] = [
    0.0416666666666666,
    -0.0013888888888874476,
    2.4801587289673183e-05,
    -2.755731440146671e-07,
    2.0875729328530366e-09,
    -1.1359935997060357e-11,
];

/// The sine and the cosine of r.
pub(super) struct SinCos<A: Arith> {
    pub(super) sin: A::F,
    pub(super) cos: A::F,
}

/// Reduce 0 ≤ x ≤ [`LARGEST`].
#[inline(always)]
fn reduce<A: Arith>(a: &mut A, x: A::F) -> Angle<A> {
    let two_over_pi = a.float(FRAC_2_PI);
    let round = a.float(ROUND);
    let shifted = a.fma(x, two_over_pi, round);
    let n = a.sub(shifted, round);
    let minus = [a.float(-PI_2[0]), a.float(-PI_2[1]), a.float(-PI_2[2])];
    // Exact: a multiple of the last place of π/2's first part, below 1.
    let r = a.fma(n, minus[0], x);
    // Near a multiple of π/2, that and the second part cancel: no bit of either may be lost.
    let second = double::product(a, n, minus[1]);
    let r = double::sum(a, r, second.hi);
    let lo = a.add(r.lo, second.lo);
    let lo = a.fma(n, minus[2], lo);
    let hi = r.hi;
    let quadrant = a.bits(shifted);
    Angle { quadrant, r: Double { hi, lo } }
}

/// The sine and the cosine of |r| ≤ π/4, each below 1 ulp off.
#[inline(always)]
fn sin_cos_reduced<A: Arith>(a: &mut A, r: Double<A>) -> SinCos<A> {
    let one = a.float(1.0);
    let half = a.float(0.5);
    let z = a.mul(r.hi, r.hi);
    let square = a.mul(z, z);
    let h = a.mul(z, half);
    let near_one = a.sub(one, h);
    // sin(r + lo) = r + r³ S(z) + lo cos r
    let tail = estrin(a, z, square, &SIN_TAIL);
    let cube = a.mul(z, r.hi);
    let low = a.mul(r.lo, near_one);
    let tail = a.fma(cube, tail, low);
    let sin = a.add(r.hi, tail);
    // cos(r + lo) = 1 - z/2 + z² C(z) - lo r, the rounding error of 1 - z/2 made good
    let tail = estrin(a, z, square, &COS_TAIL);
    let tail = a.mul(square, tail);
    let minus_lo = a.neg(r.lo);
    let tail = a.fma(minus_lo, r.hi, tail);
    let lost = a.sub(one, near_one);
    let lost = a.sub(lost, h);
    let tail = a.add(lost, tail);
    let cos = a.add(near_one, tail);
    SinCos { sin, cos }
}

/// Whether the quadrant is odd, where sine and cosine change places.
#[inline(always)]
fn is_odd<A: Arith>(a: &mut A, quadrant: A::I) -> A::M {
    let one = a.int(1);
    let lowest = a.and_i(quadrant, one);
    a.eq_i(lowest, one)
}

/// The second-lowest bit of the quadrant at the place of a float's sign.
#[inline(always)]
fn half_turn_sign<A: Arith>(a: &mut A, quadrant: A::I) -> A::I {
    let two = a.int(2);
    let bit = a.and_i(quadrant, two);
    a.shl_i(bit, 62)
}

#[inline(always)]
fn flip_sign<A: Arith>(a: &mut A, x: A::F, sign: A::I) -> A::F {
    let bits = a.bits(x);
    let bits = a.xor_i(bits, sign);
    a.from_bits(bits)
}

/// Where |x| is too large for [`reduce`], or infinite.
#[inline(always)]
fn is_huge<A: Arith>(a: &mut A, size: A::F) -> A::M {
    let largest = a.float(LARGEST);
    a.lt(largest, size)
}

/// The sign bit of `x`.
#[inline(always)]
fn sign_of<A: Arith>(a: &mut A, x: A::F) -> A::I {
    let bits = a.bits(x);
    let sign = a.int(i64::MIN);
    a.and_i(bits, sign)
}

#[inline(always)]
pub(super) fn sin_of_angle<A: Arith>(a: &mut A, angle: &Angle<A>) -> A::F {
    let SinCos { sin, cos } = sin_cos_reduced(a, angle.r);
    let odd = is_odd(a, angle.quadrant);
    let y = a.select(odd, cos, sin);
    let sign = half_turn_sign(a, angle.quadrant);
    flip_sign(a, y, sign)
}

#[inline(always)]
pub(super) fn cos_of_angle<A: Arith>(a: &mut A, angle: &Angle<A>) -> A::F {
    // cos x = sin(x + π/2)
    let one = a.int(1);
    let quadrant = a.add_i(angle.quadrant, one);
    sin_of_angle(a, &Angle { quadrant, r: angle.r })
}

#[inline(always)]
pub(super) fn tan_of_angle<A: Arith>(a: &mut A, angle: &Angle<A>) -> A::F {
    // tan(r + π/2) = -cos r/sin r
    let SinCos { sin, cos } = sin_cos_reduced(a, angle.r);
    let odd = is_odd(a, angle.quadrant);
    let above = a.select(odd, cos, sin);
    let below = a.select(odd, sin, cos);
    let y = a.div(above, below);
    let sign = a.shl_i(angle.quadrant, 63);
    flip_sign(a, y, sign)
}

/// The sine, at most 1 ulp from the correctly rounded value.
#[inline(always)]
pub(super) fn sin<A: Arith>(a: &mut A, x: A::F) -> A::F {
    let size = a.abs(x);
    let angle = reduce(a, size);
    let y = sin_of_angle(a, &angle);
    let sign = sign_of(a, x);
    let y = flip_sign(a, y, sign);
    let huge = is_huge(a, size);
    a.scalar_where(huge, ScalarFn::SinHuge, x, x, y)
}

/// The cosine, at most 1 ulp from the correctly rounded value.
#[inline(always)]
pub(super) fn cos<A: Arith>(a: &mut A, x: A::F) -> A::F {
    let size = a.abs(x);
    let angle = reduce(a, size);
    let y = cos_of_angle(a, &angle);
    let huge = is_huge(a, size);
    a.scalar_where(huge, ScalarFn::CosHuge, x, x, y)
}

/// The tangent, at most 2 ulp from the correctly rounded value.
#[inline(always)]
pub(super) fn tan<A: Arith>(a: &mut A, x: A::F) -> A::F {
    let size = a.abs(x);
    let angle = reduce(a, size);
    let y = tan_of_angle(a, &angle);
    let sign = sign_of(a, x);
    let y = flip_sign(a, y, sign);
    let huge = is_huge(a, size);
    a.scalar_where(huge, ScalarFn::TanHuge, x, x, y)
}

/// The sine for any argument.
pub(super) fn sin_huge(x: f64) -> f64 {
    let y = sin_of_angle(&mut Scalar, &huge::reduce(x.abs()));
    if x < 0.0 { -y } else { y }
}

/// The cosine for any argument.
pub(super) fn cos_huge(x: f64) -> f64 {
    cos_of_angle(&mut Scalar, &huge::reduce(x.abs()))
}

/// The tangent for any argument.
pub(super) fn tan_huge(x: f64) -> f64 {
    let y = tan_of_angle(&mut Scalar, &huge::reduce(x.abs()));
    if x < 0.0 { -y } else { y }
}
