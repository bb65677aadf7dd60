//! The interpreter: what a kernel means.
//!
//! Lanes that have no order are executed in blocks: each instruction is carried out for a block before the next one, so that
//! what it costs to look at an instruction is spread over many lanes. Rows are executed lane by lane.

#![allow(clippy::inline_always, reason = "loops are compiled anew for each set of vector instructions")]

mod block;
mod draw;
mod program;
mod registers;
mod rows;

use crate::execute::{Backend, BackendError, Bound, BoundColumn, Call, Executable};
use crate::faults::Faults;
use crate::kernel::{Kernel, Lanes, verify};
use crate::rng::StreamKey;
use program::Program;
use std::sync::Arc;

/// Executes kernels without compiling them, on any machine. Its results are by definition right.
#[derive(Debug, Clone, Copy, Default)]
pub struct Interpreter;

impl Backend for Interpreter {
    fn name(&self) -> &'static str {
        "interpreter"
    }

    fn compile(&self, kernels: &[Kernel]) -> Result<Vec<Box<dyn Executable>>, BackendError> {
        let prepare = |kernel: &Kernel| -> Result<Box<dyn Executable>, BackendError> {
            verify(kernel).map_err(|errors| {
                BackendError(format!("kernel {} is malformed: {}", kernel.name, errors.join("; ")))
            })?;
            Ok(Box::new(Prepared(Arc::new(Program::new(kernel)))))
        };
        kernels.iter().map(prepare).collect()
    }
}

struct Prepared(Arc<Program>);

impl Executable for Prepared {
    fn bind(&self, columns: Vec<BoundColumn>, keys: Vec<StreamKey>, faults: &Faults) -> Box<dyn Bound> {
        Box::new(BoundProgram { program: Arc::clone(&self.0), columns, keys, faults: faults.clone() })
    }
}

/// A program and the memory and streams that it works on.
struct BoundProgram {
    program: Arc<Program>,
    columns: Vec<BoundColumn>,
    keys: Vec<StreamKey>,
    faults: Faults,
}

impl Bound for BoundProgram {
    fn call(&self, call: &Call<'_>) {
        match self.program.domain.lanes {
            Lanes::Range | Lanes::List => block::run(self, call),
            Lanes::Rows => rows::run(self, call),
        }
    }
}
