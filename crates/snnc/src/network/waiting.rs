//! Random places in ascending order, without sorting.

use super::candidates::Candidates;
use snnc_ir::rng::{Geometric, StreamKey, fill_exponential};

/// Gaps that are drawn at once.
const BATCH: usize = 512;

/// Each place with the same probability, in time proportional to those that are chosen: the gaps are geometric
/// (Batagelj & Brandes 2005, doi:10.1103/PhysRevE.71.036113).
pub(super) struct Gaps {
    key: StreamKey,
    geometric: Geometric,
    drawn: [u32; BATCH],
}

impl Gaps {
    /// With a probability between 0 and 1, both excluded.
    pub(super) fn new(key: StreamKey, p: f64) -> Gaps {
        Gaps { key, geometric: Geometric::new(p), drawn: [0; BATCH] }
    }

    /// Chooses candidates of the rows of `into`, each of which has `size` places. `step` addresses the random numbers.
    pub(super) fn choose(&mut self, step: u64, size: u32, into: &mut Candidates) {
        let size = u64::from(size);
        let end = size * u64::from(into.rows.end - into.rows.start);
        let partners = &mut into.partners;
        let (mut next, mut element) = (0u64, 0);
        let (mut row_start, mut row_end) = (0, size);
        while next < end {
            self.geometric.fill(self.key, step, element, &mut self.drawn);
            element += BATCH as u64;
            partners.reserve(BATCH);
            for gap in &self.drawn {
                let place = next + u64::from(*gap);
                if *gap == u32::MAX {
                    // That many are left out at least; what comes after does not know of it.
                    next = place;
                    continue;
                }
                next = place + 1;
                if place >= row_end {
                    if place >= end {
                        break;
                    }
                    while place >= row_end {
                        into.ends.push(partners.len());
                        (row_start, row_end) = (row_end, row_end + size);
                    }
                }
                partners.push((place - row_start) as u32);
            }
        }
        into.ends.resize((into.rows.end - into.rows.start) as usize, partners.len());
    }
}

/// So many of `size` places, each drawn independently of the others, in ascending order: the partial sums of one more exponential
/// numbers than places, divided by their total, are in the order of the numbers what uniform ones are when sorted.
pub(super) fn ascending(times: &[f64], size: u64, mut each: impl FnMut(u64)) {
    let Some((_, gaps)) = times.split_last() else { return };
    let scale = size as f64 / times.iter().sum::<f64>();
    let mut time = 0.0;
    for gap in gaps {
        time += gap;
        each(((time * scale) as u64).min(size.saturating_sub(1)));
    }
}

/// The waiting times that [`ascending`] takes.
pub(super) struct Times {
    key: StreamKey,
    times: Vec<f64>,
}

impl Times {
    pub(super) fn new(key: StreamKey) -> Times {
        Times { key, times: vec![] }
    }

    /// So many, from an element on.
    pub(super) fn draw(&mut self, step: u64, element: u64, count: usize) -> &[f64] {
        self.times.resize(count, 0.0);
        fill_exponential(self.key, step, element, &mut self.times);
        &self.times
    }
}
