//! A compiled model: immutable and shareable.

use crate::compiler::{Backend, Compiler};
use crate::error::Error;
use crate::model::Model;
use crate::origin::{Loaded, Origin};
use crate::program::Program;
use crate::threads::Threads;
use snnc_ir::kernel::Precision;
use snnc_ir::lower::lower_in;
use snnc_ir::plan::Plan;
use snnc_lang::{Diagnostic, Sources};
use snnc_results::Settings;
use std::sync::Arc;
use std::time::{Duration, Instant};

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
    origin: Arc<Origin>,
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
        let lowered = LoweredModel::of(self)?;
        let compiler = Compiler::new(backend)?;
        // Of a single model without stages nothing can be shared, and it need not be looked for.
        let shared = !lowered.plan.stages.is_empty();
        CompiledModel::new(self, lowered, &compiler, shared)
    }
}

impl Compiler {
    /// Compiles a model, with the code that there is of its kernels.
    ///
    /// # Errors
    /// If the model is wrong or the backend cannot execute it.
    pub fn compile(&self, model: &Model) -> Result<CompiledModel, Error> {
        CompiledModel::new(model, LoweredModel::of(model)?, self, true)
    }
}

/// A model without errors, on its way to code.
struct LoweredModel {
    plan: Plan,
    origin: Origin,
    warnings: Vec<Diagnostic>,
    check: Duration,
    checked_at: Instant,
}

impl LoweredModel {
    fn of(model: &Model) -> Result<LoweredModel, Error> {
        let started = Instant::now();
        let loaded = Loaded::new(model.files());
        let checked = model.check_with(&loaded);
        let checked_at = Instant::now();
        let mut diagnostics = checked.diagnostics;
        let Some(hir) = checked.model else { return Err(Error::rejected(model.sources(), diagnostics)) };
        let lowered = lower_in(&hir, model.precision());
        diagnostics.extend(lowered.diagnostics);
        let Some(plan) = lowered.plan else { return Err(Error::rejected(model.sources(), diagnostics)) };
        let origin = Origin::new(model, loaded);
        Ok(LoweredModel { plan, origin, warnings: diagnostics, check: checked_at - started, checked_at })
    }
}

impl CompiledModel {
    fn new(
        model: &Model,
        lowered: LoweredModel,
        compiler: &Compiler,
        shared: bool,
    ) -> Result<CompiledModel, Error> {
        let LoweredModel { plan, origin, warnings, check, checked_at } = lowered;
        let program = Program::compile(&plan, compiler, shared)?;
        let timings = CompileTimings { parse: model.parse_time(), check, compile: checked_at.elapsed() };
        let sources = model.sources().clone();
        let origin = Arc::new(origin);
        let stage = |plan: Plan, program| Inner {
            plan,
            program,
            stages: vec![],
            sources: sources.clone(),
            warnings: vec![],
            origin: origin.clone(),
            precision: model.precision(),
            timings,
        };
        let mut stages: Vec<CompiledModel> = Vec::with_capacity(plan.stages.len());
        for next in &plan.stages {
            let program = Program::compile(next, compiler, shared)?;
            stages.push(CompiledModel::of(stage(next.clone(), program)));
        }
        let timings = CompileTimings { compile: checked_at.elapsed(), ..timings };
        Ok(CompiledModel::of(Inner { stages, warnings, timings, ..stage(plan, program) }))
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

    /// The texts and the data that it was made from.
    pub fn origin(&self) -> &snnc_results::Model {
        &self.inner.origin.model
    }

    /// What replaced parts of the model file, as it was given.
    pub fn settings(&self) -> &Settings {
        &self.inner.origin.settings
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
