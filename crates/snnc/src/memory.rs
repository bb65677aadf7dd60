//! Whether there is memory enough: told before anything is allocated.

use crate::error::Error;
use snnc_ir::plan::{DelayPlan, Plan, StoredVariable, SynapsePlan};
use std::path::Path;

const WORD: u64 = 8;
/// The target of a synapse.
const TARGET: u64 = 4;

/// A need so small that it is not worth asking the system, in bytes.
const SMALL: u64 = 1 << 28;

const TRACES: &str = "what the state monitors record";

/// Refuses populations that do not fit.
pub(crate) fn check_groups(plan: &Plan) -> Result<(), Error> {
    let bytes = plan.groups.iter().map(|g| u64::from(g.size) * (bytes_of_each(&g.variables) + WORD)).sum();
    check(|| "the state of the populations".into(), bytes)
}

/// The memory of variables for an element.
fn bytes_of_each(variables: &[StoredVariable]) -> u64 {
    variables.iter().map(|variable| variable.precision.bytes() as u64).sum()
}

/// Refuses delays so long that the spikes in flight do not fit: the longest, in steps, of each kind of events, and of each pathway whose
/// delays differ by synapse.
pub(crate) fn check_delays(longest: impl Iterator<Item = u64>) -> Result<(), Error> {
    let lists = longest.fold(0u64, u64::saturating_add);
    check(|| "the spikes of the longest delay".into(), lists.saturating_mul(size_of::<Vec<u32>>() as u64))
}

/// Refuses synapses that do not fit together, of which these numbers are expected; in the end each takes so many bytes. Yields how
/// many all of them take.
pub(crate) fn check_network(
    plan: &Plan,
    expected: &[u64],
    bytes_of: impl Fn(usize) -> u64,
) -> Result<u64, Error> {
    let (mut all, mut extra) = (0u64, 0);
    for (index, (synapses, count)) in plan.synapses.iter().zip(expected).enumerate() {
        let bytes = bytes_of(index);
        all = all.saturating_add(count.saturating_mul(bytes));
        // Groups are made one after the other.
        extra = count.saturating_mul(working_bytes(synapses).saturating_sub(bytes)).max(extra);
    }
    let count: u64 = expected.iter().fold(0, |sum, count| sum.saturating_add(*count));
    check(|| format!("the network with about {count} synapses"), all.saturating_add(extra))?;
    Ok(all)
}

/// What a synapse takes while it is made: its variables, its target twice, and its delays.
fn working_bytes(plan: &SynapsePlan) -> u64 {
    let divided = plan.pathways.iter().filter(|pathway| matches!(pathway.delay, DelayPlan::Each { .. }));
    bytes_of_each(&plan.variables) + 2 * TARGET + 4 * divided.count() as u64
}

/// Refuses synapses that do not fit, of which there are the targets so far: their columns, and the work space of making them.
pub(crate) fn check_synapses(plan: &SynapsePlan, count: usize) -> Result<(), Error> {
    let more = working_bytes(plan) - TARGET;
    check(|| format!("`{}` with {count} synapses or more", plan.name), count as u64 * more)
}

/// Refuses traces of so many bytes that do not fit into memory.
pub(crate) fn check_traces(bytes: u64) -> Result<(), Error> {
    check(|| TRACES.into(), bytes)
}

/// Refuses traces that need so many bytes of disk space in `folder`.
pub(crate) fn check_disk(folder: &Path, results: &Path, needed: u64) -> Result<(), Error> {
    match fs4::available_space(folder) {
        Ok(available) if available < needed => {
            Err(Error::Disk { path: results.to_path_buf(), what: TRACES.into(), needed, available })
        }
        // A file system that does not tell has room until it has none.
        _ => Ok(()),
    }
}

fn check(what: impl FnOnce() -> String, needed: u64) -> Result<(), Error> {
    if needed < SMALL {
        return Ok(());
    }
    let available = available();
    if available > 0 && needed > available {
        return Err(Error::Memory { what: what(), needed, available });
    }
    Ok(())
}

/// The memory that is free, in bytes; 0 if the system does not tell.
pub(crate) fn available() -> u64 {
    let mut system = sysinfo::System::new();
    system.refresh_memory();
    // What a container may have left: pages of files, which count too, can be dropped.
    let limit = system.cgroup_limits().map(|limits| limits.total_memory.saturating_sub(limits.rss));
    system.available_memory().min(limit.unwrap_or(u64::MAX))
}
