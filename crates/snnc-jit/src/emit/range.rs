//! Ranges of lanes, in vectors.
//!
//! ```text
//! for each word of 64 lanes:           only if the kernel emits or draws
//!     draw the random numbers of 64 lanes, see `drawn`
//!     for each U vectors of two lanes:
//!         the body, instruction by instruction, each for all U vectors
//!     store the word of bits
//! ```

use super::drawn::DrawnWord;
use super::emitter::{Emitter, MEMORY};
use super::level::{Level, levels};
use super::order::late_loads;
use super::single::{Columns, Place, Single, uniform_place};
use super::words::Bits;
use crate::abi::Field;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{F64, F64X2, I64, I64X2};
use cranelift_codegen::ir::{InstBuilder, Value};
use snnc_ir::execute::BackendError;
use snnc_ir::kernel::{self, EndIndex, Inst, Kernel, Op, Precision, Space, Type, UnaryOp};
use std::array;

/// Emits a kernel over a range, `U` vectors in a turn.
pub(super) fn emit<const U: usize>(e: &mut Emitter<'_, '_>, kernel: &Kernel) -> Result<(), BackendError> {
    let levels = levels(kernel);
    let start = e.frame(Field::START);
    let end = e.frame(Field::END);
    let columns = Columns::new(e, kernel);

    let mut uniform = Single::new(kernel, &columns);
    let place = uniform_place(e, kernel);
    uniform.emit_level(e, &levels, Level::Call, &place)?;
    let mut body = Body::<U>::new(e, kernel, &columns, &uniform, place, &levels, end)?;

    let emits = kernel.body.iter().any(|inst| matches!(inst.op, Op::Emit(_)));
    if emits || !body.drawn.is_empty() {
        let bits = if emits { Bits::Stored } else { Bits::None };
        e.words(start, end, bits, |e, first, limit| {
            body.draw_word(e, &levels, first, limit)?;
            body.lanes(e, &levels, first, limit)
        })?;
    } else {
        body.lanes(e, &levels, start, end)?;
    }
    e.b.ins().return_(&[]);
    Ok(())
}

/// The body of the loop.
pub(super) struct Body<'k, const U: usize> {
    pub(super) kernel: &'k Kernel,
    columns: &'k Columns,
    pub(super) uniform: &'k Single<'k>,
    place: Place,
    /// The end of the range.
    end: Value,
    /// Random numbers that are drawn for a word of lanes at once.
    pub(super) drawn: Vec<DrawnWord>,
    /// The values of instructions; of those that are the same in all lanes, as vectors.
    pub(super) values: Vec<Option<[Value; U]>>,
}

impl<'k, const U: usize> Body<'k, U> {
    fn new(
        e: &mut Emitter<'_, '_>,
        kernel: &'k Kernel,
        columns: &'k Columns,
        uniform: &'k Single<'k>,
        place: Place,
        levels: &[Level],
        end: Value,
    ) -> Result<Self, BackendError> {
        let mut values = vec![None; kernel.body.len()];
        let mut operands = Vec::new();
        for (inst, _) in kernel.body.iter().zip(levels).filter(|(_, level)| **level == Level::Lane) {
            inst.op.for_each_operand(|operand| operands.push(operand));
        }
        for value in operands.into_iter().filter(|value| levels[value.index()] == Level::Call) {
            if values[value.index()].is_none() {
                values[value.index()] = Some([Self::splat(e, kernel, uniform, value)?; U]);
            }
        }
        let drawn = DrawnWord::of_kernel(e, kernel, levels, uniform)?;
        Ok(Body { kernel, columns, uniform, place, end, drawn, values })
    }

    /// What is the same in all lanes, as a vector.
    fn splat(
        e: &mut Emitter<'_, '_>,
        kernel: &Kernel,
        uniform: &Single<'_>,
        value: kernel::Value,
    ) -> Result<Value, BackendError> {
        Ok(match kernel.body[value.index()].op {
            Op::Float(x) => e.constant(F64X2, x.to_bits()),
            Op::Int(x) => e.constant(I64X2, x as u64),
            Op::Bool(x) => e.constant(I64X2, if x { u64::MAX } else { 0 }),
            _ => {
                let value = uniform.value(value)?;
                e.splat(value)
            }
        })
    }

    /// The loop over lanes: from `first`, which is before `limit`. Gives the bits that were emitted.
    fn lanes(
        &mut self,
        e: &mut Emitter<'_, '_>,
        levels: &[Level],
        first: Value,
        limit: Value,
    ) -> Result<Value, BackendError> {
        let (turn, parameters) = e.block(&[I64, I64]);
        let (done, done_parameters) = e.block(&[I64]);
        let no_bits = e.b.ins().iconst(I64, 0);
        e.jump(turn, &[first, no_bits]);
        e.b.switch_to_block(turn);
        let (lane, mut bits) = (parameters[0], parameters[1]);
        for index in late_loads(self.kernel, levels) {
            let inst = &self.kernel.body[index];
            match &inst.op {
                Op::Emit(mask) => bits = self.collect_bits(e, *mask, lane, bits)?,
                Op::Store(column, value) => self.store(e, *column, *value, lane)?,
                Op::Require(mask, about, number) => self.require(e, *mask, *about, *number, lane)?,
                _ => self.values[index] = Some(self.inst(e, index, inst, lane)?),
            }
        }
        let next = e.b.ins().iadd_imm_u(lane, 2 * U as i64);
        let more = e.b.ins().icmp(IntCC::UnsignedLessThan, next, limit);
        e.branch(more, (turn, &[next, bits]), (done, &[bits]));
        e.b.switch_to_block(done);
        Ok(done_parameters[0])
    }

    pub(super) fn value(&self, value: kernel::Value) -> Result<[Value; U], BackendError> {
        let known = self.values.get(value.index()).copied().flatten();
        known.ok_or_else(|| {
            BackendError(format!("value {} of `{}` is not defined", value.0, self.kernel.name))
        })
    }

    pub(super) fn inst(
        &self,
        e: &mut Emitter<'_, '_>,
        index: usize,
        inst: &Inst,
        lane: Value,
    ) -> Result<[Value; U], BackendError> {
        Ok(match &inst.op {
            Op::Unary(op, a) => self.value(*a)?.map(|a| e.unary(*op, a)),
            Op::Binary(op, a, b) => {
                let (a, b) = (self.value(*a)?, self.value(*b)?);
                array::from_fn(|u| e.binary(*op, a[u], b[u]))
            }
            Op::Fma(a, b, c) => {
                let (a, b, c) = (self.value(*a)?, self.value(*b)?, self.value(*c)?);
                array::from_fn(|u| e.fma(a[u], b[u], c[u]))
            }
            Op::Compare(compare, a, b) => {
                let (a, b) = (self.value(*a)?, self.value(*b)?);
                array::from_fn(|u| e.compare(*compare, a[u], b[u]))
            }
            Op::Select(mask, a, b) => {
                let (mask, a, b) = (self.value(*mask)?, self.value(*a)?, self.value(*b)?);
                array::from_fn(|u| e.select(mask[u], a[u], b[u]))
            }
            Op::Call(function, arguments) => {
                let arguments = arguments.iter().map(|&a| self.value(a)).collect::<Result<Vec<_>, _>>()?;
                e.function(*function, &arguments)
            }
            Op::Load(column) => self.load(e, *column, lane)?,
            Op::LoadAt(column, index, len) => self.load_at(e, *column, self.value(*index)?, *len)?,
            Op::Index(space) => self.indices(e, *space, lane)?,
            Op::Random(random, stream, arguments) => {
                self.random(e, index, *random, *stream, arguments, lane)?
            }
            Op::Float(_)
            | Op::Int(_)
            | Op::Bool(_)
            | Op::Time
            | Op::Step
            | Op::Store(..)
            | Op::Emit(_)
            | Op::Require(..) => {
                return Err(BackendError(format!(
                    "`{}`: {:?} has no value in a lane",
                    self.kernel.name, inst.op
                )));
            }
        })
    }

    /// Whether a space is indexed by the lane itself.
    fn is_lane(&self, space: Space) -> bool {
        match space {
            Space::Lane => true,
            Space::Pre => self.kernel.domain.pre == EndIndex::Lane,
            Space::Post => self.kernel.domain.post == EndIndex::Lane,
            Space::Shared | Space::Element => false,
        }
    }

    /// The addresses of a column's elements at lanes, two by two.
    fn addresses(&self, e: &mut Emitter<'_, '_>, column: u32, lane: Value) -> Result<Value, BackendError> {
        let base = self.columns.address(column)?;
        Ok(e.element_address(base, lane, self.kernel.columns[column as usize].precision))
    }

    fn load(&self, e: &mut Emitter<'_, '_>, column: u32, lane: Value) -> Result<[Value; U], BackendError> {
        let Some(decl) = self.kernel.columns.get(column as usize) else {
            return Err(BackendError(format!("`{}` has no column {column}", self.kernel.name)));
        };
        if !self.is_lane(decl.space) {
            return self.gather(e, column, decl.space, lane);
        }
        let address = self.addresses(e, column, lane)?;
        if decl.precision == Precision::Single {
            return Ok(array::from_fn(|u| e.load_singles(address, 8 * u as i32)));
        }
        let ty = if decl.ty == Type::F64 { F64X2 } else { I64X2 };
        let words = array::from_fn(|u| e.b.ins().load(ty, MEMORY, address, 16 * u as i32));
        Ok(if decl.ty == Type::Bool { words.map(|word| e.unary(UnaryOp::IntToMask, word)) } else { words })
    }

    /// Loads elements at computed indices, one by one.
    fn load_at(
        &self,
        e: &mut Emitter<'_, '_>,
        column: u32,
        indices: [Value; U],
        len: u64,
    ) -> Result<[Value; U], BackendError> {
        let mut values = indices;
        for vector in &mut values {
            let mut words = [*vector; 2];
            for (half, word) in (0u8..).zip(&mut words) {
                let index = e.b.ins().extractlane(*vector, half);
                let value = self.uniform.load_at(e, column, index, len)?;
                *word = if e.type_of(value) == F64 { value } else { e.mask_word(value) };
            }
            let ty = e.type_of(words[0]);
            *vector = e.pair(ty, words);
        }
        Ok(values)
    }

    /// Records the first lane, of those within the range, in which a demand is not met.
    fn require(
        &self,
        e: &mut Emitter<'_, '_>,
        mask: kernel::Value,
        about: kernel::Value,
        number: u32,
        lane: Value,
    ) -> Result<(), BackendError> {
        let (masks, abouts) = (self.value(mask)?, self.value(about)?);
        let all = masks.into_iter().reduce(|all, mask| e.b.ins().band(all, mask)).unwrap_or(lane);
        let met = e.b.ins().vhigh_bits(I64, all);
        let met = e.b.ins().icmp_imm_u(IntCC::Equal, met, 3);
        let (unmet, _) = e.block(&[]);
        let (done, _) = e.block(&[]);
        e.b.set_cold_block(unmet);
        e.branch(met, (done, &[]), (unmet, &[]));
        e.b.switch_to_block(unmet);
        for (u, (mask, about)) in masks.into_iter().zip(abouts).enumerate() {
            for half in [0u8, 1] {
                let lane = e.b.ins().iadd_imm_u(lane, 2 * u as i64 + i64::from(half));
                let within = e.b.ins().icmp(IntCC::UnsignedLessThan, lane, self.end);
                let mask = e.b.ins().extractlane(mask, half);
                let unmet = e.b.ins().icmp_imm_u(IntCC::Equal, mask, 0);
                let unmet = e.b.ins().band(unmet, within);
                let about = e.b.ins().extractlane(about, half);
                e.fault_if(unmet, number, lane, about, lane);
            }
        }
        e.jump(done, &[]);
        e.b.switch_to_block(done);
        Ok(())
    }

    /// Loads elements that are not one after the other.
    fn gather(
        &self,
        e: &mut Emitter<'_, '_>,
        column: u32,
        space: Space,
        lane: Value,
    ) -> Result<[Value; U], BackendError> {
        let same = match space {
            Space::Shared => true,
            Space::Pre => self.kernel.domain.pre == EndIndex::Uniform,
            Space::Lane | Space::Post | Space::Element => self.kernel.domain.post == EndIndex::Uniform,
        };
        if same {
            let value = self.uniform.load(e, column, &self.place)?;
            return Ok([e.splat(value); U]);
        }
        let mut values = [lane; U];
        for (u, vector) in values.iter_mut().enumerate() {
            let mut words = [lane; 2];
            for (half, word) in words.iter_mut().enumerate() {
                let index = self.gathered_index(e, space, lane, (2 * u + half) as i64)?;
                let place = Place { pre: Some(index.into()), post: Some(index.into()), ..self.place };
                let value = self.uniform.load(e, column, &place)?;
                *word = if e.type_of(value) == F64 { value } else { e.mask_word(value) };
            }
            let ty = e.type_of(words[0]);
            *vector = e.pair(ty, words);
        }
        Ok(values)
    }

    /// `pre_of[lane + plus]`, `post_of[lane + plus]`; past the end of the range, of its last lane.
    fn gathered_index(
        &self,
        e: &mut Emitter<'_, '_>,
        space: Space,
        lane: Value,
        plus: i64,
    ) -> Result<Value, BackendError> {
        let (end, field) = match space {
            Space::Pre => (self.kernel.domain.pre, Field::PRE_OF),
            _ => (self.kernel.domain.post, Field::POST_OF),
        };
        if end != EndIndex::Gathered {
            return Err(BackendError(format!("`{}` has no index of the space {space:?}", self.kernel.name)));
        }
        let lane = e.b.ins().iadd_imm_u(lane, plus);
        let last = e.b.ins().iadd_imm_s(self.end, -1);
        let lane = e.b.ins().umin(lane, last);
        let ends = e.frame(field);
        Ok(e.load_index(ends, lane, 0))
    }

    pub(super) fn indices(
        &self,
        e: &mut Emitter<'_, '_>,
        space: Space,
        lane: Value,
    ) -> Result<[Value; U], BackendError> {
        if self.is_lane(space) {
            let lanes = e.b.ins().splat(I64X2, lane);
            return Ok(array::from_fn(|u| {
                let steps = e.pair_of_integers(2 * u as i64, 2 * u as i64 + 1);
                e.b.ins().iadd(lanes, steps)
            }));
        }
        let mut values = [lane; U];
        for (u, vector) in values.iter_mut().enumerate() {
            let first = self.gathered_index(e, space, lane, 2 * u as i64)?;
            let second = self.gathered_index(e, space, lane, 2 * u as i64 + 1)?;
            *vector = e.pair(I64, [first, second]);
        }
        Ok(values)
    }

    fn store(
        &self,
        e: &mut Emitter<'_, '_>,
        column: u32,
        value: kernel::Value,
        lane: Value,
    ) -> Result<(), BackendError> {
        let Some(decl) = self.kernel.columns.get(column as usize).filter(|decl| self.is_lane(decl.space))
        else {
            return Err(BackendError(format!(
                "`{}` writes what does not belong to its lanes",
                self.kernel.name
            )));
        };
        let words = self.value(value)?;
        let address = self.addresses(e, column, lane)?;
        if decl.precision == Precision::Single {
            for (u, word) in words.into_iter().enumerate() {
                e.store_singles(word, address, 8 * u as i32);
            }
            return Ok(());
        }
        for (u, word) in words.into_iter().enumerate() {
            let word = if decl.ty == Type::Bool { e.unary(UnaryOp::MaskToInt, word) } else { word };
            e.b.ins().store(MEMORY, word, address, 16 * u as i32);
        }
        Ok(())
    }

    /// Adds the bits of these lanes to those of the word.
    fn collect_bits(
        &self,
        e: &mut Emitter<'_, '_>,
        mask: kernel::Value,
        lane: Value,
        bits: Value,
    ) -> Result<Value, BackendError> {
        let masks = self.value(mask)?;
        let mut own = None;
        for (u, mask) in masks.into_iter().enumerate() {
            let pair = e.b.ins().vhigh_bits(I64, mask);
            let pair = e.b.ins().ishl_imm_u(pair, 2 * u as i64);
            own = Some(match own {
                Some(others) => e.b.ins().bor(others, pair),
                None => pair,
            });
        }
        let Some(own) = own else { return Ok(bits) };
        // Shifts take their number modulo 64.
        let own = e.b.ins().ishl(own, lane);
        Ok(e.b.ins().bor(bits, own))
    }
}
