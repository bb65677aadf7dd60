//! What vector code has done out of line, lane by lane.

use super::code::Outside;
use super::lower::Drawn;
use crate::abi::Frame;
use snnc_ir::faults::Fault;
use snnc_ir::kernel::{self, Random};
use snnc_ir::math::ScalarFn;
use snnc_ir::rng;

/// The lanes of a vector.
pub(super) const LANES: usize = 8;

/// Operands and results of a call, lane by lane, where compiled code puts them.
#[repr(C, align(64))]
pub(super) struct Operands {
    /// A bit for each lane.
    mask: u64,
    _unused: [u64; 7],
    x: [u64; LANES],
    y: [u64; LANES],
    result: [u64; LANES],
}

/// Where in [`Operands`] compiled code puts what.
pub(super) mod at {
    use super::Operands;
    use std::mem::offset_of;

    pub(in super::super) const MASK: i32 = offset_of!(Operands, mask) as i32;
    pub(in super::super) const X: i32 = offset_of!(Operands, x) as i32;
    pub(in super::super) const Y: i32 = offset_of!(Operands, y) as i32;
    pub(in super::super) const RESULT: i32 = offset_of!(Operands, result) as i32;
    pub(in super::super) const SIZE: i32 = size_of::<Operands>() as i32;
}

/// What is done: given the frame of the kernel, the number of the first lane, the operands, and a number that says what of.
type Function = unsafe extern "sysv64" fn(*const Frame, u64, *mut Operands, u64);
/// Draws numbers for a stretch of lanes: given the frame, the number of the first lane, where to put them, and the stream.
type Fill = unsafe extern "sysv64" fn(*const Frame, u64, *mut f64, u64);

impl Outside {
    /// The address of the function that does it, and the number to hand it.
    pub(super) fn function(self) -> (u64, u64) {
        let (function, number): (Function, u64) = match self {
            Outside::Scalar(function) => {
                let number = ScalarFn::ALL.iter().position(|&other| other == function);
                (scalar, number.unwrap_or_default() as u64)
            }
            Outside::FloorDiv => (floor_div, 0),
            Outside::FloorMod => (floor_mod, 0),
            Outside::Require(number) => (require, u64::from(number)),
        };
        (function as usize as u64, number)
    }
}

impl Drawn {
    /// The address of the function that draws.
    pub(super) fn function(self) -> u64 {
        let fill: Fill = if self.random == Random::Uniform { fill_uniform } else { fill_normal };
        fill as usize as u64
    }
}

impl Operands {
    /// Sets the results of those lanes where the mask holds.
    fn map(&mut self, mut f: impl FnMut(u64, u64) -> u64) {
        for lane in 0..LANES {
            if self.mask >> lane & 1 == 1 {
                self.result[lane] = f(self.x[lane], self.y[lane]);
            }
        }
    }
}

/// # Safety
/// `frame` must be the kernel's frame, `operands` within the stack frame of compiled code: as for all of these.
unsafe extern "sysv64" fn scalar(_: *const Frame, _: u64, operands: *mut Operands, number: u64) {
    // SAFETY: as demanded of the caller.
    let operands = unsafe { &mut *operands };
    let function = ScalarFn::ALL[number as usize % ScalarFn::ALL.len()];
    operands.map(|x, y| function.call(f64::from_bits(x), f64::from_bits(y)).to_bits());
}

unsafe extern "sysv64" fn floor_div(_: *const Frame, _: u64, operands: *mut Operands, _: u64) {
    // SAFETY: as demanded of the caller.
    unsafe { &mut *operands }.map(|x, y| kernel::floor_div(x as i64, y as i64) as u64);
}

unsafe extern "sysv64" fn floor_mod(_: *const Frame, _: u64, operands: *mut Operands, _: u64) {
    // SAFETY: as demanded of the caller.
    unsafe { &mut *operands }.map(|x, y| kernel::floor_mod(x as i64, y as i64) as u64);
}

unsafe extern "sysv64" fn require(frame: *const Frame, first: u64, operands: *mut Operands, number: u64) {
    // SAFETY: as demanded of the caller.
    let (frame, operands) = unsafe { (&*frame, &*operands) };
    // SAFETY: the frame's is null or the address of a record.
    let Some(faults) = (unsafe { frame.faults.as_ref() }) else { return };
    for index in 0..LANES {
        let lane = first + index as u64;
        if operands.mask >> index & 1 == 0 && lane < frame.end as u64 {
            let about = operands.x[index] as i64;
            faults.record(Fault { number: number as u32, lane, about, time: frame.time }, lane);
        }
    }
}

/// # Safety
/// `frame` must be the kernel's frame, and `to` have room for the numbers of a stretch of lanes.
unsafe extern "sysv64" fn fill_uniform(frame: *const Frame, first: u64, to: *mut f64, stream: u64) {
    // SAFETY: as demanded of the caller.
    let frame = unsafe { &*frame };
    // SAFETY: as demanded of the caller; the frame has a key for each stream. Floats are only written.
    let to = unsafe { std::slice::from_raw_parts_mut(to, stretch(frame, first)) };
    // SAFETY: as above.
    let key = unsafe { *frame.keys.add(stream as usize) };
    rng::fill_uniform(key, frame.step, frame.epoch as u16, first, to);
}

/// # Safety
/// As for [`fill_uniform`].
unsafe extern "sysv64" fn fill_normal(frame: *const Frame, first: u64, to: *mut f64, stream: u64) {
    // SAFETY: as there.
    let frame = unsafe { &*frame };
    // SAFETY: as there.
    let to = unsafe { std::slice::from_raw_parts_mut(to, stretch(frame, first)) };
    // SAFETY: as there.
    let key = unsafe { *frame.keys.add(stream as usize) };
    rng::fill_normal(key, frame.step, frame.epoch as u16, first, to);
}

/// How many lanes from `first` on numbers are drawn for: whole words, up to the one in which the range ends.
fn stretch(frame: &Frame, first: u64) -> usize {
    frame.end.saturating_sub(first as usize).next_multiple_of(WORD).min(STRETCH)
}

/// The lanes of a word of bits.
pub(super) const WORD: usize = 64;

/// The lanes that numbers are drawn for at once: several words, as each call of a generator has to make its keys ready.
pub(super) const STRETCH: usize = 4 * WORD;
