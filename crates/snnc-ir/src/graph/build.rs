//! The constructors of pure nodes.

use super::Graph;
use super::simplify::Facts;
use crate::kernel::{BinaryOp, Compare, Op, Random, Space, Type, UnaryOp, Value};
use crate::math::Function;

impl Graph {
    /// A float.
    pub fn float(&mut self, x: f64) -> Value {
        self.make(Op::Float(x), Type::F64)
    }

    /// An integer.
    pub fn int(&mut self, x: i64) -> Value {
        self.make(Op::Int(x), Type::I64)
    }

    /// A mask.
    pub fn bool(&mut self, x: bool) -> Value {
        self.make(Op::Bool(x), Type::Bool)
    }

    /// `t` in seconds.
    pub fn time(&mut self) -> Value {
        self.make(Op::Time, Type::F64)
    }

    /// The number of the step.
    pub fn step(&mut self) -> Value {
        self.make(Op::Step, Type::I64)
    }

    /// The lane's index of a space (not `Shared`).
    pub fn index(&mut self, space: Space) -> Value {
        self.make(Op::Index(space), Type::I64)
    }

    /// The node, made unless there is an equal one.
    pub(super) fn make(&mut self, op: Op, ty: Type) -> Value {
        let facts = Facts::of(&op, &self.facts);
        let value = self.nodes.intern(op, ty);
        if value.index() == self.facts.len() {
            self.facts.push(facts);
        }
        value
    }

    /// A node of its own.
    pub(super) fn make_unique(&mut self, op: Op, ty: Type) -> Value {
        self.facts.push(Facts::default());
        self.nodes.unique(op, ty)
    }

    /// One operand.
    pub fn unary(&mut self, op: UnaryOp, a: Value) -> Value {
        let ty = op.result(self.ty(a));
        debug_assert!(ty.is_some(), "{op:?} of {:?}", self.node(a));
        let simpler = self.simplify_unary(op, a);
        simpler.unwrap_or_else(|| self.make(Op::Unary(op, a), ty.unwrap_or(Type::F64)))
    }

    /// Two operands of one type.
    pub fn binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Value {
        let ty = op.result(self.ty(a)).filter(|_| self.ty(a) == self.ty(b));
        debug_assert!(ty.is_some(), "{op:?} of {:?} and {:?}", self.node(a), self.node(b));
        let simpler = self.simplify_binary(op, a, b);
        simpler.unwrap_or_else(|| self.make(Op::Binary(op, a, b), ty.unwrap_or(Type::F64)))
    }

    /// `a*b + c`, rounded once.
    pub fn fma(&mut self, a: Value, b: Value, c: Value) -> Value {
        let simpler = self.simplify_fma(a, b, c);
        simpler.unwrap_or_else(|| self.make(Op::Fma(a, b, c), Type::F64))
    }

    /// A mask from two floats or two integers.
    pub fn compare(&mut self, op: Compare, a: Value, b: Value) -> Value {
        let simpler = self.simplify_compare(op, a, b);
        simpler.unwrap_or_else(|| self.make(Op::Compare(op, a, b), Type::Bool))
    }

    /// `a` where the mask holds, else `b`.
    pub fn select(&mut self, mask: Value, a: Value, b: Value) -> Value {
        let ty = self.ty(a);
        let simpler = self.simplify_select(mask, a, b);
        simpler.unwrap_or_else(|| self.make(Op::Select(mask, a, b), ty))
    }

    /// An elementary function.
    pub fn call(&mut self, function: Function, args: &[Value]) -> Value {
        let simpler = self.simplify_call(function, args);
        simpler.unwrap_or_else(|| self.make(Op::Call(function, args.to_vec()), Type::F64))
    }

    /// A draw. Each is one of its own and wants a stream of its own.
    pub fn random(&mut self, random: Random, stream: u32, args: &[Value]) -> Value {
        if self.draws_nothing(random, args) {
            return self.int(0);
        }
        self.make_unique(Op::Random(random, stream, args.to_vec()), random.result())
    }
}

macro_rules! shorthands {
    ($($(#[$doc:meta])* $name:ident($($arg:ident),*) = $make:ident($op:expr);)*) => {
        impl Graph {
            $(
                $(#[$doc])*
                pub fn $name(&mut self, $($arg: Value),*) -> Value {
                    self.$make($op, $($arg),*)
                }
            )*
        }
    };
}

shorthands! {
    /// `-a`
    neg(a) = unary(UnaryOp::Neg);
    /// `|a|`
    abs(a) = unary(UnaryOp::Abs);
    /// The square root.
    sqrt(a) = unary(UnaryOp::Sqrt);
    /// The mask that holds where `a` does not.
    not(a) = unary(UnaryOp::Not);
    /// An integer as float.
    to_float(a) = unary(UnaryOp::ToFloat);
    /// A float as integer, towards zero.
    to_int(a) = unary(UnaryOp::ToInt);
    /// `a + b`
    add(a, b) = binary(BinaryOp::Add);
    /// `a - b`
    sub(a, b) = binary(BinaryOp::Sub);
    /// `a * b`
    mul(a, b) = binary(BinaryOp::Mul);
    /// `a / b`
    div(a, b) = binary(BinaryOp::Div);
    /// The smaller.
    min(a, b) = binary(BinaryOp::Min);
    /// The larger.
    max(a, b) = binary(BinaryOp::Max);
    /// Both masks.
    and(a, b) = binary(BinaryOp::And);
    /// Either mask.
    or(a, b) = binary(BinaryOp::Or);
    /// One mask, not both.
    xor(a, b) = binary(BinaryOp::Xor);
    /// `a < b`
    lt(a, b) = compare(Compare::Lt);
    /// `a <= b`
    le(a, b) = compare(Compare::Le);
    /// `a > b`
    gt(a, b) = compare(Compare::Gt);
    /// `a >= b`
    ge(a, b) = compare(Compare::Ge);
    /// `a == b`
    eq(a, b) = compare(Compare::Eq);
    /// `a != b`
    ne(a, b) = compare(Compare::Ne);
}
