//! The instruction set that the elementary functions are written in.

use super::{ScalarFn, exp};

/// Floating-point and integer arithmetic on lanes, as the functions of this module need it.
///
/// A function written against this trait is a recipe. [`Scalar`](super::Scalar) carries it out for one
/// number, [`Lane`](super::Lane) inside a loop which the compiler vectorises, and a code generator writes it
/// down as instructions. Every operation is exact or correctly rounded, so that all of them arrive at the
/// same bits.
///
/// The set is small on purpose: it holds what x86-64 and aarch64 both have for 64-bit lanes in 128-bit
/// registers. There is no conversion between floats and integers (it is done by adding 1.5·2⁵²), and no
/// arithmetic shift to the right.
pub trait Arith {
    /// Lanes of IEEE binary64.
    type F: Copy;
    /// Lanes of 64-bit integers; arithmetic wraps.
    type I: Copy;
    /// Lanes of truth values.
    type M: Copy;

    /// The constant `x` in each lane.
    fn float(&mut self, x: f64) -> Self::F;
    /// The constant `x` in each lane.
    fn int(&mut self, x: i64) -> Self::I;

    /// `a + b`
    fn add(&mut self, a: Self::F, b: Self::F) -> Self::F;
    /// `a - b`
    fn sub(&mut self, a: Self::F, b: Self::F) -> Self::F;
    /// `a * b`
    fn mul(&mut self, a: Self::F, b: Self::F) -> Self::F;
    /// `a / b`
    fn div(&mut self, a: Self::F, b: Self::F) -> Self::F;
    /// `a * b + c` with one rounding
    fn fma(&mut self, a: Self::F, b: Self::F, c: Self::F) -> Self::F;
    /// `-a`
    fn neg(&mut self, a: Self::F) -> Self::F;
    /// `|a|`
    fn abs(&mut self, a: Self::F) -> Self::F;
    /// The square root, correctly rounded.
    fn sqrt(&mut self, a: Self::F) -> Self::F;
    /// The largest whole number not above `a`.
    fn floor(&mut self, a: Self::F) -> Self::F;
    /// The smallest whole number not below `a`.
    fn ceil(&mut self, a: Self::F) -> Self::F;
    /// `a` rounded towards zero.
    fn trunc(&mut self, a: Self::F) -> Self::F;
    /// `a` rounded to the nearest whole number, halves to the even one.
    fn round_even(&mut self, a: Self::F) -> Self::F;

    /// `a < b`, false where either is NaN.
    fn lt(&mut self, a: Self::F, b: Self::F) -> Self::M;
    /// `a <= b`, false where either is NaN.
    fn le(&mut self, a: Self::F, b: Self::F) -> Self::M;
    /// `a == b`, false where either is NaN.
    fn eq(&mut self, a: Self::F, b: Self::F) -> Self::M;
    /// `a < b` as signed integers.
    fn lt_i(&mut self, a: Self::I, b: Self::I) -> Self::M;
    /// `a == b`
    fn eq_i(&mut self, a: Self::I, b: Self::I) -> Self::M;
    /// Both.
    fn and(&mut self, a: Self::M, b: Self::M) -> Self::M;
    /// Either.
    fn or(&mut self, a: Self::M, b: Self::M) -> Self::M;
    /// The opposite.
    fn not(&mut self, a: Self::M) -> Self::M;
    /// `a` where the mask is set, else `b`.
    fn select(&mut self, mask: Self::M, a: Self::F, b: Self::F) -> Self::F;
    /// `a` where the mask is set, else `b`.
    fn select_i(&mut self, mask: Self::M, a: Self::I, b: Self::I) -> Self::I;

    /// The bits of a float.
    fn bits(&mut self, a: Self::F) -> Self::I;
    /// The float with these bits.
    #[allow(clippy::wrong_self_convention, reason = "self is the arithmetic, not the number")]
    fn from_bits(&mut self, a: Self::I) -> Self::F;
    /// `a + b`
    fn add_i(&mut self, a: Self::I, b: Self::I) -> Self::I;
    /// `a - b`
    fn sub_i(&mut self, a: Self::I, b: Self::I) -> Self::I;
    /// Bitwise and.
    fn and_i(&mut self, a: Self::I, b: Self::I) -> Self::I;
    /// Bitwise or.
    fn or_i(&mut self, a: Self::I, b: Self::I) -> Self::I;
    /// Bitwise exclusive or.
    fn xor_i(&mut self, a: Self::I, b: Self::I) -> Self::I;
    /// `a` shifted left by a constant below 64.
    fn shl_i(&mut self, a: Self::I, by: u32) -> Self::I;
    /// `a` shifted right by a constant below 64, zeros moving in.
    fn ushr_i(&mut self, a: Self::I, by: u32) -> Self::I;

    /// (1 + p)·2^k, rounded as if 1 + p were rounded first, for p between -½ and 1 and a whole k between -1100 and 1100 as a
    /// float, and in the low bits of `shifted`, to which twice the bias of exponents is added. A machine may have an
    /// instruction for it.
    #[inline(always)]
    fn scale_sum(&mut self, p: Self::F, k: Self::F, shifted: Self::I) -> Self::F
    where
        Self: Sized,
    {
        exp::scale_sum(self, p, k, shifted)
    }

    /// `function(x, y)` where the mask is set, else `otherwise`.
    ///
    /// This is the way out for arguments so rare that a branch is better than work done in every lane: the
    /// function is called out of line, and only if a lane asks for it.
    fn scalar_where(
        &mut self,
        mask: Self::M,
        function: ScalarFn,
        x: Self::F,
        y: Self::F,
        otherwise: Self::F,
    ) -> Self::F;
}
