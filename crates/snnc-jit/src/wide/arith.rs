//! Elementary functions, inlined.

use super::code::{Code, Masks, One, Op, Outside, Two, Value, predicate};
use snnc_ir::math::{Arith, ScalarFn};

/// The machine's codes of rounding, without regard to inexactness.
pub(super) mod rounding {
    pub(in super::super) const EVEN: u8 = 8;
    pub(in super::super) const FLOOR: u8 = 9;
    pub(in super::super) const CEIL: u8 = 10;
    pub(in super::super) const TRUNC: u8 = 11;
}

/// Operations of two operands, as an instruction each.
macro_rules! two_operands {
    ($($name:ident = $op:ident;)*) => {
        $(fn $name(&mut self, a: Value, b: Value) -> Value {
            self.two(Two::$op, a, b)
        })*
    };
}

/// Operations of one operand, as an instruction each.
macro_rules! one_operand {
    ($($name:ident = $op:expr;)*) => {
        $(fn $name(&mut self, a: Value) -> Value {
            self.one($op, a)
        })*
    };
}

/// Comparisons.
macro_rules! comparisons {
    ($($name:ident = $method:ident $code:ident;)*) => {
        $(fn $name(&mut self, a: Value, b: Value) -> Value {
            self.$method(predicate::$code, a, b)
        })*
    };
}

impl Arith for Code {
    type F = Value;
    type I = Value;
    type M = Value;

    fn float(&mut self, x: f64) -> Value {
        Code::float(self, x)
    }

    fn int(&mut self, x: i64) -> Value {
        self.word(x as u64)
    }

    two_operands! {
        add = Add;
        sub = Sub;
        mul = Mul;
        div = Div;
        add_i = AddInt;
        sub_i = SubInt;
        and_i = And;
        or_i = Or;
        xor_i = Xor;
    }

    one_operand! {
        sqrt = One::Sqrt;
        floor = One::Round(rounding::FLOOR);
        ceil = One::Round(rounding::CEIL);
        trunc = One::Round(rounding::TRUNC);
        round_even = One::Round(rounding::EVEN);
    }

    comparisons! {
        lt = compare LT;
        le = compare LE;
        eq = compare EQ;
        lt_i = compare_int INT_LT;
        eq_i = compare_int INT_EQ;
    }

    fn fma(&mut self, a: Value, b: Value, c: Value) -> Value {
        Code::fma(self, a, b, c)
    }

    fn neg(&mut self, a: Value) -> Value {
        Code::neg(self, a)
    }

    fn abs(&mut self, a: Value) -> Value {
        Code::abs(self, a)
    }

    fn and(&mut self, a: Value, b: Value) -> Value {
        self.masks(Masks::And, a, b)
    }

    fn or(&mut self, a: Value, b: Value) -> Value {
        self.masks(Masks::Or, a, b)
    }

    fn not(&mut self, a: Value) -> Value {
        Code::not(self, a)
    }

    fn select(&mut self, mask: Value, a: Value, b: Value) -> Value {
        Code::select(self, mask, a, b)
    }

    fn select_i(&mut self, mask: Value, a: Value, b: Value) -> Value {
        Code::select(self, mask, a, b)
    }

    fn bits(&mut self, a: Value) -> Value {
        a
    }

    fn from_bits(&mut self, a: Value) -> Value {
        a
    }

    fn shl_i(&mut self, a: Value, by: u32) -> Value {
        self.one(One::ShiftLeft(by as u8), a)
    }

    fn ushr_i(&mut self, a: Value, by: u32) -> Value {
        self.one(One::ShiftRight(by as u8), a)
    }

    fn scale_sum(&mut self, p: Value, k: Value, _: Value) -> Value {
        let one = Code::float(self, 1.0);
        let sum = self.two(Two::Add, p, one);
        self.two(Two::Scale, sum, k)
    }

    fn scalar_where(
        &mut self,
        mask: Value,
        function: ScalarFn,
        x: Value,
        y: Value,
        otherwise: Value,
    ) -> Value {
        self.pure(Op::Outside(Outside::Scalar(function)), &[mask, x, y, otherwise])
    }
}
