//! The compiled condition of a rule.

use super::site::Site;
use snnc_ir::column::Column;
use snnc_ir::execute::{Bound, Call};
use snnc_ir::plan;

/// Decides which pairs a rule keeps, for one target at a time.
pub(super) struct Filter {
    all: Box<dyn Bound>,
    listed: Box<dyn Bound>,
    bits: Column,
    sources: usize,
}

impl Filter {
    /// Binds a filter of a rule.
    pub(super) fn new(site: &Site<'_>, filter: &plan::Filter) -> Filter {
        let sources = site.synapses.source.size() as usize;
        Filter {
            all: site.bind(&filter.all, None),
            listed: site.bind(&filter.listed, None),
            // A list may be longer than the group: draws repeat.
            bits: Column::zeros(sources.div_ceil(64)),
            sources,
        }
    }

    /// All sources that a target keeps.
    pub(super) fn all(&self, target: u32, kept: &mut Vec<u32>) {
        kept.clear();
        let bits = Some(&self.bits);
        self.all.call(&Call {
            lanes: 0..self.sources,
            post: target,
            step: u64::from(target),
            bits,
            ..Call::default()
        });
        for at in 0..self.sources.div_ceil(64) {
            let mut word = self.bits.word(at);
            while word != 0 {
                kept.push(at as u32 * 64 + word.trailing_zeros());
                word &= word - 1;
            }
        }
    }

    /// Drops the candidates that a target does not keep. A source that is listed twice is decided once.
    pub(super) fn retain(&self, target: u32, candidates: &mut Vec<u32>) {
        let mut start = 0;
        let mut kept = 0;
        while start < candidates.len() {
            let len = (candidates.len() - start).min(self.bits.capacity() * 64);
            let list = &candidates[start..start + len];
            let bits = Some(&self.bits);
            self.listed.call(&Call { list, post: target, step: u64::from(target), bits, ..Call::default() });
            for k in 0..len {
                if self.bits.word(k / 64) >> (k % 64) & 1 == 1 {
                    candidates[kept] = candidates[start + k];
                    kept += 1;
                }
            }
            start += len;
        }
        candidates.truncate(kept);
    }
}
