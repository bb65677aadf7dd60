//! Instructions, each for a whole block.

use super::Scratch;
use super::indices::{Indices, Places};
use super::operands::{Block, Source, source};
use crate::execute::{BoundColumn, Call};
use crate::faults::Fault;
use crate::interpret::rows::element_at;
use crate::interpret::{BoundProgram, draw};
use crate::kernel::{Constant, Inst, Op, Type, Value, element};
use std::mem;

/// Carries out an instruction that has a value.
#[inline(always)]
pub(super) fn value(
    bound: &BoundProgram,
    call: &Call<'_>,
    scratch: &mut Scratch,
    places: &Places<'_>,
    inst: &Inst,
    ty: Type,
    out: &mut [u64],
) {
    let program = &*bound.program;
    let len = out.len();
    let get = |value: Value| source(program, scratch, value, len);
    match &inst.op {
        Op::Unary(op, a) => element::unary(*op, ty, Block { sources: [get(*a)], out }),
        Op::Binary(op, a, b) => element::binary(*op, ty, Block { sources: [get(*a), get(*b)], out }),
        Op::Compare(op, a, b) => element::compare(*op, ty, Block { sources: [get(*a), get(*b)], out }),
        Op::Fma(a, b, c) => element::fma(Block { sources: [get(*a), get(*b), get(*c)], out }),
        Op::Select(a, b, c) => element::select(Block { sources: [get(*a), get(*b), get(*c)], out }),
        Op::Load(column) => load(bound, places, *column, out),
        Op::LoadAt(column, index, len) => {
            let ty = program.columns[*column as usize].ty;
            let BoundColumn { column, offset } = &bound.columns[*column as usize];
            let index = get(*index);
            for (lane, out) in out.iter_mut().enumerate() {
                *out = element_at(column, *offset, ty, index.at(lane), *len);
            }
        }
        Op::Index(space) => match places.of(*space) {
            Indices::From(first) => out.iter_mut().zip(first..).for_each(|(out, index)| *out = index as u64),
            Indices::Same(index) => out.fill(index as u64),
            Indices::Of(list) => out.iter_mut().zip(list).for_each(|(out, &index)| *out = u64::from(index)),
        },
        Op::Call(function, args) => {
            let mut floats = mem::take(&mut scratch.spread);
            let (operands, result) = floats.split_at_mut(2);
            for (floats, arg) in operands.iter_mut().zip(args) {
                floats.clear();
                match source(program, scratch, *arg, len) {
                    Source::Lanes(words) => floats.extend(words.iter().map(|&word| f64::from_bits(word))),
                    Source::Same(word) => floats.resize(len, f64::from_bits(word)),
                }
            }
            result[0].resize(len, 0.0);
            let operands = [&operands[0][..], &operands[1][..]];
            function.eval_block(&operands[..args.len()], &mut result[0][..len]);
            out.iter_mut().zip(&result[0]).for_each(|(out, float)| *out = float.to_bits());
            scratch.spread = floats;
        }
        Op::Random(random, stream, args) => {
            let address = draw::address(bound, call, *stream);
            let mut floats = mem::take(&mut scratch.spread[0]);
            let mut sources = [Source::Same(0); 2];
            for (source, arg) in sources.iter_mut().zip(args) {
                *source = self::source(program, scratch, *arg, len);
            }
            let args = |lane: usize| sources.map(|source| source.at(lane));
            match places.lanes {
                Indices::From(first) => draw::range(*random, address, first, args, &mut floats, out),
                Indices::Same(_) => {}
                Indices::Of(list) => {
                    for (lane, (out, &element)) in out.iter_mut().zip(list).enumerate() {
                        *out = draw::one(*random, address, element as usize, args(lane));
                    }
                }
            }
            scratch.spread[0] = floats;
        }
        // These are the same for all lanes, so are carried out once, but need not be.
        Op::Float(_) | Op::Int(_) | Op::Bool(_) => {
            out.fill(Constant::of(&inst.op).map_or(0, Constant::word));
        }
        Op::Time => out.fill(call.time.to_bits()),
        Op::Step => out.fill(call.step),
        Op::Store(..) | Op::Emit(_) | Op::Require(..) => {}
    }
}

#[inline(always)]
fn load(bound: &BoundProgram, places: &Places<'_>, column: u32, out: &mut [u64]) {
    let decl = &bound.program.columns[column as usize];
    let BoundColumn { column, offset } = &bound.columns[column as usize];
    match places.of(decl.space) {
        Indices::From(first) => column.read(offset + first, out),
        Indices::Same(index) => out.fill(column.word(offset + index)),
        Indices::Of(list) => {
            out.iter_mut().zip(list).for_each(|(out, &index)| *out = column.word(offset + index as usize));
        }
    }
    if decl.ty == Type::Bool {
        for word in out {
            *word = u64::from(*word != 0);
        }
    }
}

/// Carries out an instruction that has an effect.
#[inline(always)]
pub(super) fn effect(
    bound: &BoundProgram,
    call: &Call<'_>,
    scratch: &mut Scratch,
    places: &Places<'_>,
    op: &Op,
    first: usize,
    len: usize,
) {
    let program = &*bound.program;
    match op {
        Op::Store(column, value) => {
            let space = program.columns[*column as usize].space;
            let BoundColumn { column, offset } = &bound.columns[*column as usize];
            let value = source(program, scratch, *value, len);
            match (places.of(space), value) {
                (Indices::From(first), Source::Lanes(words)) => column.write(offset + first, words),
                (Indices::From(first), Source::Same(word)) => {
                    (first..first + len).for_each(|lane| column.set_word(offset + lane, word));
                }
                (Indices::Of(list), _) => {
                    for (lane, &index) in list.iter().enumerate() {
                        column.set_word(offset + index as usize, value.at(lane));
                    }
                }
                (Indices::Same(index), _) => column.set_word(offset + index, value.at(len - 1)),
            }
        }
        Op::Emit(mask) => {
            let Some(bits) = call.bits else { return };
            let mask = source(program, scratch, *mask, len);
            for begin in (0..len).step_by(64) {
                let end = len.min(begin + 64);
                let word = match mask {
                    Source::Lanes(words) => words[begin..end]
                        .iter()
                        .enumerate()
                        .fold(0, |bits, (lane, &mask)| bits | mask << lane),
                    Source::Same(0) => 0,
                    Source::Same(_) => u64::MAX >> (64 - (end - begin)),
                };
                bits.set_word((first + begin) / 64, word);
            }
        }
        Op::Require(mask, about, number) if scratch.faultless => {
            let (mask, about) = (source(program, scratch, *mask, len), source(program, scratch, *about, len));
            let Some(lane) = (0..len).find(|&lane| mask.at(lane) == 0) else { return };
            let element = match places.lanes {
                Indices::From(first) | Indices::Same(first) => (first + lane) as u64,
                Indices::Of(list) => u64::from(list[lane]),
            };
            let about = about.at(lane) as i64;
            let fault = Fault { number: *number, lane: element, about, time: call.time };
            bound.faults.record(fault, (first + lane) as u64);
        }
        _ => {}
    }
}
