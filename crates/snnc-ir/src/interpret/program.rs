//! A kernel made ready to be interpreted.

use super::registers;
use crate::kernel::{ColumnDecl, Domain, Inst, Kernel, Type, Value};

/// A kernel made ready to be interpreted.
pub(super) struct Program {
    pub(super) domain: Domain,
    pub(super) columns: Vec<ColumnDecl>,
    /// The kernel's body.
    pub(super) body: Vec<Inst>,
    /// How many of its instructions are carried out once.
    pub(super) invariant: usize,
    /// The type of the operands of each instruction (that has some of one type).
    pub(super) operands: Vec<Type>,
    /// The register of each value of a block.
    pub(super) registers: Vec<u32>,
    /// How many registers there are.
    pub(super) register_count: usize,
}

impl Program {
    /// Makes a kernel ready, which must be well-formed.
    pub(super) fn new(kernel: &Kernel) -> Self {
        let body = kernel.body.clone();
        let operands = body
            .iter()
            .map(|inst| {
                let mut ty = inst.ty;
                inst.op.for_each_operand(|operand| ty = body[operand.index()].ty);
                ty
            })
            .collect();
        let (registers, register_count) = registers::allocate(&body, kernel.invariant);
        Program {
            domain: kernel.domain,
            columns: kernel.columns.clone(),
            body,
            invariant: kernel.invariant,
            operands,
            registers,
            register_count,
        }
    }

    /// Whether a value is the same for all lanes.
    pub(super) fn is_invariant(&self, value: Value) -> bool {
        value.index() < self.invariant
    }
}
