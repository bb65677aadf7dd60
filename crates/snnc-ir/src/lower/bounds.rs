//! What an integer can be, as far as its form tells.

use crate::graph::Graph;
use crate::kernel::{BinaryOp, Op, Space, UnaryOp, Value};

/// How deep a form is looked into.
const DEPTH: usize = 16;

/// Anything.
const ANY: (i64, i64) = (i64::MIN, i64::MAX);

/// The smallest and the largest that an integer can be; `count` knows how many indices a space has.
pub(super) fn of(graph: &Graph, value: Value, count: &dyn Fn(Space) -> Option<u32>) -> (i64, i64) {
    bounds(graph, value, count, 0)
}

fn bounds(graph: &Graph, value: Value, count: &dyn Fn(Space) -> Option<u32>, depth: usize) -> (i64, i64) {
    if depth == DEPTH {
        return ANY;
    }
    let of = |value: Value| bounds(graph, value, count, depth + 1);
    // Integers wrap around: only what does not tells something.
    let exact = |low: Option<i64>, high: Option<i64>| low.zip(high).unwrap_or(ANY);
    match graph.node(value).op {
        Op::Int(n) => (n, n),
        Op::Step => (0, i64::MAX),
        Op::Index(space) => count(space).map_or((0, i64::from(u32::MAX)), |n| (0, i64::from(n).max(1) - 1)),
        Op::Unary(UnaryOp::MaskToInt, _) => (0, 1),
        Op::Binary(BinaryOp::Add, a, b) => {
            let (a, b) = (of(a), of(b));
            exact(a.0.checked_add(b.0), a.1.checked_add(b.1))
        }
        Op::Binary(BinaryOp::Sub, a, b) => {
            let (a, b) = (of(a), of(b));
            exact(a.0.checked_sub(b.1), a.1.checked_sub(b.0))
        }
        Op::Binary(BinaryOp::Mul, a, b) => {
            let (a, b) = (of(a), of(b));
            let products = [(a.0, b.0), (a.0, b.1), (a.1, b.0), (a.1, b.1)].map(|(a, b)| a.checked_mul(b));
            let known: Option<Vec<i64>> = products.into_iter().collect();
            let ends = |known: Vec<i64>| known.iter().min().copied().zip(known.iter().max().copied());
            known.and_then(ends).unwrap_or(ANY)
        }
        Op::Binary(BinaryOp::Min, a, b) => {
            let (a, b) = (of(a), of(b));
            (a.0.min(b.0), a.1.min(b.1))
        }
        Op::Binary(BinaryOp::Max, a, b) => {
            let (a, b) = (of(a), of(b));
            (a.0.max(b.0), a.1.max(b.1))
        }
        Op::Binary(BinaryOp::FloorMod, _, by) => match of(by) {
            (low, high) if low > 0 => (0, high - 1),
            _ => ANY,
        },
        Op::Binary(BinaryOp::FloorDiv, a, by) => match (of(a), of(by)) {
            ((low, high), (by, same)) if by == same && by > 0 => (low.div_euclid(by), high.div_euclid(by)),
            _ => ANY,
        },
        Op::Select(_, a, b) => {
            let (a, b) = (of(a), of(b));
            (a.0.min(b.0), a.1.max(b.1))
        }
        _ => ANY,
    }
}
