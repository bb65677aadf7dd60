//! Words of bits.

use super::emitter::{Emitter, MEMORY};
use crate::abi::Field;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{InstBuilder, Value};
use snnc_ir::execute::BackendError;

/// The bits of a word.
pub(super) const WORD: i64 = 64;

/// What to do with the bits that the lanes of a word emit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bits {
    /// There are none.
    None,
    /// Store them, if the call wants them.
    Stored,
}

impl Emitter<'_, '_> {
    /// A loop over words: `lanes` emits what is to be done from a first lane to before a limit, and gives the bits.
    pub(super) fn words(
        &mut self,
        start: Value,
        end: Value,
        bits: Bits,
        mut lanes: impl FnMut(&mut Self, Value, Value) -> Result<Value, BackendError>,
    ) -> Result<(), BackendError> {
        let base = (bits == Bits::Stored).then(|| self.frame(Field::BITS));
        let (word, word_parameters) = self.block(&[I64]);
        let (exit, _) = self.block(&[]);
        self.jump(word, &[start]);

        self.b.switch_to_block(word);
        let first = word_parameters[0];
        let next = self.b.ins().iadd_imm_u(first, WORD);
        let limit = self.b.ins().umin(next, end);
        let bits = lanes(self, first, limit)?;
        if let Some(base) = base {
            self.store_bits(base, first, limit, bits);
        }
        let more = self.b.ins().icmp(IntCC::UnsignedLessThan, next, end);
        self.branch(more, (word, &[next]), (exit, &[]));
        self.b.switch_to_block(exit);
        Ok(())
    }

    /// Stores the bits of the lanes from `first`, which begins a word, to before `limit`; those beyond are cleared.
    fn store_bits(&mut self, base: Value, first: Value, limit: Value, bits: Value) {
        let (store, _) = self.block(&[]);
        let (done, _) = self.block(&[]);
        self.branch(base, (store, &[]), (done, &[]));
        self.b.switch_to_block(store);
        // There is at least one lane; shifts take their number modulo 64.
        let surplus = self.b.ins().isub(first, limit);
        let ones = self.b.ins().iconst(I64, -1);
        let within = self.b.ins().ushr(ones, surplus);
        let bits = self.b.ins().band(bits, within);
        let word = self.b.ins().ushr_imm_u(first, 6);
        let address = self.word_address(base, word);
        self.b.ins().store(MEMORY, bits, address, 0);
        self.jump(done, &[]);
        self.b.switch_to_block(done);
    }
}
