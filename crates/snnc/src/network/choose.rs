//! Random partners in a fixed number: `indegree`, `outdegree`, `total`.
//!
//! Partners are drawn and the unwanted ones rejected, which costs time in proportion to the number; only if most are rejected are
//! the allowed ones listed and drawn from. Either way each allowed partner is equally likely.

use super::candidates::{Candidates, Judge};
use super::crew::Crew;
use super::diagnostics;
use super::failure::Failure;
use super::rows::Block;
use super::site::Site;
use super::waiting::{Times, ascending};
use rand::RngExt;
use snnc_ir::rng::{Draw, Stream, StreamKey, binomial};
use snnc_lang::syntax::ast::End;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// Rounds of drawing before the allowed partners are listed.
const PATIENCE: u64 = 16;

/// So many partners for each row.
pub(super) struct ForEach<'a> {
    site: &'a Site<'a>,
    rows_are: End,
    size: u32,
    times: Times,
    /// What is drawn where rejecting takes too long.
    rest: StreamKey,
    fresh: Candidates,
}

impl<'a> ForEach<'a> {
    /// Of a rule; `purpose` names the random numbers.
    pub(super) fn new(site: &'a Site<'a>, rows_are: End, purpose: &str) -> ForEach<'a> {
        let size = site.sizes[usize::from(rows_are == End::Pre)];
        let (times, rest) = (Times::new(site.key(purpose)), site.key(&format!("{purpose}/rest")));
        ForEach { site, rows_are, size, times, rest, fresh: Candidates::default() }
    }

    /// Draws the partners of the rows of a block, of which there are to be `counts`.
    pub(super) fn choose(
        &mut self,
        judge: &mut Judge<'_>,
        block: &Block,
        counts: &[i64],
        into: &mut Candidates,
    ) -> Result<(), Failure> {
        let unique = self.site.rule.unique;
        // Where most are to be taken, few draws are of one that is not yet.
        let listed = |count: i64| self.size == 0 || unique && count > i64::from(self.size / 2);
        let mut missing: Vec<usize> =
            counts.iter().map(|count| if listed(*count) { 0 } else { *count as usize }).collect();
        let mut element = 0;
        into.begin(block.rows.clone());
        into.ends.resize(counts.len(), 0);
        for round in 0..PATIENCE {
            let times: usize = missing.iter().filter(|count| **count > 0).map(|count| count + 1).sum();
            if times == 0 {
                break;
            }
            let mut times = self.times.draw(block.number, element, times);
            element += times.len() as u64;
            self.fresh.begin(block.rows.clone());
            for count in &missing {
                if *count > 0 {
                    let (of_row, rest) = times.split_at(count + 1);
                    times = rest;
                    ascending(of_row, self.size.into(), |place| self.fresh.partners.push(place as u32));
                }
                self.fresh.end_row();
            }
            judge.filter(block.number | round << 32, &mut self.fresh)?;
            merge(into, &mut self.fresh, unique);
            for ((missing, count), (_, row)) in missing.iter_mut().zip(counts).zip(into.row_ranges()) {
                *missing = if listed(*count) { 0 } else { *count as usize - row.len() };
            }
        }
        let incomplete = |(count, (_, row)): (&i64, (u32, Range<usize>))| row.len() < *count as usize;
        if counts.iter().zip(into.row_ranges()).any(incomplete) {
            self.complete(judge, block, counts, into)?;
        }
        Ok(())
    }

    /// Draws what is missing from those that are allowed.
    fn complete(
        &mut self,
        judge: &mut Judge<'_>,
        block: &Block,
        counts: &[i64],
        into: &mut Candidates,
    ) -> Result<(), Failure> {
        let mut whole = Candidates::default();
        whole.begin(block.rows.clone());
        for ((row, range), count) in into.row_ranges().zip(counts) {
            let chosen = &into.partners[range];
            whole.partners.extend_from_slice(chosen);
            let missing = *count as usize - chosen.len();
            if missing > 0 {
                self.fresh.begin(row..row + 1);
                self.fresh.partners.extend(0..self.size);
                self.fresh.end_row();
                judge.filter(u64::from(row) | PATIENCE << 32, &mut self.fresh)?;
                let element = row.into();
                let mut stream = Stream::new(Draw { key: self.rest, step: 0, epoch: 0, element });
                let unique = self.site.rule.unique;
                let is_taken = |partner: &u32| unique && chosen.binary_search(partner).is_ok();
                let drawn = draw_from(&mut stream, &self.fresh.partners, missing, unique, is_taken);
                let drawn = drawn.map_err(|available| {
                    let name = if self.rows_are == End::Pre { "source" } else { "target" };
                    let of = format!("{name} {row}");
                    diagnostics::too_many_partners(self.site.rule.span, *count, available, &of)
                })?;
                let start = whole.partners.len() - chosen.len();
                whole.partners.extend(drawn);
                whole.partners[start..].sort_unstable();
            }
            whole.end_row();
        }
        *into = whole;
        Ok(())
    }
}

/// Draws `missing` of those that are allowed and not taken, none twice if they are to be `unique`. If there are too few, yields how
/// many are allowed.
fn draw_from<T: Copy>(
    stream: &mut Stream,
    allowed: &[T],
    missing: usize,
    unique: bool,
    is_taken: impl Fn(&T) -> bool,
) -> Result<Vec<T>, usize> {
    let left: Vec<T> = allowed.iter().copied().filter(|candidate| !is_taken(candidate)).collect();
    if left.is_empty() || unique && left.len() < missing {
        return Err(allowed.len());
    }
    Ok(if unique {
        let picked = rand::seq::index::sample(stream, left.len(), missing);
        picked.into_iter().map(|at| left[at]).collect()
    } else {
        (0..missing).map(|_| left[stream.random_range(0..left.len())]).collect()
    })
}

/// Puts candidates of the same rows together; in each row they ascend.
fn merge(all: &mut Candidates, fresh: &mut Candidates, unique: bool) {
    if all.len() == 0 {
        std::mem::swap(all, fresh);
    } else if fresh.len() > 0 {
        let mut whole = Candidates::default();
        whole.begin(all.rows.clone());
        for ((_, old), (_, new)) in all.row_ranges().zip(fresh.row_ranges()) {
            let (mut old, mut new) = (&all.partners[old], &fresh.partners[new]);
            while let (Some(a), Some(b)) = (old.first(), new.first()) {
                let from = if a <= b { &mut old } else { &mut new };
                whole.partners.push(*a.min(b));
                *from = &from[1..];
            }
            whole.partners.extend_from_slice(old);
            whole.partners.extend_from_slice(new);
            whole.end_row();
        }
        *all = whole;
    }
    if unique {
        all.dedup();
    }
}

/// So many pairs anywhere.
pub(super) struct Anywhere<'a> {
    site: &'a Site<'a>,
    purpose: StreamKey,
    /// How many of each block.
    counts: Vec<u64>,
    /// Or, where some are rejected, which.
    chosen: Vec<Mutex<Candidates>>,
}

impl<'a> Anywhere<'a> {
    /// Decides how many pairs of each block are chosen; where that depends on which they are, chooses them.
    pub(super) fn new(
        crew: &Crew<'_>,
        site: &'a Site<'a>,
        count: u64,
        blocks: &[Block],
    ) -> Result<Anywhere<'a>, Failure> {
        let [sources, targets] = site.sizes;
        let all = u64::from(sources) * u64::from(targets);
        let too_few = |available| {
            let of = "the whole group";
            Failure::from(diagnostics::too_many_partners(site.rule.span, count as i64, available, of))
        };
        site.room_for(count)?;
        if all == 0 && count > 0 {
            return Err(too_few(0));
        }
        let unique = site.rule.unique;
        let mut anywhere =
            Anywhere { site, purpose: site.key("total/blocks"), counts: vec![], chosen: vec![] };
        if !unique && site.rule.judgement.filter.is_none() {
            anywhere.counts = anywhere.split(count, blocks, 0);
            return Ok(anywhere);
        }
        let empty = |block: &Block| {
            let mut none = Candidates::default();
            none.begin(block.rows.clone());
            none.ends.resize(block.rows.len(), 0);
            Mutex::new(none)
        };
        anywhere.chosen = blocks.iter().map(empty).collect();
        let mut missing = count;
        // Where most are to be taken, few draws are of one that is not yet.
        let patience = if unique && count > all / 2 { 0 } else { PATIENCE };
        for round in 0..patience {
            if missing == 0 {
                break;
            }
            let counts = anywhere.split(missing, blocks, round);
            let found = crew.blocks(
                blocks.len(),
                || (InBlock::new(site), Judge::new(site, End::Pre, None), Candidates::default()),
                |(draws, judge, fresh), number| {
                    let block = &blocks[number];
                    let mut chosen = anywhere.chosen[number].lock().unwrap_or_else(PoisonError::into_inner);
                    if counts[number] > 0 {
                        let step = block.number | round << 32;
                        draws.choose(step, block, counts[number], fresh);
                        let filtered = judge.filter(step, fresh);
                        judge.met()?;
                        filtered?;
                        merge(&mut chosen, fresh, unique);
                    }
                    Ok(chosen.len() as u64)
                },
            )?;
            missing = count - found.iter().sum::<u64>();
        }
        if missing > 0 {
            anywhere.complete(blocks, missing).map_err(|failure| match failure {
                Ok(failure) => failure,
                Err(available) => too_few(available),
            })?;
        }
        Ok(anywhere)
    }

    /// How many pairs each block yields at most, if that is known.
    pub(super) fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// Spreads so many pairs over the blocks: each pair falls into each place with the same probability.
    fn split(&self, count: u64, blocks: &[Block], round: u64) -> Vec<u64> {
        // One more than the rows before each block.
        let ends: Vec<u64> =
            std::iter::once(0).chain(blocks.iter().map(|block| block.rows.end.into())).collect();
        let mut counts = vec![0; blocks.len()];
        // Halves of halves; each has a number of its own, by which its random number is addressed.
        let mut parts = vec![(0..blocks.len(), count, 1u64)];
        while let Some((part, count, element)) = parts.pop() {
            if part.len() <= 1 || count == 0 {
                part.for_each(|block| counts[block] = count);
                continue;
            }
            let middle = part.start + part.len() / 2;
            let rows = |from: usize, to: usize| (ends[to] - ends[from]) as f64;
            let p = rows(part.start, middle) / rows(part.start, part.end);
            let draw = Draw { key: self.purpose, step: round, epoch: 0, element };
            let first = binomial(draw, count as i64, p) as u64;
            parts.push((part.start..middle, first, 2 * element));
            parts.push((middle..part.end, count - first, 2 * element + 1));
        }
        counts
    }

    /// Draws what is missing from those that are allowed; or says how many are.
    fn complete(&mut self, blocks: &[Block], missing: u64) -> Result<(), Result<Failure, usize>> {
        let (site, targets) = (self.site, self.site.sizes[1]);
        let mut judge = Judge::new(site, End::Pre, None);
        let mut row = Candidates::default();
        let mut allowed: Vec<(u32, u32)> = vec![];
        let mut taken: HashSet<(u32, u32)> = HashSet::new();
        for source in 0..site.sizes[0] {
            row.begin(source..source + 1);
            row.partners.extend(0..targets);
            row.end_row();
            let filtered = judge.filter(u64::from(source) | PATIENCE << 32, &mut row);
            judge.met().map_err(Ok)?;
            filtered.map_err(Ok)?;
            allowed.extend(row.partners.iter().map(|target| (source, *target)));
        }
        for chosen in self.chosen.iter_mut().filter(|_| site.rule.unique) {
            let chosen = chosen.get_mut().unwrap_or_else(PoisonError::into_inner);
            for (source, range) in chosen.row_ranges() {
                taken.extend(chosen.partners[range].iter().map(|target| (source, *target)));
            }
        }
        let mut stream = site.streams("total/rest")(0);
        let is_taken = |pair: &(u32, u32)| taken.contains(pair);
        let drawn = draw_from(&mut stream, &allowed, missing as usize, site.rule.unique, is_taken);
        let mut drawn = drawn.map_err(Err)?;
        drawn.sort_unstable();
        let mut drawn = drawn.as_slice();
        for (block, chosen) in blocks.iter().zip(&mut self.chosen) {
            let chosen = chosen.get_mut().unwrap_or_else(PoisonError::into_inner);
            let mut fresh = Candidates::default();
            fresh.begin(block.rows.clone());
            for source in block.rows.clone() {
                let (of_row, rest) = drawn.split_at(drawn.partition_point(|pair| pair.0 <= source));
                drawn = rest;
                fresh.partners.extend(of_row.iter().map(|(_, target)| *target));
                fresh.end_row();
            }
            merge(chosen, &mut fresh, false);
        }
        Ok(())
    }

    /// The pairs of a block.
    pub(super) fn take(&self, draws: &mut InBlock, block: &Block, into: &mut Candidates) {
        let number = block.number as usize;
        match self.chosen.get(number) {
            Some(chosen) => {
                *into = std::mem::take(&mut *chosen.lock().unwrap_or_else(PoisonError::into_inner));
            }
            None => draws.choose(block.number, block, self.counts[number], into),
        }
    }
}

/// Draws pairs of a block.
pub(super) struct InBlock {
    times: Times,
    targets: u32,
}

impl InBlock {
    /// Of a rule.
    pub(super) fn new(site: &Site<'_>) -> InBlock {
        InBlock { times: Times::new(site.key("total")), targets: site.sizes[1] }
    }

    fn choose(&mut self, step: u64, block: &Block, count: u64, into: &mut Candidates) {
        into.begin(block.rows.clone());
        let width = u64::from(self.targets);
        let (mut row_start, mut row_end) = (0, width);
        let times = self.times.draw(step, 0, count as usize + 1);
        ascending(times, width * block.rows.len() as u64, |place| {
            while place >= row_end {
                into.ends.push(into.partners.len());
                (row_start, row_end) = (row_end, row_end + width);
            }
            into.partners.push((place - row_start) as u32);
        });
        into.ends.resize(block.rows.len(), into.partners.len());
    }
}
