//! Synapses in memory: compressed rows by source, and an index by target where something needs it.

use super::delays::Delays;
use super::numbers::Numbers;
use snnc_ir::plan::SynapsePlan;
use snnc_lang::syntax::ast::End;
use std::borrow::Cow;

/// Arrays indexed by lane are padded like columns, so that kernels may run over whole words.
const PADDING: usize = 64;

/// The synapses of one group. A *lane* is a synapse in memory: rows by source, in a row by synapse number, or by delay if
/// that differs by synapse.
#[derive(Debug, Default)]
pub(crate) struct Csr {
    /// Where each source's row begins, and one more.
    pub(crate) offsets: Vec<u64>,
    /// The target of each lane, padded.
    pub(crate) post_of: Vec<u32>,
    /// The source of each lane, padded; only if something needs it.
    pub(crate) pre_of: Vec<u32>,
    /// The synapse number of each lane.
    pub(super) numbers: Numbers,
    /// For each target its synapses; only if something needs it.
    pub(crate) by_target: Option<ByTarget>,
    /// The lanes of each row by synapse number; empty if they are in this order in memory, or nothing needs it.
    pub(crate) by_number: Vec<u32>,
    /// Whether the lanes of a row are not in the order of their numbers.
    pub(super) rearranged: bool,
    /// For each pathway the delays of its synapses, if they differ.
    pub(crate) delays: Vec<Option<Delays>>,
}

/// The synapses of each target, in the order of their numbers.
#[derive(Debug)]
pub(crate) struct ByTarget {
    /// Where each target's synapses begin, and one more.
    pub(crate) offsets: Vec<u64>,
    /// Lanes.
    pub(crate) lanes: Vec<u32>,
    /// The source of each; only if something needs it.
    pub(crate) sources: Vec<u32>,
}

/// The synapses that one rule makes: for each source, targets in order.
#[derive(Debug, Default)]
pub(crate) struct RuleRows {
    /// Where each source's row begins, and one more.
    pub(crate) offsets: Vec<u64>,
    /// Targets.
    pub(crate) targets: Vec<u32>,
    /// The number within the rule of each; `None` if they are numbered in order.
    pub(crate) numbers: Option<Vec<u32>>,
    /// By number, the place of each in a list of pairs, if the rule is one.
    pub(crate) places: Vec<u32>,
}

impl RuleRows {
    fn row(&self, source: usize) -> std::ops::Range<usize> {
        self.offsets[source] as usize..self.offsets[source + 1] as usize
    }
}

impl Csr {
    /// Puts the rows of all rules together.
    ///
    /// The sources of lanes are kept only if `keep_sources`, and those of the synapses of targets if `list_sources`.
    pub(crate) fn new(
        plan: &SynapsePlan,
        [sources, targets]: [u32; 2],
        rules: Vec<RuleRows>,
        [keep_sources, list_sources]: [bool; 2],
    ) -> Csr {
        let mut csr = match <[RuleRows; 1]>::try_from(rules) {
            Ok([only]) => Csr {
                offsets: only.offsets,
                post_of: only.targets,
                numbers: only.numbers.map_or(Numbers::Lanes, Numbers::Each),
                ..Csr::default()
            },
            Err(rules) => {
                let first: Vec<usize> = rules
                    .iter()
                    .scan(0, |sum, rule| Some(std::mem::replace(sum, *sum + rule.targets.len())))
                    .collect();
                let mut csr = Csr { offsets: vec![0], ..Csr::default() };
                let mut numbers = vec![];
                for source in 0..sources as usize {
                    for (rule, first) in rules.iter().zip(&first) {
                        let row = rule.row(source);
                        csr.post_of.extend_from_slice(&rule.targets[row.clone()]);
                        let number =
                            |at: usize| rule.numbers.as_ref().map_or(at as u32, |numbers| numbers[at]);
                        numbers.extend(row.map(|at| *first as u32 + number(at)));
                    }
                    csr.offsets.push(csr.post_of.len() as u64);
                }
                csr.numbers = Numbers::Each(numbers);
                csr
            }
        };
        if plan.pathways.iter().any(|pathway| pathway.end == End::Post) {
            csr.by_target = Some(csr.index_by_target(targets as usize));
        }
        if keep_sources || list_sources {
            csr.pre_of = csr.sources();
        }
        if let Some(index) = csr.by_target.as_mut().filter(|_| list_sources) {
            index.sources = index.lanes.iter().map(|lane| csr.pre_of[*lane as usize]).collect();
        }
        if !keep_sources {
            csr.pre_of = vec![];
        }
        let padded = csr.len().next_multiple_of(PADDING);
        csr.post_of.resize(padded, 0);
        csr
    }

    /// The longest delay in steps, of each pathway in which they differ.
    pub(crate) fn longest_delays(&self) -> impl Iterator<Item = u64> + '_ {
        self.delays.iter().flatten().map(|delays| delays.longest().into())
    }

    /// How many bytes of memory, variables not counted.
    pub(crate) fn bytes(&self) -> usize {
        let index =
            |index: &ByTarget| 8 * index.offsets.len() + 4 * (index.lanes.len() + index.sources.len());
        let index = self.by_target.as_ref().map_or(0, index);
        let lanes = self.len() + self.pre_of.len().min(self.len()) + self.by_number.len();
        let delays: usize = self.delays.iter().flatten().map(Delays::bytes).sum();
        8 * self.offsets.len() + 4 * lanes + self.numbers.bytes() + index + delays
    }

    /// How many synapses.
    pub(crate) fn len(&self) -> usize {
        self.offsets.last().map_or(0, |end| *end as usize)
    }

    /// How many rows: sources.
    pub(crate) fn rows(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// The source of each lane, padded.
    pub(crate) fn sources(&self) -> Vec<u32> {
        let mut sources = vec![0; self.len().next_multiple_of(PADDING)];
        for (source, row) in self.offsets.windows(2).enumerate() {
            sources[row[0] as usize..row[1] as usize].fill(source as u32);
        }
        sources
    }

    /// Sorted by number within each target: lanes ascend by source, and numbers do within a pair of rules.
    fn index_by_target(&self, targets: usize) -> ByTarget {
        let offsets = row_offsets(self.post_of.iter().copied(), targets);
        let mut next = offsets.clone();
        let mut lanes = vec![0; self.post_of.len()];
        for (lane, target) in self.post_of.iter().enumerate() {
            lanes[next[*target as usize] as usize] = lane as u32;
            next[*target as usize] += 1;
        }
        if let Some(numbers) = self.number_of() {
            for row in offsets.windows(2) {
                lanes[row[0] as usize..row[1] as usize].sort_by_key(|lane| numbers[*lane as usize]);
            }
        }
        ByTarget { offsets, lanes, sources: vec![] }
    }

    /// The number of each lane; `None` if lanes are numbered in order.
    pub(crate) fn number_of(&self) -> Option<Cow<'_, [u32]>> {
        self.numbers.of_lanes(&self.offsets, &self.post_of)
    }

    /// The lane of each synapse, by number.
    pub(crate) fn lane_of_number(&self) -> Option<Vec<u32>> {
        let numbers = self.number_of()?;
        let mut lanes = vec![0; numbers.len()];
        for (lane, number) in numbers.iter().enumerate() {
            lanes[*number as usize] = lane as u32;
        }
        Some(lanes)
    }

    /// From now on the lanes of each row are known by their numbers.
    pub(super) fn order_by_number(&mut self) {
        if !self.rearranged || !self.by_number.is_empty() {
            return;
        }
        let numbers = self.number_of().unwrap_or_default();
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        for row in self.offsets.windows(2) {
            order[row[0] as usize..row[1] as usize].sort_unstable_by_key(|lane| numbers[*lane as usize]);
        }
        drop(numbers);
        self.by_number = order;
    }

    /// For each lane the number of the synapse within its pair, `k`: how many of smaller number join the same two.
    pub(crate) fn numbers_within_pairs(&self, targets: usize) -> Vec<u32> {
        let mut within = vec![0; self.len()];
        let mut seen = vec![0; targets];
        for row in self.offsets.windows(2) {
            let row = row[0] as usize..row[1] as usize;
            for lane in row.clone() {
                let count = &mut seen[self.post_of[lane] as usize];
                within[lane] = *count;
                *count += 1;
            }
            self.post_of[row].iter().for_each(|target| seen[*target as usize] = 0);
        }
        within
    }

    /// How many synapses leave each source (`Pre`) or reach each target (`Post`).
    pub(crate) fn degrees(&self, end: End, size: usize) -> Vec<u32> {
        let mut degrees = vec![0; size];
        match end {
            End::Pre => {
                for (degree, row) in degrees.iter_mut().zip(self.offsets.windows(2)) {
                    *degree = (row[1] - row[0]) as u32;
                }
            }
            End::Post => self.post_of[..self.len()].iter().for_each(|target| degrees[*target as usize] += 1),
        }
        degrees
    }
}

/// Where each row begins, and one more, when each entry goes to the row named.
pub(super) fn row_offsets(rows: impl Iterator<Item = u32>, count: usize) -> Vec<u64> {
    let mut offsets = vec![0; count + 1];
    rows.for_each(|row| offsets[row as usize + 1] += 1);
    for k in 0..count {
        offsets[k + 1] += offsets[k];
    }
    offsets
}
