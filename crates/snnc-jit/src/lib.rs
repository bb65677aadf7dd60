//! Kernels become machine code: by Cranelift, or by an emitter of ours for wide vectors. [`Native`] chooses.
//!
//! ```text
//! Kernel ─ emit → CLIF (a loop over the lanes) ─ module → machine code ─ call → state columns
//! ```
//!
//! What the code computes is defined by the interpreter of `snnc_ir`, down to the last bit: elementary
//! functions are emitted from the one definition in [`snnc_ir::math`], a fused multiply-add only where the
//! kernel asks for one, and random numbers come from [`snnc_ir::rng`].
//!
//! All that is unsafe is in few places: `abi` and `wide/outside` (what compiled code is given, and what it may call), `call`
//! (binding and calling it), and where a compiler hands its code over (`module`, `wide`).

mod abi;
mod call;
mod emit;
mod host;
mod module;
mod native;
#[cfg(all(target_arch = "x86_64", unix))]
mod wide;

pub use native::Native;

use host::Host;
use snnc_ir::execute::{Backend, BackendError, Executable};
use snnc_ir::kernel::Kernel;

/// Compiles kernels for the machine that it runs on.
#[derive(Debug)]
pub struct Cranelift {
    host: Host,
}

impl Cranelift {
    /// A compiler for this machine, with all the instructions that it has.
    ///
    /// # Errors
    /// If Cranelift does not support the machine.
    pub fn host() -> Result<Self, BackendError> {
        Ok(Cranelift { host: Host::new(true, cfg!(debug_assertions))? })
    }

    /// The same, but each step of Cranelift's work is verified, at a cost: for tests.
    ///
    /// # Errors
    /// As for [`host`](Self::host).
    pub fn verified() -> Result<Self, BackendError> {
        Ok(Cranelift { host: Host::new(true, true)? })
    }

    /// The same, for the least machine of this kind: one without fused multiply-add, for instance. The results do not differ.
    ///
    /// # Errors
    /// As for [`host`](Self::host).
    pub fn baseline() -> Result<Self, BackendError> {
        Ok(Cranelift { host: Host::new(false, true)? })
    }

    /// The kernels in Cranelift's intermediate representation.
    ///
    /// # Errors
    /// If a kernel cannot be compiled.
    pub fn emit_clif(&self, kernels: &[Kernel]) -> Result<String, BackendError> {
        module::clif(&self.host, kernels)
    }

    /// The kernels as instructions of the machine.
    ///
    /// # Errors
    /// If a kernel cannot be compiled.
    pub fn emit_asm(&self, kernels: &[Kernel]) -> Result<String, BackendError> {
        module::asm(&self.host, kernels)
    }

    pub(crate) fn compile_each(&self, kernels: &[&Kernel]) -> Result<Vec<Box<dyn Executable>>, BackendError> {
        module::compile(&self.host, kernels)
    }
}

impl Backend for Cranelift {
    fn name(&self) -> &'static str {
        "cranelift"
    }

    fn compile(&self, kernels: &[Kernel]) -> Result<Vec<Box<dyn Executable>>, BackendError> {
        self.compile_each(&kernels.iter().collect::<Vec<_>>())
    }
}
