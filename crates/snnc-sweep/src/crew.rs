//! Several threads that run the points of a sweep.

use crate::error::Error;
use crate::journal::{Entry, Journal, Status};
use crate::models::Models;
use crate::point::{self, Conditions, Ran};
use crate::scratch::Scratch;
use crate::sweep::{Sweep, SweepProgress};
use snnc::{Compiler, KernelCounts, Threads};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Before so much of the work is done, nobody can say how long it will take.
const LEAST_DONE: f64 = 1e-3;

/// Threads at work on a sweep.
pub(crate) struct Crew<'s> {
    sweep: &'s Sweep,
    models: Models<'s>,
    observe: &'s (dyn Fn(&SweepProgress) -> ControlFlow<()> + Sync),
    /// Where the results of points are while they are made and looked at.
    scratch: Scratch,
    began: Instant,
    /// How many points were done before, and how many of them failed.
    before: [u64; 2],
    all: usize,
    state: Mutex<State>,
}

struct State {
    journal: Journal,
    /// The indices of points still to be run, the last one first.
    todo: Vec<u64>,
    /// Points for which there was no memory beside the others.
    large: Vec<u64>,
    /// How far each thread is with its point, from 0 to 1.
    underway: Vec<f64>,
    done: u64,
    failed: u64,
    stopped: bool,
    error: Option<Error>,
}

/// What was done.
pub(crate) struct Worked {
    pub(crate) done: u64,
    pub(crate) stopped: bool,
    pub(crate) models: usize,
    pub(crate) kernels: KernelCounts,
}

impl<'s> Crew<'s> {
    pub(crate) fn new(
        sweep: &'s Sweep,
        compiler: Compiler,
        journal: Journal,
        mut todo: Vec<u64>,
        before: [u64; 2],
        observe: &'s (dyn Fn(&SweepProgress) -> ControlFlow<()> + Sync),
    ) -> Result<Crew<'s>, Error> {
        let scratch = Scratch::new(sweep)?;
        let threads = if sweep.jobs.get() == 1 { Threads::Auto } else { Threads::ONE };
        todo.reverse();
        Ok(Crew {
            models: Models::new(&sweep.model, compiler, threads),
            sweep,
            observe,
            scratch,
            began: Instant::now(),
            before,
            all: todo.len(),
            state: Mutex::new(State {
                journal,
                large: vec![],
                underway: vec![0.0; sweep.jobs.get().min(todo.len()).max(1)],
                todo,
                done: 0,
                failed: 0,
                stopped: false,
                error: None,
            }),
        })
    }

    /// Runs all points.
    pub(crate) fn work(self) -> Result<Worked, Error> {
        let threads = self.state().underway.len();
        let crew = &self;
        thread::scope(|scope| {
            for worker in 0..threads {
                let builder = thread::Builder::new().name(format!("sweep {worker}"));
                let started = builder.spawn_scoped(scope, move || crew.take_turns(worker, threads > 1));
                if let Err(error) = started {
                    self.fail(Error::refused(format!("the system has no further thread: {error}")));
                }
            }
        });
        // Alone, they may have memory enough.
        let large = std::mem::take(&mut self.state().large);
        if !large.is_empty() {
            self.state().todo = large.into_iter().rev().collect();
            self.take_turns(0, false);
        }
        let (models, kernels) = self.models.counts();
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        match state.error {
            Some(error) => Err(error),
            None => Ok(Worked { done: state.done, stopped: state.stopped, models, kernels }),
        }
    }

    /// Runs one point after the other until there are no more.
    fn take_turns(&self, worker: usize, beside_others: bool) {
        loop {
            let index = {
                let mut state = self.state();
                if state.stopped || state.error.is_some() {
                    return;
                }
                state.underway[worker] = 0.0;
                match state.todo.pop() {
                    Some(index) => index,
                    None => return,
                }
            };
            let started = Instant::now();
            let ran = catch_unwind(AssertUnwindSafe(|| self.run(worker, index)));
            let ran = ran.unwrap_or_else(|panic| Ran::Entry(Box::new(self.broken(index, &*panic))));
            let entry = match ran {
                Ran::Stopped => {
                    self.state().stopped = true;
                    return;
                }
                Ran::NoMemory(_) if beside_others => {
                    self.state().large.push(index);
                    continue;
                }
                Ran::NoMemory(error) => {
                    let point = self.sweep.identity.grid.point(index);
                    Box::new(point::failed(point.number, point.seed, &error))
                }
                Ran::Entry(entry) => entry,
            };
            let entry = Entry { took: started.elapsed().as_secs_f64(), ..*entry };
            let mut state = self.state();
            if let Err(error) = state.journal.add(&entry) {
                state.error = Some(error);
                return;
            }
            state.done += 1;
            state.failed += u64::from(entry.status.is_failure());
            state.underway[worker] = 0.0;
            drop(state);
            if self.show(worker, 0.0).is_break() {
                self.state().stopped = true;
            }
        }
    }

    /// Runs a point.
    fn run(&self, worker: usize, index: u64) -> Ran {
        let Sweep { identity, choices, buffer, .. } = self.sweep;
        let point = identity.grid.point(index);
        let place = self.models.of(&point.settings);
        let compiled = match self.models.compiled(&place, &point.settings) {
            Ok(compiled) => compiled,
            Err(error) => return Ran::Entry(Box::new(point::failed(point.number, point.seed, &error))),
        };
        if self.show(worker, 0.0).is_break() {
            return Ran::Stopped;
        }
        let conditions = Conditions { choices, buffer: *buffer, observe: &|part| self.show(worker, part) };
        let folder = self.scratch.folder().join(point.number.to_string());
        let ran = point::run(point.number, compiled, point.seed, &folder, &conditions);
        let kept = match &ran {
            Ran::Entry(entry) if identity.keep && !entry.status.is_failure() => {
                self.keep(&folder, point.number)
            }
            _ => Ok(()),
        };
        let _ = std::fs::remove_dir_all(&folder);
        if let Err(error) = kept {
            self.fail(error);
            return Ran::Stopped;
        }
        ran
    }

    /// Moves the results of a point to their place.
    fn keep(&self, folder: &Path, number: u64) -> Result<(), Error> {
        let runs = self.sweep.folder.join("runs");
        let digits = self.sweep.identity.grid.len().to_string().len();
        let target = runs.join(format!("{number:0digits$}"));
        let moved = std::fs::create_dir_all(&runs).and_then(|()| {
            if target.exists() {
                std::fs::remove_dir_all(&target)?;
            }
            std::fs::rename(folder, &target)
        });
        moved.map_err(|error| Error::file(&target, "write", error))
    }

    /// The entry of a point at which snnc itself failed.
    fn broken(&self, index: u64, panic: &(dyn std::any::Any + Send)) -> Entry {
        let why =
            panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        let why = format!("snnc itself failed: {}", why.unwrap_or("no reason is known"));
        let point = self.sweep.identity.grid.point(index);
        let error = snnc::Error::NothingToRun;
        Entry {
            error: Some(why),
            status: Status::Prevented,
            ..point::failed(point.number, point.seed, &error)
        }
    }

    /// Shows the observer how far it is.
    fn show(&self, worker: usize, part: f64) -> ControlFlow<()> {
        let mut state = self.state();
        if state.stopped || state.error.is_some() {
            return ControlFlow::Break(());
        }
        state.underway[worker] = part;
        let worth = state.done as f64 + state.underway.iter().sum::<f64>();
        let [before, failed] = self.before;
        let (done, failed) = (before + state.done, failed + state.failed);
        drop(state);
        let share = if self.all == 0 { 1.0 } else { worth / self.all as f64 };
        let left = (share > LEAST_DONE).then(|| {
            Duration::try_from_secs_f64(self.began.elapsed().as_secs_f64() * (1.0 - share) / share).ok()
        });
        let points = before + self.all as u64;
        let part = (before as f64 + worth) / (points as f64).max(1.0);
        (self.observe)(&SweepProgress { points, done, failed, part, left: left.flatten() })
    }

    fn fail(&self, error: Error) {
        self.state().error.get_or_insert(error);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // What is in there is whole whenever a thread gives it up.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
