//! Random numbers.

use super::emitter::Emitter;
use crate::abi::{Callee, Field};
use cranelift_codegen::ir::{InstBuilder, Value};
use snnc_ir::kernel::Random;
use snnc_ir::rng::StreamKey;

impl Emitter<'_, '_> {
    /// A number from a stream, for a lane.
    pub(super) fn draw(&mut self, random: Random, stream: u32, lane: Value, operands: &[Value]) -> Value {
        let [key, step, epoch] = self.address_of_draw(stream);
        let arguments: Vec<Value> =
            [key, step, epoch, lane].into_iter().chain(operands.iter().copied()).collect();
        self.call(Callee::Draw(random), &arguments).expect("it has a result")
    }

    /// What draws from a stream begin with: the key's address, the step, the epoch.
    pub(super) fn address_of_draw(&mut self, stream: u32) -> [Value; 3] {
        let keys = self.frame(Field::KEYS);
        let key = self.b.ins().iadd_imm_u(keys, i64::from(stream) * size_of::<StreamKey>() as i64);
        [key, self.frame(Field::STEP), self.frame(Field::EPOCH)]
    }
}
