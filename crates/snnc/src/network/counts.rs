//! How many synapses a rule makes: for each element of an end, or for all together.

use super::diagnostics;
use super::failure::Failure;
use super::site::Site;
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
