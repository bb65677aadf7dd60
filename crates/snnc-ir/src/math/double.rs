//! Numbers of twice the precision, as unevaluated sums of two floats.

use super::Arith;

/// hi + lo, where |lo| is at most about half a unit in the last place of hi.
pub(super) struct Double<A: Arith> {
    pub(super) hi: A::F,
    pub(super) lo: A::F,
}

impl<A: Arith> Clone for Double<A> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<A: Arith> Copy for Double<A> {}

/// a + b without error.
#[inline(always)]
pub(super) fn sum<A: Arith>(a: &mut A, x: A::F, y: A::F) -> Double<A> {
    let hi = a.add(x, y);
    let y_part = a.sub(hi, x);
    let x_part = a.sub(hi, y_part);
    let x_rest = a.sub(x, x_part);
    let y_rest = a.sub(y, y_part);
    let lo = a.add(x_rest, y_rest);
    Double { hi, lo }
}

/// x + y without error, where |x| ≥ |y| or x is 0.
#[inline(always)]
pub(super) fn sum_of_larger<A: Arith>(a: &mut A, x: A::F, y: A::F) -> Double<A> {
    let hi = a.add(x, y);
    let y_part = a.sub(hi, x);
    let lo = a.sub(y, y_part);
    Double { hi, lo }
}

/// x · y without error.
#[inline(always)]
pub(super) fn product<A: Arith>(a: &mut A, x: A::F, y: A::F) -> Double<A> {
    let hi = a.mul(x, y);
    let minus_hi = a.neg(hi);
    let lo = a.fma(x, y, minus_hi);
    Double { hi, lo }
}

/// x · y, with an error in the last places of `lo`.
#[inline(always)]
pub(super) fn times<A: Arith>(a: &mut A, x: Double<A>, y: Double<A>) -> Double<A> {
    let exact = product(a, x.hi, y.hi);
    let lo = a.fma(x.hi, y.lo, exact.lo);
    let lo = a.fma(x.lo, y.hi, lo);
    Double { hi: exact.hi, lo }
}
