//! Where threads wait for each other.

use crate::threads::processors;
use std::hint;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

/// How often a thread looks whether the others have come, before it sleeps: for 20 to 100 microseconds.
const LOOKS: u32 = 2000;

/// A cache line of its own, and the one that the processor fetches with it.
#[derive(Default)]
#[repr(align(128))]
struct Apart<T>(T);

/// A place where so many threads meet, again and again. What any of them wrote before, all of them see afterwards.
///
/// A thread that waits looks for a while, which costs least if the others come soon, and then sleeps. If there are more
/// threads than processors, it would keep the others from coming, and sleeps at once.
pub(crate) struct Barrier {
    members: usize,
    looks: u32,
    arrived: Apart<AtomicUsize>,
    /// How often they have met.
    met: Apart<AtomicUsize>,
    asleep: Apart<AtomicUsize>,
    abandoned: AtomicBool,
    lock: Mutex<()>,
    wake: Condvar,
}

/// One of the threads has ended, or was never started: nobody may wait for it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Abandoned;

impl Barrier {
    /// For so many threads.
    pub(crate) fn new(members: usize) -> Barrier {
        Barrier {
            members,
            looks: if members <= processors() { LOOKS } else { 0 },
            arrived: Apart::default(),
            met: Apart::default(),
            asleep: Apart::default(),
            abandoned: AtomicBool::new(false),
            lock: Mutex::new(()),
            wake: Condvar::new(),
        }
    }

    /// Waits until all threads are here.
    ///
    /// # Errors
    /// If one of them will never come.
    #[inline]
    pub(crate) fn wait(&self) -> Result<(), Abandoned> {
        // Nobody can leave before this thread has come, so that this is the meeting that it comes to.
        let before = self.met.0.load(Ordering::Relaxed);
        if self.arrived.0.fetch_add(1, Ordering::AcqRel) + 1 == self.members {
            self.arrived.0.store(0, Ordering::Relaxed);
            // Sequentially consistent, and so is the counting of those asleep: either they see that all have come, or are seen.
            self.met.0.store(before.wrapping_add(1), Ordering::SeqCst);
            if self.asleep.0.load(Ordering::SeqCst) > 0 {
                self.wake_all();
            }
            return Ok(());
        }
        for _ in 0..self.looks {
            if self.met.0.load(Ordering::Acquire) != before {
                return Ok(());
            }
            hint::spin_loop();
        }
        self.sleep(before)
    }

    #[cold]
    fn sleep(&self, before: usize) -> Result<(), Abandoned> {
        let mut guard = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        self.asleep.0.fetch_add(1, Ordering::SeqCst);
        let met = loop {
            if self.met.0.load(Ordering::SeqCst) != before {
                break Ok(());
            }
            if self.abandoned.load(Ordering::SeqCst) {
                break Err(Abandoned);
            }
            guard = self.wake.wait(guard).unwrap_or_else(PoisonError::into_inner);
        };
        self.asleep.0.fetch_sub(1, Ordering::SeqCst);
        met
    }

    #[cold]
    fn wake_all(&self) {
        // Who counts as asleep either waits already, or has not looked yet while holding the lock.
        drop(self.lock.lock().unwrap_or_else(PoisonError::into_inner));
        self.wake.notify_all();
    }

    /// Somebody will never come: nobody waits any more.
    pub(crate) fn abandon(&self) {
        self.abandoned.store(true, Ordering::SeqCst);
        self.wake_all();
    }

    /// While what it gives lives, a panic of this thread ends the waiting of the others.
    pub(crate) fn attend(&self) -> Attending<'_> {
        Attending(self)
    }
}

/// A thread that the others can count on.
pub(crate) struct Attending<'b>(&'b Barrier);

impl Drop for Attending<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.abandon();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Abandoned, Barrier};
    use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
    use std::thread;

    #[test]
    fn nobody_goes_on_before_all_have_come() {
        for members in [1, 2, 3, 7] {
            let barrier = Barrier::new(members);
            let counts: Vec<AtomicU64> = (0..members).map(|_| AtomicU64::new(0)).collect();
            let barrier = &barrier;
            let counts = &counts;
            thread::scope(|scope| {
                for own in 0..members {
                    scope.spawn(move || {
                        for turn in 1..=500 {
                            counts[own].store(turn, Relaxed);
                            barrier.wait().expect("all come");
                            assert!(counts.iter().all(|count| count.load(Relaxed) >= turn));
                            barrier.wait().expect("all come");
                        }
                    });
                }
            });
        }
    }

    #[test]
    fn nobody_waits_for_a_thread_that_has_ended_in_a_panic() {
        let barrier = Barrier::new(2);
        let waited = thread::scope(|scope| {
            let other = scope.spawn(|| {
                let _here = barrier.attend();
                std::panic::resume_unwind(Box::new("on purpose"));
            });
            let waited = barrier.wait();
            assert!(other.join().is_err());
            waited
        });
        assert_eq!(waited, Err(Abandoned));
    }
}
