//! Rules with a generator: `j = k for k in sample(N_post, size = 10)`.

use super::candidates::{Candidates, Judge};
use super::diagnostics;
use super::failure::Failure;
use super::site::Site;
use super::waiting::Gaps;
use snnc_ir::column::Column;
use snnc_ir::plan::{CountPlan, GeneratedPlan, OverPlan, ProbabilityPlan, RangePlan};
use snnc_ir::rng::{Draw, Stream, StreamKey};
use snnc_lang::syntax::ast::End;

/// Carries generators out; each thread has its own.
pub(super) struct Generator {
    samples: StreamKey,
    /// The numbers for each row, not yet indices.
    given: Candidates,
    of_row: Vec<i64>,
    found: Vec<(usize, i64)>,
    chosen: Candidates,
}

impl Generator {
    /// Of a rule.
    pub(super) fn new(site: &Site<'_>) -> Generator {
        Generator {
            samples: site.key("sample"),
            given: Candidates::default(),
            of_row: vec![],
            found: vec![],
            chosen: Candidates::default(),
        }
    }

    /// Lists the indices, less than `size`, that the generator gives for the rows.
    pub(super) fn choose(
        &mut self,
        site: &Site<'_>,
        numbers: &Numbers<'_>,
        judge: &mut Judge<'_>,
        step: u64,
        size: u32,
        into: &mut Candidates,
    ) -> Result<(), Failure> {
        let given = &mut self.given;
        given.begin(into.rows.clone());
        for row in into.rows.clone() {
            numbers.of(site, row, self.samples, &mut self.of_row, &mut self.chosen)?;
            given.numbers.extend_from_slice(&self.of_row);
            given.row_of.extend(std::iter::repeat_n(row, self.of_row.len()));
        }
        judge.indices(step, given, &mut self.found);
        let mut found = self.found.iter().peekable();
        let mut of_row: Vec<(u32, i64)> = vec![];
        for row in into.rows.clone() {
            of_row.clear();
            while let Some((at, index)) = found.next_if(|(at, _)| given.row_of[*at] == row) {
                match u32::try_from(*index) {
                    Ok(index) if index < size => of_row.push((index, given.numbers[*at])),
                    _ if site.rule.skip_if_invalid => {}
                    _ => {
                        let letter = if numbers.end == End::Pre { 'i' } else { 'j' };
                        let span = site.rule.span;
                        return Err(diagnostics::index_out_of_range(span, letter, row, *index, size).into());
                    }
                }
            }
            of_row.sort_by_key(|(partner, _)| *partner);
            into.partners.extend(of_row.iter().map(|(partner, _)| *partner));
            into.numbers.extend(of_row.iter().map(|(_, number)| *number));
            into.end_row();
        }
        Ok(())
    }
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
pub(super) struct Numbers<'a> {
    /// Whose index is given.
    end: End,
    kind: Kind<'a>,
}

enum Kind<'a> {
    Range(Ranges),
    SampleOfSize(Ranges, Each),
    SampleWithProbability(Ranges, &'a ProbabilityPlan, Column),
    Values(&'a [i64]),
}

impl<'a> Numbers<'a> {
    /// Of a generator that is carried out for so many elements.
    pub(super) fn new(site: &Site<'_>, plan: &'a GeneratedPlan, elements: u32) -> Numbers<'a> {
        let ranges = |range| Ranges::new(site, range, elements);
        let kind = match &plan.over {
            OverPlan::Range(range) => Kind::Range(ranges(range)),
            OverPlan::SampleOfSize(range, size) => {
                Kind::SampleOfSize(ranges(range), Each::new(site, size, elements))
            }
            OverPlan::SampleWithProbability(range, p) => {
                let column = match p {
                    ProbabilityPlan::Constant(_) => Column::zeros(0),
                    ProbabilityPlan::Computed(kernel) => site.integers(kernel, elements),
                };
                Kind::SampleWithProbability(ranges(range), p, column)
            }
            OverPlan::Values(values) => Kind::Values(values),
        };
        Numbers { end: plan.end, kind }
    }

    /// About how many numbers an element gets: those of the one in the middle.
    pub(super) fn mean(&self, site: &Site<'_>, elements: u32) -> f64 {
        let middle = elements / 2;
        let length = |ranges: &Ranges| ranges.of(site, middle).map_or(1.0, |range| range.count as f64);
        match &self.kind {
            _ if elements == 0 => 1.0,
            Kind::SampleOfSize(_, size) => size.of(middle) as f64,
            Kind::SampleWithProbability(ranges, ProbabilityPlan::Constant(p), _) => length(ranges) * p,
            Kind::Range(ranges) | Kind::SampleWithProbability(ranges, ..) => length(ranges),
            Kind::Values(values) => values.len() as f64,
        }
    }

    /// Lists the numbers of an element, in order. `chosen` is memory to use.
    fn of(
        &self,
        site: &Site<'_>,
        element: u32,
        samples: StreamKey,
        given: &mut Vec<i64>,
        chosen: &mut Candidates,
    ) -> Result<(), Failure> {
        let rule = site.rule;
        given.clear();
        match &self.kind {
            Kind::Values(values) => given.extend_from_slice(values),
            Kind::Range(ranges) => {
                let range = ranges.of(site, element)?;
                if range.count > u64::from(u32::MAX) {
                    return Err(diagnostics::too_many_synapses(rule.span, range.count).into());
                }
                given.extend((0..range.count).map(|n| range.at(n)));
            }
            Kind::SampleOfSize(ranges, size) => {
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
                let draw = Draw { key: samples, step: 0, epoch: 0, element: element.into() };
                let picked = rand::seq::index::sample(&mut Stream::new(draw), length, amount as usize);
                given.extend(picked.into_iter().map(|n| range.at(n as u64)));
                given.sort_unstable();
            }
            Kind::SampleWithProbability(ranges, p, column) => {
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
                if p >= 1.0 {
                    given.extend((0..count).map(|n| range.at(n.into())));
                } else if p > 0.0 {
                    chosen.begin(element..element + 1);
                    Gaps::new(samples, p).choose(element.into(), count, chosen);
                    given.extend(chosen.partners.iter().map(|n| range.at((*n).into())));
                }
            }
        }
        Ok(())
    }
}
