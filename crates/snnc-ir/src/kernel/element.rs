//! What operations do to a lane. Values are words: the bits of a float, an integer, 0 or 1 of a mask.
//!
//! Each function chooses the operation and hands it on, so that a lane, a loop over lanes and the folding of constants share it.

#![allow(clippy::inline_always, reason = "loops are compiled anew for each set of vector instructions")]

use super::{BinaryOp, Compare, Type, UnaryOp};

/// An operand, or operands, to which an operation of `N` operands is to be applied.
pub(crate) trait Operands<const N: usize> {
    /// What applying yields.
    type Result;

    /// Applies the operation.
    fn apply(self, f: impl Fn([u64; N]) -> u64) -> Self::Result;
}

impl<const N: usize> Operands<N> for [u64; N] {
    type Result = u64;

    #[inline(always)]
    fn apply(self, f: impl Fn([u64; N]) -> u64) -> u64 {
        f(self)
    }
}

/// Applies an operation to operands of that type.
#[inline(always)]
pub(crate) fn unary<O: Operands<1>>(op: UnaryOp, ty: Type, operands: O) -> O::Result {
    match (op, ty) {
        (UnaryOp::Neg, Type::I64) => ints(operands, i64::wrapping_neg),
        (UnaryOp::Abs, Type::I64) => ints(operands, i64::wrapping_abs),
        (UnaryOp::Neg, _) => floats(operands, |a| -a),
        (UnaryOp::Abs, _) => floats(operands, f64::abs),
        (UnaryOp::Sqrt, _) => floats(operands, f64::sqrt),
        (UnaryOp::Floor, _) => floats(operands, f64::floor),
        (UnaryOp::Ceil, _) => floats(operands, f64::ceil),
        (UnaryOp::Trunc, _) => floats(operands, f64::trunc),
        (UnaryOp::Round, _) => floats(operands, f64::round_ties_even),
        (UnaryOp::ToSingle, _) => floats(operands, |a| f64::from(a as f32)),
        (UnaryOp::Not, _) => operands.apply(|[a]| a ^ 1),
        (UnaryOp::ToFloat, _) => operands.apply(|[a]| (a as i64 as f64).to_bits()),
        (UnaryOp::ToInt, _) => operands.apply(|[a]| f64::from_bits(a) as i64 as u64),
        (UnaryOp::MaskToInt, _) => operands.apply(|[a]| a),
        (UnaryOp::IntToMask, _) => operands.apply(|[a]| u64::from(a != 0)),
    }
}

/// Applies an operation to operands of that type.
#[inline(always)]
pub(crate) fn binary<O: Operands<2>>(op: BinaryOp, ty: Type, operands: O) -> O::Result {
    match (op, ty) {
        (BinaryOp::Add, Type::I64) => ints2(operands, i64::wrapping_add),
        (BinaryOp::Sub, Type::I64) => ints2(operands, i64::wrapping_sub),
        (BinaryOp::Mul, Type::I64) => ints2(operands, i64::wrapping_mul),
        (BinaryOp::Min, Type::I64) => ints2(operands, i64::min),
        (BinaryOp::Max, Type::I64) => ints2(operands, i64::max),
        (BinaryOp::FloorDiv, _) => ints2(operands, floor_div),
        (BinaryOp::FloorMod, _) => ints2(operands, floor_mod),
        (BinaryOp::Add, _) => floats2(operands, |a, b| a + b),
        (BinaryOp::Sub, _) => floats2(operands, |a, b| a - b),
        (BinaryOp::Mul, _) => floats2(operands, |a, b| a * b),
        (BinaryOp::Div, _) => floats2(operands, |a, b| a / b),
        (BinaryOp::Min, _) => floats2(operands, |a, b| if a < b { a } else { b }),
        (BinaryOp::Max, _) => floats2(operands, |a, b| if a > b { a } else { b }),
        (BinaryOp::And, _) => operands.apply(|[a, b]| a & b),
        (BinaryOp::Or, _) => operands.apply(|[a, b]| a | b),
        (BinaryOp::Xor, _) => operands.apply(|[a, b]| a ^ b),
    }
}

/// Compares operands of that type.
#[inline(always)]
pub(crate) fn compare<O: Operands<2>>(op: Compare, ty: Type, operands: O) -> O::Result {
    if ty == Type::I64 {
        match op {
            Compare::Lt => operands.apply(|[a, b]| u64::from((a as i64) < b as i64)),
            Compare::Le => operands.apply(|[a, b]| u64::from(a as i64 <= b as i64)),
            Compare::Gt => operands.apply(|[a, b]| u64::from(a as i64 > b as i64)),
            Compare::Ge => operands.apply(|[a, b]| u64::from(a as i64 >= b as i64)),
            Compare::Eq => operands.apply(|[a, b]| u64::from(a == b)),
            Compare::Ne => operands.apply(|[a, b]| u64::from(a != b)),
        }
    } else {
        match op {
            Compare::Lt => operands.apply(|[a, b]| u64::from(f64::from_bits(a) < f64::from_bits(b))),
            Compare::Le => operands.apply(|[a, b]| u64::from(f64::from_bits(a) <= f64::from_bits(b))),
            Compare::Gt => operands.apply(|[a, b]| u64::from(f64::from_bits(a) > f64::from_bits(b))),
            Compare::Ge => operands.apply(|[a, b]| u64::from(f64::from_bits(a) >= f64::from_bits(b))),
            Compare::Eq => operands.apply(|[a, b]| u64::from(f64::from_bits(a) == f64::from_bits(b))),
            Compare::Ne => operands.apply(|[a, b]| u64::from(f64::from_bits(a) != f64::from_bits(b))),
        }
    }
}

/// `a*b + c`, rounded once.
#[inline(always)]
pub(crate) fn fma<O: Operands<3>>(operands: O) -> O::Result {
    operands.apply(|[a, b, c]| f64::from_bits(a).mul_add(f64::from_bits(b), f64::from_bits(c)).to_bits())
}

/// The second where the first holds, else the third.
#[inline(always)]
pub(crate) fn select<O: Operands<3>>(operands: O) -> O::Result {
    operands.apply(|[mask, a, b]| if mask == 0 { b } else { a })
}

#[inline(always)]
fn floats<O: Operands<1>>(operands: O, f: impl Fn(f64) -> f64) -> O::Result {
    operands.apply(|[a]| f(f64::from_bits(a)).to_bits())
}

#[inline(always)]
fn floats2<O: Operands<2>>(operands: O, f: impl Fn(f64, f64) -> f64) -> O::Result {
    operands.apply(|[a, b]| f(f64::from_bits(a), f64::from_bits(b)).to_bits())
}

#[inline(always)]
fn ints<O: Operands<1>>(operands: O, f: impl Fn(i64) -> i64) -> O::Result {
    operands.apply(|[a]| f(a as i64) as u64)
}

#[inline(always)]
fn ints2<O: Operands<2>>(operands: O, f: impl Fn(i64, i64) -> i64) -> O::Result {
    operands.apply(|[a, b]| f(a as i64, b as i64) as u64)
}

/// Towards minus infinity; 0 if the divisor is 0.
#[inline(always)]
pub fn floor_div(a: i64, b: i64) -> i64 {
    if b == 0 {
        return 0;
    }
    let (quotient, remainder) = (a.wrapping_div(b), a.wrapping_rem(b));
    quotient - i64::from(remainder != 0 && (remainder < 0) != (b < 0))
}

/// With the sign of the divisor; 0 if the divisor is 0.
#[inline(always)]
pub fn floor_mod(a: i64, b: i64) -> i64 {
    if b == 0 {
        return 0;
    }
    let remainder = a.wrapping_rem(b);
    if remainder != 0 && (remainder < 0) != (b < 0) { remainder + b } else { remainder }
}
