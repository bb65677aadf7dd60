//! The plan of synapses.

use super::{KernelUse, Population, Recorded, RulePlan, StoredVariable, UpdatePlan};
use snnc_lang::Span;
use snnc_lang::hir::Reduction;
use snnc_lang::syntax::ast::End;

/// What is at an end of synapses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    /// A population.
    Population(Population),
    /// Synapses of that number: all of them.
    Synapses(usize),
}

impl Endpoint {
    /// The population, if it is one.
    pub fn population(self) -> Option<Population> {
        match self {
            Endpoint::Population(population) => Some(population),
            Endpoint::Synapses(_) => None,
        }
    }
}

/// Synapses from one end to another. In their kernels the spaces `Pre` and `Post` count within the populations as written;
/// columns of the ends are bound with the offset of the population. Of ends that are synapses they are lanes, in the rules their
/// numbers.
#[derive(Debug, Clone)]
pub struct SynapsePlan {
    /// Their name.
    pub name: String,
    /// The presynaptic end.
    pub source: Endpoint,
    /// The postsynaptic end.
    pub target: Endpoint,
    /// The clock of what is done in steps; what is done at spikes follows the clock of those that spike.
    pub clock: usize,
    /// The variables that have memory, zero at first.
    pub variables: Vec<StoredVariable>,
    /// Which of them holds `N_incoming`, the number of synapses of the same target; filled after connecting.
    pub incoming: Option<usize>,
    /// Which of them holds `N_outgoing`, the number of synapses of the same source; filled after connecting.
    pub outgoing: Option<usize>,
    /// Which of them holds `index`, the number of the synapse; filled after connecting.
    pub number: Option<usize>,
    /// Which of them holds `N`, the number of synapses; filled after connecting.
    pub count: Option<usize>,
    /// Connection rules, in order.
    pub rules: Vec<RulePlan>,
    /// Writes the initial values of what all synapses share; over one lane; streams of the wiring seed.
    pub shared_init: Option<KernelUse>,
    /// Writes the initial values; over all synapses, both ends gathered; streams of the wiring seed.
    pub init: Vec<InitPlan>,
    /// How many [`Storage::Scratch`](super::Storage::Scratch) columns `init` needs, one element a synapse.
    pub scratch: usize,
    /// Advances the variables that are integrated in each step; over all synapses, both ends gathered.
    pub update: Option<UpdatePlan>,
    /// Which method was chosen for them, and why, for people.
    pub method: String,
    /// What is done at spikes, in the order written.
    pub pathways: Vec<PathwayPlan>,
    /// The variables that have no memory of their own, since the neurons at an end keep them for all of their synapses.
    pub traces: Vec<Recorded>,
}

/// A step of setting initial values.
#[derive(Debug, Clone)]
pub enum InitPlan {
    /// Statements; over all synapses, both ends gathered.
    Code(KernelUse),
    /// A sum over the synapses of the same end, or its mean: of what the kernel, executed likewise, stores to the scratch
    /// column, and to be found there.
    Reduce {
        /// Over which synapses, and whether it is the mean.
        reduction: Reduction,
        /// What is summed.
        code: KernelUse,
        /// Which scratch column.
        scratch: usize,
    },
}

/// What is done at the spikes of one end.
#[derive(Debug, Clone)]
pub struct PathwayPlan {
    /// Its name.
    pub name: String,
    /// Whose spikes or events.
    pub end: End,
    /// 0: spikes, else one more than the number of the event.
    pub event: usize,
    /// The population there.
    pub from: Population,
    /// When, after the spike.
    pub delay: DelayPlan,
    /// Smaller comes first in a step; `Pre` before `Post`, then as written, among equals.
    pub order: i64,
    /// Domain `Rows`: rows are spiking sources (`end` = `Pre`: the row is the index `Pre`, `Post` is gathered) or targets (`Post`: the
    /// row is `Post`, `Pre` is gathered); of a [delay of each synapse](DelayPlan::Each), any, both ends being gathered. An end that is
    /// not read is not gathered.
    pub code: KernelUse,
    /// What is done after it for each neuron or source that spiked, once: over a list, counted within `from`.
    pub neurons: Option<KernelUse>,
}

/// The delay of a pathway.
#[derive(Debug, Clone)]
pub enum DelayPlan {
    /// In steps of the clock of those that spike, the same for all synapses.
    Constant(u64),
    /// Of each synapse.
    Each {
        /// Which of [`SynapsePlan::variables`] holds it, in seconds.
        variable: usize,
        /// Writes that variable; over all synapses, both ends gathered, before `init`; streams of the wiring seed.
        code: KernelUse,
        /// Where it is written, for errors found when building.
        span: Span,
    },
}
