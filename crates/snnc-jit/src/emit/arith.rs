//! Elementary functions, inlined.

use super::emitter::{BITS, Emitter};
use cranelift_codegen::ir::types::{F64, F64X2, I64X2};
use cranelift_codegen::ir::{InstBuilder, Value};
use snnc_ir::kernel::Compare;
use snnc_ir::math::{Arith, Function, ScalarFn};
use std::array;

/// Writes each operation for `U` vectors of two, one after the other, so that none has to wait for its predecessor.
struct Unrolled<'e, 'a, 'f, const U: usize>(&'e mut Emitter<'a, 'f>);

impl Emitter<'_, '_> {
    /// An elementary function of vectors.
    pub(super) fn function<const U: usize>(
        &mut self,
        function: Function,
        arguments: &[[Value; U]],
    ) -> [Value; U] {
        function.emit(&mut Unrolled::<U>(self), arguments)
    }

    /// An elementary function of single floats: in vectors too, since machines are better at them.
    pub(super) fn function_of_single(&mut self, function: Function, arguments: &[Value]) -> Value {
        let arguments: Vec<[Value; 1]> = arguments.iter().map(|&x| [self.b.ins().splat(F64X2, x)]).collect();
        let [result] = self.function(function, &arguments);
        debug_assert_eq!(self.type_of(result).lane_type(), F64);
        self.b.ins().extractlane(result, 0)
    }
}

impl<const U: usize> Unrolled<'_, '_, '_, U> {
    fn map(&mut self, a: [Value; U], mut f: impl FnMut(&mut Emitter<'_, '_>, Value) -> Value) -> [Value; U] {
        array::from_fn(|u| f(self.0, a[u]))
    }

    fn zip(
        &mut self,
        a: [Value; U],
        b: [Value; U],
        mut f: impl FnMut(&mut Emitter<'_, '_>, Value, Value) -> Value,
    ) -> [Value; U] {
        array::from_fn(|u| f(self.0, a[u], b[u]))
    }
}

/// Operations of two operands, as an instruction each.
macro_rules! two_operands {
    ($($name:ident = $inst:ident;)*) => {
        $(fn $name(&mut self, a: [Value; U], b: [Value; U]) -> [Value; U] {
            self.zip(a, b, |e, a, b| e.b.ins().$inst(a, b))
        })*
    };
}

/// Operations of one operand, as an instruction each.
macro_rules! one_operand {
    ($($name:ident = $inst:ident;)*) => {
        $(fn $name(&mut self, a: [Value; U]) -> [Value; U] {
            self.map(a, |e, a| e.b.ins().$inst(a))
        })*
    };
}

impl<const U: usize> Arith for Unrolled<'_, '_, '_, U> {
    type F = [Value; U];
    type I = [Value; U];
    type M = [Value; U];

    fn float(&mut self, x: f64) -> [Value; U] {
        [self.0.constant(F64X2, x.to_bits()); U]
    }

    fn int(&mut self, x: i64) -> [Value; U] {
        [self.0.constant(I64X2, x as u64); U]
    }

    two_operands! {
        add = fadd;
        sub = fsub;
        mul = fmul;
        div = fdiv;
        and = band;
        or = bor;
        add_i = iadd;
        sub_i = isub;
        and_i = band;
        or_i = bor;
        xor_i = bxor;
    }

    one_operand! {
        neg = fneg;
        abs = fabs;
        sqrt = sqrt;
        not = bnot;
    }

    fn fma(&mut self, a: [Value; U], b: [Value; U], c: [Value; U]) -> [Value; U] {
        array::from_fn(|u| self.0.fma(a[u], b[u], c[u]))
    }

    fn floor(&mut self, a: [Value; U]) -> [Value; U] {
        array::from_fn(|u| self.0.floor(a[u]))
    }

    fn ceil(&mut self, a: [Value; U]) -> [Value; U] {
        array::from_fn(|u| self.0.ceil(a[u]))
    }

    fn trunc(&mut self, a: [Value; U]) -> [Value; U] {
        array::from_fn(|u| self.0.trunc(a[u]))
    }

    fn round_even(&mut self, a: [Value; U]) -> [Value; U] {
        array::from_fn(|u| self.0.round_even(a[u]))
    }

    fn lt(&mut self, a: [Value; U], b: [Value; U]) -> [Value; U] {
        self.zip(a, b, |e, a, b| e.compare(Compare::Lt, a, b))
    }

    fn le(&mut self, a: [Value; U], b: [Value; U]) -> [Value; U] {
        self.zip(a, b, |e, a, b| e.compare(Compare::Le, a, b))
    }

    fn eq(&mut self, a: [Value; U], b: [Value; U]) -> [Value; U] {
        self.zip(a, b, |e, a, b| e.compare(Compare::Eq, a, b))
    }

    fn lt_i(&mut self, a: [Value; U], b: [Value; U]) -> [Value; U] {
        self.lt(a, b)
    }

    fn eq_i(&mut self, a: [Value; U], b: [Value; U]) -> [Value; U] {
        self.eq(a, b)
    }

    fn select(&mut self, mask: [Value; U], a: [Value; U], b: [Value; U]) -> [Value; U] {
        array::from_fn(|u| self.0.select(mask[u], a[u], b[u]))
    }

    fn select_i(&mut self, mask: [Value; U], a: [Value; U], b: [Value; U]) -> [Value; U] {
        self.select(mask, a, b)
    }

    fn bits(&mut self, a: [Value; U]) -> [Value; U] {
        self.map(a, |e, a| e.b.ins().bitcast(I64X2, BITS, a))
    }

    fn from_bits(&mut self, a: [Value; U]) -> [Value; U] {
        self.map(a, |e, a| e.b.ins().bitcast(F64X2, BITS, a))
    }

    fn shl_i(&mut self, a: [Value; U], by: u32) -> [Value; U] {
        self.map(a, |e, a| e.shift_left(a, by))
    }

    fn ushr_i(&mut self, a: [Value; U], by: u32) -> [Value; U] {
        self.map(a, |e, a| e.shift_right(a, by))
    }

    fn scalar_where(
        &mut self,
        mask: [Value; U],
        function: ScalarFn,
        x: [Value; U],
        y: [Value; U],
        otherwise: [Value; U],
    ) -> [Value; U] {
        self.0.rare_lanes(function, mask, x, y, otherwise)
    }
}
