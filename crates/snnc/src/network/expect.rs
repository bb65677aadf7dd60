//! How many synapses there will be, as far as the rules tell before any is made.

use super::counts::{count_of_each, total};
use super::generate::Numbers;
use super::site::Site;
use snnc_ir::plan::{CountPlan, PairsPlan};
use snnc_lang::syntax::ast::End;

/// How many synapses a rule is expected to make at the least. What conditions leave over is not known before they are asked.
pub(super) fn of_rule(site: &Site<'_>) -> u64 {
    let rule = site.rule;
    let [sources, targets] = site.sizes.map(f64::from);
    let pairs = match &rule.pairs {
        // What is wrong with the numbers is told when they are used.
        PairsPlan::Indegree(count) => sum(count_of_each(site, count, End::Post)),
        PairsPlan::Outdegree(count) => sum(count_of_each(site, count, End::Pre)),
        PairsPlan::Total(count) => total(site, count).unwrap_or(0) as f64,
        _ if rule.scan.is_some() || rule.judgement.filter.is_some() || rule.judgement.allowed.is_some() => {
            0.0
        }
        PairsPlan::All => sources * targets,
        PairsPlan::Listed(plan) => plan.pairs.len() as f64,
        PairsPlan::Function(..) if rule.skip_if_invalid || rule.allowed.is_some() => 0.0,
        PairsPlan::Function(End::Post, _) => sources,
        PairsPlan::Function(End::Pre, _) => targets,
        PairsPlan::Generated(_) if rule.skip_if_invalid || rule.unique => 0.0,
        PairsPlan::Generated(plan) => {
            let rows = site.sizes[usize::from(plan.end == End::Pre)];
            Numbers::new(site, plan, rows).mean(site, rows) * f64::from(rows)
        }
    };
    let copies = match rule.multiplicity {
        None => 1.0,
        Some(CountPlan::Constant(count)) => count as f64,
        Some(CountPlan::Computed(_)) => 0.0,
    };
    (pairs * copies * rule.probability.unwrap_or(1.0)) as u64
}

fn sum<E>(counts: Result<Vec<i64>, E>) -> f64 {
    counts.map_or(0.0, |counts| counts.iter().map(|count| *count as f64).sum())
}
