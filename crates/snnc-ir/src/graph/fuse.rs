//! Products and sums rounded once.

use super::Graph;
use super::intern::Interner;
use super::schedule::{invariant, live};
use crate::kernel::{BinaryOp, Constant, Inst, Op, Type, UnaryOp, Value};
use std::mem;

/// Makes `a*b + c` of each sum with a product that nothing else reads. What is not needed is left out.
pub(super) fn fuse(mut graph: Graph) -> Graph {
    let live = live(&graph);
    let products = choose(&graph, &live);
    let mut is_fused = vec![false; graph.nodes.len()];
    for product in products.iter().flatten() {
        is_fused[product.index()] = true;
    }
    let old = mem::take(&mut graph.nodes);
    let mut rebuilt = Rebuilt { nodes: Interner::default(), new: vec![Value(0); old.len()] };
    let loads = mem::take(&mut graph.memory.loads);
    for index in (0..old.len()).filter(|&index| live[index] && !is_fused[index]) {
        let value = Value(index as u32);
        let Inst { op, ty } = old.get(value);
        rebuilt.new[index] = match (op, products[index]) {
            (Op::Binary(sum, a, b), Some(product)) => {
                let other = if product == *a { *b } else { *a };
                let Op::Binary(BinaryOp::Mul, x, y) = old.get(product).op else {
                    unreachable!("not a product")
                };
                let (x, y, other) = (rebuilt.of(x), rebuilt.of(y), rebuilt.of(other));
                rebuilt.fma(*sum, product == *b, x, y, other)
            }
            (Op::Load(_) | Op::LoadAt(..), _) => {
                let load = rebuilt.nodes.unique(op.map_operands(|operand| rebuilt.of(operand)), *ty);
                graph.memory.loads.insert(load, loads[&value]);
                load
            }
            (Op::Random(..), _) => {
                let op = op.map_operands(|operand| rebuilt.of(operand));
                rebuilt.nodes.unique(op, *ty)
            }
            _ => {
                let op = op.map_operands(|operand| rebuilt.of(operand));
                rebuilt.nodes.intern(op, *ty)
            }
        };
    }
    for effect in &mut graph.memory.effects {
        *effect = effect.map_values(|value| rebuilt.of(value));
    }
    graph.nodes = rebuilt.nodes;
    graph
}

/// The product that each sum takes in, if it takes in one.
fn choose(graph: &Graph, live: &[bool]) -> Vec<Option<Value>> {
    let mut readers = vec![0u32; graph.nodes.len()];
    for effect in &graph.memory.effects {
        effect.values().for_each(|value| readers[value.index()] += 1);
    }
    for index in (0..live.len()).filter(|&index| live[index]) {
        graph.node(Value(index as u32)).op.for_each_operand(|operand| readers[operand.index()] += 1);
    }
    let invariant = invariant(graph);
    let fusible = |product: Value, sum: usize| {
        matches!(graph.node(product).op, Op::Binary(BinaryOp::Mul, ..))
            && readers[product.index()] == 1
            // What is computed once need not be computed for each lane.
            && invariant[product.index()] == invariant[sum]
    };
    let choice = |index: usize| match graph.node(Value(index as u32)) {
        Inst { op: Op::Binary(BinaryOp::Add | BinaryOp::Sub, a, b), ty: Type::F64 } if live[index] => {
            [*b, *a].into_iter().find(|&product| fusible(product, index))
        }
        _ => None,
    };
    (0..live.len()).map(choice).collect()
}

/// The nodes, and where each old one is among them.
struct Rebuilt {
    nodes: Interner,
    new: Vec<Value>,
}

impl Rebuilt {
    fn of(&self, value: Value) -> Value {
        self.new[value.index()]
    }

    /// `x*y` and the other operand of the sum, of which the product is the second or the first.
    fn fma(&mut self, sum: BinaryOp, second: bool, x: Value, y: Value, other: Value) -> Value {
        let (x, y, other) = match (sum, second) {
            (BinaryOp::Sub, true) if Constant::of(&self.nodes.get(y).op).is_some() => (x, self.neg(y), other),
            (BinaryOp::Sub, true) => (self.neg(x), y, other),
            (BinaryOp::Sub, false) => (x, y, self.neg(other)),
            _ => (x, y, other),
        };
        self.nodes.intern(Op::Fma(x, y, other), Type::F64)
    }

    fn neg(&mut self, value: Value) -> Value {
        match self.nodes.get(value).op {
            Op::Float(x) => self.nodes.intern(Op::Float(-x), Type::F64),
            Op::Unary(UnaryOp::Neg, inner) => inner,
            _ => self.nodes.intern(Op::Unary(UnaryOp::Neg, value), Type::F64),
        }
    }
}
