//! Values known when a kernel is built.

use super::{Op, Type};

/// A value known when a kernel is built.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Constant {
    /// Of type [`Type::F64`].
    Float(f64),
    /// Of type [`Type::I64`].
    Int(i64),
    /// Of type [`Type::Bool`].
    Bool(bool),
}

impl Constant {
    /// Its type.
    pub fn ty(self) -> Type {
        match self {
            Constant::Float(_) => Type::F64,
            Constant::Int(_) => Type::I64,
            Constant::Bool(_) => Type::Bool,
        }
    }

    /// The instruction that makes it.
    pub fn op(self) -> Op {
        match self {
            Constant::Float(x) => Op::Float(x),
            Constant::Int(x) => Op::Int(x),
            Constant::Bool(x) => Op::Bool(x),
        }
    }

    /// The constant that an instruction makes, if it makes one.
    pub fn of(op: &Op) -> Option<Constant> {
        match *op {
            Op::Float(x) => Some(Constant::Float(x)),
            Op::Int(x) => Some(Constant::Int(x)),
            Op::Bool(x) => Some(Constant::Bool(x)),
            _ => None,
        }
    }

    /// Its word: the bits of a float, an integer, 0 or 1 of a mask.
    pub fn word(self) -> u64 {
        match self {
            Constant::Float(x) => x.to_bits(),
            Constant::Int(x) => x as u64,
            Constant::Bool(x) => u64::from(x),
        }
    }

    /// The constant of a type that has that word.
    pub fn from_word(word: u64, ty: Type) -> Constant {
        match ty {
            Type::F64 => Constant::Float(f64::from_bits(word)),
            Type::I64 => Constant::Int(word as i64),
            Type::Bool => Constant::Bool(word != 0),
        }
    }
}
