//! One connection rule: from its plan to rows of synapses.
//!
//! Everything is decided target by target, with random numbers keyed by the target, so that any partition of the targets
//! builds the same network.

use super::counts::{Copies, count_of_each, total};
use super::csr::{RuleRows, TargetPairs};
use super::failure::Failure;
use super::filter::Filter;
use super::given::Given;
use super::site::{Room, Site};
use super::skip::skip_through;
use super::{choose, diagnostics, generate, listed};
use rand::RngExt;
use snnc_ir::bits;
use snnc_ir::execute::Call;
use snnc_ir::plan::{KernelUse, PairsPlan};
use snnc_lang::syntax::ast::End;

/// Makes the synapses of a rule.
pub(super) fn rule(site: &Site<'_>) -> Result<RuleRows, Failure> {
    let [sources, targets] = site.sizes;
    let rule = site.rule;
    match &rule.pairs {
        PairsPlan::Generated(plan) => return generate::rule(site, plan),
        PairsPlan::Listed(plan) => return listed::rule(site, plan),
        _ => {}
    }
    let filter = rule.filter.as_ref().map(|filter| Filter::new(site, filter));
    let improper = rule.improper.as_ref().map(|filter| Filter::new(site, filter));
    let copies = Copies::of(site)?;
    let probability = rule.probability.filter(|p| *p < 1.0);
    if let (PairsPlan::All, None, Copies::Constant(copies)) = (&rule.pairs, &filter, &copies) {
        let pairs = f64::from(sources) * f64::from(targets) * probability.unwrap_or(1.0);
        site.room_for((pairs * f64::from(*copies)) as u64)?;
    }
    let given = match &rule.pairs {
        PairsPlan::All | PairsPlan::Indegree(_) | PairsPlan::Generated(_) | PairsPlan::Listed(_) => None,
        PairsPlan::Function(end, kernel) => Some(partners(site, *end, kernel)?),
        PairsPlan::Outdegree(count) => Some(choose::by_source(site, count, filter.as_ref())?),
        PairsPlan::Total(count) => Some(choose::anywhere(site, total(site, count)?, filter.as_ref())?),
    };
    let indegree = match &rule.pairs {
        PairsPlan::Indegree(count) => Some(count_of_each(site, count, End::Post)?),
        _ => None,
    };
    let (choices, partners) = (site.streams("p"), site.streams("indegree"));
    let mut pairs = TargetPairs::default();
    let mut kept = Vec::new();
    let mut room = Room::default();
    for target in 0..targets {
        site.go_on()?;
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
                kept = choose::for_target(
                    site,
                    target,
                    count[target as usize],
                    filter.as_ref(),
                    partners(target),
                )?;
                true
            }
            (None, None) => match (probability, &filter) {
                (Some(p), _) => {
                    skip_through(&mut choices(target), sources, p, &mut kept);
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
            let mut stream = choices(target);
            kept.retain(|_| stream.random::<f64>() < p);
        }
        if rule.unique {
            kept.dedup();
        }
        copies.push(site, target, &kept, &mut room, &mut pairs)?;
        pairs.end_target();
    }
    Ok(RuleRows::from_targets(sources, &pairs))
}

/// `j = f(i)` or `i = f(j)`: the indices at this end, one for each element of the other.
fn partners(site: &Site<'_>, end: End, kernel: &KernelUse) -> Result<Given, Failure> {
    let [sources, targets] = site.sizes;
    let (others, size, letter) = match end {
        End::Pre => (targets, sources, 'i'),
        End::Post => (sources, targets, 'j'),
    };
    let values = site.integers(kernel, others);
    let allowed = site.rule.allowed.as_ref().map(|allowed| {
        let set = bits::none_of(others as usize);
        let call = Call { lanes: 0..others as usize, bits: Some(&set), ..Call::default() };
        site.bind(allowed, None).call(&call);
        set
    });
    let is_allowed = |k: usize| allowed.as_ref().is_none_or(|set| bits::contains(set, k));
    let mut pairs = Vec::with_capacity(others as usize);
    for other in (0..others).filter(|k| is_allowed(*k as usize)) {
        let index = values.int(other as usize);
        match u32::try_from(index) {
            Ok(at) if at < size => pairs.push(match end {
                End::Pre => (at, other),
                End::Post => (other, at),
            }),
            _ if site.rule.skip_if_invalid => {}
            _ => {
                let span = site.rule.span;
                return Err(diagnostics::index_out_of_range(span, letter, other, index, size).into());
            }
        }
    }
    Ok(Given::sort(&mut pairs, targets))
}
