//! The operations of kernels on values, single or vectors of two.
//!
//! A mask is 0 or 1 in a byte if single, and all zeros or all ones in each lane of a vector of integers.

use super::emitter::{BITS, Emitter};
use crate::abi::Callee;
use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::types::{F64, F64X2, I32, I64, I64X2};
use cranelift_codegen::ir::{InstBuilder, Type, Value};
use snnc_ir::kernel::{BinaryOp, Compare, UnaryOp};

impl Emitter<'_, '_> {
    /// An operation of one operand.
    pub(super) fn unary(&mut self, op: UnaryOp, a: Value) -> Value {
        let ty = self.type_of(a);
        let float = ty.lane_type().is_float();
        match op {
            UnaryOp::Neg if float => self.b.ins().fneg(a),
            UnaryOp::Neg => self.b.ins().ineg(a),
            UnaryOp::Abs if float => self.b.ins().fabs(a),
            UnaryOp::Abs => self.integer_abs(a),
            UnaryOp::Sqrt => self.b.ins().sqrt(a),
            UnaryOp::Floor => self.floor(a),
            UnaryOp::Ceil => self.ceil(a),
            UnaryOp::Trunc => self.trunc(a),
            UnaryOp::Round => self.round_even(a),
            UnaryOp::ToSingle => self.rounded_to_single(a),
            UnaryOp::Not => self.not(a),
            UnaryOp::ToFloat => self.float_of_integer(a),
            UnaryOp::ToInt => self.by_lane(I64, &[a], |e, a| e.b.ins().fcvt_to_sint_sat(I64, a[0])),
            UnaryOp::MaskToInt if ty.is_vector() => self.shift_right(a, 63),
            UnaryOp::MaskToInt => self.b.ins().uextend(I64, a),
            UnaryOp::IntToMask => {
                let zero = self.zero(ty);
                self.b.ins().icmp(IntCC::NotEqual, a, zero)
            }
        }
    }

    /// An operation of two operands.
    pub(super) fn binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Value {
        let float = self.type_of(a).lane_type().is_float();
        match op {
            BinaryOp::Add if float => self.b.ins().fadd(a, b),
            BinaryOp::Add => self.b.ins().iadd(a, b),
            BinaryOp::Sub if float => self.b.ins().fsub(a, b),
            BinaryOp::Sub => self.b.ins().isub(a, b),
            BinaryOp::Mul if float => self.b.ins().fmul(a, b),
            BinaryOp::Mul => self.b.ins().imul(a, b),
            BinaryOp::Div => self.b.ins().fdiv(a, b),
            BinaryOp::Min => {
                let less = self.compare(Compare::Lt, a, b);
                self.select(less, a, b)
            }
            // Cranelift knows `b < a` as the machine's maximum.
            BinaryOp::Max => {
                let less = self.compare(Compare::Lt, b, a);
                self.select(less, a, b)
            }
            BinaryOp::And => self.b.ins().band(a, b),
            BinaryOp::Or => self.b.ins().bor(a, b),
            BinaryOp::Xor => self.b.ins().bxor(a, b),
            BinaryOp::FloorDiv => self.by_lane(I64, &[a, b], |e, ab| e.floor_div(ab[0], ab[1])),
            BinaryOp::FloorMod => self.by_lane(I64, &[a, b], |e, ab| e.floor_mod(ab[0], ab[1])),
        }
    }

    /// `a*b + c`, rounded once.
    pub(super) fn fma(&mut self, a: Value, b: Value, c: Value) -> Value {
        if self.features.fma { self.b.ins().fma(a, b, c) } else { self.call_lanes(Callee::Fma, &[a, b, c]) }
    }

    /// Towards minus infinity.
    pub(super) fn floor(&mut self, a: Value) -> Value {
        if self.features.rounding { self.b.ins().floor(a) } else { self.call_lanes(Callee::Floor, &[a]) }
    }

    /// Towards plus infinity.
    pub(super) fn ceil(&mut self, a: Value) -> Value {
        if self.features.rounding { self.b.ins().ceil(a) } else { self.call_lanes(Callee::Ceil, &[a]) }
    }

    /// Towards zero.
    pub(super) fn trunc(&mut self, a: Value) -> Value {
        if self.features.rounding { self.b.ins().trunc(a) } else { self.call_lanes(Callee::Trunc, &[a]) }
    }

    /// To nearest, ties to even.
    pub(super) fn round_even(&mut self, a: Value) -> Value {
        if self.features.rounding {
            self.b.ins().nearest(a)
        } else {
            self.call_lanes(Callee::RoundEven, &[a])
        }
    }

    /// A mask from two floats or two integers.
    pub(super) fn compare(&mut self, compare: Compare, a: Value, b: Value) -> Value {
        if self.type_of(a).lane_type().is_float() {
            self.b.ins().fcmp(float_condition(compare), a, b)
        } else {
            self.b.ins().icmp(integer_condition(compare), a, b)
        }
    }

    /// `a` where the mask holds, else `b`.
    pub(super) fn select(&mut self, mask: Value, a: Value, b: Value) -> Value {
        match self.type_of(a) {
            F64X2 => {
                let mask = self.b.ins().bitcast(F64X2, BITS, mask);
                self.b.ins().bitselect(mask, a, b)
            }
            I64X2 => self.b.ins().bitselect(mask, a, b),
            _ => self.b.ins().select(mask, a, b),
        }
    }

    /// The opposite mask.
    pub(super) fn not(&mut self, mask: Value) -> Value {
        if self.is_vector(mask) { self.b.ins().bnot(mask) } else { self.b.ins().bxor_imm_u(mask, 1) }
    }

    /// Shifted by a number below 64, zeros moving in.
    pub(super) fn shift_right(&mut self, a: Value, by: u32) -> Value {
        let by = self.b.ins().iconst(I32, i64::from(by));
        self.b.ins().ushr(a, by)
    }

    /// Shifted by a number below 64.
    pub(super) fn shift_left(&mut self, a: Value, by: u32) -> Value {
        let by = self.b.ins().iconst(I32, i64::from(by));
        self.b.ins().ishl(a, by)
    }

    /// A zero of an integer type, in all lanes.
    pub(super) fn zero(&mut self, ty: Type) -> Value {
        self.constant(ty, 0)
    }

    /// Integers to floats.
    fn float_of_integer(&mut self, a: Value) -> Value {
        if !self.is_vector(a) {
            return self.b.ins().fcvt_from_sint(F64, a);
        }
        // Both halves of a biased integer become mantissas of floats whose exponents say what the halves are worth:
        // 2⁸⁴ + 2³²·high and 2⁵² + low. What is subtracted first is exact, so that only the last addition rounds.
        let bias = self.constant(I64X2, 1 << 63);
        let low_half = self.constant(I64X2, 0xffff_ffff);
        let high_exponent = self.constant(I64X2, 0x4530_0000_0000_0000);
        let low_exponent = self.constant(I64X2, 0x4330_0000_0000_0000);
        let surplus = self.constant(F64X2, (2f64.powi(84) + 2f64.powi(63) + 2f64.powi(52)).to_bits());
        let biased = self.b.ins().bxor(a, bias);
        let high = self.shift_right(biased, 32);
        let high = self.b.ins().bor(high, high_exponent);
        let high = self.b.ins().bitcast(F64X2, BITS, high);
        let low = self.b.ins().band(biased, low_half);
        let low = self.b.ins().bor(low, low_exponent);
        let low = self.b.ins().bitcast(F64X2, BITS, low);
        let high = self.b.ins().fsub(high, surplus);
        self.b.ins().fadd(high, low)
    }
}

fn float_condition(compare: Compare) -> FloatCC {
    match compare {
        Compare::Lt => FloatCC::LessThan,
        Compare::Le => FloatCC::LessThanOrEqual,
        Compare::Gt => FloatCC::GreaterThan,
        Compare::Ge => FloatCC::GreaterThanOrEqual,
        Compare::Eq => FloatCC::Equal,
        Compare::Ne => FloatCC::NotEqual,
    }
}

fn integer_condition(compare: Compare) -> IntCC {
    match compare {
        Compare::Lt => IntCC::SignedLessThan,
        Compare::Le => IntCC::SignedLessThanOrEqual,
        Compare::Gt => IntCC::SignedGreaterThan,
        Compare::Ge => IntCC::SignedGreaterThanOrEqual,
        Compare::Eq => IntCC::Equal,
        Compare::Ne => IntCC::NotEqual,
    }
}
