//! The two ways in which this crate itself carries a recipe out.

use super::{Arith, ScalarFn};

/// One number at a time.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scalar;

/// One lane of a loop that the compiler is to vectorise.
///
/// It computes what [`Scalar`] computes, but never calls out of line, since a call would keep the loop scalar:
/// it remembers that a lane wanted to. The caller then does those elements over with [`Scalar`].
#[derive(Debug, Clone, Copy, Default)]
pub struct Lane {
    /// Whether a result is missing because it has to come from a [`ScalarFn`].
    pub wants_scalar: bool,
}

macro_rules! arithmetic_on_f64 {
    () => {
        type F = f64;
        type I = i64;
        type M = bool;

        #[inline(always)]
        fn float(&mut self, x: f64) -> f64 {
            x
        }
        #[inline(always)]
        fn int(&mut self, x: i64) -> i64 {
            x
        }
        #[inline(always)]
        fn add(&mut self, a: f64, b: f64) -> f64 {
            a + b
        }
        #[inline(always)]
        fn sub(&mut self, a: f64, b: f64) -> f64 {
            a - b
        }
        #[inline(always)]
        fn mul(&mut self, a: f64, b: f64) -> f64 {
            a * b
        }
        #[inline(always)]
        fn div(&mut self, a: f64, b: f64) -> f64 {
            a / b
        }
        #[inline(always)]
        fn fma(&mut self, a: f64, b: f64, c: f64) -> f64 {
            a.mul_add(b, c)
        }
        #[inline(always)]
        fn neg(&mut self, a: f64) -> f64 {
            -a
        }
        #[inline(always)]
        fn abs(&mut self, a: f64) -> f64 {
            a.abs()
        }
        #[inline(always)]
        fn sqrt(&mut self, a: f64) -> f64 {
            a.sqrt()
        }
        #[inline(always)]
        fn floor(&mut self, a: f64) -> f64 {
            a.floor()
        }
        #[inline(always)]
        fn ceil(&mut self, a: f64) -> f64 {
            a.ceil()
        }
        #[inline(always)]
        fn trunc(&mut self, a: f64) -> f64 {
            a.trunc()
        }
        #[inline(always)]
        fn round_even(&mut self, a: f64) -> f64 {
            a.round_ties_even()
        }
        #[inline(always)]
        fn lt(&mut self, a: f64, b: f64) -> bool {
            a < b
        }
        #[inline(always)]
        fn le(&mut self, a: f64, b: f64) -> bool {
            a <= b
        }
        #[inline(always)]
        fn eq(&mut self, a: f64, b: f64) -> bool {
            a == b
        }
        #[inline(always)]
        fn lt_i(&mut self, a: i64, b: i64) -> bool {
            a < b
        }
        #[inline(always)]
        fn eq_i(&mut self, a: i64, b: i64) -> bool {
            a == b
        }
        #[inline(always)]
        fn and(&mut self, a: bool, b: bool) -> bool {
            a & b
        }
        #[inline(always)]
        fn or(&mut self, a: bool, b: bool) -> bool {
            a | b
        }
        #[inline(always)]
        fn not(&mut self, a: bool) -> bool {
            !a
        }
        #[inline(always)]
        fn select(&mut self, mask: bool, a: f64, b: f64) -> f64 {
            if mask { a } else { b }
        }
        #[inline(always)]
        fn select_i(&mut self, mask: bool, a: i64, b: i64) -> i64 {
            if mask { a } else { b }
        }
        #[inline(always)]
        fn bits(&mut self, a: f64) -> i64 {
            a.to_bits() as i64
        }
        #[inline(always)]
        fn from_bits(&mut self, a: i64) -> f64 {
            f64::from_bits(a as u64)
        }
        #[inline(always)]
        fn add_i(&mut self, a: i64, b: i64) -> i64 {
            a.wrapping_add(b)
        }
        #[inline(always)]
        fn sub_i(&mut self, a: i64, b: i64) -> i64 {
            a.wrapping_sub(b)
        }
        #[inline(always)]
        fn and_i(&mut self, a: i64, b: i64) -> i64 {
            a & b
        }
        #[inline(always)]
        fn or_i(&mut self, a: i64, b: i64) -> i64 {
            a | b
        }
        #[inline(always)]
        fn xor_i(&mut self, a: i64, b: i64) -> i64 {
            a ^ b
        }
        #[inline(always)]
        fn shl_i(&mut self, a: i64, by: u32) -> i64 {
            a << by
        }
        #[inline(always)]
        fn ushr_i(&mut self, a: i64, by: u32) -> i64 {
            ((a as u64) >> by) as i64
        }
    };
}

impl Arith for Scalar {
    arithmetic_on_f64!();

    #[inline(always)]
    fn scalar_where(&mut self, mask: bool, function: ScalarFn, x: f64, y: f64, otherwise: f64) -> f64 {
        if mask { function.call(x, y) } else { otherwise }
    }
}

impl Arith for Lane {
    arithmetic_on_f64!();

    #[inline(always)]
    fn scalar_where(&mut self, mask: bool, _function: ScalarFn, _x: f64, _y: f64, otherwise: f64) -> f64 {
        self.wants_scalar |= mask;
        otherwise
    }
}
