//! How many synapses a rule makes: for each element of an end, and for each pair.

use super::csr::TargetPairs;
use super::diagnostics;
use super::failure::Failure;
use super::site::{Room, Site};
use snnc_ir::column::Column;
use snnc_ir::execute::{Bound, Call};
use snnc_ir::plan::CountPlan;
use snnc_lang::syntax::ast::End;

/// A count for each element of an end.
pub(super) fn count_of_each(site: &Site<'_>, count: &CountPlan, end: End) -> Result<Vec<i64>, Failure> {
    let (size, name) = match end {
        End::Pre => (site.sizes[0], "source"),
        End::Post => (site.sizes[1], "target"),
    };
    let counts = match count {
        CountPlan::Constant(count) => vec![*count; size as usize],
        CountPlan::Computed(kernel) => {
            let values = site.integers(kernel, size);
            (0..size as usize).map(|k| values.int(k)).collect()
        }
    };
    if let Some(k) = counts.iter().position(|count| *count < 0) {
        return Err(diagnostics::negative_count(site.rule.span, counts[k], &format!("{name} {k}")).into());
    }
    site.room_for(counts.iter().fold(0, |sum: u64, count| sum.saturating_add(*count as u64)))?;
    Ok(counts)
}

/// A count for all together.
pub(super) fn total(site: &Site<'_>, count: &CountPlan) -> Result<u64, Failure> {
    let count = match count {
        CountPlan::Constant(count) => *count,
        CountPlan::Computed(kernel) => site.integers(kernel, 1).int(0),
    };
    u64::try_from(count)
        .map_err(|_| diagnostics::negative_count(site.rule.span, count, "the whole group").into())
}

/// How many synapses each pair gets.
pub(super) enum Copies {
    /// The same number.
    Constant(u32),
    /// What a kernel says, for the sources of one target at a time.
    Computed(Box<dyn Bound>, Column),
}

impl Copies {
    /// As the rule says.
    pub(super) fn of(site: &Site<'_>) -> Result<Copies, Failure> {
        match &site.rule.multiplicity {
            None => Ok(Copies::Constant(1)),
            Some(CountPlan::Constant(count)) => match u32::try_from(*count) {
                Ok(count) => Ok(Copies::Constant(count)),
                Err(_) if *count < 0 => {
                    Err(diagnostics::negative_count(site.rule.span, *count, "each pair").into())
                }
                Err(_) => Err(diagnostics::too_many_synapses(site.rule.span, *count as u64).into()),
            },
            Some(CountPlan::Computed(kernel)) => {
                let output = Column::zeros(site.sizes[0] as usize);
                Ok(Copies::Computed(site.bind(kernel, Some(&output)), output))
            }
        }
    }

    /// Adds the synapses of the sources of a target.
    pub(super) fn push(
        &self,
        site: &Site<'_>,
        target: u32,
        sources: &[u32],
        room: &mut Room,
        pairs: &mut TargetPairs,
    ) -> Result<(), Failure> {
        match self {
            Copies::Constant(count) => {
                room.take(site, pairs.len() as u64 + sources.len() as u64 * u64::from(*count))?;
                sources.iter().for_each(|source| pairs.push(*source, *count));
            }
            Copies::Computed(kernel, output) => {
                let step = u64::from(target);
                kernel.call(&Call { list: sources, post: target, step, ..Call::default() });
                for source in sources {
                    let count = output.int(*source as usize);
                    if count < 0 {
                        let pair = format!("the pair ({source}, {target})");
                        return Err(diagnostics::negative_count(site.rule.span, count, &pair).into());
                    }
                    room.take(site, (pairs.len() as u64).saturating_add(count as u64))?;
                    pairs.push(*source, count as u32);
                }
            }
        }
        Ok(())
    }
}
