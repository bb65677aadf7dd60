//! Values that are computed before a loop.
//!
//! Cranelift's optimiser computes a value where it is needed, and does not see that this is within a loop of loops. What is
//! costly is therefore kept in memory before the loop, and read within it.

use super::emitter::{Emitter, MEMORY};
use super::level::Level;
use super::single::Single;
use cranelift_codegen::ir::{InstBuilder, Type, Value};
use snnc_ir::execute::BackendError;
use snnc_ir::kernel::{self, BinaryOp, Kernel, Op, UnaryOp};

/// Values in memory: the number of the instruction, the type, and where it is.
pub(super) struct Kept(Vec<(usize, Type, Value)>);

impl Kept {
    /// Keeps what is costly of a level that has been emitted, as far as it is needed within.
    pub(super) fn new(
        e: &mut Emitter<'_, '_>,
        kernel: &Kernel,
        levels: &[Level],
        single: &Single<'_>,
        level: Level,
    ) -> Result<Kept, BackendError> {
        let mut kept = Vec::new();
        for index in needed_within(kernel, levels, level) {
            let value = single.value(kernel::Value(index as u32))?;
            let ty = e.type_of(value);
            let address = e.scratch(ty.bytes());
            e.b.ins().store(MEMORY, value, address, 0);
            kept.push((index, ty, address));
        }
        Ok(Kept(kept))
    }

    /// Reads them, for what is emitted from now on.
    pub(super) fn recall(&self, e: &mut Emitter<'_, '_>, single: &mut Single<'_>) {
        for (index, ty, address) in &self.0 {
            let value = e.b.ins().load(*ty, MEMORY, *address, 0);
            single.set(*index, value);
        }
    }
}

/// The instructions of a level that are costly, or depend on one that is, and have readers in the levels within.
fn needed_within(kernel: &Kernel, levels: &[Level], level: Level) -> Vec<usize> {
    let mut costly = vec![false; kernel.body.len()];
    let mut needed = vec![false; kernel.body.len()];
    for (index, inst) in kernel.body.iter().enumerate() {
        costly[index] = match inst.op {
            Op::Call(..) | Op::Unary(UnaryOp::Sqrt, _) => true,
            Op::Binary(op, ..) => matches!(op, BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::FloorMod),
            _ => false,
        };
        inst.op.for_each_operand(|operand| {
            let operand = operand.index();
            costly[index] |= costly[operand] && levels[operand] == levels[index];
            needed[operand] |= levels[index] > level;
        });
    }
    (0..kernel.body.len()).filter(|&at| levels[at] == level && costly[at] && needed[at]).collect()
}
