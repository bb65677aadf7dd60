//! The hyperbolic functions, all from e^x - 1.

use super::Arith;
use super::exp::{scaled_expm1, unless_tiny};
use super::inverse_trig::with_sign;

/// 2⁻²⁸: below, sinh and tanh round to x.
const TINY: f64 = 3.725290298461914e-09;

/// The hyperbolic sine, at most 3 ulp from the correctly rounded value.
#[inline(always)]
pub(super) fn sinh<A: Arith>(a: &mut A, x: A::F) -> A::F {
    // With E = e^|x| - 1: sinh |x| = (E + E/(E + 1))/2; q = E/4 is finite as long as the result is.
    let size = a.abs(x);
    let q = scaled_expm1(a, size, 710.5, 2);
    let quarter = a.float(0.25);
    let divisor = a.add(q, quarter);
    let ratio = a.div(q, divisor);
    let half = a.fma(quarter, ratio, q);
    let y = a.add(half, half);
    let y = with_sign(a, y, x);
    unless_tiny(a, x, TINY, y)
}

/// The hyperbolic cosine, at most 1 ulp from the correctly rounded value.
#[inline(always)]
pub(super) fn cosh<A: Arith>(a: &mut A, x: A::F) -> A::F {
    // With h = e^|x|/4: cosh x = 2h + 1/8h
    let size = a.abs(x);
    let q = scaled_expm1(a, size, 710.5, 2);
    let quarter = a.float(0.25);
    let h = a.add(q, quarter);
    let sixteenth = a.float(0.0625);
    let small = a.div(sixteenth, h);
    let half = a.add(h, small);
    a.add(half, half)
}

/// The hyperbolic tangent, at most 3 ulp from the correctly rounded value.
#[inline(always)]
pub(super) fn tanh<A: Arith>(a: &mut A, x: A::F) -> A::F {
    // With E = e^2|x| - 1: tanh |x| = E/(E + 2), which is 1 from |x| = 20 on.
    let size = a.abs(x);
    let double = a.add(size, size);
    let half = scaled_expm1(a, double, 44.0, 1);
    let one = a.float(1.0);
    let divisor = a.add(half, one);
    let y = a.div(half, divisor);
    let y = with_sign(a, y, x);
    unless_tiny(a, x, TINY, y)
}
