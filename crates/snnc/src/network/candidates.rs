//! Candidates that a rule gives one by one, and which of them it keeps.

use super::diagnostics;
use super::failure::Failure;
use super::site::Site;
use rand::RngExt;
use snnc_ir::bits;
use snnc_ir::column::Column;
use snnc_ir::execute::{Bound, Call};
use snnc_ir::plan::{CountPlan, KernelUse};
use snnc_ir::rng::Stream;

/// Pairs that may become synapses. All lists are of one length, or empty where they mean nothing.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// The number that a generator gave.
    pub(super) numbers: Vec<i64>,
    /// The source of each.
    pub(super) sources: Vec<u32>,
    /// The target of each.
    pub(super) targets: Vec<u32>,
    /// The place of each in what the rule gave.
    pub(super) places: Vec<u32>,
}

impl Candidates {
    /// None.
    pub(super) fn clear(&mut self) {
        self.numbers.clear();
        self.sources.clear();
        self.targets.clear();
        self.places.clear();
    }

    /// How many.
    pub(super) fn len(&self) -> usize {
        self.sources.len()
    }

    /// Keeps those for which `keep` holds, asked in order by their positions.
    fn retain(&mut self, mut keep: impl FnMut(usize) -> bool) {
        let kept: Vec<bool> = (0..self.len()).map(&mut keep).collect();
        fn pick<T>(list: &mut Vec<T>, kept: &[bool]) {
            let mut kept = kept.iter();
            list.retain(|_| kept.next().copied().unwrap_or(false));
        }
        pick(&mut self.sources, &kept);
        pick(&mut self.targets, &kept);
        pick(&mut self.numbers, &kept);
        pick(&mut self.places, &kept);
    }
}

/// The kernels of a rule over candidates.
#[derive(Default)]
struct Kernels {
    index: Option<Box<dyn Bound>>,
    allowed: Option<Box<dyn Bound>>,
    improper: Option<Box<dyn Bound>>,
    filter: Option<Box<dyn Bound>>,
    multiplicity: Option<Box<dyn Bound>>,
}

/// Decides about candidates.
pub(super) struct Judge<'a> {
    site: &'a Site<'a>,
    index: Option<&'a KernelUse>,
    kernels: Kernels,
    /// What kernels begin with and result in.
    words: Column,
    bits: Column,
    room: usize,
}

impl<'a> Judge<'a> {
    /// Of a rule; `index` makes an index of a generator's number.
    pub(super) fn new(site: &'a Site<'a>, index: Option<&'a KernelUse>) -> Judge<'a> {
        let kernels = Kernels::default();
        Judge { site, index, kernels, words: Column::zeros(0), bits: Column::zeros(0), room: 0 }
    }

    /// Makes room for so many candidates.
    fn fit(&mut self, count: usize) {
        if count <= self.room {
            return;
        }
        self.room = count.next_power_of_two().max(64);
        self.words = Column::zeros(self.room);
        self.bits = bits::none_of(self.room);
        let rule = self.site.rule;
        let bind = |used: Option<&KernelUse>| used.map(|used| self.site.bind(used, Some(&self.words)));
        self.kernels = Kernels {
            index: bind(self.index),
            allowed: bind(rule.judgement.allowed.as_ref()),
            improper: bind(rule.judgement.improper.as_ref()),
            filter: bind(rule.judgement.filter.as_ref()),
            multiplicity: bind(match &rule.multiplicity {
                Some(CountPlan::Computed(kernel)) => Some(kernel),
                _ => None,
            }),
        };
    }

    /// Executes a kernel over candidates with these numbers and ends.
    fn call(
        &self,
        kernel: &dyn Bound,
        element: u32,
        numbers: &[i64],
        [pre_of, post_of]: [&[u32]; 2],
        count: usize,
    ) {
        for (at, number) in numbers.iter().enumerate() {
            self.words.set_int(at, *number);
        }
        let bits = Some(&self.bits);
        kernel.call(&Call {
            lanes: 0..count,
            step: element.into(),
            pre_of,
            post_of,
            bits,
            ..Call::default()
        });
    }

    /// The indices that the rule gives for numbers of a generator, with the place of each; those are left out that conditions
    /// exclude before it matters whether the index exists. `ends` are the other end of each, as pre or post.
    pub(super) fn indices(
        &mut self,
        element: u32,
        numbers: &[i64],
        ends: [&[u32]; 2],
        found: &mut Vec<(u32, i64)>,
    ) {
        let count = numbers.len();
        self.fit(count);
        found.clear();
        match &self.kernels.index {
            Some(kernel) => {
                self.call(&**kernel, element, numbers, ends, count);
                found.extend((0..count).map(|at| (at as u32, self.words.int(at))));
            }
            None => found.extend((0..).zip(numbers.iter().copied())),
        }
        if let Some(kernel) = &self.kernels.allowed {
            self.call(&**kernel, element, numbers, ends, count);
            found.retain(|(at, _)| bits::contains(&self.bits, *at as usize));
        }
    }

    /// Keeps the candidates that the condition and the probability keep, and says how many synapses each of them makes.
    pub(super) fn keep(
        &mut self,
        element: u32,
        candidates: &mut Candidates,
        choices: impl FnOnce() -> Stream,
    ) -> Result<Vec<u32>, Failure> {
        let rule = self.site.rule;
        self.fit(candidates.len());
        if let Some(kernel) = &self.kernels.improper {
            let Candidates { numbers, sources, targets, .. } = &*candidates;
            self.call(&**kernel, element, numbers, [sources, targets], candidates.len());
            if let Some(at) = (0..candidates.len()).find(|at| bits::contains(&self.bits, *at)) {
                return Err(diagnostics::negative_probability(rule.span, sources[at], targets[at]).into());
            }
        }
        if let Some(kernel) = &self.kernels.filter {
            let Candidates { numbers, sources, targets, .. } = &*candidates;
            self.call(&**kernel, element, numbers, [sources, targets], candidates.len());
            candidates.retain(|at| bits::contains(&self.bits, at));
        }
        if let Some(p) = rule.probability {
            let mut stream = choices();
            candidates.retain(|_| stream.random::<f64>() < p);
        }
        self.copies(element, candidates)
    }

    /// How many synapses each candidate makes.
    fn copies(&self, element: u32, candidates: &Candidates) -> Result<Vec<u32>, Failure> {
        let count = candidates.len();
        let copies: Vec<i64> = match (&self.site.rule.multiplicity, &self.kernels.multiplicity) {
            (Some(CountPlan::Constant(n)), _) => vec![*n; count],
            (Some(CountPlan::Computed(_)), Some(kernel)) => {
                let Candidates { numbers, sources, targets, .. } = candidates;
                self.call(&**kernel, element, numbers, [sources, targets], count);
                (0..count).map(|at| self.words.int(at)).collect()
            }
            _ => vec![1; count],
        };
        if let Some(at) = copies.iter().position(|n| *n < 0) {
            let pair = format!("the pair ({}, {})", candidates.sources[at], candidates.targets[at]);
            return Err(diagnostics::negative_count(self.site.rule.span, copies[at], &pair).into());
        }
        let total = copies.iter().fold(0u64, |sum, n| sum.saturating_add(*n as u64));
        if total > u64::from(u32::MAX) {
            return Err(diagnostics::too_many_synapses(self.site.rule.span, total).into());
        }
        Ok(copies.into_iter().map(|n| n as u32).collect())
    }
}
