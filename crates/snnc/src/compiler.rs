//! Compiling several models that have kernels in common.

use crate::error::Error;
use sha2::{Digest, Sha256};
use snnc_ir::execute::{self, BackendError, Executable};
use snnc_ir::interpret::Interpreter;
use snnc_ir::kernel::Kernel;
use snnc_jit::{Cranelift, Native};
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The code of so many kernels is kept.
const MOST_KEPT: usize = 1024;

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

/// Compiles models for one backend, and keeps the code of their kernels: a kernel that several models have, or several stages of
/// one, is compiled once. Models that differ in the value of a constant differ only in the kernels into which it is folded.
///
/// It can be shared by threads. The code of 1024 kernels is kept, those that were asked for last.
pub struct Compiler {
    backend: Box<dyn execute::Backend + Send + Sync>,
    known: Mutex<Known>,
    compiled: AtomicUsize,
    reused: AtomicUsize,
}

/// How many kernels a [`Compiler`] has dealt with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KernelCounts {
    /// Those that became code.
    pub compiled: usize,
    /// Those of which there was code already.
    pub reused: usize,
}

/// The code there is, with the moment at which it was last asked for.
#[derive(Default)]
struct Known {
    code: HashMap<Key, (Arc<dyn Executable>, u64)>,
    now: u64,
}

/// What tells kernels apart.
type Key = [u8; 32];

impl Compiler {
    /// A compiler for this machine.
    ///
    /// # Errors
    /// If the machine cannot execute what that backend makes.
    pub fn new(backend: Backend) -> Result<Compiler, Error> {
        let backend: Box<dyn execute::Backend + Send + Sync> = match backend {
            Backend::Interpreter => Box::new(Interpreter),
            Backend::Cranelift => Box::new(Cranelift::host()?),
            Backend::Wide => Box::new(Native::wide()?),
            Backend::Auto => match Native::host() {
                Ok(native) => Box::new(native),
                Err(_) => Box::new(Interpreter),
            },
        };
        let (compiled, reused) = (AtomicUsize::new(0), AtomicUsize::new(0));
        Ok(Compiler { backend, known: Mutex::default(), compiled, reused })
    }

    /// How many kernels it has compiled so far, and how many it did not have to.
    pub fn kernels(&self) -> KernelCounts {
        let of = |count: &AtomicUsize| count.load(Ordering::Relaxed);
        KernelCounts { compiled: of(&self.compiled), reused: of(&self.reused) }
    }

    /// The name of the backend.
    pub(crate) fn backend(&self) -> &'static str {
        self.backend.name()
    }

    /// Makes kernels executable, in order, each by itself.
    pub(crate) fn executables(&self, kernels: &[Kernel]) -> Result<Vec<Arc<dyn Executable>>, BackendError> {
        self.compiled.fetch_add(kernels.len(), Ordering::Relaxed);
        Ok(self.backend.compile(kernels)?.into_iter().map(Arc::from).collect())
    }

    /// Makes kernels executable, in order; of those that are known, the code is taken that there is.
    pub(crate) fn shared_executables(
        &self,
        kernels: &[Kernel],
    ) -> Result<Vec<Arc<dyn Executable>>, BackendError> {
        let keys: Vec<Key> = kernels.iter().map(key).collect();
        let mut found: HashMap<Key, Arc<dyn Executable>> = self.known().find(&keys);
        let mut fresh: Vec<(Key, Kernel)> = Vec::new();
        for (key, kernel) in keys.iter().zip(kernels) {
            if !found.contains_key(key) && fresh.iter().all(|(other, _)| other != key) {
                fresh.push((*key, kernel.clone()));
            }
        }
        self.reused.fetch_add(kernels.len() - fresh.len(), Ordering::Relaxed);
        if !fresh.is_empty() {
            // The others need not wait meanwhile: should two of them compile the same kernel, both codes do the same.
            let (keys, kernels): (Vec<Key>, Vec<Kernel>) = fresh.into_iter().unzip();
            let made: Vec<_> = keys.into_iter().zip(self.executables(&kernels)?).collect();
            self.known().keep(&made);
            found.extend(made);
        }
        Ok(keys.iter().filter_map(|key| found.get(key).cloned()).collect())
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        // What is in there is whole whenever a thread gives it up.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn find(&mut self, keys: &[Key]) -> HashMap<Key, Arc<dyn Executable>> {
        self.now += 1;
        let now = self.now;
        let found = keys.iter().filter_map(|key| {
            let (code, asked) = self.code.get_mut(key)?;
            *asked = now;
            Some((*key, code.clone()))
        });
        found.collect()
    }

    fn keep(&mut self, made: &[(Key, Arc<dyn Executable>)]) {
        let now = self.now;
        self.code.extend(made.iter().map(|(key, code)| (*key, (code.clone(), now))));
        if self.code.len() > MOST_KEPT {
            let mut moments: Vec<u64> = self.code.values().map(|(_, asked)| *asked).collect();
            moments.sort_unstable();
            let oldest = moments[moments.len() - MOST_KEPT / 2];
            self.code.retain(|_, (_, asked)| *asked >= oldest);
        }
    }
}

/// The digest of all that the code of a kernel depends on: neither its name nor those of its streams, which are bound later. Floats
/// are told apart by their bits, as 0 and -0 are; `PartialEq` would not do.
fn key(kernel: &Kernel) -> Key {
    let Kernel { name: _, domain, columns, streams, body, invariant } = kernel;
    let text = format!("{domain:?} {columns:?} {} {body:?} {invariant}", streams.len());
    Sha256::digest(text.as_bytes()).into()
}
