//! Executable kernels, and binding them to state.

use crate::compiler::Compiler;
use crate::error::Error;
use crate::state::State;
use snnc_ir::column::Column;
use snnc_ir::execute::{Bound, Executable};
use snnc_ir::faults::Faults;
use snnc_ir::plan::{KernelUse, Plan};
use snnc_ir::rng::StreamKey;
use std::sync::Arc;

/// The kernels of a plan, executable.
pub(crate) struct Program {
    kernels: Vec<Arc<dyn Executable>>,
    streams: Vec<Vec<String>>,
    /// The backend's name.
    pub(crate) backend: &'static str,
}

impl Program {
    /// Compiles all kernels of a plan; if they are shared, with the code that the compiler has made of others.
    pub(crate) fn compile(plan: &Plan, compiler: &Compiler, shared: bool) -> Result<Program, Error> {
        let kernels = match shared {
            true => compiler.shared_executables(&plan.kernels),
            false => compiler.executables(&plan.kernels),
        };
        let streams = plan.kernels.iter().map(|k| k.streams.clone()).collect();
        Ok(Program { kernels: kernels?, streams, backend: compiler.backend() })
    }

    /// Binds one use of a kernel; its random streams are keyed by `seed`.
    pub(crate) fn bind(
        &self,
        used: &KernelUse,
        state: &State,
        output: Option<&Column>,
        seed: u64,
    ) -> Box<dyn Bound> {
        self.bind_apart(used, state, output, seed, &state.faults)
    }

    /// The same, what is demanded and not so being recorded in `faults`: a thread's own, say.
    pub(crate) fn bind_apart(
        &self,
        used: &KernelUse,
        state: &State,
        output: Option<&Column>,
        seed: u64,
        faults: &Faults,
    ) -> Box<dyn Bound> {
        let keys = self.streams[used.kernel].iter().map(|name| StreamKey::new(seed, name)).collect();
        self.kernels[used.kernel].bind(state.bind(used, output), keys, faults)
    }
}

/// The seed of the random streams of a trial: that of the simulation, until something is restored.
pub(crate) fn seed_of_trial(seed: u64, trial: u64) -> u64 {
    if trial == 0 { seed } else { StreamKey::new(seed, &format!("trial {trial}")).word() }
}

/// The seed of the random streams of a statement of the protocol: each execution draws numbers of its own.
pub(crate) fn seed_of_execution(seed: u64, trial: u64, execution: u64) -> u64 {
    StreamKey::new(seed_of_trial(seed, trial), &format!("statement {execution}")).word()
}
