//! Nodes, of which equal ones are the same.

use crate::kernel::{Inst, Op, Type, Value};
use std::collections::HashMap;
use std::hash::{Hash, Hasher};

/// All nodes of a graph; operands come before their users.
#[derive(Debug, Clone, Default)]
pub(super) struct Interner {
    nodes: Vec<Inst>,
    known: HashMap<Key, Value>,
}

impl Interner {
    /// The node, made unless there is an equal one.
    pub(super) fn intern(&mut self, op: Op, ty: Type) -> Value {
        let next = Value(self.nodes.len() as u32);
        let value = *self.known.entry(Key(op.clone())).or_insert(next);
        if value == next {
            self.nodes.push(Inst { op, ty });
        }
        value
    }

    /// A node of its own.
    pub(super) fn unique(&mut self, op: Op, ty: Type) -> Value {
        self.nodes.push(Inst { op, ty });
        Value(self.nodes.len() as u32 - 1)
    }

    pub(super) fn get(&self, value: Value) -> &Inst {
        &self.nodes[value.index()]
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }
}

/// An operation by its bits, so that 0 and -0 differ and a NaN is itself.
#[derive(Debug, Clone)]
struct Key(Op);

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Op::Float(a), Op::Float(b)) => a.to_bits() == b.to_bits(),
            (a, b) => a == b,
        }
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(&self.0).hash(state);
        match &self.0 {
            Op::Float(x) => x.to_bits().hash(state),
            Op::Int(x) => x.hash(state),
            Op::Bool(x) => x.hash(state),
            Op::Index(space) => space.hash(state),
            Op::Load(column) | Op::Store(column, _) => column.hash(state),
            Op::Unary(op, _) => op.hash(state),
            Op::Binary(op, ..) => op.hash(state),
            Op::Compare(op, ..) => op.hash(state),
            Op::Call(function, _) => function.hash(state),
            Op::Random(random, stream, _) => (random, stream).hash(state),
            Op::LoadAt(column, _, len) => (column, len).hash(state),
            Op::Require(_, _, number) => number.hash(state),
            Op::Time | Op::Step | Op::Fma(..) | Op::Select(..) | Op::Emit(_) => {}
        }
        self.0.for_each_operand(|operand| operand.hash(state));
    }
}
