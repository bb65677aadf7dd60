//! A compiled model: immutable and shareable.

use crate::error::Error;
use crate::model::Model;
use crate::program::Program;
use crate::threads::Threads;
use snnc_ir::execute;
use snnc_ir::interpret::Interpreter;
use snnc_ir::kernel::Precision;
use snnc_ir::lower::lower_in;
use snnc_ir::plan::Plan;
use snnc_jit::{Cranelift, Native};
use snnc_lang::{Diagnostic, Sources};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The way in which kernels are executed. Results are the same bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Backend {
    /// The fastest that the machine allows: of each kernel, native code for wide vectors, else by Cranelift; else the interpreter.
    #[default]
    Auto,
    /// Native code, for wide vectors where the kernel allows it, and by Cranelift where not.
    Wide,
    /// Native code by Cranelift.
    Cranelift,
    /// The block interpreter.
    Interpreter,
}

/// The seed of the random streams of a simulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed(pub u64);

/// A model ready to be simulated, any number of times.
#[derive(Clone)]
pub struct CompiledModel {
    inner: Arc<Inner>,
    threads: Threads,
}

struct Inner {
    plan: Plan,
    program: Program,
    /// The same network with other constants, at each stage of its protocol.
    stages: Vec<CompiledModel>,
    sources: Sources,
    warnings: Vec<Diagnostic>,
    sha256: String,
    imports: Vec<(String, String)>,
    precision: Precision,
    timings: CompileTimings,
}

/// How long the phases before building took.
#[derive(Debug, Clone, Copy, Default)]
pub struct CompileTimings {
    /// Reading and parsing.
    pub parse: Duration,
    /// Checking.
    pub check: Duration,
    /// Lowering and code generation.
    pub compile: Duration,
}

impl Model {
    /// Compiles the model for this machine.
    ///
    /// # Errors
    /// If the model is wrong or the machine cannot execute it.
    pub fn compile(&self) -> Result<CompiledModel, Error> {
        self.compile_with(Backend::default())
    }

    /// Compiles the model for a certain backend.
    ///
    /// # Errors
    /// If the model is wrong or the backend cannot execute it.
    pub fn compile_with(&self, backend: Backend) -> Result<CompiledModel, Error> {
        CompiledModel::new(self, backend)
    }
}

impl CompiledModel {
    fn new(model: &Model, backend: Backend) -> Result<CompiledModel, Error> {
        let started = Instant::now();
        let checked = model.check();
        let checked_at = Instant::now();
        let mut diagnostics = checked.diagnostics;
        let Some(hir) = checked.model else { return Err(Error::rejected(model.sources(), diagnostics)) };
        let lowered = lower_in(&hir, model.precision());
        diagnostics.extend(lowered.diagnostics);
        let Some(plan) = lowered.plan else { return Err(Error::rejected(model.sources(), diagnostics)) };
        let executor = executor(backend)?;
        let program = Program::compile(&plan, &*executor)?;
        let timings = CompileTimings {
            parse: model.parse_time(),
            check: checked_at - started,
            compile: checked_at.elapsed(),
        };
        let sources = model.sources().clone();
        let sha256 = model.sha256().to_string();
        let imports = model.imports().to_vec();
        let stage = |plan: Plan, program| Inner {
            plan,
            program,
            stages: vec![],
            sources: sources.clone(),
            warnings: vec![],
            sha256: sha256.clone(),
            imports: imports.clone(),
            precision: model.precision(),
            timings,
        };
        let mut stages: Vec<CompiledModel> = Vec::with_capacity(plan.stages.len());
        for next in &plan.stages {
            let of_stage = match stages.last() {
                Some(before) => before.program().of_stage(before.plan(), next, &*executor)?,
                None => program.of_stage(&plan, next, &*executor)?,
            };
            stages.push(CompiledModel::of(stage(next.clone(), of_stage)));
        }
        let timings = CompileTimings { compile: checked_at.elapsed(), ..timings };
        Ok(CompiledModel::of(Inner { stages, warnings: diagnostics, timings, ..stage(plan, program) }))
    }

    fn of(inner: Inner) -> CompiledModel {
        CompiledModel { inner: Arc::new(inner), threads: Threads::default() }
    }

    /// The same model, whose simulations are built and stepped by so many threads.
    #[must_use]
    pub fn with_threads(self, threads: Threads) -> CompiledModel {
        CompiledModel { threads, ..self }
    }

    /// How many threads its simulations may use.
    pub fn threads(&self) -> Threads {
        self.threads
    }

    /// The model's own seed.
    pub fn seed(&self) -> Seed {
        Seed(self.plan().seed)
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.inner.plan
    }

    /// Warnings of checking and lowering.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.inner.warnings
    }

    /// The texts that diagnostics point into.
    pub fn sources(&self) -> &Sources {
        &self.inner.sources
    }

    /// The SHA-256 of the model file, in hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.inner.sha256
    }

    /// The imported files, each with its SHA-256.
    pub fn imports(&self) -> &[(String, String)] {
        &self.inner.imports
    }

    /// The name of the backend that executes the kernels.
    pub fn backend(&self) -> &'static str {
        self.inner.program.backend
    }

    /// How the floats of neurons and synapses are stored.
    pub fn precision(&self) -> Precision {
        self.inner.precision
    }

    /// How long parsing, checking and compiling took.
    pub fn timings(&self) -> CompileTimings {
        self.inner.timings
    }

    /// The model at the later stages of its protocol, after each `set`.
    pub(crate) fn stages(&self) -> &[CompiledModel] {
        &self.inner.stages
    }

    pub(crate) fn program(&self) -> &Program {
        &self.inner.program
    }
}

fn executor(backend: Backend) -> Result<Box<dyn execute::Backend>, Error> {
    Ok(match backend {
        Backend::Interpreter => Box::new(Interpreter),
        Backend::Cranelift => Box::new(Cranelift::host()?),
        Backend::Wide => Box::new(Native::wide()?),
        Backend::Auto => match Native::host() {
            Ok(native) => Box::new(native),
            Err(_) => Box::new(Interpreter),
        },
    })
}
