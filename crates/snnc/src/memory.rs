//! Whether there is memory enough: told before anything is allocated.

use crate::error::Error;
use snnc_ir::plan::{DelayPlan, MonitorKind, Plan, Selection, SynapsePlan};

const WORD: u64 = 8;

/// Refuses populations that do not fit.
pub(crate) fn check_groups(plan: &Plan) -> Result<(), Error> {
    let words: u64 = plan.groups.iter().map(|g| u64::from(g.size) * (g.variables.len() as u64 + 1)).sum();
    check(|| "the state of the populations".into(), words * WORD)
}

/// Refuses delays so long that the spikes in flight do not fit: the longest, in steps, of each kind of events, and of each pathway whose
/// delays differ by synapse.
pub(crate) fn check_delays(longest: impl Iterator<Item = u64>) -> Result<(), Error> {
    let lists = longest.fold(0u64, u64::saturating_add);
    check(|| "the spikes of the longest delay".into(), lists.saturating_mul(size_of::<Vec<u32>>() as u64))
}

/// Refuses synapses that do not fit: their columns, the compressed rows and the work space of building them.
pub(crate) fn check_synapses(plan: &SynapsePlan, count: usize) -> Result<(), Error> {
    let divided = plan.pathways.iter().filter(|pathway| matches!(pathway.delay, DelayPlan::Each { .. }));
    let bytes = WORD * plan.variables.len() as u64 + 16 + 4 * divided.count() as u64;
    check(|| format!("`{}` with its {count} synapses", plan.name), count as u64 * bytes)
}

/// Refuses traces that do not fit.
pub(crate) fn check_traces(plan: &Plan, synapses: &[usize], steps: u64) -> Result<(), Error> {
    let values = |monitor: &snnc_ir::plan::MonitorPlan| {
        let (all, variables, only, every) = match &monitor.kind {
            MonitorKind::States { of, variables, only, every } => {
                (of.size() as usize, variables, only, every)
            }
            MonitorKind::SynapseStates { of, variables, only, every } => {
                (synapses[*of], variables, only, every)
            }
            _ => return 0,
        };
        let chosen = match only {
            Selection::List(list) => list.len(),
            Selection::All | Selection::Built(_) => all,
        };
        let recorded = chosen as u64 * variables.len() as u64;
        let samples = steps as f64 * plan.dt / plan.clocks[monitor.clock].dt / *every as f64;
        recorded.saturating_mul(samples as u64)
    };
    let total = plan.monitors.iter().map(values).fold(0u64, u64::saturating_add);
    // Twice: they are turned from time order to element order when they are saved.
    check(|| "what the state monitors record".into(), (2 * WORD).saturating_mul(total))
}

fn check(what: impl FnOnce() -> String, needed: u64) -> Result<(), Error> {
    // A small need is not worth asking the system.
    if needed < 1 << 28 {
        return Ok(());
    }
    let mut system = sysinfo::System::new();
    system.refresh_memory();
    let available = system.available_memory();
    if available > 0 && needed > available {
        return Err(Error::Memory { what: what(), needed, available });
    }
    Ok(())
}
