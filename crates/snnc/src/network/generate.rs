//! Rules with a generator: `j = k for k in sample(N_post, size = 10)`.

use super::candidates::{Candidates, Judge};
use super::csr::{RuleRows, TargetPairs};
use super::diagnostics;
use super::failure::Failure;
use super::site::{Room, Site};
use super::skip::skip_through;
use snnc_ir::column::Column;
use snnc_ir::plan::{CountPlan, GeneratedPlan, OverPlan, ProbabilityPlan, RangePlan};
use snnc_ir::rng::Stream;
use snnc_lang::syntax::ast::End;

/// Makes the synapses of a rule, element by element of the end whose index is not given.
pub(super) fn rule(site: &Site<'_>, plan: &GeneratedPlan) -> Result<RuleRows, Failure> {
    let [sources, targets] = site.sizes;
    let (others, size, letter) = match plan.end {
        End::Pre => (targets, sources, 'i'),
        End::Post => (sources, targets, 'j'),
    };
    let numbers = Numbers::new(site, &plan.over, others);
    let (samples, choices) = (site.streams("sample"), site.streams("p"));
    let mut judge = Judge::new(site, plan.index.as_ref());
    let mut candidates = Candidates::default();
    let (mut given, mut found, mut partners) = (vec![], vec![], vec![]);
    let mut room = Room::default();
    let mut pairs = TargetPairs::default();
    for element in 0..others {
        site.go_on()?;
        numbers.of(site, element, || samples(element), &mut given)?;
        candidates.clear();
        let other = vec![element; given.len()];
        let ends: [&[u32]; 2] = if plan.end == End::Pre { [&[], &other] } else { [&other, &[]] };
        judge.indices(element, &given, ends, &mut found);
        for (at, index) in &found {
            let index = match u32::try_from(*index) {
                Ok(index) if index < size => index,
                _ if site.rule.skip_if_invalid => continue,
                _ => {
                    let span = site.rule.span;
                    return Err(diagnostics::index_out_of_range(span, letter, element, *index, size).into());
                }
            };
            let (source, target) = if plan.end == End::Pre { (index, element) } else { (element, index) };
            candidates.sources.push(source);
            candidates.targets.push(target);
            candidates.numbers.push(given[*at as usize]);
        }
        let copies = judge.keep(element, &mut candidates, || choices(element))?;
        let partner = if plan.end == End::Pre { &candidates.sources } else { &candidates.targets };
        partners.clear();
        partners.extend(partner.iter().copied().zip(copies));
        partners.sort_by_key(|(partner, _)| *partner);
        if site.rule.unique {
            partners.dedup_by_key(|(partner, _)| *partner);
        }
        let more: u64 = partners.iter().map(|(_, count)| u64::from(*count)).sum();
        room.take(site, pairs.len() as u64 + more)?;
        for (partner, count) in &partners {
            pairs.push(*partner, *count);
        }
        pairs.end_target();
    }
    Ok(match plan.end {
        End::Pre => RuleRows::from_targets(sources, &pairs),
        End::Post => RuleRows::from_sources(pairs),
    })
}

/// A number for each element.
enum Each {
    Constant(i64),
    Computed(Column),
}

impl Each {
    fn new(site: &Site<'_>, plan: &CountPlan, elements: u32) -> Each {
        match plan {
            CountPlan::Constant(number) => Each::Constant(*number),
            CountPlan::Computed(kernel) => Each::Computed(site.integers(kernel, elements)),
        }
    }

    fn of(&self, element: u32) -> i64 {
        match self {
            Each::Constant(number) => *number,
            Each::Computed(column) => column.int(element as usize),
        }
    }
}

/// A range for each element.
struct Ranges {
    start: Each,
    stop: Each,
    step: Each,
}

/// `start + step*n` for `n` in `0..count`.
#[derive(Clone, Copy)]
struct Range {
    start: i64,
    step: i64,
    count: u64,
}

impl Range {
    fn at(self, n: u64) -> i64 {
        // Within `start..stop`, hence without overflow.
        self.start.wrapping_add(self.step.wrapping_mul(n as i64))
    }
}

impl Ranges {
    fn new(site: &Site<'_>, plan: &RangePlan, elements: u32) -> Ranges {
        let [start, stop, step] =
            [&plan.start, &plan.stop, &plan.step].map(|number| Each::new(site, number, elements));
        Ranges { start, stop, step }
    }

    fn of(&self, site: &Site<'_>, element: u32) -> Result<Range, Failure> {
        let (start, stop, step) = (self.start.of(element), self.stop.of(element), self.step.of(element));
        if step == 0 {
            return Err(diagnostics::no_step(site.rule.span, element).into());
        }
        let (from, to, by) = (i128::from(start), i128::from(stop), i128::from(step));
        let count = ((to - from + by - by.signum()) / by).max(0);
        Ok(Range { start, step, count: u64::try_from(count).unwrap_or(u64::MAX) })
    }
}

/// What a generator gives for each element.
enum Numbers<'a> {
    Range(Ranges),
    SampleOfSize(Ranges, Each),
    SampleWithProbability(Ranges, &'a ProbabilityPlan, Column),
    Values(&'a [i64]),
}

impl<'a> Numbers<'a> {
    fn new(site: &Site<'_>, over: &'a OverPlan, elements: u32) -> Numbers<'a> {
        let ranges = |range| Ranges::new(site, range, elements);
        match over {
            OverPlan::Range(range) => Numbers::Range(ranges(range)),
            OverPlan::SampleOfSize(range, size) => {
                Numbers::SampleOfSize(ranges(range), Each::new(site, size, elements))
            }
            OverPlan::SampleWithProbability(range, p) => {
                let column = match p {
                    ProbabilityPlan::Constant(_) => Column::zeros(0),
                    ProbabilityPlan::Computed(kernel) => site.integers(kernel, elements),
                };
                Numbers::SampleWithProbability(ranges(range), p, column)
            }
            OverPlan::Values(values) => Numbers::Values(values),
        }
    }

    /// Lists the numbers of an element, in order.
    fn of(
        &self,
        site: &Site<'_>,
        element: u32,
        stream: impl FnOnce() -> Stream,
        given: &mut Vec<i64>,
    ) -> Result<(), Failure> {
        let rule = site.rule;
        given.clear();
        match self {
            Numbers::Values(values) => given.extend_from_slice(values),
            Numbers::Range(ranges) => {
                let range = ranges.of(site, element)?;
                if range.count > u64::from(u32::MAX) {
                    return Err(diagnostics::too_many_synapses(rule.span, range.count).into());
                }
                given.extend((0..range.count).map(|n| range.at(n)));
            }
            Numbers::SampleOfSize(ranges, size) => {
                let range = ranges.of(site, element)?;
                let wanted = size.of(element);
                let size = match u64::try_from(wanted) {
                    Ok(size) if size <= range.count => size,
                    Ok(_) if rule.skip_if_invalid => range.count,
                    Err(_) if rule.skip_if_invalid => 0,
                    Err(_) => {
                        let what = format!("the sample of element {element}");
                        return Err(diagnostics::negative_count(rule.span, wanted, &what).into());
                    }
                    Ok(_) => {
                        let told = diagnostics::large_sample(rule.span, wanted, range.count, element);
                        return Err(told.into());
                    }
                };
                let (Ok(length), Ok(amount)) = (usize::try_from(range.count), u32::try_from(size)) else {
                    return Err(diagnostics::too_many_synapses(rule.span, size).into());
                };
                let picked = rand::seq::index::sample(&mut stream(), length, amount as usize);
                given.extend(picked.into_iter().map(|n| range.at(n as u64)));
                given.sort_unstable();
            }
            Numbers::SampleWithProbability(ranges, p, column) => {
                let range = ranges.of(site, element)?;
                let p = match p {
                    ProbabilityPlan::Constant(p) => *p,
                    ProbabilityPlan::Computed(_) => column.float(element as usize),
                };
                if p < 0.0 || p.is_nan() {
                    return Err(diagnostics::negative_sampling(rule.span, element, p).into());
                }
                let Ok(count) = u32::try_from(range.count) else {
                    return Err(diagnostics::too_many_synapses(rule.span, range.count).into());
                };
                let mut chosen = vec![];
                if p < 1.0 {
                    skip_through(&mut stream(), count, p, &mut chosen);
                } else {
                    chosen.extend(0..count);
                }
                given.extend(chosen.into_iter().map(|n| range.at(n.into())));
            }
        }
        Ok(())
    }
}
