//! The wide tier: kernels over ranges, in vectors of 512 bits.
//!
//! ```text
//! Kernel ─ lower → Code (operations on vectors) ─ order → Order ─ allocate, select → Listing ─ assemble → bytes
//! ```
//!
//! Elementary functions are written into the code from their one definition, as by any backend. Each operation is an
//! instruction that IEEE 754 determines, so that the bits are the interpreter's.

mod allocate;
mod arith;
mod assemble;
mod code;
mod function;
mod lower;
mod machine;
mod order;
mod outside;
mod registers;
mod schedule;
mod select;
mod stack;

pub(crate) use allocate::Available;

use crate::call::CompiledKernel;
use assemble::{Bytes, assemble, disassemble};
use memmap2::MmapMut;
use snnc_ir::execute::{BackendError, Executable};
use snnc_ir::kernel::{Inst, Kernel, Lanes, Op, Random, verify};
use std::sync::Arc;

/// Its name, as told in the summary.
pub(crate) const NAME: &str = "wide (AVX-512)";

/// Whether this machine has what the code needs.
pub(crate) fn is_supported() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl")
}

/// Whether this tier compiles a kernel. Counting numbers are drawn for a word of lanes at once, by what takes several times
/// as long lane by lane; so whoever draws them is left to the compiler whose code goes from word to word.
pub(crate) fn takes(kernel: &Kernel) -> bool {
    let counts = |inst: &Inst| matches!(inst.op, Op::Random(Random::Poisson | Random::Binomial, ..));
    kernel.domain.lanes == Lanes::Range && !kernel.body.iter().any(counts)
}

/// Functions begin at a multiple of this number of bytes.
const ALIGNMENT: usize = 64;

/// Compiles kernels.
pub(crate) fn compile(
    kernels: &[&Kernel],
    registers: Available,
) -> Result<Vec<Box<dyn Executable>>, BackendError> {
    if kernels.is_empty() {
        return Ok(Vec::new());
    }
    let codes = kernels.iter().map(|kernel| generate(kernel, registers)).collect::<Result<Vec<_>, _>>()?;
    let mut bytes: Vec<u8> = Vec::new();
    let mut entries = Vec::new();
    for code in &codes {
        entries.push(bytes.len() + code.entry);
        bytes.extend(&code.bytes);
        bytes.resize(bytes.len().next_multiple_of(ALIGNMENT), 0);
    }
    let failed = |error| BackendError(format!("no memory for code: {error}"));
    let mut memory = MmapMut::map_anon(bytes.len()).map_err(failed)?;
    memory.copy_from_slice(&bytes);
    let memory = Arc::new(memory.make_exec().map_err(failed)?);
    let executable = |(kernel, entry): (&&Kernel, usize)| -> Box<dyn Executable> {
        let entry = memory[entry..].as_ptr();
        // SAFETY: There the function begins that was compiled from this kernel. On this system, the convention that it
        // keeps to is C's.
        Box::new(unsafe { CompiledKernel::new(kernel, entry, memory.clone()) })
    };
    Ok(kernels.iter().zip(entries).map(executable).collect())
}

/// A kernel as instructions of the machine.
pub(crate) fn asm(kernel: &Kernel) -> Result<String, BackendError> {
    Ok(disassemble(&generate(kernel, Available::ALL)?))
}

fn generate(kernel: &Kernel, registers: Available) -> Result<Bytes, BackendError> {
    verify(kernel)
        .map_err(|errors| BackendError(format!("{} is not a kernel: {}", kernel.name, errors.join("; "))))?;
    assemble(&function::function(kernel, registers)?)
}
