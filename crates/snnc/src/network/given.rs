//! Pairs that a rule gives all at once, to be taken target by target.

use super::csr::row_offsets;

/// For each target some sources, in order.
pub(super) struct Given {
    offsets: Vec<u64>,
    sources: Vec<u32>,
}

impl Given {
    /// Sorts (source, target) pairs by target, then source.
    pub(super) fn sort(pairs: &mut [(u32, u32)], targets: u32) -> Self {
        pairs.sort_unstable_by_key(|(source, target)| (*target, *source));
        let offsets = row_offsets(pairs.iter().map(|(_, target)| *target), targets as usize);
        Given { offsets, sources: pairs.iter().map(|(source, _)| *source).collect() }
    }

    /// The sources of a target.
    pub(super) fn of(&self, target: u32) -> &[u32] {
        &self.sources[self.offsets[target as usize] as usize..self.offsets[target as usize + 1] as usize]
    }
}
