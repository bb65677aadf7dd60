//! The compiled models of a sweep: one for each combination of values, which its seeds share.

use snnc::{CompiledModel, Compiler, Error, KernelCounts, Model, Threads};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A compiled model that is there once somebody needed it.
pub(crate) type Shared = Arc<OnceLock<Result<CompiledModel, Arc<Error>>>>;

/// The compiled models of a sweep.
pub(crate) struct Models<'s> {
    model: &'s Model,
    compiler: Compiler,
    threads: Threads,
    /// Those that are in use, and the one asked for last.
    shared: Mutex<Vec<(Settings, Shared)>>,
    compiled: AtomicUsize,
}

type Settings = Vec<(String, String)>;

impl<'s> Models<'s> {
    pub(crate) fn new(model: &'s Model, compiler: Compiler, threads: Threads) -> Models<'s> {
        Models { model, compiler, threads, shared: Mutex::default(), compiled: AtomicUsize::new(0) }
    }

    /// A place for the model with these values: [`compiled`](Self::compiled) fills it.
    pub(crate) fn of(&self, settings: &[(&str, &str)]) -> Shared {
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        let is = |known: &Settings| {
            known.len() == settings.len()
                && known.iter().zip(settings).all(|(a, b)| (a.0.as_str(), a.1.as_str()) == *b)
        };
        if let Some((_, found)) = shared.iter().find(|(known, _)| is(known)) {
            return found.clone();
        }
        shared.retain(|(_, model)| Arc::strong_count(model) > 1);
        let fresh = Shared::default();
        let settings = settings.iter().map(|(name, value)| ((*name).to_string(), (*value).to_string()));
        shared.push((settings.collect(), fresh.clone()));
        fresh
    }

    /// The model of that place, compiled now if nobody did before.
    pub(crate) fn compiled<'m>(
        &self,
        place: &'m Shared,
        settings: &[(&str, &str)],
    ) -> Result<&'m CompiledModel, Arc<Error>> {
        let compiled = place.get_or_init(|| {
            self.compiled.fetch_add(1, Ordering::Relaxed);
            let model = with(self.model, settings);
            let compiled = model.and_then(|model| self.compiler.compile(&model));
            compiled.map(|compiled| compiled.with_threads(self.threads)).map_err(Arc::new)
        });
        compiled.as_ref().map_err(Arc::clone)
    }

    /// How many models were compiled, and how many kernels for them.
    pub(crate) fn counts(&self) -> (usize, KernelCounts) {
        (self.compiled.load(Ordering::Relaxed), self.compiler.kernels())
    }
}

/// The model with these values of its constants.
pub(crate) fn with(model: &Model, settings: &[(&str, &str)]) -> Result<Model, Error> {
    settings.iter().try_fold(model.clone(), |model, (name, value)| model.with(name, value))
}
