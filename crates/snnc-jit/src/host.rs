//! The machine to compile for.

use cranelift_codegen::isa::OwnedTargetIsa;
use cranelift_codegen::settings::{self, Configurable, Flags};
use snnc_ir::execute::BackendError;
use std::fmt;

/// The machine, as Cranelift sees it.
pub(crate) struct Host {
    /// With Cranelift's optimiser, which orders instructions as it likes.
    pub(crate) optimising: OwnedTargetIsa,
    /// Without it: instructions stay in the order in which they are emitted.
    pub(crate) in_order: OwnedTargetIsa,
    /// What it can do.
    pub(crate) features: Features,
}

/// Instructions that not every machine has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Features {
    /// Fused multiply-add.
    pub(crate) fma: bool,
    /// Rounding to whole numbers.
    pub(crate) rounding: bool,
}

impl Host {
    /// This machine, with all the instructions that it has or only those that every machine of its kind has.
    pub(crate) fn new(all_features: bool, verify: bool) -> Result<Self, BackendError> {
        let isa = |opt_level| -> Result<OwnedTargetIsa, BackendError> {
            let builder = cranelift_native::builder_with_options(all_features)
                .map_err(|why| BackendError(format!("cannot compile for this machine: {why}")))?;
            let flags = flags(opt_level, verify).map_err(|why| BackendError(why.to_string()))?;
            builder.finish(flags).map_err(|why| BackendError(why.to_string()))
        };
        let optimising = isa("speed")?;
        let in_order = isa("none")?;
        let has = |name: &str| {
            optimising.isa_flags().iter().any(|flag| flag.name == name && flag.as_bool() == Some(true))
        };
        let x86 = optimising.triple().architecture.to_string() == "x86_64";
        let features = Features { fma: !x86 || has("has_fma"), rounding: !x86 || has("has_sse41") };
        Ok(Host { optimising, in_order, features })
    }
}

fn flags(opt_level: &str, verify: bool) -> Result<Flags, settings::SetError> {
    let mut builder = settings::builder();
    builder.set("opt_level", opt_level)?;
    builder.set("enable_verifier", if verify { "true" } else { "false" })?;
    builder.set("is_pic", "false")?;
    // Symbols may be further away than a near call reaches.
    builder.set("use_colocated_libcalls", "false")?;
    Ok(Flags::new(builder))
}

impl fmt::Debug for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Host")
            .field("triple", self.optimising.triple())
            .field("features", &self.features)
            .finish_non_exhaustive()
    }
}
