//! The exponential and its relatives.
//!
//! e^x = 2^k · e^r with k the whole number nearest x/ln 2, so that |r| ≤ ln 2 / 2. A polynomial gives
//! p = e^r - 1, and the functions differ only in how they put 2^k and p together.

use super::Arith;
use super::polynomial::estrin;
use std::f64::consts::LOG2_E;

/// Adding it to a float below 2⁵¹ rounds that to a whole number, held in the low bits of the sum.
pub(super) const ROUND: f64 = 6_755_399_441_055_744.0;

/// ln 2 in two parts; the first has enough trailing zeros to make its product with k exact.
pub(super) const LN_2_HI: f64 = 6.93147180369123816490e-01;
pub(super) const LN_2_LO: f64 = 1.90821492927058770002e-10;

/// Minimax polynomial for (e^r - 1 - r)/r² on |r| ≤ ln 2 / 2.
const EXP_TAIL: [f64; 10] = [
    0.5000000000000013,
    0.16666666666666677,
    0.04166666666651136,
    0.008333333333321334,
    0.0013888888947950382,
    0.0001984126988704221,
    2.480148906823389e-05,
    2.7557243172623246e-06,
    2.7631567334237284e-07,
    2.510942530392485e-08,
];

/// The same on [`EXPM1_CENTRE`] ± ln 2 / 2, its error small beside e^r - 1.
const EXPM1_TAIL: [f64; 10] = [
    0.4999999999999999,
    0.16666666666667312,
    0.04166666666668963,
    0.008333333332659941,
    0.001388888888146701,
    0.00019841272079797707,
    2.4801584826774897e-05,
    2.7554308547429002e-06,
    2.758461890641461e-07,
    2.6490564335506798e-08,
];

/// The middle of the range that arguments of expm1 are reduced to: log 3/2 - ln 2 / 2.
///
/// The ranges meet where e^x - 1 is ½ and -¼, and so are powers of two. With 0 instead, 2(p + 1) - 1 would lose
/// a bit where p is below -¼.
const EXPM1_CENTRE: f64 = 0.05889151782819173;

/// An argument in reduced form: x = k ln 2 + r.
#[derive(Clone, Copy)]
pub(super) struct Reduced<A: Arith> {
    /// k as a float.
    k: A::F,
    /// The bits of k + [`ROUND`] + `bias`.
    shifted: A::I,
    /// e^r - 1
    p: A::F,
}

/// Reduce `x + low`, where `low` is a correction far smaller than `x`. |x| must stay below 2000. `bias` is a
/// whole number that the caller wants added to the exponents it makes from `shifted`.
#[inline(always)]
pub(super) fn reduce<A: Arith>(a: &mut A, x: A::F, low: Option<A::F>, bias: f64) -> Reduced<A> {
    reduce_to(a, x, x, low, bias, &EXP_TAIL)
}

#[inline(always)]
fn reduce_to<A: Arith>(
    a: &mut A,
    x: A::F,
    centred: A::F,
    low: Option<A::F>,
    bias: f64,
    tail: &[f64; 10],
) -> Reduced<A> {
    let log2_e = a.float(LOG2_E);
    let round = a.float(ROUND + bias);
    let shifted = a.fma(centred, log2_e, round);
    let k = a.sub(shifted, round);
    let minus_ln2_hi = a.float(-LN_2_HI);
    let minus_ln2_lo = a.float(-LN_2_LO);
    let r = a.fma(k, minus_ln2_hi, x);
    let r = match low {
        None => a.fma(k, minus_ln2_lo, r),
        Some(low) => {
            let low = a.fma(k, minus_ln2_lo, low);
            a.add(r, low)
        }
    };
    let r2 = a.mul(r, r);
    let q = estrin(a, r, r2, tail);
    let p = a.fma(q, r2, r);
    let shifted = a.bits(shifted);
    Reduced { k, shifted, p }
}

/// `a` or the bound, whichever is larger; NaN stays.
#[inline(always)]
pub(super) fn at_least<A: Arith>(a: &mut A, x: A::F, bound: f64) -> A::F {
    let bound = a.float(bound);
    let below = a.lt(x, bound);
    a.select(below, bound, x)
}

/// `a` or the bound, whichever is smaller; NaN stays.
#[inline(always)]
pub(super) fn at_most<A: Arith>(a: &mut A, x: A::F, bound: f64) -> A::F {
    let bound = a.float(bound);
    let above = a.lt(bound, x);
    a.select(above, bound, x)
}

/// `y`, but `x` where |x| is below the bound: for functions that are their argument near zero.
#[inline(always)]
pub(super) fn unless_tiny<A: Arith>(a: &mut A, x: A::F, bound: f64, y: A::F) -> A::F {
    let size = a.abs(x);
    let bound = a.float(bound);
    let tiny = a.lt(size, bound);
    a.select(tiny, x, y)
}

/// e^x, at most 1 ulp from the correctly rounded value.
#[inline(always)]
pub(super) fn exp<A: Arith>(a: &mut A, x: A::F) -> A::F {
    exp_of_sum(a, x, None)
}

/// e^(x + low).
#[inline(always)]
pub(super) fn exp_of_sum<A: Arith>(a: &mut A, x: A::F, low: Option<A::F>) -> A::F {
    // Beyond these the result is 0 and inf all the same.
    let x = at_least(a, x, -746.0);
    let x = at_most(a, x, 710.0);
    let Reduced { k, shifted, p } = reduce(a, x, low, BIASES);
    a.scale_sum(p, k, shifted)
}

/// The exponents' bias of two floats.
const BIASES: f64 = 2.0 * 1023.0;

/// (1 + p)·2^k for p between -½ and 1; see [`Arith::scale_sum`].
#[inline(always)]
pub(super) fn scale_sum<A: Arith>(a: &mut A, p: A::F, k: A::F, shifted: A::I) -> A::F {
    // 2^k may lie outside the normal numbers although the result does not, or only half: it is multiplied in
    // two steps, 2^(k/2) twice. The biases leave both exponents biased as a float wants them.
    let half = a.float(0.5);
    let round = a.float(ROUND + 1023.0);
    let first = a.fma(k, half, round);
    let first = a.bits(first);
    let second = a.sub_i(shifted, first);
    let first = a.shl_i(first, 52);
    let second = a.shl_i(second, 52);
    let first = a.from_bits(first);
    let second = a.from_bits(second);
    let scaled = a.fma(first, p, first);
    a.mul(scaled, second)
}

/// (e^x - 1)/2^shift for `lowest` ≤ x ≤ `highest`, where -40 ≤ `lowest`, and `x` is replaced by these
/// bounds beyond them. The scale lets the result be finite where e^x is not.
#[inline(always)]
pub(super) fn scaled_expm1<A: Arith>(a: &mut A, x: A::F, highest: f64, shift: i32) -> A::F {
    let x = at_most(a, x, highest);
    let x = at_least(a, x, -40.0);
    let shift = f64::from(shift);
    let centre = a.float(EXPM1_CENTRE);
    let centred = a.sub(x, centre);
    let Reduced { shifted, p, .. } = reduce_to(a, x, centred, None, 1023.0 - shift, &EXPM1_TAIL);
    let scale = a.shl_i(shifted, 52);
    let scale = a.from_bits(scale);
    let one = a.float(power_of_two(-shift));
    let rest = a.sub(scale, one);
    a.fma(scale, p, rest)
}

/// 2^n for whole n in the range of normal numbers.
const fn power_of_two(n: f64) -> f64 {
    f64::from_bits(((n as i64 + 1023) as u64) << 52)
}

/// e^x - 1, at most 1 ulp from the correctly rounded value.
#[inline(always)]
pub(super) fn expm1<A: Arith>(a: &mut A, x: A::F) -> A::F {
    let half = scaled_expm1(a, x, 710.0, 1);
    let y = a.add(half, half);
    unless_tiny(a, x, TINY, y)
}

/// (e^x - 1)/x, at most 3 ulp from the correctly rounded value; 1 at 0.
#[inline(always)]
pub(super) fn exprel<A: Arith>(a: &mut A, x: A::F) -> A::F {
    // e^x/x is finite up to 716.4, so that neither e^x nor 2^k may be formed.
    let Parts { numerator, x, is_zero } = parts(a, x, 717.0, 12);
    let y = a.div(numerator, x);
    let one = a.float(1.0);
    a.select(is_zero, one, y)
}

/// x/(e^x - 1), at most 3 ulp from the correctly rounded value; 1 at 0.
#[inline(always)]
pub(super) fn bernoulli<A: Arith>(a: &mut A, x: A::F) -> A::F {
    // It is more than 0 up to 751.8.
    let Parts { numerator, x, is_zero } = parts(a, x, 753.0, 64);
    let y = a.div(x, numerator);
    let one = a.float(1.0);
    a.select(is_zero, one, y)
}

/// e^x - 1 and x, both scaled by the same power of two.
struct Parts<A: Arith> {
    numerator: A::F,
    x: A::F,
    /// Whether x is. Where it is not, but near, both parts are the same.
    is_zero: A::M,
}

#[inline(always)]
fn parts<A: Arith>(a: &mut A, x: A::F, highest: f64, shift: i32) -> Parts<A> {
    let bounded = at_most(a, x, highest);
    let scale = a.float(power_of_two(-f64::from(shift)));
    let scaled = a.mul(bounded, scale);
    let numerator = scaled_expm1(a, x, highest, shift);
    let zero = a.float(0.0);
    let is_zero = a.eq(scaled, zero);
    Parts { numerator, x: scaled, is_zero }
}

/// 2⁻⁵⁴: below, e^x - 1 rounds to x.
pub(super) const TINY: f64 = 5.551115123125783e-17;
