//! The plan: everything that a runtime needs to build and run a model, and nothing of the language.
//!
//! All numbers are SI; times are steps where the language rounds them.

mod connect;
mod protocol;
mod selection;
mod sources;
mod sums;
mod synapses;
mod text;
mod timed;
mod update;

pub use connect::*;
pub use protocol::*;
pub use selection::*;
pub use sources::*;
pub use sums::*;
pub use synapses::*;
pub use timed::*;
pub use update::*;

use crate::kernel::{Kernel, Precision, Type};

/// A model, ready to be compiled.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The time step in seconds: that of the first clock.
    pub dt: f64,
    /// The clocks, the model's own first; everything that happens in steps names its clock by its number.
    pub clocks: Vec<ClockPlan>,
    /// The seed of the random streams of the simulation.
    pub seed: u64,
    /// The seed of connections and initial values, if it is another.
    pub wiring_seed: Option<u64>,
    /// All kernels; the rest of the plan names them by their number.
    pub kernels: Vec<Kernel>,
    /// Constant arrays that kernels read.
    pub arrays: Vec<ArrayData>,
    /// What kernels demand, by the number of [`Op::Require`](crate::kernel::Op::Require).
    pub demands: Vec<Demand>,
    /// Populations and Poisson sources.
    pub groups: Vec<GroupPlan>,
    /// Parts of groups that have a name, for the record.
    pub subgroups: Vec<(String, Population)>,
    /// Synapses.
    pub synapses: Vec<SynapsePlan>,
    /// Variables that are sums over synapses, in the order of the file.
    pub sums: Vec<SumPlan>,
    /// The groups and synapses in the order of the file.
    pub blocks: Vec<BlockPlan>,
    /// What is done at certain times beside the built-in work, in the order of the file.
    pub timed: Vec<TimedPlan>,
    /// Monitors.
    pub monitors: Vec<MonitorPlan>,
    /// What is carried out, in order.
    pub protocol: Vec<Step>,
    /// The same network with other constants, as it is after each [`Step::NextStage`] in turn, and what is carried out then.
    pub stages: Vec<Plan>,
    /// The constants in effect, for the record.
    pub constants: Vec<ConstantValue>,
}

impl Plan {
    /// The name of a group, or of a part of it that has one.
    pub fn name_of(&self, of: Population) -> Option<&str> {
        let group = &self.groups[of.group];
        if (of.start, of.end) == (0, group.size) {
            return Some(&group.name);
        }
        let found = self.subgroups.iter().find(|(_, part)| *part == of);
        found.map(|(name, _)| name.as_str())
    }
}

/// The elements of a constant array.
#[derive(Debug, Clone, PartialEq)]
pub struct ArrayData {
    /// Its name.
    pub name: String,
    /// What its elements are.
    pub ty: Type,
    /// The words of its elements, the last index running fastest.
    pub words: Vec<u64>,
    /// Writes its elements when the network is built, before anything else; over all of them; streams of the simulation's seed.
    pub fill: Option<KernelUse>,
}

/// Something that must be so wherever a kernel evaluates it.
#[derive(Debug, Clone, PartialEq)]
pub struct Demand {
    /// Where the model demands it.
    pub span: snnc_lang::Span,
    /// Whose code it is: a group or synapses.
    pub block: String,
    /// Whether the lanes are synapses.
    pub of_synapses: bool,
    /// What is demanded.
    pub kind: DemandKind,
}

/// The kinds of demands.
#[derive(Debug, Clone, PartialEq)]
pub enum DemandKind {
    /// An index within an array, or a group: at least 0 and less than the length.
    Index {
        /// What is indexed.
        of: String,
        /// Which of its indices, from 0.
        dimension: usize,
        /// How many elements there are in this direction.
        length: u64,
    },
}

/// A constant in effect.
#[derive(Debug, Clone, PartialEq)]
pub struct ConstantValue {
    /// Its name.
    pub name: String,
    /// Its value in SI (integers and booleans as floats).
    pub value: f64,
    /// Its SI unit: `V`, `1`.
    pub unit: String,
}

/// A kernel and the memory that its columns mean.
#[derive(Debug, Clone, PartialEq)]
pub struct KernelUse {
    /// Which of [`Plan::kernels`].
    pub kernel: usize,
    /// One for each of its columns.
    pub columns: Vec<Storage>,
}

/// The memory that a column of a kernel means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// A stored variable of a group, from its element `offset` on.
    Group {
        /// The group.
        group: usize,
        /// Which of [`GroupPlan::variables`].
        variable: usize,
        /// First element.
        offset: u32,
    },
    /// A stored variable of synapses.
    Synapses {
        /// The synapse group.
        synapses: usize,
        /// Which of [`SynapsePlan::variables`].
        variable: usize,
    },
    /// A constant array, accessed by computed indices.
    Array(
        /// Which of [`Plan::arrays`].
        usize,
    ),
    /// Memory for setting the initial values of synapses, dropped afterwards; one element a synapse.
    Scratch(usize),
    /// One number of many elements, that a condition which ends a run reads.
    Reduced(
        /// Which of [`UntilPlan::reductions`].
        usize,
    ),
    /// Memory of the caller for the kernel's result; lanes count within it.
    Output,
}

/// A variable that has memory.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredVariable {
    /// Its name.
    pub name: String,
    /// What its elements are; booleans are stored as 0 and 1.
    pub ty: Type,
    /// How its floats are stored.
    pub precision: Precision,
    /// Whether all elements share one value: its memory has length 1.
    pub shared: bool,
    /// Its SI unit: `V`, `S`, `1`.
    pub unit: String,
    /// How it is shown.
    pub shown: Shown,
}

impl StoredVariable {
    /// Whether it is no variable of the model, but what a method keeps from step to step.
    pub fn is_hidden(&self) -> bool {
        self.name.starts_with('_')
    }
}

/// How values are shown: `value / scale`, in `unit`.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// As declared: `mV`.
    pub unit: String,
    /// Its size in SI.
    pub scale: f64,
}

/// A population or Poisson source.
#[derive(Debug, Clone)]
pub struct GroupPlan {
    /// Its name.
    pub name: String,
    /// How many elements.
    pub size: u32,
    /// Its clock.
    pub clock: usize,
    /// The variables that have memory, zero at first.
    pub variables: Vec<StoredVariable>,
    /// Which of them holds the time of the last spike: set to `t` at a spike; −10⁴ s at first.
    pub last_spike: Option<usize>,
    /// Which of them tells (1, else 0) that the neuron is not refractory: written by the update, cleared at a spike; 1 at first.
    pub not_refractory: Option<usize>,
    /// Writes the initial values of what all elements share; over one lane; streams of the wiring seed.
    pub shared_init: Option<KernelUse>,
    /// Writes the initial values; over all elements; streams of the wiring seed.
    pub init: Option<KernelUse>,
    /// Advances the state by one step and emits the spikes; over all elements.
    pub update: Option<UpdatePlan>,
    /// Advances by one step what all elements share; over one lane, after the update.
    pub shared_update: Option<UpdatePlan>,
    /// Whether it spikes: the update emits the spikes, unless there is a threshold or they are given.
    pub spikes: bool,
    /// The spikes of a source of given spikes.
    pub given: Option<GivenSpikes>,
    /// Emits the spikes, where the update cannot since others may still change what it reads; over all elements.
    pub threshold: Option<KernelUse>,
    /// Done for the neurons that spiked; over a list.
    pub reset: Option<KernelUse>,
    /// Custom events, tested after the thresholds. Where events are named by a number, 0 is the spike and `k + 1` the event `k`.
    pub events: Vec<EventPlan>,
    /// Which method was chosen, and why, for people.
    pub method: String,
}

/// A custom event of a population.
#[derive(Debug, Clone)]
pub struct EventPlan {
    /// Its name.
    pub name: String,
    /// Emits the neurons at which it happens; over all elements.
    pub condition: KernelUse,
    /// Done for these neurons after the resets; over a list.
    pub code: Option<KernelUse>,
}

/// A block of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockPlan {
    /// Of [`Plan::groups`].
    Group(usize),
    /// Of `Plan::synapses`.
    Synapses(usize),
}

/// A contiguous part of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Population {
    /// The group.
    pub group: usize,
    /// Its first element.
    pub start: u32,
    /// One past its last element.
    pub end: u32,
}

impl Population {
    /// How many elements.
    pub fn size(self) -> u32 {
        self.end - self.start
    }
}

/// A monitor.
#[derive(Debug, Clone)]
pub struct MonitorPlan {
    /// Its name.
    pub name: String,
    /// Where it is written, for errors found when building.
    pub span: snnc_lang::Span,
    /// What it records.
    pub kind: MonitorKind,
    /// When it samples (state monitors and rate monitors).
    pub slot: snnc_lang::hir::Slot,
    /// Its clock: that of what it records.
    pub clock: usize,
}

/// The kinds of monitors.
#[derive(Debug, Clone)]
pub enum MonitorKind {
    /// Times and indices of spikes or custom events.
    Spikes {
        /// Of whom; indices count within it.
        of: Population,
        /// 0: spikes, else one more than the number of the event.
        event: usize,
        /// Which of them.
        only: Selection,
        /// Recorded at each spike, before the reset.
        with: Vec<Recorded>,
    },
    /// The number of spikes of each neuron.
    Count {
        /// Of whom; indices count within it.
        of: Population,
        /// Which of them.
        only: Selection,
    },
    /// Traces of a group.
    States {
        /// Of whom; indices count within it.
        of: Population,
        /// What.
        variables: Vec<Recorded>,
        /// Which of them.
        only: Selection,
        /// Every so many steps.
        every: u64,
    },
    /// Traces of synapses.
    SynapseStates {
        /// Of which synapse group.
        of: usize,
        /// What.
        variables: Vec<Recorded>,
        /// Which of them.
        only: Selection,
        /// Every so many steps.
        every: u64,
    },
    /// The population rate.
    Rate {
        /// Of whom.
        of: Population,
        /// Which of them.
        only: Selection,
        /// The width of a bin in steps.
        bin: u64,
    },
}

/// A recorded variable.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Its name, type and units.
    pub variable: StoredVariable,
    /// Where its values come from.
    pub source: RecordedSource,
}

/// Where recorded values come from.
#[derive(Debug, Clone)]
pub enum RecordedSource {
    /// A stored variable of the group or synapses.
    Stored(usize),
    /// A kernel over a list of elements of the *whole* group (or of synapse lanes); the value is stored to its column bound to
    /// [`Storage::Output`] at the lane's index.
    Computed(KernelUse),
}
