//! Execution block by block.

mod indices;
mod instruction;
mod operands;

use super::{BoundProgram, rows};
use crate::execute::Call;
use crate::kernel::Lanes;
use crate::math::widest::for_widest_vectors;
use indices::{Indices, Places, ends};
use std::cell::RefCell;
use std::mem;

/// The lanes of a block: as many as let the registers of most kernels fit into the first cache. A multiple of 64.
const BLOCK: usize = 256;

thread_local! {
    /// Registers, kept from call to call.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// A value of all lanes of a block, aligned to the widest vectors.
#[repr(align(64))]
struct Register([u64; BLOCK]);

#[derive(Default)]
struct Scratch {
    /// The values that are the same for all lanes.
    same: Vec<u64>,
    /// The registers; one that is being written is taken out.
    registers: Vec<Option<Box<Register>>>,
    /// Gathered indices.
    pre: Vec<u32>,
    post: Vec<u32>,
    /// Operands that are the same for all lanes, where a function wants them for each.
    spread: [Vec<f64>; 3],
    /// Whether no fault was recorded before this call.
    faultless: bool,
}

/// Executes a kernel over a range or a list.
pub(super) fn run(bound: &BoundProgram, call: &Call<'_>) {
    SCRATCH.with_borrow_mut(|scratch| {
        let program = &*bound.program;
        scratch.faultless = !bound.faults.any();
        scratch.same.clear();
        scratch.same.resize(program.invariant, 0);
        rows::once(bound, call, &mut scratch.same);
        if scratch.registers.len() < program.register_count {
            scratch.registers.resize_with(program.register_count, || Some(Box::new(Register([0; BLOCK]))));
        }
        let (start, end) = match program.domain.lanes {
            Lanes::List => (0, call.list.len()),
            Lanes::Range | Lanes::Rows => (call.lanes.start, call.lanes.end),
        };
        for first in (start..end).step_by(BLOCK) {
            let len = BLOCK.min(end - first);
            execute(bound, call, scratch, first, len);
        }
    });
}

for_widest_vectors! {
    /// Executes the lanes (of a list: positions) `first..first + len`.
    fn execute(bound: &BoundProgram, call: &Call<'_>, scratch: &mut Scratch, first: usize, len: usize) {
        block(bound, call, scratch, first, len);
    }
}

#[inline(always)]
fn block(bound: &BoundProgram, call: &Call<'_>, scratch: &mut Scratch, first: usize, len: usize) {
    let program = &*bound.program;
    let lanes = match program.domain.lanes {
        Lanes::List => Indices::Of(&call.list[first..first + len]),
        Lanes::Range | Lanes::Rows => Indices::From(first),
    };
    let mut gathered = [mem::take(&mut scratch.pre), mem::take(&mut scratch.post)];
    let [pre, post] = &mut gathered;
    let places = Places {
        lanes,
        pre: ends(program.domain.pre, call.pre, call.pre_of, lanes, len, pre),
        post: ends(program.domain.post, call.post, call.post_of, lanes, len, post),
    };
    for (index, inst) in program.body.iter().enumerate().skip(program.invariant) {
        let register = program.registers[index] as usize;
        if inst.op.is_effect() {
            instruction::effect(bound, call, scratch, &places, &inst.op, first, len);
        } else {
            let Some(mut out) = scratch.registers[register].take() else { continue };
            instruction::value(
                bound,
                call,
                scratch,
                &places,
                inst,
                program.operands[index],
                &mut out.0[..len],
            );
            scratch.registers[register] = Some(out);
        }
    }
    [scratch.pre, scratch.post] = gathered;
}
