//! The choice of the compiler.

use crate::Cranelift;
use snnc_ir::execute::{Backend, BackendError, Executable};
use snnc_ir::kernel::Kernel;

/// Compiles each kernel with the compiler that makes the fastest code of it: those over ranges for the widest vectors of the
/// machine, where there is a compiler for these, and all others with [`Cranelift`].
#[derive(Debug)]
pub struct Native {
    cranelift: Cranelift,
    wide: bool,
    registers: wide::Available,
}

impl Native {
    /// The compilers for this machine.
    ///
    /// # Errors
    /// If Cranelift does not support the machine.
    pub fn host() -> Result<Self, BackendError> {
        let (wide, registers) = (wide::is_supported(), wide::Available::ALL);
        Ok(Native { cranelift: Cranelift::host()?, wide, registers })
    }

    /// The same, but with as few vector registers as will do: for tests of what happens if there are not enough.
    ///
    /// # Errors
    /// If Cranelift does not support the machine.
    #[doc(hidden)]
    pub fn with_few_registers() -> Result<Self, BackendError> {
        Ok(Native { registers: wide::Available::FEWEST, ..Self::host()? })
    }

    /// The same, if there is one for wide vectors among them.
    ///
    /// # Errors
    /// If there is none, or Cranelift does not support the machine.
    pub fn wide() -> Result<Self, BackendError> {
        if !wide::is_supported() {
            let why = "wide vectors need an x86-64 processor with AVX-512 (F, DQ and VL) and a system that lets it be used";
            return Err(BackendError(why.to_owned()));
        }
        Self::host()
    }

    fn takes_wide(&self, kernel: &Kernel) -> bool {
        self.wide && wide::takes(kernel)
    }

    /// The kernels as instructions of the machine.
    ///
    /// # Errors
    /// If a kernel cannot be compiled.
    pub fn emit_asm(&self, kernels: &[Kernel]) -> Result<String, BackendError> {
        let mut text = String::new();
        for kernel in kernels {
            if self.takes_wide(kernel) {
                text.extend(["; ", &kernel.name, ", wide\n", &wide::asm(kernel)?, "\n"]);
            } else {
                text += &self.cranelift.emit_asm(std::slice::from_ref(kernel))?;
            }
        }
        Ok(text)
    }
}

impl Backend for Native {
    fn name(&self) -> &'static str {
        if self.wide { wide::NAME } else { self.cranelift.name() }
    }

    fn compile(&self, kernels: &[Kernel]) -> Result<Vec<Box<dyn Executable>>, BackendError> {
        let (wide, others): (Vec<&Kernel>, Vec<&Kernel>) =
            kernels.iter().partition(|kernel| self.takes_wide(kernel));
        let mut wide = wide::compile(&wide, self.registers)?.into_iter();
        let mut others = self.cranelift.compile_each(&others)?.into_iter();
        let of = |kernel| if self.takes_wide(kernel) { wide.next() } else { others.next() };
        Ok(kernels.iter().filter_map(of).collect())
    }
}

#[cfg(all(target_arch = "x86_64", unix))]
use crate::wide;

/// There is no such compiler for this machine.
#[cfg(not(all(target_arch = "x86_64", unix)))]
mod wide {
    use super::{BackendError, Executable, Kernel};

    pub(super) const NAME: &str = "wide";

    #[derive(Debug, Clone, Copy)]
    pub(super) struct Available;

    impl Available {
        pub(super) const ALL: Available = Available;
        pub(super) const FEWEST: Available = Available;
    }

    pub(super) fn is_supported() -> bool {
        false
    }

    pub(super) fn takes(_: &Kernel) -> bool {
        false
    }

    pub(super) fn compile(_: &[&Kernel], _: Available) -> Result<Vec<Box<dyn Executable>>, BackendError> {
        Ok(Vec::new())
    }

    pub(super) fn asm(_: &Kernel) -> Result<String, BackendError> {
        Ok(String::new())
    }
}
