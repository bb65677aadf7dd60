//! The elementary functions, each defined once.
//!
//! A model's results must not depend on who computes them: the constant folder, the interpreter, machine code
//! on a laptop or on a server. Addition, multiplication, division, the square root and the fused multiply-add
//! are the same everywhere, because IEEE 754 says what their correctly rounded results are. It does not for
//! `exp` or `sin`, and every C library has its own. So snnc calls none of them. Each [`Function`] is a recipe
//! in terms of the exact operations, written once, generically over [`Arith`]:
//!
//! - [`Scalar`] carries it out for a number ([`Function::eval`]),
//! - [`Lane`] carries it out in a loop that the compiler vectorises for the machine at hand
//!   ([`Function::eval_block`]),
//! - a code generator implements [`Arith`] by emitting instructions, and gets the function inlined in its loop.
//!
//! All perform the same operations in the same order, and so arrive at the same bits. Nothing is left to
//! chance by the compiler either: Rust neither reorders floating-point operations nor fuses them.
//!
//! The recipes have no branches and no tables, since neither goes well with vectors: all cases are computed,
//! and the one that holds is selected. Rare arguments that would make this dear go to a [`ScalarFn`].
//!
//! NaN gives NaN, and any NaN is as good as any other: its sign and payload are not specified.

#![allow(
    clippy::inline_always,
    reason = "a recipe must end up in the loop that is vectorised, wherever it comes from"
)]

mod angle;
mod arith;
mod block;
mod double;
mod exp;
mod huge;
mod hyperbolic;
mod inverse_trig;
mod log;
mod modulo;
#[doc(hidden)]
pub mod points;
mod polynomial;
mod pow;
mod scalar;
mod scalar_fn;
mod trig;
pub(crate) mod widest;

pub use arith::Arith;
pub use scalar::{Lane, Scalar};
pub use scalar_fn::ScalarFn;
#[doc(hidden)]
pub use widest::{Vectors, limit_vectors};

/// An elementary function of the language that is not itself an exact operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Function {
    /// e^x
    Exp,
    /// e^x - 1
    Expm1,
    /// (e^x - 1)/x, 1 at 0
    Exprel,
    /// x/(e^x - 1), 1 at 0: the reciprocal of `exprel`.
    Bernoulli,
    /// The natural logarithm.
    Log,
    /// The logarithm to base 10.
    Log10,
    /// log(1 + x)
    Log1p,
    /// The sine.
    Sin,
    /// The cosine.
    Cos,
    /// The tangent.
    Tan,
    /// The arcsine.
    Arcsin,
    /// The arccosine.
    Arccos,
    /// The arctangent.
    Arctan,
    /// The hyperbolic sine.
    Sinh,
    /// The hyperbolic cosine.
    Cosh,
    /// The hyperbolic tangent.
    Tanh,
    /// x^y, with the special cases of IEEE 754 and C.
    Pow,
    /// x modulo y with the sign of y, as Python's `%`.
    FloorMod,
}

impl Function {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::Exp,
        Self::Expm1,
        Self::Exprel,
        Self::Bernoulli,
        Self::Log,
        Self::Log10,
        Self::Log1p,
        Self::Sin,
        Self::Cos,
        Self::Tan,
        Self::Arcsin,
        Self::Arccos,
        Self::Arctan,
        Self::Sinh,
        Self::Cosh,
        Self::Tanh,
        Self::Pow,
        Self::FloorMod,
    ];

    /// The name it has in the text form of kernels.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exp => "exp",
            Self::Expm1 => "expm1",
            Self::Exprel => "exprel",
            Self::Bernoulli => "bernoulli",
            Self::Log => "log",
            Self::Log10 => "log10",
            Self::Log1p => "log1p",
            Self::Sin => "sin",
            Self::Cos => "cos",
            Self::Tan => "tan",
            Self::Arcsin => "arcsin",
            Self::Arccos => "arccos",
            Self::Arctan => "arctan",
            Self::Sinh => "sinh",
            Self::Cosh => "cosh",
            Self::Tanh => "tanh",
            Self::Pow => "pow",
            Self::FloorMod => "floor_mod",
        }
    }

    /// The number of arguments.
    pub const fn arity(self) -> usize {
        match self {
            Self::Pow | Self::FloorMod => 2,
            _ => 1,
        }
    }

    /// How many units in the last place the value is away from the correctly rounded one at most; the error
    /// before rounding is at most half a unit more. Measured at the points of [`points`](mod@points) and a
    /// hundred times as many.
    pub const fn max_ulp(self) -> u64 {
        match self {
            Self::FloorMod => 0,
            Self::Tan | Self::Arcsin => 2,
            Self::Exprel | Self::Bernoulli | Self::Sinh | Self::Tanh => 3,
            _ => 1,
        }
    }

    /// Write the function down, or carry it out, by means of `a`. There must be as many arguments as
    /// [`arity`](Self::arity) says; further ones are not looked at.
    #[inline(always)]
    pub fn emit<A: Arith>(self, a: &mut A, args: &[A::F]) -> A::F {
        let x = args[0];
        match self {
            Self::Exp => exp::exp(a, x),
            Self::Expm1 => exp::expm1(a, x),
            Self::Exprel => exp::exprel(a, x),
            Self::Bernoulli => exp::bernoulli(a, x),
            Self::Log => log::log(a, x),
            Self::Log10 => log::log10(a, x),
            Self::Log1p => log::log1p(a, x),
            Self::Sin => trig::sin(a, x),
            Self::Cos => trig::cos(a, x),
            Self::Tan => trig::tan(a, x),
            Self::Arcsin => inverse_trig::arcsin(a, x),
            Self::Arccos => inverse_trig::arccos(a, x),
            Self::Arctan => inverse_trig::arctan(a, x),
            Self::Sinh => hyperbolic::sinh(a, x),
            Self::Cosh => hyperbolic::cosh(a, x),
            Self::Tanh => hyperbolic::tanh(a, x),
            Self::Pow => pow::pow(a, x, args[1]),
            Self::FloorMod => modulo::floor_mod(a, x, args[1]),
        }
    }

    /// The value for one set of arguments.
    pub fn eval(self, args: &[f64]) -> f64 {
        block::eval(self, args[0], args[self.arity() - 1])
    }

    /// The values for a block of arguments, element by element: the same bits as [`eval`](Self::eval).
    ///
    /// The slices have one length; if they have not, the shortest counts.
    pub fn eval_block(self, args: &[&[f64]], out: &mut [f64]) {
        block::eval_block(self, args[0], args[self.arity() - 1], out);
    }
}
