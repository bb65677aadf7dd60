//! The compiled condition of a rule.

use super::site::Site;
use snnc_ir::bits;
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
        let sources = site.sizes[0] as usize;
        Filter {
            all: site.bind(&filter.all, None),
            listed: site.bind(&filter.listed, None),
            // A list may be longer than the group: draws repeat.
            bits: bits::none_of(sources),
            sources,
        }
    }

    /// All sources that a target keeps.
    pub(super) fn all(&self, target: u32, kept: &mut Vec<u32>) {
        kept.clear();
        self.all.call(&Call {
            lanes: 0..self.sources,
            post: target,
            step: u64::from(target),
            bits: Some(&self.bits),
            ..Call::default()
        });
        bits::append(&self.bits, self.sources, kept);
    }

    /// Drops the candidates that a target does not keep. A source that is listed twice is decided once.
    pub(super) fn retain(&self, target: u32, candidates: &mut Vec<u32>) {
        let mut start = 0;
        let mut kept = 0;
        while start < candidates.len() {
            let len = (candidates.len() - start).min(self.bits.capacity() * 64);
            let list = &candidates[start..start + len];
            let step = u64::from(target);
            self.listed.call(&Call { list, post: target, step, bits: Some(&self.bits), ..Call::default() });
            for k in 0..len {
                if bits::contains(&self.bits, k) {
                    candidates[kept] = candidates[start + k];
                    kept += 1;
                }
            }
            start += len;
        }
        candidates.truncate(kept);
    }
}
