//! Execution lane by lane, in order.

use super::program::Program;
use super::{BoundProgram, draw};
use crate::column::Column;
use crate::execute::{BoundColumn, Call};
use crate::faults::Fault;
use crate::kernel::{Constant, EndIndex, Inst, Op, Space, Type, Value, element};
use crate::math::widest::for_widest_vectors;

/// The indices of a lane.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) lane: usize,
    pub(super) pre: usize,
    pub(super) post: usize,
}

impl Place {
    pub(super) fn index(self, space: Space) -> usize {
        match space {
            Space::Lane => self.lane,
            Space::Pre => self.pre,
            Space::Post => self.post,
            Space::Shared | Space::Element => 0,
        }
    }
}

for_widest_vectors! {
    /// Executes a kernel over rows.
    pub(super) fn run(bound: &BoundProgram, call: &Call<'_>) {
        let program = &*bound.program;
        let mut values = vec![0; program.body.len()];
        once(bound, call, &mut values);
        for &row in call.list {
            let row = row as usize;
            for position in call.starts[row] as usize..call.ends[row] as usize {
                let lane = call.order.get(position).map_or(position, |&lane| lane as usize);
                let end = |from, uniform: u32, of: &[u32]| match from {
                    EndIndex::None => 0,
                    EndIndex::Lane => lane,
                    EndIndex::Uniform => uniform as usize,
                    EndIndex::Row => row,
                    EndIndex::Gathered => of[lane] as usize,
                    EndIndex::Listed => of[position] as usize,
                };
                let place = Place {
                    lane,
                    pre: end(program.domain.pre, call.pre, call.pre_of),
                    post: end(program.domain.post, call.post, call.post_of),
                };
                for index in program.invariant..program.body.len() {
                    values[index] = execute(bound, call, place, index, &values);
                }
            }
        }
    }
}

/// Carries out what is the same for all lanes.
pub(super) fn once(bound: &BoundProgram, call: &Call<'_>, values: &mut [u64]) {
    let place = Place { lane: 0, pre: call.pre as usize, post: call.post as usize };
    for index in 0..bound.program.invariant {
        values[index] = execute(bound, call, place, index, values);
    }
}

/// The element at an index, of so many; the last one at any other index.
#[inline(always)]
pub(super) fn element_at(column: &Column, offset: usize, ty: Type, index: u64, len: u64) -> u64 {
    let word = column.word(offset + index.min(len - 1) as usize);
    if ty == Type::Bool { u64::from(word != 0) } else { word }
}

/// Carries out an instruction for a lane.
#[inline(always)]
fn execute(bound: &BoundProgram, call: &Call<'_>, place: Place, index: usize, values: &[u64]) -> u64 {
    let program: &Program = &bound.program;
    let Inst { op, .. } = &program.body[index];
    let ty = program.operands[index];
    let get = |value: Value| values[value.index()];
    match op {
        Op::Float(_) | Op::Int(_) | Op::Bool(_) => Constant::of(op).map_or(0, Constant::word),
        Op::Time => call.time.to_bits(),
        Op::Step => call.step,
        Op::Index(space) => place.index(*space) as u64,
        Op::Load(column) => {
            let decl = &program.columns[*column as usize];
            let BoundColumn { column, offset } = &bound.columns[*column as usize];
            let word = column.word(offset + place.index(decl.space));
            if decl.ty == Type::Bool { u64::from(word != 0) } else { word }
        }
        Op::LoadAt(column, index, len) => {
            let ty = program.columns[*column as usize].ty;
            let BoundColumn { column, offset } = &bound.columns[*column as usize];
            element_at(column, *offset, ty, get(*index), *len)
        }
        Op::Store(column, value) => {
            let space = program.columns[*column as usize].space;
            let BoundColumn { column, offset } = &bound.columns[*column as usize];
            column.set_word(offset + place.index(space), get(*value));
            0
        }
        Op::Unary(op, a) => element::unary(*op, ty, [get(*a)]),
        Op::Binary(op, a, b) => element::binary(*op, ty, [get(*a), get(*b)]),
        Op::Compare(op, a, b) => element::compare(*op, ty, [get(*a), get(*b)]),
        Op::Fma(a, b, c) => element::fma([get(*a), get(*b), get(*c)]),
        Op::Select(a, b, c) => element::select([get(*a), get(*b), get(*c)]),
        Op::Call(function, args) => {
            let mut floats = [0.0; 2];
            for (float, arg) in floats.iter_mut().zip(args) {
                *float = f64::from_bits(get(*arg));
            }
            function.eval(&floats[..args.len()]).to_bits()
        }
        Op::Random(random, stream, args) => {
            let mut words = [0; 2];
            for (word, arg) in words.iter_mut().zip(args) {
                *word = get(*arg);
            }
            draw::one(*random, draw::address(bound, call, *stream), place.lane, words)
        }
        // Bits belong to lanes without an order.
        Op::Emit(_) => 0,
        Op::Require(mask, about, number) => {
            if get(*mask) == 0 && !bound.faults.any() {
                let (lane, about) = (place.lane as u64, get(*about) as i64);
                bound.faults.record(Fault { number: *number, lane, about, time: call.time }, 0);
            }
            0
        }
    }
}
