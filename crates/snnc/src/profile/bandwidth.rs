//! How fast memory is.

use std::hint::black_box;
use std::time::Instant;

/// More than the caches hold: 64 MB are copied.
const WORDS: usize = 8_000_000;

/// The best of so many times: others work on the machine too.
const TIMES: usize = 5;

/// The bytes a second that are read and written when memory is copied.
pub(super) fn measure() -> f64 {
    let from = black_box(vec![1u64; WORDS]);
    let mut to = black_box(vec![2u64; WORDS]);
    let mut best = f64::INFINITY;
    for _ in 0..TIMES {
        let started = Instant::now();
        to.copy_from_slice(&from);
        black_box(&mut to);
        best = best.min(started.elapsed().as_secs_f64());
    }
    (2 * WORDS * size_of::<u64>()) as f64 / best
}
