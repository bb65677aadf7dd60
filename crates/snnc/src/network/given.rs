//! Pairs that a rule gives all at once, to be taken target by target.

/// For each target some sources, in order.
pub(super) struct Given {
    offsets: Vec<usize>,
    sources: Vec<u32>,
}

impl Given {
    /// Sorts (source, target) pairs by target, then source.
    pub(super) fn sort(pairs: &mut [(u32, u32)], targets: u32) -> Self {
        pairs.sort_unstable_by_key(|(source, target)| (*target, *source));
        let mut offsets = vec![0; targets as usize + 1];
        pairs.iter().for_each(|(_, target)| offsets[*target as usize + 1] += 1);
        for k in 0..targets as usize {
            offsets[k + 1] += offsets[k];
        }
        Given { offsets, sources: pairs.iter().map(|(source, _)| *source).collect() }
    }

    /// The sources of a target.
    pub(super) fn of(&self, target: u32) -> &[u32] {
        &self.sources[self.offsets[target as usize]..self.offsets[target as usize + 1]]
    }
}
