//! The interface between compiled code and the program: what a call is given, and what it may call.

use cranelift_codegen::ir::{AbiParam, Signature, Type, types};
use cranelift_codegen::isa::CallConv;
use snnc_ir::faults::{Fault, Faults};
use snnc_ir::kernel::Random;
use snnc_ir::math::{Function, ScalarFn};
use snnc_ir::rng::{self, Draw, StreamKey};
use std::mem::offset_of;

/// How many lanes [`Callee::PrefetchListed`] is given.
pub(crate) const LISTED: usize = 16;

/// The type of compiled kernels.
pub(crate) type Entry = unsafe extern "C" fn(*const Frame);

/// What a kernel is given in a call.
#[repr(C)]
pub(crate) struct Frame {
    pub(crate) columns: *const *mut u64,
    pub(crate) keys: *const StreamKey,
    pub(crate) time: f64,
    pub(crate) step: u64,
    pub(crate) epoch: u64,
    /// The range of lanes; of lists and rows, 0 and the length of the list.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) list: *const u32,
    pub(crate) starts: *const u64,
    pub(crate) ends: *const u64,
    /// Null if there is none.
    pub(crate) order: *const u32,
    pub(crate) pre: u64,
    pub(crate) post: u64,
    pub(crate) pre_of: *const u32,
    pub(crate) post_of: *const u32,
    pub(crate) bits: *mut u64,
    /// Where demands that are not met are recorded; null if nobody asks any more.
    pub(crate) faults: *const Faults,
}

/// A field of the [`Frame`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    pub(crate) offset: i32,
    pub(crate) ty: Type,
}

macro_rules! fields {
    ($($constant:ident = $name:ident: $ty:ident;)*) => {
        impl Field {
            $(pub(crate) const $constant: Field = Field { offset: offset_of!(Frame, $name) as i32, ty: types::$ty };)*
        }
    };
}

fields! {
    COLUMNS = columns: I64;
    KEYS = keys: I64;
    TIME = time: F64;
    STEP = step: I64;
    EPOCH = epoch: I64;
    START = start: I64;
    END = end: I64;
    LIST = list: I64;
    STARTS = starts: I64;
    ENDS = ends: I64;
    ORDER = order: I64;
    PRE = pre: I64;
    POST = post: I64;
    PRE_OF = pre_of: I64;
    POST_OF = post_of: I64;
    BITS = bits: I64;
    FAULTS = faults: I64;
}

/// What compiled code may call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Callee {
    /// `a*b + c` of floats, where the machine has no instruction for it.
    Fma,
    /// Rounding, likewise.
    Floor,
    /// Rounding, likewise.
    Ceil,
    /// Rounding, likewise.
    Trunc,
    /// Rounding, likewise.
    RoundEven,
    /// Calls a [`ScalarFn`] for those lanes of a vector that want it; written in CLIF, see `emit::rare`.
    Rare,
    /// What `Rare` calls for a lane.
    Scalar(ScalarFn),
    /// Has memory brought near that will be needed soon.
    Prefetch,
    /// The same of lanes that are listed.
    PrefetchListed,
    /// Evaluates a function for several lanes.
    Block,
    /// Records a demand that is not met.
    Fault,
    /// Draws a random number.
    Draw(Random),
    /// Draws random numbers for consecutive lanes.
    Fill(Random),
}

impl Callee {
    /// All those that are functions of this program.
    pub(crate) fn imports() -> impl Iterator<Item = (Callee, *const u8)> {
        let rounding = [
            (Callee::Floor, floor as Rounding),
            (Callee::Ceil, ceil),
            (Callee::Trunc, trunc),
            (Callee::RoundEven, round_even),
        ];
        std::iter::once((Callee::Fma, fma as *const u8))
            .chain(rounding.into_iter().map(|(callee, function)| (callee, function as *const u8)))
            .chain(ScalarFn::ALL.into_iter().map(|function| (Callee::Scalar(function), function.address())))
            .chain([
                (Callee::Prefetch, prefetch as *const u8),
                (Callee::PrefetchListed, prefetch_listed as *const u8),
                (Callee::Block, block as *const u8),
                (Callee::Fault, fault as *const u8),
                (Callee::Draw(Random::Uniform), draw_uniform as *const u8),
                (Callee::Draw(Random::Normal), draw_normal as *const u8),
                (Callee::Draw(Random::Poisson), draw_poisson as *const u8),
                (Callee::Draw(Random::Binomial), draw_binomial as *const u8),
                (Callee::Fill(Random::Uniform), fill_uniform as *const u8),
                (Callee::Fill(Random::Normal), fill_normal as *const u8),
                (Callee::Fill(Random::Poisson), fill_poisson as *const u8),
                (Callee::Fill(Random::Binomial), fill_binomial as *const u8),
            ])
    }

    /// Its name in listings.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Callee::Fma => "snnc_fma",
            Callee::Floor => "snnc_floor",
            Callee::Ceil => "snnc_ceil",
            Callee::Trunc => "snnc_trunc",
            Callee::RoundEven => "snnc_round_even",
            Callee::Rare => "snnc_rare",
            Callee::Scalar(function) => function.name(),
            Callee::Prefetch => "snnc_prefetch",
            Callee::PrefetchListed => "snnc_prefetch_listed",
            Callee::Block => "snnc_block",
            Callee::Fault => "snnc_fault",
            Callee::Draw(Random::Uniform) => "snnc_uniform",
            Callee::Draw(Random::Normal) => "snnc_normal",
            Callee::Draw(Random::Poisson) => "snnc_poisson",
            Callee::Draw(Random::Binomial) => "snnc_binomial",
            Callee::Fill(Random::Uniform) => "snnc_fill_uniform",
            Callee::Fill(Random::Normal) => "snnc_fill_normal",
            Callee::Fill(Random::Poisson) => "snnc_fill_poisson",
            Callee::Fill(Random::Binomial) => "snnc_fill_binomial",
        }
    }

    /// Its parameters and result. `convention` is the machine's.
    pub(crate) fn signature(self, convention: CallConv) -> Signature {
        use types::{F64, I64};
        let (parameters, result): (&[Type], Option<Type>) = match self {
            Callee::Fma => (&[F64, F64, F64], Some(F64)),
            Callee::Floor | Callee::Ceil | Callee::Trunc | Callee::RoundEven => (&[F64], Some(F64)),
            // The function, its lanes, their number.
            Callee::Rare => (&[I64, I64, I64], None),
            Callee::Scalar(_) => (&[F64, F64], Some(F64)),
            // The number of the function, where its first and second arguments are and its values are to be, and how many.
            Callee::Block => (&[I64, I64, I64, I64, I64], None),
            // Where the numbers of 16 lanes are, where indices begin, and where the words of two columns do.
            // Or where 16 indices are, and three times 16 words.
            Callee::PrefetchListed | Callee::Prefetch => (&[I64, I64, I64, I64], None),
            // Where it is recorded, its number, the lane, what it is about, the time, the rank.
            Callee::Fault => (&[I64, I64, I64, I64, F64, I64], None),
            // The key's address, the step, the epoch, the lane, and what the distribution depends on.
            Callee::Draw(Random::Uniform | Random::Normal) => (&[I64, I64, I64, I64], Some(F64)),
            Callee::Draw(Random::Poisson) => (&[I64, I64, I64, I64, F64], Some(I64)),
            Callee::Draw(Random::Binomial) => (&[I64, I64, I64, I64, I64, F64], Some(I64)),
            // The same, where to put how many, and where the parameters are, and for how many lanes: for all of them, or one
            // for all.
            Callee::Fill(Random::Uniform | Random::Normal) => (&[I64; 6], None),
            Callee::Fill(Random::Poisson) => (&[I64; 8], None),
            Callee::Fill(Random::Binomial) => (&[I64; 9], None),
        };
        // A call that is hardly ever made must not make the caller save its registers.
        let convention = if self == Callee::Rare { CallConv::PreserveAll } else { convention };
        let mut signature = Signature::new(convention);
        signature.params.extend(parameters.iter().copied().map(AbiParam::new));
        signature.returns.extend(result.map(AbiParam::new));
        signature
    }
}

type Rounding = extern "C" fn(f64) -> f64;

extern "C" fn fma(a: f64, b: f64, c: f64) -> f64 {
    a.mul_add(b, c)
}

extern "C" fn floor(a: f64) -> f64 {
    a.floor()
}

extern "C" fn ceil(a: f64) -> f64 {
    a.ceil()
}

extern "C" fn trunc(a: f64) -> f64 {
    a.trunc()
}

extern "C" fn round_even(a: f64) -> f64 {
    a.round_ties_even()
}

/// Any address will do: nothing is read.
extern "C" fn prefetch(indices: *const i8, first: *const i8, second: *const i8, third: *const i8) {
    for address in [
        indices,
        first,
        first.wrapping_add(64),
        second,
        second.wrapping_add(64),
        third,
        third.wrapping_add(64),
    ] {
        bring_near(address);
    }
}

/// # Safety
/// `lanes` must be the address of [`LISTED`] numbers. Of the others any will do, null for none.
unsafe extern "C" fn prefetch_listed(
    lanes: *const u32,
    indices: *const u32,
    first: *const u64,
    second: *const u64,
) {
    // SAFETY: as demanded of the caller.
    let lanes = unsafe { std::slice::from_raw_parts(lanes, LISTED) };
    if !indices.is_null() {
        lanes.iter().for_each(|lane| bring_near(indices.wrapping_add(*lane as usize).cast()));
    }
    for words in [first, second].into_iter().filter(|words| !words.is_null()) {
        lanes.iter().for_each(|lane| bring_near(words.wrapping_add(*lane as usize).cast()));
    }
}

/// # Safety
/// `first` and `second` must be the addresses of `count` floats, and `values` have room for as many elsewhere.
unsafe extern "C" fn block(
    function: usize,
    first: *const f64,
    second: *const f64,
    values: *mut f64,
    count: usize,
) {
    // SAFETY: Compiled code passes parts of its own stack frame, the arguments written.
    let (first, second, values) = unsafe {
        (
            std::slice::from_raw_parts(first, count),
            std::slice::from_raw_parts(second, count),
            std::slice::from_raw_parts_mut(values, count),
        )
    };
    if let Some(function) = Function::ALL.get(function) {
        function.eval_block(&[first, second], values);
    }
}

#[inline]
fn bring_near(address: *const i8) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: Prefetching has no effect but on the caches, and cannot fail.
    unsafe {
        std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(address);
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = address;
}

/// # Safety
/// `faults` must be null or the address of a record.
unsafe extern "C" fn fault(faults: *const Faults, number: u64, lane: u64, about: i64, time: f64, rank: u64) {
    // SAFETY: Compiled code passes the frame's.
    if let Some(faults) = unsafe { faults.as_ref() } {
        faults.record(Fault { number: number as u32, lane, about, time }, rank);
    }
}

/// # Safety
/// `key` must be the address of a key.
unsafe fn address(key: *const StreamKey, step: u64, epoch: u64, lane: u64) -> Draw {
    // SAFETY: as demanded of the caller.
    Draw { key: unsafe { *key }, step, epoch: epoch as u16, element: lane }
}

/// # Safety
/// As for [`address`], as for all of these.
unsafe extern "C" fn draw_uniform(key: *const StreamKey, step: u64, epoch: u64, lane: u64) -> f64 {
    // SAFETY: Compiled code passes one of the frame's keys.
    rng::uniform(unsafe { address(key, step, epoch, lane) })
}

unsafe extern "C" fn draw_normal(key: *const StreamKey, step: u64, epoch: u64, lane: u64) -> f64 {
    // SAFETY: as above.
    rng::normal(unsafe { address(key, step, epoch, lane) })
}

unsafe extern "C" fn draw_poisson(
    key: *const StreamKey,
    step: u64,
    epoch: u64,
    lane: u64,
    lambda: f64,
) -> i64 {
    // SAFETY: as above.
    rng::poisson(unsafe { address(key, step, epoch, lane) }, lambda)
}

unsafe extern "C" fn draw_binomial(
    key: *const StreamKey,
    step: u64,
    epoch: u64,
    lane: u64,
    n: i64,
    p: f64,
) -> i64 {
    // SAFETY: as above.
    rng::binomial(unsafe { address(key, step, epoch, lane) }, n, p)
}

/// # Safety
/// `key` must be the address of a key, and `to` have room for `count` floats.
unsafe extern "C" fn fill_uniform(
    key: *const StreamKey,
    step: u64,
    epoch: u64,
    first: u64,
    to: *mut f64,
    count: usize,
) {
    // SAFETY: Compiled code passes one of the frame's keys, and room in its own stack frame, zeroed or not: floats
    // are only written.
    let (key, to) = unsafe { (*key, std::slice::from_raw_parts_mut(to, count)) };
    rng::fill_uniform(key, step, epoch as u16, first, to);
}

/// # Safety
/// As for [`fill_uniform`].
unsafe extern "C" fn fill_normal(
    key: *const StreamKey,
    step: u64,
    epoch: u64,
    first: u64,
    to: *mut f64,
    count: usize,
) {
    // SAFETY: as there.
    let (key, to) = unsafe { (*key, std::slice::from_raw_parts_mut(to, count)) };
    rng::fill_normal(key, step, epoch as u16, first, to);
}

/// # Safety
/// As for [`fill_uniform`], and `lambda` be the address of `parameters` floats, one or `count`.
unsafe extern "C" fn fill_poisson(
    key: *const StreamKey,
    step: u64,
    epoch: u64,
    first: u64,
    to: *mut i64,
    count: usize,
    lambda: *const f64,
    parameters: usize,
) {
    use std::slice::{from_raw_parts, from_raw_parts_mut};
    // SAFETY: as there; the parameters have been written before.
    let (key, lambda, to) =
        unsafe { (*key, from_raw_parts(lambda, parameters), from_raw_parts_mut(to, count)) };
    rng::fill_poisson(key, step, epoch as u16, first, lambda, to);
}

/// # Safety
/// As for [`fill_poisson`], of both parameters.
unsafe extern "C" fn fill_binomial(
    key: *const StreamKey,
    step: u64,
    epoch: u64,
    first: u64,
    to: *mut i64,
    count: usize,
    n: *const i64,
    p: *const f64,
    parameters: usize,
) {
    use std::slice::{from_raw_parts, from_raw_parts_mut};
    // SAFETY: as there.
    let (key, n, p, to) = unsafe {
        (*key, from_raw_parts(n, parameters), from_raw_parts(p, parameters), from_raw_parts_mut(to, count))
    };
    rng::fill_binomial(key, step, epoch as u16, first, (n, p), to);
}
