//! Floats in single precision.

use super::emitter::{BITS, Emitter, MEMORY};
use cranelift_codegen::ir::types::{F32, F32X4, F64, I64, I64X2};
use cranelift_codegen::ir::{InstBuilder, Value};

impl Emitter<'_, '_> {
    /// Two singles that stand together in memory, as doubles.
    pub(super) fn load_singles(&mut self, address: Value, offset: i32) -> Value {
        let both = self.b.ins().load(I64, MEMORY, address, offset);
        let both = self.b.ins().scalar_to_vector(I64X2, both);
        let singles = self.b.ins().bitcast(F32X4, BITS, both);
        self.b.ins().fvpromote_low(singles)
    }

    /// Stores two doubles as the singles nearest to them.
    pub(super) fn store_singles(&mut self, value: Value, address: Value, offset: i32) {
        let singles = self.b.ins().fvdemote(value);
        let both = self.b.ins().bitcast(I64X2, BITS, singles);
        let both = self.b.ins().extractlane(both, 0);
        self.b.ins().store(MEMORY, both, address, offset);
    }

    /// The nearest number that single precision has.
    pub(super) fn rounded_to_single(&mut self, a: Value) -> Value {
        if self.is_vector(a) {
            let singles = self.b.ins().fvdemote(a);
            return self.b.ins().fvpromote_low(singles);
        }
        let single = self.b.ins().fdemote(F32, a);
        self.b.ins().fpromote(F64, single)
    }
}
