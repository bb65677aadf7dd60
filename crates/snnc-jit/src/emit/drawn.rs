//! Random numbers that are drawn for a word of lanes at once.
//!
//! What their distributions depend on is computed before: once, where it is the same in all lanes, else in a loop of its own
//! over the lanes of the word, which leaves it in memory.

use super::emitter::{Emitter, MEMORY};
use super::level::Level;
use super::range::Body;
use super::single::Single;
use super::words::WORD;
use crate::abi::Callee;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{F64X2, I64, I64X2};
use cranelift_codegen::ir::{InstBuilder, Value};
use snnc_ir::execute::BackendError;
use snnc_ir::kernel::{self, Kernel, Op, Random, Space, Type};
use std::array;

/// The numbers that an instruction draws for a word of lanes.
pub(super) struct DrawnWord {
    inst: usize,
    random: Random,
    stream: u32,
    /// Where the numbers are.
    address: Value,
    parameters: Parameters,
}

/// What numbers of a word depend on: the addresses of each parameter.
enum Parameters {
    /// They are the same for all lanes.
    Alike(Vec<Value>),
    /// Each is an array; and the instructions that compute them, in order.
    Each(Vec<Value>, Vec<usize>),
}

impl DrawnWord {
    /// Room for all that a kernel draws so. Parameters that are the same in all lanes are stored here.
    pub(super) fn of_kernel(
        e: &mut Emitter<'_, '_>,
        kernel: &Kernel,
        levels: &[Level],
        uniform: &Single<'_>,
    ) -> Result<Vec<DrawnWord>, BackendError> {
        let mut drawn: Vec<DrawnWord> = Vec::new();
        for (inst, instruction) in kernel.body.iter().enumerate() {
            let Op::Random(random, stream, ref operands) = instruction.op else { continue };
            let parameters = if operands.iter().all(|operand| levels[operand.index()] == Level::Call) {
                let mut addresses = Vec::new();
                for &operand in operands {
                    let address = e.scratch(8);
                    let value = uniform.value(operand)?;
                    e.b.ins().store(MEMORY, value, address, 0);
                    addresses.push(address);
                }
                Parameters::Alike(addresses)
            } else {
                let Some(before) = computed_before(kernel, levels, operands, &drawn) else { continue };
                Parameters::Each(operands.iter().map(|_| e.scratch(8 * WORD as u32)).collect(), before)
            };
            drawn.push(DrawnWord { inst, random, stream, address: e.scratch(8 * WORD as u32), parameters });
        }
        Ok(drawn)
    }
}

/// The instructions of lanes that values follow from, if they may be carried out before all others of the word.
fn computed_before(
    kernel: &Kernel,
    levels: &[Level],
    values: &[kernel::Value],
    drawn: &[DrawnWord],
) -> Option<Vec<usize>> {
    let mut wanted = vec![false; kernel.body.len()];
    for value in values {
        wanted[value.index()] = true;
    }
    let mut before = Vec::new();
    for index in (0..kernel.body.len()).rev() {
        if !wanted[index] || levels[index] == Level::Call {
            continue;
        }
        let op = &kernel.body[index].op;
        let possible = match op {
            Op::Load(column) | Op::LoadAt(column, ..) => {
                let storage = kernel.columns.get(*column as usize)?.storage;
                let stores = |op: &Op| matches!(op, Op::Store(to, _) if kernel.columns[*to as usize].storage == storage);
                !kernel.body[..index].iter().any(|earlier| stores(&earlier.op))
            }
            Op::Random(..) => drawn.iter().any(|drawn| drawn.inst == index),
            _ => true,
        };
        if !possible {
            return None;
        }
        before.push(index);
        if !matches!(op, Op::Random(..)) {
            op.for_each_operand(|operand| wanted[operand.index()] = true);
        }
    }
    before.reverse();
    Some(before)
}

impl<const U: usize> Body<'_, U> {
    /// Draws the numbers of the word from `first` to before `limit`.
    pub(super) fn draw_word(
        &mut self,
        e: &mut Emitter<'_, '_>,
        levels: &[Level],
        first: Value,
        limit: Value,
    ) -> Result<(), BackendError> {
        for number in 0..self.drawn.len() {
            let DrawnWord { inst, random, stream, address, ref parameters } = self.drawn[number];
            let mut rest = vec![first, address];
            match parameters {
                Parameters::Alike(addresses) => {
                    rest.push(e.b.ins().iconst(I64, WORD));
                    rest.extend(addresses);
                    if !addresses.is_empty() {
                        rest.push(e.b.ins().iconst(I64, 1));
                    }
                }
                Parameters::Each(addresses, before) => {
                    let (addresses, before) = (addresses.clone(), before.clone());
                    self.compute_parameters(e, levels, inst, &addresses, &before, (first, limit))?;
                    let count = e.b.ins().isub(limit, first);
                    rest.push(count);
                    rest.extend(addresses);
                    rest.push(count);
                }
            }
            e.fill(random, stream, &rest);
        }
        Ok(())
    }

    /// Computes the parameters of a draw for the lanes of a word, into memory.
    fn compute_parameters(
        &mut self,
        e: &mut Emitter<'_, '_>,
        levels: &[Level],
        inst: usize,
        addresses: &[Value],
        before: &[usize],
        (first, limit): (Value, Value),
    ) -> Result<(), BackendError> {
        let kernel = self.kernel;
        let (turn, parameters) = e.block(&[I64]);
        let (done, _) = e.block(&[]);
        e.jump(turn, &[first]);
        e.b.switch_to_block(turn);
        let lane = parameters[0];
        for &index in before {
            self.values[index] = Some(self.inst(e, index, &kernel.body[index], lane)?);
        }
        let within = e.b.ins().band_imm_u(lane, WORD - 1);
        if let Op::Random(_, _, operands) = &kernel.body[inst].op {
            for (&operand, &address) in operands.iter().zip(addresses) {
                let address = e.word_address(address, within);
                for (u, vector) in self.value(operand)?.into_iter().enumerate() {
                    e.b.ins().store(MEMORY, vector, address, 16 * u as i32);
                }
            }
        }
        let next = e.b.ins().iadd_imm_u(lane, 2 * U as i64);
        let more = e.b.ins().icmp(IntCC::UnsignedLessThan, next, limit);
        e.branch(more, (turn, &[next]), (done, &[]));
        e.b.switch_to_block(done);
        // What is not the same in all lanes belongs to that loop.
        for &index in before.iter().filter(|&&index| levels[index] == Level::Lane) {
            self.values[index] = None;
        }
        Ok(())
    }

    /// The numbers that an instruction draws for the lanes of a turn.
    pub(super) fn random(
        &self,
        e: &mut Emitter<'_, '_>,
        inst: usize,
        random: Random,
        stream: u32,
        arguments: &[kernel::Value],
        lane: Value,
    ) -> Result<[Value; U], BackendError> {
        if let Some(word) = self.drawn.iter().find(|word| word.inst == inst) {
            let within = e.b.ins().band_imm_u(lane, WORD - 1);
            let address = e.word_address(word.address, within);
            let ty = if random.result() == Type::F64 { F64X2 } else { I64X2 };
            return Ok(array::from_fn(|u| e.b.ins().load(ty, MEMORY, address, 16 * u as i32)));
        }
        let arguments = arguments.iter().map(|&a| self.value(a)).collect::<Result<Vec<_>, _>>()?;
        let lanes = self.indices(e, Space::Lane, lane)?;
        Ok(array::from_fn(|u| {
            let operands: Vec<Value> = [lanes[u]].into_iter().chain(arguments.iter().map(|a| a[u])).collect();
            e.by_lane(I64, &operands, |e, operands| e.draw(random, stream, operands[0], &operands[1..]))
        }))
    }
}

impl Emitter<'_, '_> {
    /// Draws for consecutive lanes: the first, where to put how many numbers, and the parameters.
    fn fill(&mut self, random: Random, stream: u32, rest: &[Value]) {
        let mut arguments = self.address_of_draw(stream).to_vec();
        arguments.extend(rest);
        self.call(Callee::Fill(random), &arguments);
    }
}
