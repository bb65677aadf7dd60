//! What operations read and write, and which thread does it.

use snnc_ir::kernel::{ColumnDecl, Op, Space};
use snnc_ir::plan::{KernelUse, Plan, Recorded, RecordedSource, Storage};

/// A column, or a set of elements. Constant arrays are not among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Memory {
    /// A stored variable of a group.
    Group { group: usize, variable: usize },
    /// A stored variable of synapses.
    Synapses { synapses: usize, variable: usize },
    /// The elements of a group that spike (0), or at which a custom event happens.
    Bits { group: usize, event: usize },
}

/// Which thread touches an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// The first.
    First,
    /// The one in whose share of its group, or of the synapses in memory, the element is.
    Owner,
    /// The one that owns the target of the synapse.
    OwnerOfTarget,
    /// The one that owns the source of the synapse.
    OwnerOfSource,
    /// Any of them.
    Any,
}

/// What is done to some memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Access {
    pub(super) memory: Memory,
    pub(super) written: bool,
    pub(super) by: By,
}

impl Access {
    /// Whether two threads may meet at an element which one of them writes.
    fn collides(&self, other: &Access) -> bool {
        let together = self.by == other.by && self.by != By::Any;
        self.memory == other.memory && (self.written || other.written) && !together
    }
}

/// Whether threads have to meet between operations that make these accesses.
pub(super) fn collide(before: &[Access], after: &[Access]) -> bool {
    before.iter().any(|one| after.iter().any(|other| one.collides(other)))
}

/// A column of a kernel and the memory that it means.
#[derive(Clone, Copy)]
pub(super) struct Used<'p> {
    pub(super) column: &'p ColumnDecl,
    pub(super) storage: Storage,
}

impl Used<'_> {
    /// The memory, unless nothing writes it, or nobody but the kernel's caller.
    pub(super) fn memory(&self) -> Option<Memory> {
        match self.storage {
            Storage::Group { group, variable, .. } => Some(Memory::Group { group, variable }),
            Storage::Synapses { synapses, variable } => Some(Memory::Synapses { synapses, variable }),
            Storage::Array(_) | Storage::Scratch(_) | Storage::Reduced(_) | Storage::Output => None,
        }
    }
}

/// The columns of a kernel.
pub(super) fn columns<'p>(plan: &'p Plan, used: &'p KernelUse) -> impl Iterator<Item = Used<'p>> + Clone {
    let columns = plan.kernels[used.kernel].columns.iter().zip(&used.columns);
    columns.map(|(column, storage)| Used { column, storage: *storage })
}

/// What a kernel does to memory, when the elements of its columns are touched by those threads.
pub(super) fn of_kernel(plan: &Plan, used: &KernelUse, by: impl Fn(Used<'_>) -> By) -> Vec<Access> {
    let access = |used: Used<'_>| {
        let memory = used.memory()?;
        Some(Access { memory, written: used.column.written, by: by(used) })
    };
    columns(plan, used).filter_map(access).collect()
}

/// What a monitor reads of a group (or synapses), whose variables are `stored`.
pub(super) fn of_recorded(plan: &Plan, all: &[Recorded], stored: impl Fn(usize) -> Memory) -> Vec<Access> {
    let mut found = vec![];
    for recorded in all {
        match &recorded.source {
            RecordedSource::Stored(variable) => {
                found.push(Access { memory: stored(*variable), written: false, by: By::First });
            }
            RecordedSource::Computed(kernel) => found.extend(of_kernel(plan, kernel, |_| By::First)),
        }
    }
    found
}

/// Whether a kernel can find that something which the model demands is not so.
pub(super) fn demands(plan: &Plan, used: &KernelUse) -> bool {
    plan.kernels[used.kernel].body.iter().any(|inst| matches!(inst.op, Op::Require(..)))
}

/// Whether the lanes of a kernel over a range or list may be divided among threads: no lane sees another, nor what they share being
/// written.
pub(super) fn lanes_are_apart(plan: &Plan, used: &KernelUse) -> bool {
    stay_apart(&columns(plan, used), Space::Lane)
}

/// Whether memory is written in this space alone, or in that of lanes, and such memory is seen in no other way.
pub(super) fn stay_apart<'p>(columns: &(impl Iterator<Item = Used<'p>> + Clone), space: Space) -> bool {
    columns.clone().filter(|used| used.column.written).all(|written| {
        let own = [Space::Lane, space].contains(&written.column.space);
        let same = |other: &Used<'_>| other.memory() == written.memory();
        let alike =
            |other: Used<'_>| (other.column.space, other.storage) == (written.column.space, written.storage);
        own && written.memory().is_some() && columns.clone().filter(same).all(alike)
    })
}
