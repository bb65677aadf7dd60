//! Loads, stores and emissions: the order of effects.

use super::Graph;
use crate::kernel::{ColumnDecl, Constant, Op, Precision, Type, UnaryOp, Value};
use std::collections::HashMap;

/// What is known of memory at this point of the computation.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    /// The value of a column's element, where it was loaded or stored.
    known: HashMap<u32, Value>,
    /// The same of columns that are accessed by a computed index, by column, index and number of elements.
    known_at: HashMap<(u32, Value, u64), Value>,
    /// Stores that nobody could have seen yet.
    pending: Vec<(u32, Value)>,
    /// The effects, in order.
    pub(super) effects: Vec<Effect>,
    /// For each load, how many effects come before it.
    pub(super) loads: HashMap<Value, usize>,
}

/// Something that is done.
#[derive(Debug, Clone, Copy)]
pub(super) enum Effect {
    /// The column's element becomes the value.
    Store(u32, Value),
    /// The lane's bit becomes the mask.
    Emit(Value),
    /// What is demanded at the place of that number, and the integer that it is about.
    Require(Value, Value, u32),
}

impl Effect {
    /// The values that it needs.
    pub(super) fn values(self) -> impl Iterator<Item = Value> {
        let (first, second) = match self {
            Effect::Store(_, value) | Effect::Emit(value) => (value, None),
            Effect::Require(mask, about, _) => (mask, Some(about)),
        };
        std::iter::once(first).chain(second)
    }

    /// The same effect of other values.
    pub(super) fn map_values(self, mut f: impl FnMut(Value) -> Value) -> Effect {
        match self {
            Effect::Store(column, value) => Effect::Store(column, f(value)),
            Effect::Emit(mask) => Effect::Emit(f(mask)),
            Effect::Require(mask, about, number) => Effect::Require(f(mask), f(about), number),
        }
    }
}

impl Memory {
    pub(super) fn flush_all(&mut self) {
        for (column, value) in self.pending.drain(..) {
            self.effects.push(Effect::Store(column, value));
        }
    }

    /// Carries out what is pending for other columns that may be the same memory.
    fn flush_aliases(&mut self, columns: &[ColumnDecl], column: u32) {
        let effects = &mut self.effects;
        self.pending.retain(|&(other, value)| {
            let hidden = !may_alias(columns, column, other);
            if !hidden {
                effects.push(Effect::Store(other, value));
            }
            hidden
        });
    }
}

/// Whether two columns that are not the same may be the same memory.
fn may_alias(columns: &[ColumnDecl], a: u32, b: u32) -> bool {
    a != b && columns[a as usize].storage == columns[b as usize].storage
}

impl Graph {
    /// The element of a column, as the stores before left it.
    pub fn load(&mut self, column: u32) -> Value {
        if let Some(&value) = self.memory.known.get(&column) {
            return value;
        }
        self.memory.flush_aliases(&self.columns, column);
        let value = self.make_unique(Op::Load(column), self.columns[column as usize].ty);
        self.memory.loads.insert(value, self.memory.effects.len());
        self.memory.known.insert(column, value);
        value
    }

    /// The element of a column at an index, of so many, as the stores before left it; see [`Op::LoadAt`].
    pub fn load_at(&mut self, column: u32, index: Value, len: u64) -> Value {
        debug_assert_eq!(self.ty(index), Type::I64, "an index");
        if let Some(&value) = self.memory.known_at.get(&(column, index, len)) {
            return value;
        }
        self.memory.flush_aliases(&self.columns, column);
        let value = self.make_unique(Op::LoadAt(column, index, len), self.columns[column as usize].ty);
        self.memory.loads.insert(value, self.memory.effects.len());
        self.memory.known_at.insert((column, index, len), value);
        value
    }

    /// Writes the element of a column.
    pub fn store(&mut self, column: u32, value: Value) {
        debug_assert_eq!(self.ty(value), self.columns[column as usize].ty, "stored to {column}");
        if self.memory.known.get(&column) == Some(&value) {
            return;
        }
        self.memory.flush_aliases(&self.columns, column);
        let columns = &self.columns;
        self.memory.known.retain(|&other, _| !may_alias(columns, column, other));
        self.memory.known_at.retain(|&(other, ..), _| !may_alias(columns, column, other));
        let known = match columns[column as usize].precision {
            Precision::Double => value,
            Precision::Single => self.unary(UnaryOp::ToSingle, value),
        };
        self.memory.known.insert(column, known);
        match self.memory.pending.iter_mut().find(|(other, _)| *other == column) {
            Some(pending) => pending.1 = value,
            None => self.memory.pending.push((column, value)),
        }
    }

    /// Whether nothing is written, demanded or emitted.
    pub fn is_idle(&self) -> bool {
        self.memory.pending.is_empty() && self.memory.effects.is_empty()
    }

    /// Demands that the mask hold; if it does not, `about` is told of the place of that number.
    pub fn require(&mut self, mask: Value, about: Value, number: u32) {
        debug_assert_eq!((self.ty(mask), self.ty(about)), (Type::Bool, Type::I64));
        if self.constant(mask) != Some(Constant::Bool(true)) {
            self.memory.effects.push(Effect::Require(mask, about, number));
        }
    }

    /// Sets the lane's bit where the mask holds.
    pub fn emit(&mut self, mask: Value) {
        debug_assert_eq!(self.ty(mask), Type::Bool);
        self.memory.effects.push(Effect::Emit(mask));
    }
}
