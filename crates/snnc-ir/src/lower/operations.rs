//! Operations of the language in terms of those of a kernel.

use super::body::Body;
use crate::arithmetic::elementary;
use crate::kernel::{BinaryOp as B, Type, UnaryOp, Value};
use crate::math;
use snnc_lang::hir::{BinaryOp, Function};

impl Body<'_, '_> {
    /// An operation of two operands of one type.
    pub(super) fn binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Value {
        let float = self.graph.ty(a) == Type::F64;
        match op {
            BinaryOp::Add => self.graph.add(a, b),
            BinaryOp::Sub => self.graph.sub(a, b),
            BinaryOp::Mul => self.graph.mul(a, b),
            BinaryOp::Div => self.graph.div(a, b),
            BinaryOp::Pow => self.graph.call(math::Function::Pow, &[a, b]),
            BinaryOp::Mod if float => self.graph.call(math::Function::FloorMod, &[a, b]),
            BinaryOp::Mod => self.graph.binary(B::FloorMod, a, b),
            BinaryOp::FloorDiv if float => {
                // As Python: `a - a % b` is a multiple of `b` but for rounding.
                let rest = self.graph.call(math::Function::FloorMod, &[a, b]);
                let multiple = self.graph.sub(a, rest);
                let quotient = self.graph.div(multiple, b);
                self.graph.unary(UnaryOp::Round, quotient)
            }
            BinaryOp::FloorDiv => self.graph.binary(B::FloorDiv, a, b),
            BinaryOp::Min => self.extreme(B::Min, a, b),
            BinaryOp::Max => self.extreme(B::Max, a, b),
            BinaryOp::And => self.graph.and(a, b),
            BinaryOp::Or => self.graph.or(a, b),
        }
    }

    /// The smaller or larger of two; NaN if one of them is.
    pub(super) fn extreme(&mut self, op: B, a: Value, b: Value) -> Value {
        let number = |body: &Self, x| {
            body.graph.ty(x) != Type::F64 || body.known_float(x).is_some_and(|x| !x.is_nan())
        };
        // The operation keeps a NaN of its second operand.
        if number(self, a) {
            self.graph.binary(op, a, b)
        } else if number(self, b) {
            self.graph.binary(op, b, a)
        } else {
            let extreme = self.graph.binary(op, a, b);
            let nan = self.graph.ne(a, a);
            self.graph.select(nan, a, extreme)
        }
    }

    /// `then` where the condition holds, else `otherwise`; of any type.
    pub(super) fn choose(&mut self, condition: Value, then: Value, otherwise: Value) -> Value {
        if self.graph.ty(then) != Type::Bool {
            return self.graph.select(condition, then, otherwise);
        }
        let not = self.graph.not(condition);
        let then = self.graph.and(condition, then);
        let otherwise = self.graph.and(not, otherwise);
        self.graph.or(then, otherwise)
    }

    /// A function.
    pub(super) fn call(&mut self, function: Function, args: &[Value]) -> Value {
        let x = args[0];
        match function {
            Function::Sqrt => self.graph.sqrt(x),
            Function::Abs => self.graph.abs(x),
            Function::Floor => self.graph.unary(UnaryOp::Floor, x),
            Function::Ceil => self.graph.unary(UnaryOp::Ceil, x),
            Function::Round => self.graph.unary(UnaryOp::Round, x),
            Function::Sign => self.sign(x),
            Function::TimestepOf => self.timestep(x, args[1]),
            _ => match elementary(function) {
                Some(function) => self.graph.call(function, args),
                None => x,
            },
        }
    }

    /// −1, 0 or 1; NaN of NaN.
    fn sign(&mut self, x: Value) -> Value {
        let [minus, zero, one] = match self.graph.ty(x) {
            Type::F64 => [-1.0, 0.0, 1.0].map(|x| self.graph.float(x)),
            _ => [-1, 0, 1].map(|n| self.graph.int(n)),
        };
        let below = self.graph.lt(x, zero);
        let above = self.graph.gt(x, zero);
        let rest = self.graph.select(below, minus, x);
        self.graph.select(above, one, rest)
    }

    /// A mask as 0 and 1; an integer as it is.
    pub(super) fn mask_to_int(&mut self, a: Value) -> Value {
        match self.graph.ty(a) {
            Type::Bool => self.graph.unary(UnaryOp::MaskToInt, a),
            _ => a,
        }
    }
}
