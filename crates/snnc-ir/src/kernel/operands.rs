//! The operands of instructions.

use super::{BinaryOp, Op, Random, Type, UnaryOp, Value};

impl Op {
    /// Calls `f` with each operand, in order.
    pub fn for_each_operand(&self, mut f: impl FnMut(Value)) {
        match self {
            Op::Float(_) | Op::Int(_) | Op::Bool(_) | Op::Time | Op::Step | Op::Index(_) | Op::Load(_) => {}
            Op::Store(_, a) | Op::Unary(_, a) | Op::Emit(a) | Op::LoadAt(_, a, _) => f(*a),
            Op::Binary(_, a, b) | Op::Compare(_, a, b) | Op::Require(a, b, _) => {
                f(*a);
                f(*b);
            }
            Op::Fma(a, b, c) | Op::Select(a, b, c) => {
                f(*a);
                f(*b);
                f(*c);
            }
            Op::Call(_, args) | Op::Random(_, _, args) => args.iter().copied().for_each(f),
        }
    }

    /// The same instruction with each operand replaced.
    #[must_use]
    pub fn map_operands(&self, mut f: impl FnMut(Value) -> Value) -> Op {
        match self {
            Op::Float(_) | Op::Int(_) | Op::Bool(_) | Op::Time | Op::Step | Op::Index(_) | Op::Load(_) => {
                self.clone()
            }
            Op::Store(column, a) => Op::Store(*column, f(*a)),
            Op::Unary(op, a) => Op::Unary(*op, f(*a)),
            Op::Emit(a) => Op::Emit(f(*a)),
            Op::LoadAt(column, index, len) => Op::LoadAt(*column, f(*index), *len),
            Op::Require(mask, about, number) => {
                let mask = f(*mask);
                Op::Require(mask, f(*about), *number)
            }
            Op::Binary(op, a, b) => {
                let a = f(*a);
                Op::Binary(*op, a, f(*b))
            }
            Op::Compare(op, a, b) => {
                let a = f(*a);
                Op::Compare(*op, a, f(*b))
            }
            Op::Fma(a, b, c) => {
                let (a, b) = (f(*a), f(*b));
                Op::Fma(a, b, f(*c))
            }
            Op::Select(a, b, c) => {
                let (a, b) = (f(*a), f(*b));
                Op::Select(a, b, f(*c))
            }
            Op::Call(function, args) => Op::Call(*function, args.iter().map(|&a| f(a)).collect()),
            Op::Random(random, stream, args) => {
                Op::Random(*random, *stream, args.iter().map(|&a| f(a)).collect())
            }
        }
    }

    /// The column that it accesses.
    pub(crate) fn column(&self) -> Option<u32> {
        match self {
            Op::Load(column) | Op::LoadAt(column, ..) | Op::Store(column, _) => Some(*column),
            _ => None,
        }
    }

    /// Whether it is carried out for its effect.
    pub fn is_effect(&self) -> bool {
        matches!(self, Op::Store(..) | Op::Emit(_) | Op::Require(..))
    }
}

impl UnaryOp {
    /// The type of the result for an operand of that type; `None` if it cannot be one.
    pub fn result(self, operand: Type) -> Option<Type> {
        use UnaryOp::{
            Abs, Ceil, Floor, IntToMask, MaskToInt, Neg, Not, Round, Sqrt, ToFloat, ToInt, ToSingle, Trunc,
        };
        match (self, operand) {
            (Neg | Abs, Type::F64 | Type::I64) => Some(operand),
            (Sqrt | Floor | Ceil | Trunc | Round | ToSingle, Type::F64) | (ToFloat, Type::I64) => {
                Some(Type::F64)
            }
            (Not, Type::Bool) | (IntToMask, Type::I64) => Some(Type::Bool),
            (ToInt, Type::F64) | (MaskToInt, Type::Bool) => Some(Type::I64),
            _ => None,
        }
    }
}

impl BinaryOp {
    /// The type of the result for operands of that type; `None` if they cannot be.
    pub fn result(self, operands: Type) -> Option<Type> {
        use BinaryOp::{Add, And, Div, FloorDiv, FloorMod, Max, Min, Mul, Or, Sub, Xor};
        match (self, operands) {
            (Add | Sub | Mul | Min | Max, Type::F64 | Type::I64) => Some(operands),
            (Div, Type::F64) => Some(Type::F64),
            (And | Or | Xor, Type::Bool) => Some(Type::Bool),
            (FloorDiv | FloorMod, Type::I64) => Some(Type::I64),
            _ => None,
        }
    }
}

impl Random {
    /// The type of what is drawn.
    pub fn result(self) -> Type {
        match self {
            Random::Uniform | Random::Normal => Type::F64,
            Random::Poisson | Random::Binomial => Type::I64,
        }
    }

    /// The types of its parameters.
    pub fn parameters(self) -> &'static [Type] {
        match self {
            Random::Uniform | Random::Normal => &[],
            Random::Poisson => &[Type::F64],
            Random::Binomial => &[Type::I64, Type::F64],
        }
    }
}
