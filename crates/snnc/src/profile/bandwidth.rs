//! How fast memory is.

use std::hint::black_box;
use std::time::Instant;

/// What is copied, more than the caches hold: 64 MB.
const WORDS: usize = 8_000_000;

/// It is copied piece by piece, and the median counts: others work on the machine too.
const PIECE: usize = 125_000;

/// So many times.
const TIMES: usize = 3;

/// The bytes a second that are read and written when memory is copied.
pub(super) fn measure() -> f64 {
    let from = black_box(vec![1u64; WORDS]);
    let mut to = black_box(vec![2u64; WORDS]);
    let mut seconds = Vec::with_capacity(TIMES * WORDS / PIECE);
    for _ in 0..TIMES {
        for (from, to) in from.chunks_exact(PIECE).zip(to.chunks_exact_mut(PIECE)) {
            let started = Instant::now();
            to.copy_from_slice(from);
            black_box(to);
            seconds.push(started.elapsed().as_secs_f64());
        }
    }
    seconds.sort_by(f64::total_cmp);
    (2 * PIECE * size_of::<u64>()) as f64 / seconds[seconds.len() / 2]
}
