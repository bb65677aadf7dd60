//! The plan of connection rules.

use super::KernelUse;
use snnc_lang::Span;
use snnc_lang::syntax::ast::End;

/// A connection rule.
///
/// Rules that look at all pairs do so source by source ([`Scan`]). Of all others, kernels decide about candidates ([`Judgement`]).
#[derive(Debug, Clone)]
pub struct RulePlan {
    /// Where it is written, for errors found when building.
    pub span: Span,
    /// Which pairs are considered.
    pub pairs: PairsPlan,
    /// Which candidates are kept.
    pub judgement: Judgement,
    /// Of [`PairsPlan::All`] without a probability that is the same for all pairs: which of all pairs are kept, if not all of
    /// them; there is no judgement then.
    pub scan: Option<Scan>,
    /// Of [`PairsPlan::Function`]: emits the neurons, of the same end as its kernel, whose pair is not excluded by what
    /// can be asked before the given index is known to exist.
    pub allowed: Option<KernelUse>,
    /// A probability that is the same for all pairs.
    pub probability: Option<f64>,
    /// How many synapses a pair gets; `None`: one.
    pub multiplicity: Option<CountPlan>,
    /// The synaptic variable (of `SynapsePlan::variables`) that numbers the synapses of a pair.
    pub multiplicity_index: Option<usize>,
    /// No pair twice.
    pub unique: bool,
    /// Indices outside the population are left out instead of being an error.
    pub skip_if_invalid: bool,
}

/// Which of all pairs a rule keeps: kernels over the range of all targets, `pre: Uniform`, `post: Lane`. `call.step` is the source's
/// number, so that each source has random numbers of its own.
#[derive(Debug, Clone)]
pub struct Scan {
    /// Emits the pairs that are kept: the condition, and a probability that is not constant.
    pub filter: KernelUse,
    /// Emits the pairs, among those for which the condition holds, whose probability is negative or NaN, if it is not constant.
    pub improper: Option<KernelUse>,
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
    /// That many random pairs; the count's kernel has one lane.
    Total(CountPlan),
    /// For each element of one end, those of the other that a generator gives.
    Generated(Box<GeneratedPlan>),
    /// Pairs that are given, in this order.
    Listed(Box<ListedPlan>),
}

/// Which candidates a rule keeps: kernels over a range of candidates, `pre` and `post` gathered as far as they are known. Where a
/// generator gives candidates, they begin with its number in [`Storage::Output`](super::Storage::Output). The candidates of each
/// call are numbered from 0, and `call.step` is what tells calls apart.
#[derive(Debug, Clone, Default)]
pub struct Judgement {
    /// Emits the candidates that are not excluded by what can be asked before the given index is known to exist.
    pub allowed: Option<KernelUse>,
    /// Emits those that are kept: the condition, and a probability that is not constant.
    pub filter: Option<KernelUse>,
    /// Emits those whose probability is negative or NaN, if it is not constant.
    pub improper: Option<KernelUse>,
}

/// A rule with a generator.
#[derive(Debug, Clone)]
pub struct GeneratedPlan {
    /// Whose index is given.
    pub end: End,
    /// The numbers that the generator gives; kernels are over the other end.
    pub over: OverPlan,
    /// From the generator's number to the index, in place, over a range of candidates; `None` if it is the index.
    pub index: Option<KernelUse>,
}

/// What a generator runs over.
#[derive(Debug, Clone)]
pub enum OverPlan {
    /// A range.
    Range(RangePlan),
    /// So many of a range, none twice.
    SampleOfSize(RangePlan, CountPlan),
    /// Each of a range with a probability.
    SampleWithProbability(RangePlan, ProbabilityPlan),
    /// These numbers.
    Values(Vec<i64>),
}

/// `start, start + step, …`, as long as `stop` is not reached. The numbers may have any sign.
#[derive(Debug, Clone)]
pub struct RangePlan {
    /// The first.
    pub start: CountPlan,
    /// The end, which is left out.
    pub stop: CountPlan,
    /// The distance.
    pub step: CountPlan,
}

/// A probability.
#[derive(Debug, Clone)]
pub enum ProbabilityPlan {
    /// The same everywhere.
    Constant(f64),
    /// A kernel that stores a float to `Storage::Output` (`Space::Lane`).
    Computed(KernelUse),
}

/// Pairs that are given one by one.
#[derive(Debug, Clone)]
pub struct ListedPlan {
    /// Source and target of each.
    pub pairs: Vec<[i64; 2]>,
    /// Variables (of [`SynapsePlan::variables`](super::SynapsePlan::variables)) with the word of each pair.
    pub values: Vec<(usize, Vec<u64>)>,
    /// The delays of the pathway `pre`, in seconds.
    pub delays: Option<Vec<f64>>,
}

/// A whole number, most often of synapses.
#[derive(Debug, Clone)]
pub enum CountPlan {
    /// The same everywhere.
    Constant(i64),
    /// An integer kernel that stores to `Storage::Output` (`Space::Lane`). The multiplicity's is executed over candidates like a
    /// [`Judgement`].
    Computed(KernelUse),
}
