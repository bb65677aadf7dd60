//! Simplification of nodes as they are made.
//!
//! Infinities and NaNs are respected: `x*0` and `x - x` stay. What is done changes no bit, except for these freedoms of the
//! language, which [`Graph::literal`](super::Graph::literal) does without:
//!
//! - `x + 0` is `x`, `0 - x` and `-(a - b)` are `-x` and `b - a`: a zero may have another sign;
//! - `x / c` is `x * (1/c)`, unless whole numbers are divided or a whole number is made of the quotient;
//! - `(x * c) * d` is `x * (c*d)`;
//! - `x ** n` of a small whole or half `n` is done by multiplications and square roots;
//! - `a*b + c` is rounded once, where nothing else reads the product (in [`fuse`](super::fuse)).

mod arithmetic;
mod functions;
mod logic;

use super::Graph;
use crate::kernel::{BinaryOp, Constant, Op, Precision, UnaryOp, Value, element};

/// What is known of a value besides its operation.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Facts {
    /// A float is a whole number (or infinite, or NaN).
    pub(super) whole: bool,
    /// It depends on constants, the time and the step only.
    pub(super) global: bool,
}

impl Facts {
    /// What follows for an operation from what is known of its operands.
    pub(super) fn of(op: &Op, known: &[Facts]) -> Facts {
        let mut operands = Facts { whole: true, global: true };
        op.for_each_operand(|operand| {
            operands.whole &= known[operand.index()].whole;
            operands.global &= known[operand.index()].global;
        });
        match op {
            Op::Float(x) => Facts { whole: x.trunc() == *x, global: true },
            Op::Int(_) | Op::Bool(_) | Op::Time | Op::Step => Facts { whole: false, global: true },
            Op::Index(_)
            | Op::Load(_)
            | Op::LoadAt(..)
            | Op::Random(..)
            | Op::Store(..)
            | Op::Emit(_)
            | Op::Require(..) => Facts::default(),
            Op::Unary(op, _) => {
                use UnaryOp::{Abs, Ceil, Floor, Neg, Round, ToFloat, Trunc};
                let makes_whole = matches!(op, Floor | Ceil | Trunc | Round | ToFloat);
                let keeps_whole = matches!(op, Neg | Abs) && operands.whole;
                Facts { whole: makes_whole || keeps_whole, ..operands }
            }
            Op::Binary(op, ..) => {
                use BinaryOp::{Add, Max, Min, Mul, Sub};
                let keeps_whole = matches!(op, Add | Sub | Mul | Min | Max);
                Facts { whole: keeps_whole && operands.whole, ..operands }
            }
            Op::Select(_, a, b) => {
                Facts { whole: known[a.index()].whole && known[b.index()].whole, ..operands }
            }
            Op::Fma(..) | Op::Compare(..) | Op::Call(..) => Facts { whole: false, ..operands },
        }
    }
}

impl Graph {
    /// The node of a constant.
    pub fn value(&mut self, constant: Constant) -> Value {
        match constant {
            Constant::Float(x) => self.float(x),
            Constant::Int(x) => self.int(x),
            Constant::Bool(x) => self.bool(x),
        }
    }

    /// The words of constants, if all are.
    pub(super) fn words<const N: usize>(&self, values: [Value; N]) -> Option<[u64; N]> {
        let mut words = [0; N];
        for (word, value) in words.iter_mut().zip(values) {
            *word = self.constant(value)?.word();
        }
        Some(words)
    }

    /// The operand of a negation.
    fn negated(&self, value: Value) -> Option<Value> {
        match self.node(value).op {
            Op::Unary(UnaryOp::Neg, inner) => Some(inner),
            _ => None,
        }
    }

    pub(super) fn simplify_unary(&mut self, op: UnaryOp, a: Value) -> Option<Value> {
        use UnaryOp::{Abs, Ceil, Floor, IntToMask, MaskToInt, Neg, Not, Round, ToInt, ToSingle, Trunc};
        let ty = self.ty(a);
        if let Some(words) = self.words([a]) {
            let word = element::unary(op, ty, words);
            return Some(self.value(Constant::from_word(word, op.result(ty)?)));
        }
        let inner = self.node(a).op.clone();
        match (op, inner) {
            (Neg, _) => self.simplify_neg(a),
            (Not, _) => self.simplify_not(a),
            (Abs, Op::Unary(Neg, x)) => Some(self.unary(Abs, x)),
            (Abs, Op::Unary(Abs, _)) | (ToSingle, Op::Unary(ToSingle, _)) => Some(a),
            (Floor | Ceil | Trunc | Round, _) if self.facts[a.index()].whole => Some(a),
            (IntToMask, Op::Unary(MaskToInt, mask)) => Some(mask),
            (ToSingle, Op::Load(column) | Op::LoadAt(column, ..))
                if self.columns[column as usize].precision == Precision::Single =>
            {
                Some(a)
            }
            (Floor | Ceil | Trunc | Round | ToInt, _) => {
                let exact = self.exact_quotient(a)?;
                Some(self.unary(op, exact))
            }
            _ => None,
        }
    }
}
