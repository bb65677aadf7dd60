//! The way out of vector code for arguments that are too rare, and too dear, to be computed in vectors.

use super::emitter::{Emitter, MEMORY};
use crate::abi::Callee;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{F64, F64X2, I64};
use cranelift_codegen::ir::{InstBuilder, Value};
use snnc_ir::math::ScalarFn;
use std::array;

/// The size of a vector.
const VECTOR: i32 = 16;

impl Emitter<'_, '_> {
    /// `function(x, y)` where the mask holds, else `otherwise`; of `U` vectors.
    ///
    /// The vectors are handed over in memory, to a function that saves all registers: where no lane wants it,
    /// this costs a branch and nothing more.
    pub(super) fn rare_lanes<const U: usize>(
        &mut self,
        function: ScalarFn,
        mask: [Value; U],
        x: [Value; U],
        y: [Value; U],
        otherwise: [Value; U],
    ) -> [Value; U] {
        let any = mask.into_iter().reduce(|a, b| self.b.ins().bor(a, b)).expect("there is a vector");
        let any = self.b.ins().vany_true(any);
        let (rare, _) = self.block(&[]);
        let (done, results) = self.block(&[F64X2; U]);
        self.branch(any, (rare, &[]), (done, &otherwise));

        self.b.switch_to_block(rare);
        self.b.set_cold_block(rare);
        let lanes = self.scratch(4 * U as u32 * VECTOR as u32);
        for (operand, vectors) in [mask, x, y, otherwise].into_iter().enumerate() {
            for (u, vector) in vectors.into_iter().enumerate() {
                self.b.ins().store(MEMORY, vector, lanes, (operand * U + u) as i32 * VECTOR);
            }
        }
        let address = self.address_of(Callee::Scalar(function));
        let count = self.b.ins().iconst(I64, 2 * U as i64);
        self.call(Callee::Rare, &[address, lanes, count]);
        let computed: [Value; U] =
            array::from_fn(|u| self.b.ins().load(F64X2, MEMORY, lanes, (3 * U + u) as i32 * VECTOR));
        self.jump(done, &computed);

        self.b.switch_to_block(done);
        array::from_fn(|u| results[u])
    }
}

/// Writes [`Callee::Rare`]: of a function, the address of masks, first and second operands, and results, of which there are
/// `count` each, it puts the value in the place of the result where the mask holds.
pub(crate) fn rare(e: &mut Emitter<'_, '_>) {
    let parameters = e.parameters();
    let [function, lanes, count] = parameters[..] else { unreachable!("as its signature says") };
    let size = e.b.ins().ishl_imm_u(count, 3);
    let end = e.b.ins().iadd(lanes, size);
    let signature = e.b.import_signature(e.signature(Callee::Scalar(ScalarFn::ALL[0])));
    let (turn, turn_parameters) = e.block(&[I64]);
    let (wanted, _) = e.block(&[]);
    let (next, _) = e.block(&[]);
    let (exit, _) = e.block(&[]);
    e.jump(turn, &[lanes]);

    e.b.switch_to_block(turn);
    let lane = turn_parameters[0];
    let mask = e.b.ins().load(I64, MEMORY, lane, 0);
    e.branch(mask, (wanted, &[]), (next, &[]));

    e.b.switch_to_block(wanted);
    let x_address = e.b.ins().iadd(lane, size);
    let y_address = e.b.ins().iadd(x_address, size);
    let result_address = e.b.ins().iadd(y_address, size);
    let x = e.b.ins().load(F64, MEMORY, x_address, 0);
    let y = e.b.ins().load(F64, MEMORY, y_address, 0);
    let call = e.b.ins().call_indirect(signature, function, &[x, y]);
    let result = e.b.inst_results(call)[0];
    e.b.ins().store(MEMORY, result, result_address, 0);
    e.jump(next, &[]);

    e.b.switch_to_block(next);
    let following = e.b.ins().iadd_imm_u(lane, 8);
    let more = e.b.ins().icmp(IntCC::UnsignedLessThan, following, end);
    e.branch(more, (turn, &[following]), (exit, &[]));

    e.b.switch_to_block(exit);
    e.b.ins().return_(&[]);
}
