//! Threads that build: they take blocks of the work, one after the other.
//!
//! What a block yields may depend on nothing but its number. Then the number of threads does not matter.

use super::failure::Failure;
use crate::demands;
use crate::error::Error;
use snnc_ir::execute::{Bound, Call};
use snnc_ir::faults::Faults;
use snnc_ir::plan::Plan;
use std::cell::Cell;
use std::ops::{ControlFlow, Range};
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::thread;

/// Lanes of columns that a thread takes at once: a multiple of 64.
const LANES: usize = 1 << 15;

/// How far the building of a network is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Building {
    /// How many synapses have been made.
    pub synapses: u64,
    /// How many are expected; more, if conditions decide.
    pub expected: u64,
    /// How many bytes of memory these take.
    pub bytes: u64,
}

/// Is shown how far the building is, and may stop it.
pub(crate) type Observer<'a> = &'a dyn Fn(Building) -> ControlFlow<()>;

/// How many threads build, and who watches them.
pub(crate) struct Crew<'a> {
    threads: usize,
    observer: Observer<'a>,
    /// How many synapses have been made by all threads.
    pub(super) made: AtomicU64,
    expected: Cell<[u64; 2]>,
}

/// What the threads know of each other.
struct Board {
    next: AtomicUsize,
    count: usize,
    /// A block has failed: no later one is needed.
    failed: AtomicBool,
    stopped: AtomicBool,
}

impl<'a> Crew<'a> {
    /// So many threads; `observer` is asked between blocks whether to go on.
    pub(crate) fn new(threads: usize, observer: Observer<'a>) -> Crew<'a> {
        Crew { threads: threads.max(1), observer, made: AtomicU64::new(0), expected: Cell::default() }
    }

    /// Tells how many synapses are expected, and how many bytes these take.
    pub(super) fn expect(&self, synapses: u64, bytes: u64) -> Result<(), Error> {
        self.expected.set([synapses, bytes]);
        if self.is_stopped() { Err(Error::Interrupted) } else { Ok(()) }
    }

    fn is_stopped(&self) -> bool {
        let [expected, bytes] = self.expected.get();
        let building = Building { synapses: self.made.load(Relaxed), expected, bytes };
        (self.observer)(building).is_break()
    }

    /// How many threads there are.
    pub(super) fn threads(&self) -> usize {
        self.threads
    }

    /// Carries out the blocks `0..count`, each thread with what `start` gives it; yields what they yield, in order. Of the blocks
    /// that fail, the first is told.
    pub(super) fn blocks<W, T: Send>(
        &self,
        count: usize,
        start: impl Fn() -> W + Sync,
        work: impl Fn(&mut W, usize) -> Result<T, Failure> + Sync,
    ) -> Result<Vec<T>, Failure> {
        let board = Board {
            next: AtomicUsize::new(0),
            count,
            failed: AtomicBool::new(false),
            stopped: AtomicBool::new(false),
        };
        let mut done = thread::scope(|scope| {
            let share = || board.share(&|| false, &start, &work);
            // Where the system gives no more threads, fewer will do.
            let others: Vec<_> = (1..self.threads.min(count))
                .map_while(|_| thread::Builder::new().spawn_scoped(scope, share).ok())
                .collect();
            let mut done = board.share(&|| self.is_stopped(), &start, &work);
            for other in others {
                done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
            done
        });
        if board.stopped.load(Relaxed) {
            return Err(Failure::Other(Error::Interrupted));
        }
        done.sort_unstable_by_key(|(block, _)| *block);
        done.into_iter().map(|(_, result)| result).collect()
    }

    /// Executes a kernel for the lanes of a call, a part of them at a time; `bind` binds it with what records faults.
    pub(super) fn execute(
        &self,
        plan: &Plan,
        call: &Call<'_>,
        bind: impl Fn(&Faults) -> Box<dyn Bound> + Sync,
    ) -> Result<(), Failure> {
        let Range { start, end } = call.lanes;
        let start_work = || {
            let faults = Faults::default();
            (bind(&faults), faults)
        };
        self.blocks((end - start).div_ceil(LANES), start_work, |(kernel, faults), block| {
            let first = start + block * LANES;
            kernel.call(&Call { lanes: first..end.min(first + LANES), ..call.clone() });
            demands::unmet(plan, faults).map_or(Ok(()), |told| Err(told.into()))
        })?;
        Ok(())
    }
}

impl Board {
    /// What one thread does.
    fn share<W, T>(
        &self,
        stop: &dyn Fn() -> bool,
        start: &impl Fn() -> W,
        work: &impl Fn(&mut W, usize) -> Result<T, Failure>,
    ) -> Vec<(usize, Result<T, Failure>)> {
        let mut done = vec![];
        let mut worker = None;
        while !self.failed.load(Relaxed) && !self.stopped.load(Relaxed) {
            if stop() {
                self.stopped.store(true, Relaxed);
                break;
            }
            // Taken in order: all before the first that fails are carried out.
            let block = self.next.fetch_add(1, Relaxed);
            if block >= self.count {
                break;
            }
            let result = work(worker.get_or_insert_with(start), block);
            if result.is_err() {
                self.failed.store(true, Relaxed);
            }
            done.push((block, result));
        }
        done
    }
}
