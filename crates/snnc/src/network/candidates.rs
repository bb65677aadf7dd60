//! Pairs that may become synapses, and which of them a rule keeps.

use super::diagnostics;
use super::failure::Failure;
use super::site::Site;
use crate::demands;
use snnc_ir::bits;
use snnc_ir::column::Column;
use snnc_ir::execute::{Bound, Call};
use snnc_ir::faults::Faults;
use snnc_ir::plan::{CountPlan, KernelUse};
use snnc_ir::rng::{StreamKey, fill_uniform};
use snnc_lang::syntax::ast::End;
use std::ops::Range;

/// Candidates row by row: the rows are those of one end of the synapses, and each lists indices of the other.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// Which rows.
    pub(super) rows: Range<u32>,
    /// One past the last candidate of each row.
    pub(super) ends: Vec<usize>,
    /// At the other end.
    pub(super) partners: Vec<u32>,
    /// The number that a generator gave, or the place in a list; empty where neither is.
    pub(super) numbers: Vec<i64>,
    /// The row of each candidate, if it has been written down.
    pub(super) row_of: Vec<u32>,
    /// Whether rows are in no order, each candidate being told its own.
    is_list: bool,
}

impl Candidates {
    /// None yet of these rows.
    pub(super) fn begin(&mut self, rows: Range<u32>) {
        self.rows = rows;
        self.ends.clear();
        self.partners.clear();
        self.numbers.clear();
        self.row_of.clear();
    }

    /// Adds one to a list of pairs that are in no order.
    pub(super) fn list(&mut self, row: u32, partner: u32, place: i64) {
        self.is_list = true;
        self.row_of.push(row);
        self.partners.push(partner);
        self.numbers.push(place);
        self.ends.clear();
        self.ends.push(self.partners.len());
    }

    /// How many.
    pub(super) fn len(&self) -> usize {
        self.partners.len()
    }

    /// The current row has all its candidates.
    pub(super) fn end_row(&mut self) {
        self.ends.push(self.partners.len());
    }

    /// Where the candidates of each row are.
    pub(super) fn row_ranges(&self) -> impl Iterator<Item = (u32, Range<usize>)> + '_ {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        self.rows.clone().zip(starts.zip(&self.ends).map(|(start, end)| start..*end))
    }

    /// Writes the row of each candidate down.
    fn spread(&mut self) {
        if self.row_of.len() == self.partners.len() {
            return;
        }
        self.row_of.clear();
        let mut start = 0;
        for (row, end) in self.rows.clone().zip(&self.ends) {
            self.row_of.extend(std::iter::repeat_n(row, end - start));
            start = *end;
        }
    }

    /// Keeps those for which `keep` holds, asked in order by their positions and those of the last one kept of the same row.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(&[u32], usize, Option<usize>) -> bool) {
        let (mut start, mut kept) = (0, 0);
        let numbered = !self.numbers.is_empty();
        for end in &mut self.ends {
            let first = kept;
            for at in start..*end {
                let holds = keep(&self.partners, at, (kept > first).then(|| kept - 1));
                // Written in any case, since to jump over it would take longer.
                self.partners[kept] = self.partners[at];
                if numbered {
                    self.numbers[kept] = self.numbers[at];
                }
                if self.is_list {
                    self.row_of[kept] = self.row_of[at];
                }
                kept += usize::from(holds);
            }
            start = *end;
            *end = kept;
        }
        self.partners.truncate(kept);
        self.numbers.truncate(kept);
        self.row_of.truncate(if self.is_list { kept } else { 0 });
    }

    /// Drops those whose partner the row has already. In each row partners ascend.
    pub(super) fn dedup(&mut self) {
        self.retain(|partners, at, last| last.is_none_or(|last| partners[last] != partners[at]));
    }
}

/// How many synapses candidates make.
pub(super) enum Copies {
    /// The same number each.
    Constant(u32),
    /// These.
    Each(Vec<u32>),
}

impl Copies {
    /// How many a candidate makes.
    pub(super) fn of(&self, at: usize) -> u32 {
        match self {
            Copies::Constant(count) => *count,
            Copies::Each(counts) => counts[at],
        }
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

/// Decides about candidates; each thread has its own.
pub(super) struct Judge<'a> {
    site: &'a Site<'a>,
    /// The end whose elements the rows are.
    rows_are: End,
    index: Option<&'a KernelUse>,
    kernels: Kernels,
    /// What kernels begin with and result in.
    words: Column,
    bits: Column,
    room: usize,
    /// What is demanded by kernels of this thread and is not so.
    pub(super) faults: Faults,
    choices: StreamKey,
    drawn: Vec<f64>,
}

impl<'a> Judge<'a> {
    /// Of a rule whose candidates are listed for the elements of an end; `index` makes an index of a generator's number.
    pub(super) fn new(site: &'a Site<'a>, rows_are: End, index: Option<&'a KernelUse>) -> Judge<'a> {
        Judge {
            site,
            rows_are,
            index,
            kernels: Kernels::default(),
            words: Column::zeros(0),
            bits: Column::zeros(0),
            room: 0,
            faults: Faults::default(),
            choices: site.key("p"),
            drawn: vec![],
        }
    }

    /// Refuses what the model demands, and is not so.
    pub(super) fn met(&self) -> Result<(), Failure> {
        demands::unmet(self.site.plan, &self.faults).map_or(Ok(()), |told| Err(told.into()))
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
        let bind =
            |used: Option<&KernelUse>| used.map(|used| self.site.bind(used, Some(&self.words), &self.faults));
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

    /// Executes a kernel over candidates; `step` addresses its random numbers.
    fn call(&self, kernel: &dyn Bound, step: u64, candidates: &Candidates) {
        for (at, number) in candidates.numbers.iter().enumerate() {
            self.words.set_int(at, *number);
        }
        let (of_rows, partners) = (candidates.row_of.as_slice(), candidates.partners.as_slice());
        let [pre_of, post_of] = match self.rows_are {
            End::Pre => [of_rows, partners],
            End::Post => [partners, of_rows],
        };
        let lanes = 0..candidates.row_of.len();
        kernel.call(&Call { lanes, step, pre_of, post_of, bits: Some(&self.bits), ..Call::default() });
    }

    /// The indices that the rule gives for the numbers of a generator, with the place of each; those are left out that conditions
    /// exclude before it matters whether the index exists. The candidates have no partners yet.
    pub(super) fn indices(&mut self, step: u64, numbers: &Candidates, found: &mut Vec<(usize, i64)>) {
        let count = numbers.numbers.len();
        self.fit(count);
        found.clear();
        match &self.kernels.index {
            Some(kernel) => {
                self.call(&**kernel, step, numbers);
                found.extend((0..count).map(|at| (at, self.words.int(at))));
            }
            None => found.extend((0..).zip(numbers.numbers.iter().copied())),
        }
        if let Some(kernel) = &self.kernels.allowed {
            self.call(&**kernel, step, numbers);
            found.retain(|(at, _)| bits::contains(&self.bits, *at));
        }
    }

    /// The source and target of a candidate.
    fn pair(&self, candidates: &Candidates, at: usize) -> [u32; 2] {
        let (row, partner) = (candidates.row_of[at], candidates.partners[at]);
        match self.rows_are {
            End::Pre => [row, partner],
            End::Post => [partner, row],
        }
    }

    /// Keeps the candidates that the condition, and a probability that differs, keep.
    pub(super) fn filter(&mut self, step: u64, candidates: &mut Candidates) -> Result<(), Failure> {
        let judgement = &self.site.rule.judgement;
        if candidates.len() == 0 || judgement.filter.is_none() && judgement.improper.is_none() {
            return Ok(());
        }
        candidates.spread();
        self.fit(candidates.len());
        if let Some(kernel) = &self.kernels.improper {
            self.call(&**kernel, step, candidates);
            if let Some(at) = (0..candidates.len()).find(|at| bits::contains(&self.bits, *at)) {
                let [source, target] = self.pair(candidates, at);
                return Err(diagnostics::negative_probability(self.site.rule.span, source, target).into());
            }
        }
        if let Some(kernel) = &self.kernels.filter {
            self.call(&**kernel, step, candidates);
            candidates.retain(|_, at, _| bits::contains(&self.bits, at));
        }
        Ok(())
    }

    /// Keeps each candidate with the constant probability of the rule.
    pub(super) fn thin(&mut self, step: u64, candidates: &mut Candidates) {
        let Some(p) = self.site.rule.probability else { return };
        self.drawn.resize(candidates.len(), 0.0);
        fill_uniform(self.choices, step, 0, 0, &mut self.drawn);
        candidates.retain(|_, at, _| self.drawn[at] < p);
    }

    /// How many synapses each candidate makes.
    pub(super) fn copies(&mut self, step: u64, candidates: &mut Candidates) -> Result<Copies, Failure> {
        let span = self.site.rule.span;
        let count = match &self.site.rule.multiplicity {
            None => return Ok(Copies::Constant(1)),
            Some(CountPlan::Constant(count)) => *count,
            Some(CountPlan::Computed(_)) => {
                candidates.spread();
                self.fit(candidates.len());
                let Some(kernel) = &self.kernels.multiplicity else { return Ok(Copies::Each(vec![])) };
                self.call(&**kernel, step, candidates);
                let mut copies = Vec::with_capacity(candidates.len());
                for at in 0..candidates.len() {
                    let count = self.words.int(at);
                    copies.push(u32::try_from(count).map_err(|_| {
                        let [source, target] = self.pair(candidates, at);
                        match u64::try_from(count) {
                            Ok(count) => diagnostics::too_many_synapses(span, count),
                            Err(_) => {
                                let pair = format!("the pair ({source}, {target})");
                                diagnostics::negative_count(span, count, &pair)
                            }
                        }
                    })?);
                }
                return Ok(Copies::Each(copies));
            }
        };
        match u32::try_from(count) {
            Ok(count) => Ok(Copies::Constant(count)),
            Err(_) if count < 0 => Err(diagnostics::negative_count(span, count, "each pair").into()),
            Err(_) => Err(diagnostics::too_many_synapses(span, count as u64).into()),
        }
    }
}
