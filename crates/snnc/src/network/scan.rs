//! Looking at all pairs: the sources of a block, one after the other, each with all targets for which the condition can hold.

use super::bounds::{Bounds, Tiles};
use super::candidates::Candidates;
use super::diagnostics;
use super::failure::Failure;
use super::site::Site;
use snnc_ir::bits;
use snnc_ir::column::Column;
use snnc_ir::execute::{Bound, Call};
use snnc_ir::faults::Faults;
use snnc_ir::plan::Scan;
use std::ops::Range;

/// Where bounds do not help, they are looked for again after so many sources at most.
const MOST_SKIPPED: u32 = 64;

/// The compiled condition of a rule; each thread has its own.
pub(super) struct Scanner {
    filter: Box<dyn Bound>,
    improper: Option<Box<dyn Bound>>,
    bits: Column,
    targets: usize,
    tiles: Tiles,
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
            tiles: Tiles::default(),
        }
    }

    /// The pairs of the rows that are kept.
    pub(super) fn choose(
        &mut self,
        site: &Site<'_>,
        bounds: Option<&Bounds<'_>>,
        into: &mut Candidates,
    ) -> Result<(), Failure> {
        let (mut skip, mut skipped) = (0, 0);
        for source in into.rows.clone() {
            let helps = match bounds {
                Some(bounds) if skipped >= skip => {
                    let helps = bounds.tiles(source, &mut self.tiles);
                    skip = if helps { 0 } else { (2 * skip + 1).min(MOST_SKIPPED) };
                    skipped = 0;
                    helps
                }
                _ => {
                    skipped += 1;
                    false
                }
            };
            if helps {
                for (range, all) in &self.tiles.found {
                    if *all {
                        into.partners.extend(range.start as u32..range.end as u32);
                    } else {
                        self.look(site, source, range.clone(), &mut into.partners)?;
                    }
                }
            } else {
                self.look(site, source, 0..self.targets, &mut into.partners)?;
            }
            into.end_row();
        }
        Ok(())
    }

    /// Asks for each of some targets.
    fn look(
        &self,
        site: &Site<'_>,
        source: u32,
        lanes: Range<usize>,
        kept: &mut Vec<u32>,
    ) -> Result<(), Failure> {
        let step = source.into();
        let words = lanes.start / 64..lanes.end.div_ceil(64);
        let call = Call { lanes, pre: source, step, bits: Some(&self.bits), ..Call::default() };
        if let Some(improper) = &self.improper {
            improper.call(&call);
            if let Some(word) = words.clone().find(|word| self.bits.word(*word) != 0) {
                let target = word as u32 * 64 + self.bits.word(word).trailing_zeros();
                return Err(diagnostics::negative_probability(site.rule.span, source, target).into());
            }
        }
        self.filter.call(&call);
        for word in words {
            let mut left = self.bits.word(word);
            while left != 0 {
                kept.push(word as u32 * 64 + left.trailing_zeros());
                left &= left - 1;
            }
        }
        Ok(())
    }
}
