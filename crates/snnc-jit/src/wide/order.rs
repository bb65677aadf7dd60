//! The order of operations, and which of them need no instruction.

use super::code::{Class, Code, Op, Value};
use super::schedule::schedule;
use snnc_ir::kernel::Kernel;

/// From this number of operations on, the processor does not look ahead over all of them, and their order matters.
const LONG: usize = 80;
/// Beyond this number, they are left as they stand: finding an order takes long.
const ENDLESS: usize = 4000;

/// Operations in the order in which they are carried out, for several vectors in a turn.
pub(super) struct Order {
    /// Each with the number of its vector.
    pub(super) operations: Vec<(Value, u8)>,
    pub(super) vectors: u8,
    /// Loads from where nothing is stored before they are last needed: they can be had at any time.
    pub(super) in_place: Vec<bool>,
}

impl Order {
    /// The operations of the code, each for all vectors.
    pub(super) fn new(code: &Code, kernel: &Kernel, vectors: u8) -> Self {
        let live = code.live();
        let in_place = loads_in_place(code, kernel, &live);
        let needs_instruction =
            |index: usize| live[index] && !code.nodes[index].op.is_shared() && !in_place[index];
        let wanted: Vec<bool> = (0..code.nodes.len()).map(needs_instruction).collect();
        let as_written: Vec<usize> = (0..wanted.len()).filter(|&index| wanted[index]).collect();
        let order = if (LONG..=ENDLESS).contains(&as_written.len()) {
            schedule(code, kernel, &wanted, &in_place)
        } else {
            as_written
        };
        let each = |index: usize| (0..vectors).map(move |vector| (Value(index as u32), vector));
        let operations = order.into_iter().flat_map(each).collect();
        Order { operations, vectors, in_place }
    }

    /// The number of a value of a vector, among all of them.
    pub(super) fn id(code: &Code, value: Value, vector: u8) -> usize {
        let vector = if code.node(value).op.is_shared() { 0 } else { usize::from(vector) };
        vector * code.nodes.len() + value.index()
    }

    /// The most vector registers that hold values at a time, those that are the same for all vectors aside.
    pub(super) fn pressure(&self, code: &Code) -> usize {
        let count = code.nodes.len() * usize::from(self.vectors);
        let mut last = vec![0; count];
        let mut first = vec![usize::MAX; count];
        for (at, &(value, vector)) in self.operations.iter().enumerate() {
            let own = Self::id(code, value, vector);
            for id in code
                .node(value)
                .operands()
                .iter()
                .map(|&operand| Self::id(code, operand, vector))
                .chain([own])
            {
                last[id] = at;
                first[id] = first[id].min(at);
            }
        }
        let mut change = vec![0i32; self.operations.len() + 1];
        for id in 0..count {
            let op = code.nodes[id % code.nodes.len()].op;
            if first[id] != usize::MAX && op.class() == Class::Vector && !op.is_shared() {
                change[first[id]] += 1;
                change[last[id]] -= 1;
            }
        }
        let held = change.into_iter().scan(0, |held, change| {
            *held += change;
            Some(*held)
        });
        held.max().unwrap_or(0).max(0) as usize
    }
}

/// Which loads need no instruction of their own.
fn loads_in_place(code: &Code, kernel: &Kernel, live: &[bool]) -> Vec<bool> {
    let storage = |column: u32| kernel.columns[column as usize].storage;
    let mut last = vec![0; code.nodes.len()];
    let mut stores: Vec<(u32, usize)> = Vec::new();
    for (index, node) in code.nodes.iter().enumerate().filter(|(index, _)| live[*index]) {
        for operand in node.operands() {
            last[operand.index()] = index;
        }
        if let Op::Store(column) | Op::StoreSingle(column) = node.op {
            stores.push((storage(column), index));
        }
    }
    let in_place = |(index, node): (usize, &super::code::Node)| match node.op {
        Op::Load(column) => {
            let between =
                |&(other, at): &(u32, usize)| other == storage(column) && (index..last[index]).contains(&at);
            !stores.iter().any(between)
        }
        Op::Drawn(_) => true,
        _ => false,
    };
    code.nodes.iter().enumerate().map(in_place).collect()
}
