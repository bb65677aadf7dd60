//! Applying an operation to a block.

use super::Scratch;
use crate::interpret::program::Program;
use crate::kernel::Value;
use crate::kernel::element::Operands;

/// An operand of a block.
#[derive(Clone, Copy)]
pub(super) enum Source<'a> {
    Lanes(&'a [u64]),
    Same(u64),
}

impl Source<'_> {
    /// The word of a lane.
    pub(super) fn at(self, lane: usize) -> u64 {
        match self {
            Source::Lanes(words) => words[lane],
            Source::Same(word) => word,
        }
    }
}

pub(super) fn source<'a>(program: &Program, scratch: &'a Scratch, value: Value, len: usize) -> Source<'a> {
    if program.is_invariant(value) {
        Source::Same(scratch.same[value.index()])
    } else {
        let register = &scratch.registers[program.registers[value.index()] as usize];
        Source::Lanes(register.as_ref().map_or(&[], |register| &register.0[..len]))
    }
}

/// Operands of a block, and where the result goes.
pub(super) struct Block<'a, const N: usize> {
    pub(super) sources: [Source<'a>; N],
    pub(super) out: &'a mut [u64],
}

/// Something that has a word for each lane. Generic, so that each combination of kinds gets a loop of its own.
trait Words: Copy {
    /// The same, known to be as many as the block is long, so that the loop needs no checks.
    fn shape(self, len: usize) -> Self;

    fn at(self, lane: usize) -> u64;
}

impl Words for &[u64] {
    #[inline(always)]
    fn shape(self, len: usize) -> Self {
        &self[..len]
    }

    #[inline(always)]
    fn at(self, lane: usize) -> u64 {
        self[lane]
    }
}

impl Words for u64 {
    #[inline(always)]
    fn shape(self, _len: usize) -> Self {
        self
    }

    #[inline(always)]
    fn at(self, _lane: usize) -> u64 {
        self
    }
}

impl Operands<1> for Block<'_, 1> {
    type Result = ();

    #[inline(always)]
    fn apply(self, f: impl Fn([u64; 1]) -> u64) {
        match self.sources {
            [Source::Lanes(a)] => self.out.iter_mut().zip(a).for_each(|(out, &a)| *out = f([a])),
            [Source::Same(a)] => self.out.fill(f([a])),
        }
    }
}

impl Operands<2> for Block<'_, 2> {
    type Result = ();

    #[inline(always)]
    fn apply(self, f: impl Fn([u64; 2]) -> u64) {
        match self.sources {
            [Source::Lanes(a), Source::Lanes(b)] => map2(self.out, a, b, f),
            [Source::Lanes(a), Source::Same(b)] => map2(self.out, a, b, f),
            [Source::Same(a), Source::Lanes(b)] => map2(self.out, a, b, f),
            [Source::Same(a), Source::Same(b)] => self.out.fill(f([a, b])),
        }
    }
}

impl Operands<3> for Block<'_, 3> {
    type Result = ();

    #[inline(always)]
    fn apply(self, f: impl Fn([u64; 3]) -> u64) {
        use Source::{Lanes, Same};
        match self.sources {
            [Lanes(a), Lanes(b), Lanes(c)] => map3(self.out, a, b, c, f),
            [Same(a), Lanes(b), Lanes(c)] => map3(self.out, a, b, c, f),
            [Lanes(a), Same(b), Lanes(c)] => map3(self.out, a, b, c, f),
            [Lanes(a), Lanes(b), Same(c)] => map3(self.out, a, b, c, f),
            [Lanes(a), Same(b), Same(c)] => map3(self.out, a, b, c, f),
            [Same(a), Lanes(b), Same(c)] => map3(self.out, a, b, c, f),
            [Same(a), Same(b), Lanes(c)] => map3(self.out, a, b, c, f),
            [Same(a), Same(b), Same(c)] => self.out.fill(f([a, b, c])),
        }
    }
}

#[inline(always)]
fn map2(out: &mut [u64], a: impl Words, b: impl Words, f: impl Fn([u64; 2]) -> u64) {
    let len = out.len();
    let (a, b) = (a.shape(len), b.shape(len));
    for (lane, out) in out.iter_mut().enumerate() {
        *out = f([a.at(lane), b.at(lane)]);
    }
}

#[inline(always)]
fn map3(out: &mut [u64], a: impl Words, b: impl Words, c: impl Words, f: impl Fn([u64; 3]) -> u64) {
    let len = out.len();
    let (a, b, c) = (a.shape(len), b.shape(len), c.shape(len));
    for (lane, out) in out.iter_mut().enumerate() {
        *out = f([a.at(lane), b.at(lane), c.at(lane)]);
    }
}
