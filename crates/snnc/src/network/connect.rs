//! One connection rule: from its plan to rows of synapses.
//!
//! Everything is decided target by target, with random numbers keyed by the target, so that any partition of the targets
//! builds the same network.

use super::csr::{RuleRows, TargetPairs};
use super::filter::Filter;
use super::{Failure, choose, diagnostics};
use crate::memory;
use crate::program::Program;
use crate::state::State;
use rand::RngExt;
use snnc_ir::column::Column;
use snnc_ir::execute::{Bound, Call};
use snnc_ir::math::Function;
use snnc_ir::plan::{CountPlan, KernelUse, PairsPlan, RulePlan, SynapsePlan};
use snnc_ir::rng::{Draw, Stream, StreamKey};
use snnc_lang::syntax::ast::End;

/// A rule and what is around it.
pub(super) struct Site<'a> {
    /// The synapses.
    pub(super) synapses: &'a SynapsePlan,
    /// The rule.
    pub(super) rule: &'a RulePlan,
    /// Its number in the group.
    pub(super) number: usize,
    /// Compiled kernels.
    pub(super) program: &'a Program,
    /// The state after `init` of the groups.
    pub(super) state: &'a State,
    /// The seed of the wiring.
    pub(super) seed: u64,
}

impl Site<'_> {
    /// Binds a kernel of the rule.
    pub(super) fn bind(&self, used: &KernelUse, output: Option<&Column>) -> Box<dyn Bound> {
        self.program.bind(used, self.state, output, self.seed)
    }

    /// Refuses more synapses than fit.
    pub(super) fn room_for(&self, count: u64) -> Result<(), Failure> {
        if count > u64::from(u32::MAX) {
            return Err(diagnostics::too_many_synapses(self.rule.span, count).into());
        }
        memory::check_synapses(self.synapses, count as usize).map_err(Failure::Other)
    }

    /// Random numbers of one element (a target, a source) for one purpose.
    pub(super) fn stream(&self, purpose: &str, element: u32) -> Stream {
        let name = format!("{}/connect/{}/{purpose}", self.synapses.name, self.number);
        let key = StreamKey::new(self.seed, &name);
        Stream::new(Draw { key, step: 0, epoch: 0, element: u64::from(element) })
    }
}

/// Makes the synapses of a rule.
pub(super) fn rule(site: &Site<'_>) -> Result<RuleRows, Failure> {
    let (sources, targets) = (site.synapses.source.size(), site.synapses.target.size());
    let rule = site.rule;
    let filter = rule.filter.as_ref().map(|filter| Filter::new(site, filter));
    let improper = rule.improper.as_ref().map(|filter| Filter::new(site, filter));
    let copies = Copies::of(site)?;
    let probability = rule.probability.filter(|p| *p < 1.0);
    if let (PairsPlan::All, None, Copies::Constant(copies)) = (&rule.pairs, &filter, &copies) {
        let pairs = f64::from(sources) * f64::from(targets) * probability.unwrap_or(1.0);
        site.room_for((pairs * f64::from(*copies)) as u64)?;
    }
    let given = match &rule.pairs {
        PairsPlan::All | PairsPlan::Indegree(_) => None,
        PairsPlan::Function(End::Post, kernel) => Some(targets_of_sources(site, kernel, filter.as_ref())?),
        PairsPlan::Function(End::Pre, kernel) => Some(sources_of_targets(site, kernel, filter.as_ref())?),
        PairsPlan::Outdegree(count) => Some(choose::by_source(site, count, filter.as_ref())?),
        PairsPlan::Total(count) => Some(choose::anywhere(site, *count, filter.as_ref())?),
    };
    let indegree = match &rule.pairs {
        PairsPlan::Indegree(count) => Some(count_of_each(site, count, End::Post)?),
        _ => None,
    };
    let mut pairs = TargetPairs::default();
    let mut kept = Vec::new();
    // The room is looked for again whenever the number of synapses has doubled.
    let mut room = 1 << 22;
    for target in 0..targets {
        if let Some(improper) = &improper {
            match &given {
                Some(given) => {
                    kept.clear();
                    kept.extend_from_slice(given.of(target));
                    improper.retain(target, &mut kept);
                }
                None => improper.all(target, &mut kept),
            }
            if let Some(source) = kept.first() {
                return Err(diagnostics::negative_probability(rule.span, *source, target).into());
            }
        }
        // What the rule gives, and whether its filter is still to be applied.
        let filtered = match (&given, &indegree) {
            (Some(given), _) => {
                kept.clear();
                kept.extend_from_slice(given.of(target));
                !matches!(rule.pairs, PairsPlan::Function(..))
            }
            (None, Some(count)) => {
                choose::for_target(site, target, count[target as usize], filter.as_ref(), &mut kept)?;
                true
            }
            (None, None) => match (probability, &filter) {
                (Some(p), _) => {
                    skip_through(&mut site.stream("p", target), sources, p, &mut kept);
                    false
                }
                (None, Some(filter)) => {
                    filter.all(target, &mut kept);
                    true
                }
                (None, None) => {
                    kept.clear();
                    kept.extend(0..sources);
                    true
                }
            },
        };
        if let (false, Some(filter)) = (filtered, &filter) {
            filter.retain(target, &mut kept);
        }
        if let (Some(p), false) = (probability, matches!(rule.pairs, PairsPlan::All)) {
            let mut stream = site.stream("p", target);
            kept.retain(|_| stream.random::<f64>() < p);
        }
        if rule.unique {
            kept.dedup();
        }
        if pairs.len() + kept.len() > room {
            room = 2 * (pairs.len() + kept.len());
            site.room_for(room as u64 / 2)?;
        }
        copies.push(site, target, &kept, &mut pairs)?;
        pairs.end_target();
    }
    Ok(RuleRows::from_targets(sources, &pairs))
}

/// Every source with probability `p`, in time proportional to those that are chosen: the gaps are geometric
/// (Batagelj & Brandes 2005, doi:10.1103/PhysRevE.71.036113).
fn skip_through(stream: &mut Stream, sources: u32, p: f64, chosen: &mut Vec<u32>) {
    chosen.clear();
    if p <= 0.0 {
        return;
    }
    let scale = 1.0 / Function::Log1p.eval(&[-p]);
    let mut next = 0.0;
    loop {
        let u: f64 = 1.0 - stream.random::<f64>();
        next += (Function::Log.eval(&[u]) * scale).floor();
        if next >= f64::from(sources) {
            return;
        }
        chosen.push(next as u32);
        next += 1.0;
    }
}

/// For each target some sources, in order.
pub(super) struct Given {
    offsets: Vec<usize>,
    sources: Vec<u32>,
}

impl Given {
    /// Sorts (source, target) pairs by target, then source.
    pub(super) fn sort(pairs: &mut [(u32, u32)], targets: u32) -> Given {
        pairs.sort_unstable_by_key(|(source, target)| (*target, *source));
        let mut offsets = vec![0; targets as usize + 1];
        pairs.iter().for_each(|(_, target)| offsets[*target as usize + 1] += 1);
        for k in 0..targets as usize {
            offsets[k + 1] += offsets[k];
        }
        Given { offsets, sources: pairs.iter().map(|(source, _)| *source).collect() }
    }

    fn of(&self, target: u32) -> &[u32] {
        &self.sources[self.offsets[target as usize]..self.offsets[target as usize + 1]]
    }
}

/// Executes an integer kernel over all elements of one end.
fn integers(site: &Site<'_>, kernel: &KernelUse, size: u32) -> Column {
    let output = Column::zeros(size as usize);
    site.bind(kernel, Some(&output)).call(&Call { lanes: 0..size as usize, ..Call::default() });
    output
}

/// `j = f(i)`.
fn targets_of_sources(
    site: &Site<'_>,
    kernel: &KernelUse,
    filter: Option<&Filter>,
) -> Result<Given, Failure> {
    let (sources, targets) = (site.synapses.source.size(), site.synapses.target.size());
    let values = integers(site, kernel, sources);
    let mut pairs = Vec::with_capacity(sources as usize);
    for source in 0..sources {
        let index = values.int(source as usize);
        match u32::try_from(index) {
            Ok(target) if target < targets => pairs.push((source, target)),
            _ if site.rule.skip_if_invalid => {}
            _ if filter.is_some_and(|filter| filter.drops_invalid(i64::from(source), index)) => {}
            _ => {
                return Err(
                    diagnostics::index_out_of_range(site.rule.span, 'j', source, index, targets).into()
                );
            }
        }
    }
    Ok(Given::sort(&mut pairs, targets))
}

/// `i = f(j)`.
fn sources_of_targets(
    site: &Site<'_>,
    kernel: &KernelUse,
    filter: Option<&Filter>,
) -> Result<Given, Failure> {
    let (sources, targets) = (site.synapses.source.size(), site.synapses.target.size());
    let values = integers(site, kernel, targets);
    let mut pairs = Vec::with_capacity(targets as usize);
    for target in 0..targets {
        let index = values.int(target as usize);
        match u32::try_from(index) {
            Ok(source) if source < sources => pairs.push((source, target)),
            _ if site.rule.skip_if_invalid => {}
            _ if filter.is_some_and(|filter| filter.drops_invalid(index, i64::from(target))) => {}
            _ => {
                return Err(
                    diagnostics::index_out_of_range(site.rule.span, 'i', target, index, sources).into()
                );
            }
        }
    }
    Ok(Given::sort(&mut pairs, targets))
}

/// A count for each element of an end.
pub(super) fn count_of_each(site: &Site<'_>, count: &CountPlan, end: End) -> Result<Vec<i64>, Failure> {
    let (size, name) = match end {
        End::Pre => (site.synapses.source.size(), "source"),
        End::Post => (site.synapses.target.size(), "target"),
    };
    let counts = match count {
        CountPlan::Constant(count) => vec![*count; size as usize],
        CountPlan::Computed(kernel) => {
            let values = integers(site, kernel, size);
            (0..size as usize).map(|k| values.int(k)).collect()
        }
    };
    if let Some(k) = counts.iter().position(|count| *count < 0) {
        return Err(diagnostics::negative_count(site.rule.span, counts[k], &format!("{name} {k}")).into());
    }
    site.room_for(counts.iter().fold(0, |sum: u64, count| sum.saturating_add(*count as u64)))?;
    Ok(counts)
}

/// How many synapses each pair gets.
enum Copies {
    Constant(u32),
    Computed(Box<dyn Bound>, Column),
}

impl Copies {
    fn of(site: &Site<'_>) -> Result<Copies, Failure> {
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
                let output = Column::zeros(site.synapses.source.size() as usize);
                Ok(Copies::Computed(site.bind(kernel, Some(&output)), output))
            }
        }
    }

    /// Adds the synapses of the sources of a target.
    fn push(
        &self,
        site: &Site<'_>,
        target: u32,
        sources: &[u32],
        pairs: &mut TargetPairs,
    ) -> Result<(), Failure> {
        match self {
            Copies::Constant(count) => {
                site.room_for(pairs.len() as u64 + sources.len() as u64 * u64::from(*count))?;
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
                    site.room_for((pairs.len() as u64).saturating_add(count as u64))?;
                    pairs.push(*source, count as u32);
                }
            }
        }
        Ok(())
    }
}
