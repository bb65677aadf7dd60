//! The plan of synapses.

use super::{KernelUse, Population, StoredVariable};
use snnc_lang::Span;
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
    pub init: Option<KernelUse>,
    /// Advances the variables that are integrated in each step; over all synapses, both ends gathered.
    pub update: Option<KernelUse>,
    /// Which method was chosen for them, and why, for people.
    pub method: String,
    /// What is done at spikes, in the order written.
    pub pathways: Vec<PathwayPlan>,
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
    /// row is `Post`, `Pre` is gathered); of a [delay of each synapse](DelayPlan::Each), parts of their rows, looked up (`RowOf`).
    pub code: KernelUse,
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

/// A connection rule.
///
/// Kernels of a rule are executed target by target, `call.post` being the target and `call.step` its number too, so that each
/// target has random numbers of its own; the lanes are sources: domain `Range` (all sources) or `List` (candidates), `pre: Lane`, `post: Uniform`.
#[derive(Debug, Clone)]
pub struct RulePlan {
    /// Where it is written, for errors found when building.
    pub span: Span,
    /// Which pairs are considered.
    pub pairs: PairsPlan,
    /// Of [`PairsPlan::Function`]: emits the neurons, of the same end as its kernel, whose pair is not excluded by what
    /// can be asked before the given index is known to exist.
    pub allowed: Option<KernelUse>,
    /// Emits the pairs that are kept: the condition, and a probability that is not constant. Two forms of the same kernel.
    pub filter: Option<Filter>,
    /// A probability that is the same for all pairs.
    pub probability: Option<f64>,
    /// Emits the pairs, among those for which the condition holds, whose probability is negative or NaN, if it is not constant.
    pub improper: Option<Filter>,
    /// How many synapses a pair gets; `None`: one.
    pub multiplicity: Option<CountPlan>,
    /// The synaptic variable (of [`SynapsePlan::variables`]) that numbers the synapses of a pair.
    pub multiplicity_index: Option<usize>,
    /// No pair twice.
    pub unique: bool,
    /// Indices outside the population are left out instead of being an error.
    pub skip_if_invalid: bool,
}

/// The filter of a rule, for all sources and for a list of candidates.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Over `Range`.
    pub all: KernelUse,
    /// Over `List`.
    pub listed: KernelUse,
}

/// Which pairs a rule considers.
#[derive(Debug, Clone)]
pub enum PairsPlan {
    /// Every pair.
    All,
    /// An integer kernel over all neurons of one end (`Post`: over sources, giving the target; `Pre`: over targets, giving the
    /// source), domain `Range` with `pre: Lane` or `post: Lane` respectively; the index is stored to `Storage::Output` (`Space::Lane`).
    Function(End, KernelUse),
    /// That many random sources for each target; the count's kernel runs over targets (`post: Lane`).
    Indegree(CountPlan),
    /// That many random targets for each source; the count's kernel runs over sources (`pre: Lane`).
    Outdegree(CountPlan),
    /// That many random pairs.
    Total(u64),
}

/// A number of synapses.
#[derive(Debug, Clone)]
pub enum CountPlan {
    /// The same everywhere.
    Constant(i64),
    /// An integer kernel that stores to `Storage::Output` (`Space::Lane`). The multiplicity's is executed like a filter over a list.
    Computed(KernelUse),
}
