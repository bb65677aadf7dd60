//! One connection rule: from its plan to rows of synapses.
//!
//! Rows are made in blocks: rows of sources where the rule allows, as they lie in memory in the end, else rows of targets, which
//! are turned around. Each block has random numbers of its own, so that any number of threads builds the same network.

use super::bounds::Bounds;
use super::candidates::{Candidates, Copies, Judge};
use super::choose::{Anywhere, ForEach, InBlock};
use super::counts::{count_of_each, total};
use super::crew::Crew;
use super::csr::RuleRows;
use super::diagnostics;
use super::failure::Failure;
use super::generate::{Generator, Numbers};
use super::listed;
use super::rows::{Block, Output, divide, make, turn};
use super::scan::Scanner;
use super::site::Site;
use super::waiting::Gaps;
use snnc_ir::bits;
use snnc_ir::column::Column;
use snnc_ir::execute::Call;
use snnc_ir::plan::{KernelUse, PairsPlan};
use snnc_lang::syntax::ast::End;
use std::ops::Range;

/// About how many synapses a block makes: so few that they stay in the cache, so many that it pays to begin with a block.
const SYNAPSES: f64 = 16_384.0;
/// About how many pairs a block looks at, where it looks at all.
const PAIRS: f64 = 262_144.0;

/// Which candidates a rule gives.
enum Giver<'a> {
    /// All pairs, each with the probability of the rule.
    All,
    /// Of all pairs those that a kernel keeps, with what is known of where it keeps any.
    Scanned(Option<Bounds<'a>>),
    /// One for each row at most.
    Function(Partners),
    /// So many for each row.
    ForEach(Vec<i64>, &'static str),
    /// So many altogether.
    Anywhere(Anywhere<'a>),
    /// What a generator gives for each row.
    Generated(Numbers<'a>),
}

/// Makes the synapses of a rule.
pub(super) fn rule(crew: &Crew<'_>, site: &Site<'_>) -> Result<RuleRows, Failure> {
    let [sources, targets] = site.sizes;
    let probability = site.rule.probability.unwrap_or(1.0).clamp(0.0, 1.0);
    let (rows_are, giver, blocks) = match &site.rule.pairs {
        PairsPlan::Listed(plan) => return listed::rule(site, plan),
        PairsPlan::All if let Some(scan) = &site.rule.scan => {
            let blocks = divide(sources, targets.into(), PAIRS, |_| 0);
            (End::Pre, Giver::Scanned(Bounds::new(site, scan)), blocks)
        }
        PairsPlan::All => {
            let expected = f64::from(targets) * probability;
            if site.rule.judgement.filter.is_none() {
                site.room_for((expected * f64::from(sources)) as u64)?;
            }
            (
                End::Pre,
                Giver::All,
                divide(sources, expected, SYNAPSES, |rows| room(rows, expected, probability)),
            )
        }
        PairsPlan::Function(given, kernel) => {
            let rows_are = if *given == End::Pre { End::Post } else { End::Pre };
            let partners = Partners::new(site, rows_are, kernel);
            let blocks =
                divide(site.sizes[usize::from(rows_are == End::Post)], 1.0, SYNAPSES, |rows| rows.len());
            (rows_are, Giver::Function(partners), blocks)
        }
        PairsPlan::Indegree(count) => {
            let counts = count_of_each(site, count, End::Post)?;
            let blocks = divide_counted(&counts);
            (End::Post, Giver::ForEach(counts, "indegree"), blocks)
        }
        PairsPlan::Outdegree(count) => {
            let counts = count_of_each(site, count, End::Pre)?;
            let blocks = divide_counted(&counts);
            (End::Pre, Giver::ForEach(counts, "outdegree"), blocks)
        }
        PairsPlan::Total(count) => {
            let count = total(site, count)?;
            let mut blocks = divide(sources, count as f64 / f64::from(sources.max(1)), SYNAPSES, |_| 0);
            let anywhere = Anywhere::new(crew, site, count, &blocks)?;
            for (block, count) in blocks.iter_mut().zip(anywhere.counts()) {
                block.room = *count as usize;
            }
            (End::Pre, Giver::Anywhere(anywhere), blocks)
        }
        PairsPlan::Generated(plan) => {
            let rows_are = if plan.end == End::Pre { End::Post } else { End::Pre };
            let rows = site.sizes[usize::from(rows_are == End::Post)];
            let numbers = Numbers::new(site, plan, rows);
            let blocks = divide(rows, numbers.mean(site, rows), SYNAPSES, |_| 0);
            (rows_are, Giver::Generated(numbers), blocks)
        }
    };
    let rows = make(
        crew,
        &blocks,
        || Worker::new(site, rows_are, &giver),
        |worker, block, output| {
            let made = worker.block(block, output);
            worker.judge.met()?;
            made
        },
    )?;
    if rows_are == End::Pre { Ok(rows) } else { turn(crew, &rows, sources) }
}

/// Room for the synapses of rows that each get so many on average.
fn room(rows: Range<u32>, expected: f64, probability: f64) -> usize {
    let mean = expected * rows.len() as f64;
    // Hardly ever is a sum eight standard deviations above its mean.
    (mean + 8.0 * (mean * (1.0 - probability)).sqrt()).ceil() as usize
}

fn divide_counted(counts: &[i64]) -> Vec<Block> {
    let all: f64 = counts.iter().map(|count| *count as f64).sum();
    let rows = counts.len() as u32;
    divide(rows, all / f64::from(rows.max(1)), SYNAPSES, |rows| {
        counts[rows.start as usize..rows.end as usize].iter().sum::<i64>() as usize
    })
}

/// What makes blocks: one for each thread.
struct Worker<'a> {
    site: &'a Site<'a>,
    rows_are: End,
    giver: &'a Giver<'a>,
    judge: Judge<'a>,
    candidates: Candidates,
    gaps: Option<Gaps>,
    scanner: Option<Scanner>,
    for_each: Option<ForEach<'a>>,
    in_block: InBlock,
    generator: Generator,
}

impl<'a> Worker<'a> {
    fn new(site: &'a Site<'a>, rows_are: End, giver: &'a Giver<'a>) -> Worker<'a> {
        let index = match &site.rule.pairs {
            PairsPlan::Generated(plan) => plan.index.as_ref(),
            _ => None,
        };
        let judge = Judge::new(site, rows_are, index);
        Worker {
            site,
            rows_are,
            giver,
            candidates: Candidates::default(),
            gaps: site.rule.probability.filter(|p| *p > 0.0 && *p < 1.0).map(|p| Gaps::new(site.key("p"), p)),
            scanner: site.rule.scan.as_ref().map(|scan| Scanner::new(site, scan, &judge.faults)),
            for_each: match giver {
                Giver::ForEach(_, purpose) => Some(ForEach::new(site, rows_are, purpose)),
                _ => None,
            },
            in_block: InBlock::new(site),
            generator: Generator::new(site),
            judge,
        }
    }

    /// Makes the rows of a block.
    fn block(&mut self, block: &Block, output: &mut Output<'_>) -> Result<(), Failure> {
        let step = block.number;
        self.give(block)?;
        match self.giver {
            // These are what the condition keeps already.
            Giver::Scanned(_) | Giver::ForEach(..) | Giver::Anywhere(_) => {}
            _ => self.judge.filter(step, &mut self.candidates)?,
        }
        if !matches!(self.giver, Giver::All) {
            self.judge.thin(step, &mut self.candidates);
        }
        if self.site.rule.unique && matches!(self.giver, Giver::Generated(_)) {
            self.candidates.dedup();
        }
        let copies = self.judge.copies(step, &mut self.candidates)?;
        self.put(&copies, output)
    }

    /// Finds the candidates of a block.
    fn give(&mut self, block: &Block) -> Result<(), Failure> {
        let Worker { site, candidates, judge, .. } = self;
        let size = site.sizes[usize::from(self.rows_are == End::Pre)];
        candidates.begin(block.rows.clone());
        match self.giver {
            Giver::All => match (&mut self.gaps, site.rule.probability) {
                (Some(gaps), _) => gaps.choose(block.number, size, candidates),
                (None, Some(p)) if p <= 0.0 => candidates.ends.resize(block.rows.len(), 0),
                (None, _) => {
                    for _ in block.rows.clone() {
                        candidates.partners.extend(0..size);
                        candidates.end_row();
                    }
                }
            },
            Giver::Scanned(bounds) => {
                if let Some(scanner) = &mut self.scanner {
                    scanner.choose(site, bounds.as_ref(), candidates)?;
                }
            }
            Giver::Function(partners) => partners.choose(site, candidates)?,
            Giver::ForEach(counts, _) => {
                if let Some(for_each) = &mut self.for_each {
                    let counts = &counts[block.rows.start as usize..block.rows.end as usize];
                    for_each.choose(judge, block, counts, candidates)?;
                }
            }
            Giver::Anywhere(anywhere) => anywhere.take(&mut self.in_block, block, candidates),
            Giver::Generated(numbers) => {
                self.generator.choose(site, numbers, judge, block.number, size, candidates)?;
            }
        }
        Ok(())
    }

    /// Makes synapses of the candidates that are left.
    fn put(&mut self, copies: &Copies, output: &mut Output<'_>) -> Result<(), Failure> {
        let partners = &self.candidates.partners;
        let more = match copies {
            Copies::Constant(count) => partners.len() as u64 * u64::from(*count),
            Copies::Each(counts) => counts.iter().map(|count| u64::from(*count)).sum(),
        };
        self.site.room_for_more(more)?;
        if let Copies::Constant(1) = copies {
            output.extend(partners);
            self.candidates.row_ranges().for_each(|(_, row)| output.end_row(row.len()));
            return Ok(());
        }
        for (_, row) in self.candidates.row_ranges() {
            output.end_row(row.clone().map(|at| copies.of(at) as usize).sum());
            row.for_each(|at| output.push(partners[at], copies.of(at)));
        }
        Ok(())
    }
}

/// `j = f(i)` or `i = f(j)`: the index at the other end for each row.
struct Partners {
    rows_are: End,
    values: Column,
    allowed: Option<Column>,
}

impl Partners {
    fn new(site: &Site<'_>, rows_are: End, kernel: &KernelUse) -> Partners {
        let rows = site.sizes[usize::from(rows_are == End::Post)];
        let allowed = site.rule.allowed.as_ref().map(|allowed| {
            let set = bits::none_of(rows as usize);
            let call = Call { lanes: 0..rows as usize, bits: Some(&set), ..Call::default() };
            site.bind(allowed, None, &site.state.faults).call(&call);
            set
        });
        Partners { rows_are, values: site.integers(kernel, rows), allowed }
    }

    fn choose(&self, site: &Site<'_>, into: &mut Candidates) -> Result<(), Failure> {
        let (letter, size) = match self.rows_are {
            End::Pre => ('j', site.sizes[1]),
            End::Post => ('i', site.sizes[0]),
        };
        for row in into.rows.clone() {
            if self.allowed.as_ref().is_none_or(|set| bits::contains(set, row as usize)) {
                let index = self.values.int(row as usize);
                match u32::try_from(index) {
                    Ok(at) if at < size => into.partners.push(at),
                    _ if site.rule.skip_if_invalid => {}
                    _ => {
                        let span = site.rule.span;
                        return Err(diagnostics::index_out_of_range(span, letter, row, index, size).into());
                    }
                }
            }
            into.end_row();
        }
        Ok(())
    }
}
