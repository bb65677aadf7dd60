//! The words of the text form.

use crate::kernel::{BinaryOp, Compare, EndIndex, Lanes, Op, Random, Space, Type, UnaryOp};

/// Gives each variant its word, both ways.
macro_rules! words {
    ($($ty:ident { $($variant:ident $word:literal)* })*) => {
        $(
            impl $ty {
                /// Its word in the text form of kernels.
                pub fn word(self) -> &'static str {
                    match self {
                        $($ty::$variant => $word,)*
                    }
                }

                /// The one of that word.
                pub(super) fn from_word(word: &str) -> Option<Self> {
                    match word {
                        $($word => Some($ty::$variant),)*
                        _ => None,
                    }
                }
            }
        )*
    };
}

words! {
    Type { F64 "f64" I64 "i64" Bool "bool" }
    Space { Lane "lane" Pre "pre" Post "post" Shared "shared" Element "element" }
    Lanes { Range "range" List "list" Rows "rows" }
    EndIndex { None "none" Lane "lane" Uniform "uniform" Row "row" Gathered "gathered" Listed "listed" }
    UnaryOp {
        Neg "neg" Abs "abs" Sqrt "sqrt" Floor "floor" Ceil "ceil" Trunc "trunc" Round "round" ToSingle "to_single" Not "not"
        ToFloat "to_float" ToInt "to_int" MaskToInt "mask_to_int" IntToMask "int_to_mask"
    }
    BinaryOp {
        Add "add" Sub "sub" Mul "mul" Div "div" Min "min" Max "max" And "and" Or "or" Xor "xor"
        FloorDiv "floor_div" FloorMod "floor_mod"
    }
    Compare { Lt "lt" Le "le" Gt "gt" Ge "ge" Eq "eq" Ne "ne" }
    Random { Uniform "uniform" Normal "normal" Poisson "poisson" Binomial "binomial" }
}

/// The type of columns whose floats are stored in single precision.
pub(super) const SINGLE: &str = "f32";

/// What tells operations of one word apart: the type of the operands, where there is a choice.
pub(super) fn has_suffix(op: &Op) -> bool {
    match op {
        Op::Unary(op, _) => matches!(op, UnaryOp::Neg | UnaryOp::Abs),
        Op::Binary(op, ..) => !matches!(op, BinaryOp::And | BinaryOp::Or | BinaryOp::Xor),
        Op::Compare(..) | Op::Select(..) | Op::Fma(..) => true,
        _ => false,
    }
}

/// Whether a name can stand without quotes.
pub(super) fn is_plain(name: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '/' | '.' | '-' | '>');
    !name.is_empty() && name.chars().all(plain)
}
