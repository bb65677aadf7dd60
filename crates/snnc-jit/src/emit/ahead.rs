//! Functions of lanes of a row that are evaluated for a stretch of lanes at once, before the rest of their bodies.
//!
//! That may be done where no lane changes what the arguments of another are computed from: they follow from memory that the
//! kernel does not write, or of which each lane writes its own element only, later.

use super::emitter::{Emitter, MEMORY};
use super::level::Level;
use super::single::{Index, Single};
use crate::abi::Callee;
use cranelift_codegen::ir::types::{F64, I64};
use cranelift_codegen::ir::{InstBuilder, Value};
use snnc_ir::execute::BackendError;
use snnc_ir::kernel::{self, EndIndex, Kernel, Lanes, Op, Space};
use snnc_ir::math::Function;

/// The lanes that are worked on together: their indices are a cache line.
pub(super) const STRETCH: i64 = 16;

/// What is carried out ahead of lanes, and what in them.
#[derive(Debug)]
pub(super) struct Ahead {
    /// The instructions that evaluate a function ahead.
    calls: Vec<usize>,
    /// What their arguments follow from in each lane, in order.
    before: Vec<usize>,
    /// The instructions of lanes that are left, in order.
    left: Vec<usize>,
}

impl Ahead {
    /// Of a kernel.
    pub(super) fn new(kernel: &Kernel, levels: &[Level]) -> Ahead {
        let of_lanes = |index: &usize| levels[*index] == Level::Lane;
        let all: Vec<usize> = (0..kernel.body.len()).filter(of_lanes).collect();
        let mut ahead = Ahead { calls: Vec::new(), before: Vec::new(), left: Vec::new() };
        if kernel.domain.lanes == Lanes::Rows {
            for &index in all.iter().filter(|&&index| matches!(kernel.body[index].op, Op::Call(..))) {
                if let Some(before) = arguments_of(kernel, levels, index) {
                    ahead.calls.push(index);
                    ahead.before.extend(before);
                }
            }
        }
        ahead.before.sort_unstable();
        ahead.before.dedup();
        if ahead.calls.is_empty() {
            ahead.left = all;
            return ahead;
        }
        let mut wanted = vec![false; kernel.body.len()];
        for index in (0..kernel.body.len()).rev() {
            let op = &kernel.body[index].op;
            wanted[index] |= op.is_effect();
            if wanted[index] && !ahead.calls.contains(&index) {
                op.for_each_operand(|operand| wanted[operand.index()] = true);
            }
        }
        let is_left = |index: &usize| wanted[*index] && !ahead.calls.contains(index);
        ahead.left = all.into_iter().filter(is_left).collect();
        ahead
    }

    /// Whether nothing is carried out ahead.
    pub(super) fn is_empty(&self) -> bool {
        self.calls.is_empty()
    }

    /// What each lane carries out.
    pub(super) fn left(&self) -> &[usize] {
        &self.left
    }

    /// What is carried out for each lane before the functions are evaluated.
    pub(super) fn before(&self) -> &[usize] {
        &self.before
    }
}

/// What the arguments of a function follow from in each lane, if that may be carried out before all else.
fn arguments_of(kernel: &Kernel, levels: &[Level], call: usize) -> Option<Vec<usize>> {
    let mut wanted = vec![false; kernel.body.len()];
    kernel.body[call].op.for_each_operand(|operand| wanted[operand.index()] = true);
    let mut before = Vec::new();
    for index in (0..call).rev().filter(|&index| levels[index] == Level::Lane) {
        if !wanted[index] {
            continue;
        }
        let op = &kernel.body[index].op;
        let possible = match op {
            Op::Load(column) | Op::LoadAt(column, ..) => is_own(kernel, *column, index),
            Op::Call(..) | Op::Random(..) => false,
            _ => true,
        };
        if !possible {
            return None;
        }
        before.push(index);
        op.for_each_operand(|operand| wanted[operand.index()] = true);
    }
    Some(before)
}

/// Whether no other lane writes what an instruction loads, and its own does so later at most.
fn is_own(kernel: &Kernel, column: u32, index: usize) -> bool {
    let Some(storage) = kernel.columns.get(column as usize).map(|column| column.storage) else {
        return false;
    };
    let mut stores = kernel.body.iter().enumerate().filter_map(|(at, inst)| match inst.op {
        Op::Store(to, _) => kernel.columns.get(to as usize).filter(|to| to.storage == storage).map(|_| at),
        _ => None,
    });
    let mut columns = kernel.columns.iter().filter(|column| column.storage == storage);
    // Where a row is that of an end, no lane comes twice in it.
    let each_once = [kernel.domain.pre, kernel.domain.post].contains(&EndIndex::Row);
    stores.clone().next().is_none()
        || (each_once && columns.all(|column| column.space == Space::Lane) && stores.all(|at| at > index))
}

/// The memory of functions that are evaluated ahead.
pub(super) struct Stretch<'k> {
    kernel: &'k Kernel,
    calls: Vec<AheadCall<'k>>,
}

/// A function that is evaluated ahead: its instruction, its arguments, and where these and its values are.
struct AheadCall<'k> {
    inst: usize,
    function: Function,
    arguments: &'k [kernel::Value],
    inputs: Vec<Value>,
    values: Value,
}

impl<'k> Stretch<'k> {
    /// Room for a stretch of lanes.
    pub(super) fn new(e: &mut Emitter<'_, '_>, kernel: &'k Kernel, ahead: &Ahead) -> Stretch<'k> {
        let bytes = 8 * STRETCH as u32;
        let calls = ahead.calls.iter().filter_map(|&inst| {
            let Op::Call(function, arguments) = &kernel.body[inst].op else { return None };
            let inputs = arguments.iter().map(|_| e.scratch(bytes)).collect();
            Some(AheadCall { inst, function: *function, arguments, inputs, values: e.scratch(bytes) })
        });
        let calls = calls.collect();
        Stretch { kernel, calls }
    }

    /// Stores the arguments of a lane, the one of that number in the stretch.
    pub(super) fn store_arguments(
        &self,
        e: &mut Emitter<'_, '_>,
        single: &Single<'_>,
        number: Value,
    ) -> Result<(), BackendError> {
        for call in &self.calls {
            for (argument, input) in call.arguments.iter().zip(&call.inputs) {
                let address = e.word_address(*input, number);
                e.b.ins().store(MEMORY, single.value(*argument)?, address, 0);
            }
        }
        Ok(())
    }

    /// Evaluates the functions for so many lanes.
    pub(super) fn evaluate(&self, e: &mut Emitter<'_, '_>, count: Value) -> Result<(), BackendError> {
        for call in &self.calls {
            let number = Function::ALL.iter().position(|function| *function == call.function);
            let (Some(number), Some(first)) = (number, call.inputs.first()) else {
                return Err(BackendError(format!("a function of `{}` has no arguments", self.kernel.name)));
            };
            let number = e.b.ins().iconst(I64, number as i64);
            let second = call.inputs.get(1).unwrap_or(first);
            e.call(Callee::Block, &[number, *first, *second, call.values, count]);
        }
        Ok(())
    }

    /// The values of a lane are those found for it, the stretch having begun at a position.
    pub(super) fn recall(&self, e: &mut Emitter<'_, '_>, single: &mut Single<'_>, first: Value, at: Index) {
        for call in &self.calls {
            let number = e.b.ins().isub(at.value, first);
            let address = e.word_address(call.values, number);
            let value = e.b.ins().load(F64, MEMORY, address, 8 * at.plus);
            single.set(call.inst, value);
        }
    }
}
