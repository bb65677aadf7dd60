//! Executable kernels, and binding them to state.

use crate::error::Error;
use crate::state::State;
use snnc_ir::column::Column;
use snnc_ir::execute::{Backend, Bound, Executable};
use snnc_ir::plan::{KernelUse, Plan};
use snnc_ir::rng::StreamKey;

/// The kernels of a plan, executable.
pub(crate) struct Program {
    kernels: Vec<Box<dyn Executable>>,
    streams: Vec<Vec<String>>,
    /// The backend's name.
    pub(crate) backend: &'static str,
}

impl Program {
    /// Compiles all kernels of a plan.
    pub(crate) fn compile(plan: &Plan, backend: &dyn Backend) -> Result<Program, Error> {
        let kernels = backend.compile(&plan.kernels)?;
        let streams = plan.kernels.iter().map(|k| k.streams.clone()).collect();
        Ok(Program { kernels, streams, backend: backend.name() })
    }

    /// Binds one use of a kernel; its random streams are keyed by `seed`.
    pub(crate) fn bind(
        &self,
        used: &KernelUse,
        state: &State,
        output: Option<&Column>,
        seed: u64,
    ) -> Box<dyn Bound> {
        let keys = self.streams[used.kernel].iter().map(|name| StreamKey::new(seed, name)).collect();
        self.kernels[used.kernel].bind(state.bind(used, output), keys, &state.faults)
    }
}
