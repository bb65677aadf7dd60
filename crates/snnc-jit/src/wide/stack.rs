//! Where things are: the stack frame of compiled code, and its registers.

use super::lower::Program;
use super::outside::{self, STRETCH};
use iced_x86::Register;
use snnc_ir::kernel::{Kernel, Op};

/// The number of the lane at which a turn begins.
pub(super) const LANE: Register = Register::RBX;
/// Where the bits of the turn's lanes go.
pub(super) const BITS: Register = Register::RBP;
/// What is needed for an instruction or two.
pub(super) const SCRATCH: Register = Register::RAX;
/// Where the drawn number of lane 0 would be, if the stretch began there; before the loop, a second scratch register.
pub(super) const DRAWN: Register = Register::R15;
/// What may hold the address of a column.
const BASES: [Register; 11] = [
    Register::R12,
    Register::R13,
    Register::R14,
    Register::RCX,
    Register::RDX,
    Register::RSI,
    Register::RDI,
    Register::R8,
    Register::R9,
    Register::R10,
    Register::R11,
];

/// Offsets in the stack frame, which is aligned to vectors.
pub(super) const CALLER: i32 = 0;
pub(super) const FRAME: i32 = 8;
pub(super) const END: i32 = 16;
/// The end of the stretch of lanes for which numbers are drawn.
pub(super) const LIMIT: i32 = 24;
/// By how much the address of bits grows in a turn.
pub(super) const STRIDE: i32 = 32;
pub(super) const COLUMNS: i32 = 40;
/// Where bits go that nobody wants.
pub(super) const SINK: i32 = 48;
/// Operands of what is done out of line.
pub(super) const OPERANDS: i32 = 64;
/// Where registers are saved meanwhile.
pub(super) const SAVED: i32 = OPERANDS + outside::at::SIZE;
pub(super) const SAVED_MASKS: i32 = SAVED + 32 * VECTOR;
const SLOTS: i32 = SAVED_MASKS + 64;

/// The bytes of a vector.
pub(super) const VECTOR: i32 = 64;

/// Where things of a kernel are.
#[derive(Debug)]
pub(super) struct Layout {
    /// The register that holds each column's address, if one does.
    pub(super) bases: Vec<Option<Register>>,
    drawn: i32,
    /// How much of the stack is used.
    pub(super) size: i32,
    /// Rooms for vectors that hold nothing any more.
    vacant: Vec<i32>,
}

impl Layout {
    pub(super) fn new(kernel: &Kernel, program: &Program) -> Self {
        let mut uses = vec![0usize; kernel.columns.len()];
        for inst in &kernel.body {
            if let Op::Load(column) | Op::LoadAt(column, ..) | Op::Store(column, _) = inst.op {
                uses[column as usize] += 1;
            }
        }
        let mut columns: Vec<usize> = (0..uses.len()).filter(|&column| uses[column] > 0).collect();
        columns.sort_by_key(|&column| std::cmp::Reverse(uses[column]));
        let mut bases = vec![None; uses.len()];
        for (column, base) in columns.into_iter().zip(BASES) {
            bases[column] = Some(base);
        }
        let drawn = (SLOTS + 8 * program.slots as i32 + VECTOR - 1) & -VECTOR;
        let size = drawn + (8 * STRETCH * program.drawn.len()) as i32;
        Layout { bases, drawn, size, vacant: Vec::new() }
    }

    /// Where a published value is.
    pub(super) fn slot(number: u32) -> i32 {
        SLOTS + 8 * number as i32
    }

    /// Where numbers are that are drawn for a stretch of lanes.
    pub(super) fn drawn(&self, number: u32) -> i32 {
        self.drawn + number as i32 * 8 * STRETCH as i32
    }

    /// Room for a vector.
    pub(super) fn spill(&mut self) -> i32 {
        if let Some(at) = self.vacant.pop() {
            return at;
        }
        self.size += VECTOR;
        self.size - VECTOR
    }

    /// Lets a room for a vector be used again.
    pub(super) fn vacate(&mut self, at: i32) {
        self.vacant.push(at);
    }
}
