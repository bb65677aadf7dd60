//! One lane at a time, or what is the same in all.

use super::emitter::{Emitter, MEMORY};
use super::level::Level;
use crate::abi::Field;
use cranelift_codegen::ir::types::{F32, F64, I8, I64};
use cranelift_codegen::ir::{InstBuilder, Value};
use snnc_ir::execute::BackendError;
use snnc_ir::kernel::{self, ColumnDecl, EndIndex, Kernel, Op, Precision, Space, Type};

/// The columns of a kernel in a function: where each begins.
pub(super) struct Columns(Vec<Value>);

impl Columns {
    /// Reads the addresses.
    pub(super) fn new(e: &mut Emitter<'_, '_>, kernel: &Kernel) -> Self {
        let table = e.frame(Field::COLUMNS);
        let flags = MEMORY.with_aligned();
        Columns((0..kernel.columns.len()).map(|n| e.b.ins().load(I64, flags, table, 8 * n as i32)).collect())
    }

    /// The address of a column.
    pub(super) fn address(&self, column: u32) -> Result<Value, BackendError> {
        self.0
            .get(column as usize)
            .copied()
            .ok_or_else(|| BackendError(format!("there is no column {column}")))
    }
}

/// An index, in two parts: a value, and a number known now.
#[derive(Debug, Clone, Copy)]
pub(super) struct Index {
    pub(super) value: Value,
    pub(super) plus: i32,
}

impl From<Value> for Index {
    fn from(value: Value) -> Self {
        Index { value, plus: 0 }
    }
}

impl Index {
    /// As one value.
    pub(super) fn sum(self, e: &mut Emitter<'_, '_>) -> Value {
        if self.plus == 0 { self.value } else { e.b.ins().iadd_imm_u(self.value, i64::from(self.plus)) }
    }

    /// The address of an element of a column, and what is to be added to it.
    fn element(self, e: &mut Emitter<'_, '_>, base: Value, precision: Precision) -> (Value, i32) {
        (e.element_address(base, self.value, precision), precision.bytes() as i32 * self.plus)
    }
}

/// Where a lane is; of what is the same in all lanes, as much as is known.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) lane: Option<Index>,
    pub(super) pre: Option<Index>,
    pub(super) post: Option<Index>,
}

/// The ends of a lane that are the same for all lanes of the call.
pub(super) fn uniform_place(e: &mut Emitter<'_, '_>, kernel: &Kernel) -> Place {
    let mut end = |index, field| (index == EndIndex::Uniform).then(|| Index::from(e.frame(field)));
    let pre = end(kernel.domain.pre, Field::PRE);
    let post = end(kernel.domain.post, Field::POST);
    Place { pre, post, ..Place::default() }
}

/// The instructions of a kernel, for one lane.
pub(super) struct Single<'k> {
    kernel: &'k Kernel,
    columns: &'k Columns,
    values: Vec<Option<Value>>,
}

impl<'k> Single<'k> {
    /// Nothing is emitted yet.
    pub(super) fn new(kernel: &'k Kernel, columns: &'k Columns) -> Self {
        Single { kernel, columns, values: vec![None; kernel.body.len()] }
    }

    /// The value of an instruction that has been emitted.
    pub(super) fn value(&self, value: kernel::Value) -> Result<Value, BackendError> {
        let known = self.values.get(value.index()).copied().flatten();
        known.ok_or_else(|| {
            BackendError(format!("value {} of `{}` is not defined", value.0, self.kernel.name))
        })
    }

    /// From now on the value of an instruction is this one.
    pub(super) fn set(&mut self, index: usize, value: Value) {
        self.values[index] = Some(value);
    }

    /// Emits these instructions, in order.
    pub(super) fn emit(
        &mut self,
        e: &mut Emitter<'_, '_>,
        instructions: &[usize],
        place: &Place,
    ) -> Result<(), BackendError> {
        for &index in instructions {
            self.values[index] = self.inst(e, index, place)?;
        }
        Ok(())
    }

    /// Emits the instructions of a level, in order.
    pub(super) fn emit_level(
        &mut self,
        e: &mut Emitter<'_, '_>,
        levels: &[Level],
        level: Level,
        place: &Place,
    ) -> Result<(), BackendError> {
        for index in (0..levels.len()).filter(|&index| levels[index] == level) {
            self.values[index] = self.inst(e, index, place)?;
        }
        Ok(())
    }

    fn inst(
        &self,
        e: &mut Emitter<'_, '_>,
        index: usize,
        place: &Place,
    ) -> Result<Option<Value>, BackendError> {
        let value = match &self.kernel.body[index].op {
            Op::Float(x) => e.constant(F64, x.to_bits()),
            Op::Int(x) => e.b.ins().iconst(I64, *x),
            Op::Bool(x) => e.b.ins().iconst(I8, i64::from(*x)),
            Op::Time => e.frame(Field::TIME),
            Op::Step => e.frame(Field::STEP),
            Op::Index(space) => self.place_in(*space, place)?.sum(e),
            Op::Load(column) => self.load(e, *column, place)?,
            Op::LoadAt(column, index, len) => self.load_at(e, *column, self.value(*index)?, *len)?,
            Op::Store(column, value) => {
                self.store(e, *column, self.value(*value)?, place)?;
                return Ok(None);
            }
            Op::Unary(op, a) => e.unary(*op, self.value(*a)?),
            Op::Binary(op, a, b) => e.binary(*op, self.value(*a)?, self.value(*b)?),
            Op::Fma(a, b, c) => {
                let (a, b, c) = (self.value(*a)?, self.value(*b)?, self.value(*c)?);
                e.fma(a, b, c)
            }
            Op::Compare(compare, a, b) => e.compare(*compare, self.value(*a)?, self.value(*b)?),
            Op::Select(mask, a, b) => e.select(self.value(*mask)?, self.value(*a)?, self.value(*b)?),
            Op::Call(function, arguments) => {
                let arguments = self.arguments(arguments)?;
                e.function_of_single(*function, &arguments)
            }
            Op::Random(random, stream, arguments) => {
                let arguments = self.arguments(arguments)?;
                let lane = self.place_in(Space::Lane, place)?.sum(e);
                e.draw(*random, *stream, lane, &arguments)
            }
            // Whoever emits the loop over lanes takes it from here.
            Op::Emit(mask) => self.value(*mask)?,
            Op::Require(mask, about, number) => {
                let unmet = e.unary(kernel::UnaryOp::Not, self.value(*mask)?);
                let (lane, about) = (self.place_in(Space::Lane, place)?.sum(e), self.value(*about)?);
                // Lanes are executed in order: the first one found is the first.
                let rank = e.b.ins().iconst(I64, 0);
                e.fault_if(unmet, *number, lane, about, rank);
                return Ok(None);
            }
        };
        Ok(Some(value))
    }

    fn arguments(&self, arguments: &[kernel::Value]) -> Result<Vec<Value>, BackendError> {
        arguments.iter().map(|&argument| self.value(argument)).collect()
    }

    fn place_in(&self, space: Space, place: &Place) -> Result<Index, BackendError> {
        let index = match space {
            Space::Lane => place.lane,
            Space::Pre => place.pre,
            Space::Post => place.post,
            Space::Shared | Space::Element => None,
        };
        index.ok_or_else(|| {
            BackendError(format!("`{}` has no index of the space {space:?}", self.kernel.name))
        })
    }

    /// Where the element of a column is: an address, and what is to be added to it.
    fn element(
        &self,
        e: &mut Emitter<'_, '_>,
        column: u32,
        place: &Place,
    ) -> Result<(Value, i32), BackendError> {
        let base = self.columns.address(column)?;
        let ColumnDecl { space, precision, .. } = self.kernel.columns[column as usize];
        match space {
            Space::Shared => Ok((base, 0)),
            space => Ok(self.place_in(space, place)?.element(e, base, precision)),
        }
    }

    /// Loads the element of a column.
    pub(super) fn load(
        &self,
        e: &mut Emitter<'_, '_>,
        column: u32,
        place: &Place,
    ) -> Result<Value, BackendError> {
        let (address, plus) = self.element(e, column, place)?;
        Ok(self.load_from(e, column, address, plus))
    }

    /// Loads the element of a column at an index, of so many.
    pub(super) fn load_at(
        &self,
        e: &mut Emitter<'_, '_>,
        column: u32,
        index: Value,
        len: u64,
    ) -> Result<Value, BackendError> {
        let base = self.columns.address(column)?;
        let last = e.b.ins().iconst(I64, len as i64 - 1);
        let index = e.b.ins().umin(index, last);
        let address = e.element_address(base, index, self.kernel.columns[column as usize].precision);
        Ok(self.load_from(e, column, address, 0))
    }

    /// Loads an element of a column from where it is.
    fn load_from(&self, e: &mut Emitter<'_, '_>, column: u32, address: Value, plus: i32) -> Value {
        let decl = &self.kernel.columns[column as usize];
        match decl.ty {
            Type::F64 if decl.precision == Precision::Single => {
                let single = e.b.ins().load(F32, MEMORY, address, plus);
                e.b.ins().fpromote(F64, single)
            }
            Type::F64 => e.b.ins().load(F64, MEMORY, address, plus),
            Type::I64 => e.b.ins().load(I64, MEMORY, address, plus),
            Type::Bool => {
                let word = e.b.ins().load(I64, MEMORY, address, plus);
                e.unary(kernel::UnaryOp::IntToMask, word)
            }
        }
    }

    fn store(
        &self,
        e: &mut Emitter<'_, '_>,
        column: u32,
        value: Value,
        place: &Place,
    ) -> Result<(), BackendError> {
        let (address, plus) = self.element(e, column, place)?;
        let word = if e.type_of(value) == I8 {
            e.unary(kernel::UnaryOp::MaskToInt, value)
        } else if self.kernel.columns[column as usize].precision == Precision::Single {
            e.b.ins().fdemote(F32, value)
        } else {
            value
        };
        e.b.ins().store(MEMORY, word, address, plus);
        Ok(())
    }
}
