//! Looking at all pairs: the sources of a block, one after the other, each with all targets at once.

use super::candidates::Candidates;
use super::diagnostics;
use super::failure::Failure;
use super::site::Site;
use snnc_ir::bits;
use snnc_ir::column::Column;
use snnc_ir::execute::{Bound, Call};
use snnc_ir::faults::Faults;
use snnc_ir::plan::Scan;

/// The compiled condition of a rule; each thread has its own.
pub(super) struct Scanner {
    filter: Box<dyn Bound>,
    improper: Option<Box<dyn Bound>>,
    bits: Column,
    targets: usize,
}

impl Scanner {
    /// Of a rule.
    pub(super) fn new(site: &Site<'_>, scan: &Scan, faults: &Faults) -> Scanner {
        let targets = site.sizes[1] as usize;
        Scanner {
            filter: site.bind(&scan.filter, None, faults),
            improper: scan.improper.as_ref().map(|kernel| site.bind(kernel, None, faults)),
            bits: bits::none_of(targets),
            targets,
        }
    }

    /// The pairs of the rows that are kept.
    pub(super) fn choose(&self, site: &Site<'_>, into: &mut Candidates) -> Result<(), Failure> {
        for source in into.rows.clone() {
            let call = Call {
                lanes: 0..self.targets,
                pre: source,
                step: source.into(),
                bits: Some(&self.bits),
                ..Call::default()
            };
            if let Some(improper) = &self.improper {
                improper.call(&call);
                let found = (0..self.targets.div_ceil(64)).find(|word| self.bits.word(*word) != 0);
                if let Some(word) = found {
                    let target = word as u32 * 64 + self.bits.word(word).trailing_zeros();
                    return Err(diagnostics::negative_probability(site.rule.span, source, target).into());
                }
            }
            self.filter.call(&call);
            bits::append(&self.bits, self.targets, &mut into.partners);
            into.end_row();
        }
        Ok(())
    }
}
