//! Integer operations that machines do not have.

use super::emitter::Emitter;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{InstBuilder, Value};

/// A division towards zero that cannot trap, and what there is to know about it.
struct Division {
    /// The divisor, but 1 for 0 and -1, which must not be divided by.
    divisor: Value,
    quotient: Value,
    remainder: Value,
    /// Whether the remainder is not 0 and has the other sign than the divisor.
    uneven: Value,
    by_zero: Value,
    by_minus_one: Value,
}

impl Emitter<'_, '_> {
    /// The size; of the least integer that integer.
    pub(super) fn integer_abs(&mut self, a: Value) -> Value {
        let zero = self.zero(self.type_of(a));
        let negative = self.b.ins().icmp(IntCC::SignedLessThan, a, zero);
        let opposite = self.b.ins().ineg(a);
        self.select(negative, opposite, a)
    }

    /// The quotient of single integers, towards minus infinity; 0 if the divisor is 0.
    pub(super) fn floor_div(&mut self, a: Value, b: Value) -> Value {
        let division = self.divide(a, b);
        let one_less = self.b.ins().uextend(I64, division.uneven);
        let quotient = self.b.ins().isub(division.quotient, one_less);
        let zero = self.zero(I64);
        let quotient = self.b.ins().select(division.by_zero, zero, quotient);
        let opposite = self.b.ins().ineg(a);
        self.b.ins().select(division.by_minus_one, opposite, quotient)
    }

    /// The remainder of single integers, with the sign of the divisor; 0 if the divisor is 0.
    pub(super) fn floor_mod(&mut self, a: Value, b: Value) -> Value {
        // By 1, which stands for 0 and -1, the remainder is 0.
        let division = self.divide(a, b);
        let moved = self.b.ins().iadd(division.remainder, division.divisor);
        self.b.ins().select(division.uneven, moved, division.remainder)
    }

    fn divide(&mut self, a: Value, b: Value) -> Division {
        let by_zero = self.b.ins().icmp_imm_s(IntCC::Equal, b, 0);
        let by_minus_one = self.b.ins().icmp_imm_s(IntCC::Equal, b, -1);
        let special = self.b.ins().bor(by_zero, by_minus_one);
        let one = self.constant(I64, 1);
        let divisor = self.b.ins().select(special, one, b);
        let quotient = self.b.ins().sdiv(a, divisor);
        let product = self.b.ins().imul(quotient, divisor);
        let remainder = self.b.ins().isub(a, product);
        let rest = self.b.ins().icmp_imm_s(IntCC::NotEqual, remainder, 0);
        let signs = self.b.ins().bxor(remainder, divisor);
        let differ = self.b.ins().icmp_imm_s(IntCC::SignedLessThan, signs, 0);
        let uneven = self.b.ins().band(rest, differ);
        Division { divisor, quotient, remainder, uneven, by_zero, by_minus_one }
    }
}
