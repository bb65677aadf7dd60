//! The function around the code of lanes.
//!
//! ```text
//! what is carried out once
//! for each stretch of 256 lanes:       only if the kernel draws
//!     draw uniform and normal numbers for them
//!     for each turn of a few vectors:
//!         the operations
//! clear the bits past the end
//! ```

use super::allocate::{Allocator, Available};
use super::lower::{Drawn, Program, lower};
use super::machine::{Listing, Memory, Operand, Part, When};
use super::order::Order;
use super::outside::{LANES, STRETCH, WORD};
use super::stack::{
    BITS, CALLER, COLUMNS, DRAWN, END, FRAME, LANE, LIMIT, Layout, SCRATCH, SINK, STRIDE, VECTOR,
};
use crate::abi::Field;
use iced_x86::{Code as Opcode, Register};
use snnc_ir::execute::BackendError;
use snnc_ir::kernel::Kernel;

/// What a function must leave as it was.
const PRESERVED: [Register; 6] =
    [Register::RBP, Register::RBX, Register::R12, Register::R13, Register::R14, Register::R15];
/// The memory that a stack is extended by at a time.
const PAGE: i32 = 4096;

/// Writes the function of a kernel.
pub(super) fn function(kernel: &Kernel, registers: Available) -> Result<Listing, BackendError> {
    let program = lower(kernel)?;
    let mut layout = Layout::new(kernel, &program);
    let mut listing = Listing::new();

    let order = Order::new(&program.once, kernel, 1);
    Allocator::new(&program.once, &order, &mut layout, &mut listing, registers).run();
    turns(kernel, &program, &mut layout, &mut listing, registers);
    if program.emits {
        clear_past_end(&mut listing);
    }
    leave(&mut listing);

    let body = std::mem::take(&mut listing.parts);
    enter(&program, &layout, &mut listing);
    listing.parts.extend(body);
    Ok(listing)
}

/// How many vectors are computed in a turn. The processor looks far enough ahead to overlap turns: two vectors have been
/// measured to be no faster, and a population that is small is rounded up to less with one.
const VECTORS: u8 = 1;

fn stack(at: i32) -> Memory {
    Memory::at(Register::RSP, at)
}

/// Makes the stack frame, and loads what the loop needs.
fn enter(program: &Program, layout: &Layout, listing: &mut Listing) {
    for register in PRESERVED {
        listing.emit(Opcode::Push_r64, &[register.into()]);
    }
    listing.emit(Opcode::Mov_r64_rm64, &[SCRATCH.into(), Register::RSP.into()]);
    // Each page is touched, as the system wants it of a stack that grows.
    for page in 1..=layout.size / PAGE {
        let touched = stack(-page * PAGE);
        listing.emit(Opcode::Mov_rm64_r64, &[touched.into(), SCRATCH.into()]);
    }
    listing.emit(Opcode::Sub_rm64_imm32, &[Register::RSP.into(), Operand::Number(layout.size)]);
    listing.emit(Opcode::And_rm64_imm32, &[Register::RSP.into(), Operand::Number(-VECTOR)]);
    listing.emit(Opcode::Mov_rm64_r64, &[stack(CALLER).into(), SCRATCH.into()]);
    listing.emit(Opcode::Mov_rm64_r64, &[stack(FRAME).into(), Register::RDI.into()]);
    for (field, to) in [(Field::END, END), (Field::COLUMNS, COLUMNS)] {
        let from = Memory::at(Register::RDI, field.offset);
        listing.emit(Opcode::Mov_r64_rm64, &[SCRATCH.into(), from.into()]);
        listing.emit(Opcode::Mov_rm64_r64, &[stack(to).into(), SCRATCH.into()]);
    }
    let start = Memory::at(Register::RDI, Field::START.offset);
    listing.emit(Opcode::Mov_r64_rm64, &[LANE.into(), start.into()]);
    if program.emits {
        let bits = Memory::at(Register::RDI, Field::BITS.offset);
        let (unwanted, known) = (listing.label(), listing.label());
        listing.emit(Opcode::Mov_r64_rm64, &[BITS.into(), bits.into()]);
        listing.emit(Opcode::Test_rm64_r64, &[BITS.into(), BITS.into()]);
        listing.jump(When::Zero, unwanted);
        listing.emit(Opcode::Mov_r64_rm64, &[SCRATCH.into(), LANE.into()]);
        listing.emit(Opcode::Shr_rm64_imm8, &[SCRATCH.into(), Operand::Immediate(3)]);
        listing.emit(Opcode::Add_r64_rm64, &[BITS.into(), SCRATCH.into()]);
        let stride = Operand::Number(i32::from(VECTORS));
        listing.emit(Opcode::Mov_rm64_imm32, &[stack(STRIDE).into(), stride]);
        listing.jump(When::Always, known);
        listing.parts.push(Part::Place(unwanted));
        listing.emit(Opcode::Lea_r64_m, &[BITS.into(), stack(SINK).into()]);
        listing.emit(Opcode::Mov_rm64_imm32, &[stack(STRIDE).into(), Operand::Number(0)]);
        listing.parts.push(Part::Place(known));
    }
    load_bases(layout, listing, |_| true);
}

/// Loads the addresses of those columns that are in such registers.
pub(super) fn load_bases(layout: &Layout, listing: &mut Listing, wanted: impl Fn(Register) -> bool) {
    listing.emit(Opcode::Mov_r64_rm64, &[SCRATCH.into(), stack(COLUMNS).into()]);
    for (column, base) in (0..).zip(&layout.bases) {
        if let Some(base) = base.filter(|&base| wanted(base)) {
            let entry = Memory::at(SCRATCH, 8 * column);
            listing.emit(Opcode::Mov_r64_rm64, &[base.into(), entry.into()]);
        }
    }
}

/// The loop over lanes.
fn turns(
    kernel: &Kernel,
    program: &Program,
    layout: &mut Layout,
    listing: &mut Listing,
    registers: Available,
) {
    let order = Order::new(&program.each, kernel, VECTORS);
    let (stretch, turn) = (listing.label(), listing.label());
    let mut allocator = Allocator::new(&program.each, &order, layout, listing, registers);
    let draws = !program.drawn.is_empty();
    if draws {
        allocator.listing.parts.push(Part::Place(stretch));
        for (number, &drawn) in (0..).zip(&program.drawn) {
            draw(&mut allocator, number, drawn);
        }
        begin_stretch(allocator.listing);
    }
    let pins = allocator.pins();
    allocator.pin(&pins);
    allocator.listing.parts.push(Part::Loop(turn));
    allocator.run();
    let lanes = i32::from(VECTORS) * LANES as i32;
    listing.emit(Opcode::Add_rm64_imm32, &[LANE.into(), Operand::Number(lanes)]);
    if program.emits {
        listing.emit(Opcode::Add_r64_rm64, &[BITS.into(), stack(STRIDE).into()]);
    }
    let limit = if draws { LIMIT } else { END };
    listing.emit(Opcode::Cmp_r64_rm64, &[LANE.into(), stack(limit).into()]);
    listing.jump(When::Below, turn);
    if draws {
        listing.emit(Opcode::Cmp_r64_rm64, &[LANE.into(), stack(END).into()]);
        listing.jump(When::Below, stretch);
    }
}

/// Draws the numbers of a stretch of lanes.
fn draw(allocator: &mut Allocator<'_>, number: u32, drawn: Drawn) {
    let to = stack(allocator.layout.drawn(number));
    let stream = allocator.listing.constant(u64::from(drawn.stream));
    allocator.emit(Opcode::Mov_r64_rm64, &[Register::RSI.into(), LANE.into()]);
    allocator.emit(Opcode::Lea_r64_m, &[Register::RDX.into(), to.into()]);
    allocator.emit(Opcode::Mov_r64_rm64, &[Register::RCX.into(), stream.into()]);
    allocator.call(drawn.function());
}

/// Finds the end of a stretch of lanes, and from where drawn numbers are counted.
fn begin_stretch(listing: &mut Listing) {
    listing.emit(Opcode::Mov_r64_rm64, &[DRAWN.into(), LANE.into()]);
    listing.emit(Opcode::Shl_rm64_imm8, &[DRAWN.into(), Operand::Immediate(3)]);
    listing.emit(Opcode::Neg_rm64, &[DRAWN.into()]);
    listing.emit(Opcode::Add_r64_rm64, &[DRAWN.into(), Register::RSP.into()]);
    let next = Memory::at(LANE, STRETCH as i32);
    listing.emit(Opcode::Lea_r64_m, &[SCRATCH.into(), next.into()]);
    listing.emit(Opcode::Cmp_r64_rm64, &[SCRATCH.into(), stack(END).into()]);
    listing.emit(Opcode::Cmova_r64_rm64, &[SCRATCH.into(), stack(END).into()]);
    listing.emit(Opcode::Mov_rm64_r64, &[stack(LIMIT).into(), SCRATCH.into()]);
}

/// Clears the bits of lanes past the end in the last word.
fn clear_past_end(listing: &mut Listing) {
    use Register::{CL, RCX, RDX, RSI};
    let done = listing.label();
    listing.emit(Opcode::Mov_r64_rm64, &[SCRATCH.into(), stack(FRAME).into()]);
    let bits = Memory::at(SCRATCH, Field::BITS.offset);
    listing.emit(Opcode::Mov_r64_rm64, &[RSI.into(), bits.into()]);
    listing.emit(Opcode::Test_rm64_r64, &[RSI.into(), RSI.into()]);
    listing.jump(When::Zero, done);
    listing.emit(Opcode::Mov_r64_rm64, &[RCX.into(), stack(END).into()]);
    listing.emit(Opcode::Mov_r64_rm64, &[RDX.into(), RCX.into()]);
    listing.emit(Opcode::Shr_rm64_imm8, &[RDX.into(), Operand::Immediate(6)]);
    listing.emit(Opcode::And_rm64_imm32, &[RCX.into(), Operand::Number(WORD as i32 - 1)]);
    listing.jump(When::Zero, done);
    listing.emit(Opcode::Mov_rm64_imm32, &[SCRATCH.into(), Operand::Number(-1)]);
    listing.emit(Opcode::Shl_rm64_CL, &[SCRATCH.into(), CL.into()]);
    listing.emit(Opcode::Not_rm64, &[SCRATCH.into()]);
    let last = Memory::element(RSI, RDX, 8, 0);
    listing.emit(Opcode::And_rm64_r64, &[last.into(), SCRATCH.into()]);
    listing.parts.push(Part::Place(done));
}

fn leave(listing: &mut Listing) {
    listing.emit(Opcode::VEX_Vzeroupper, &[]);
    listing.emit(Opcode::Mov_r64_rm64, &[Register::RSP.into(), stack(CALLER).into()]);
    for register in PRESERVED.into_iter().rev() {
        listing.emit(Opcode::Pop_r64, &[register.into()]);
    }
    listing.emit(Opcode::Retnq, &[]);
}
