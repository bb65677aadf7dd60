//! Laying the lanes of each row out by delay.

use super::csr::Csr;
use super::numbers::Numbers;
use super::packed::Packed;
use super::parts::Parts;
use snnc_ir::column::Column;

/// What there is of each lane, beside what the rows themselves know.
pub(super) struct Lanes<'a> {
    /// Variables.
    pub(super) columns: Vec<&'a Column>,
    /// The delays of other pathways.
    pub(super) delays: Vec<&'a mut Packed>,
}

/// Lays lanes out so that those of a part lie side by side, in the order of their numbers. They have been in that order within
/// rows. Whatever follows from the old order alone is kept if `by_number`.
pub(super) fn rearrange(
    csr: &mut Csr,
    delay_of: &Packed,
    mut parts: Parts,
    mut lanes: Lanes<'_>,
    by_number: bool,
) -> Parts {
    let mut numbers = Renumbered::new(csr);
    let mut lane_of = (by_number || csr.by_target.is_some()).then(|| vec![0; csr.len()]);
    let (mut delays, mut order, mut targets, mut words) = (vec![], vec![], vec![], [vec![], vec![]]);
    for row in 0..csr.rows() {
        let (start, end) = (csr.offsets[row] as usize, csr.offsets[row + 1] as usize);
        delays.clear();
        delay_of.each(start..end, |delay| delays.push(delay));
        parts.divide(&delays, &mut order);
        if let Some(lane_of) = &mut lane_of {
            for (new, old) in (start as u32..).zip(&order) {
                lane_of[start + *old as usize] = new;
            }
        }
        numbers.row(start, &csr.post_of[start..end], &order);
        permute(&mut csr.post_of[start..end], &order, &mut targets);
        for column in &lanes.columns {
            permute_column(column, start, &order, &mut words);
        }
        for other in &mut lanes.delays {
            let before: Vec<u32> = order.iter().map(|old| other.get(start + *old as usize)).collect();
            (start..).zip(before).for_each(|(lane, delay)| other.set(lane, delay));
        }
    }
    csr.numbers = numbers.finish();
    csr.rearranged = true;
    if let (Some(index), Some(lane_of)) = (&mut csr.by_target, &lane_of) {
        index.lanes.iter_mut().for_each(|lane| *lane = lane_of[*lane as usize]);
    }
    csr.by_number = lane_of.filter(|_| by_number).unwrap_or_default();
    parts
}

/// Numbers, while rows are laid out anew.
enum Renumbered {
    /// Rows are numbered by target. Those of equal targets whose lanes are in another order now, as lane and number.
    ByTarget(Vec<(u32, u32)>),
    /// The number of each lane.
    Each(Vec<u32>),
}

impl Renumbered {
    fn new(csr: &mut Csr) -> Renumbered {
        let ascends = |row: &[u64]| csr.post_of[row[0] as usize..row[1] as usize].is_sorted();
        match std::mem::take(&mut csr.numbers) {
            Numbers::Each(numbers) => Renumbered::Each(numbers),
            _ if csr.offsets.windows(2).all(ascends) => Renumbered::ByTarget(vec![]),
            _ => Renumbered::Each((0..csr.len() as u32).collect()),
        }
    }

    /// The lanes of a row from `start` on, which have these targets, are laid out in this order.
    fn row(&mut self, start: usize, targets: &[u32], order: &[u32]) {
        match self {
            Renumbered::Each(numbers) => permute(&mut numbers[start..][..order.len()], order, &mut vec![]),
            Renumbered::ByTarget(others) => {
                if targets.windows(2).all(|pair| pair[0] < pair[1]) {
                    return;
                }
                let mut lane_of = vec![0; order.len()];
                (0..).zip(order).for_each(|(new, old): (u32, _)| lane_of[*old as usize] = new);
                let mut first = 0;
                for equal in targets.chunk_by(|a, b| a == b) {
                    let lanes = &lane_of[first..first + equal.len()];
                    if let [_] = lanes {
                        first += 1;
                        continue;
                    }
                    let mut sorted = lanes.to_vec();
                    sorted.sort_unstable();
                    for (at, lane) in lanes.iter().enumerate() {
                        if sorted[at] != *lane {
                            others.push((start as u32 + lane, (start + first + at) as u32));
                        }
                    }
                    first += equal.len();
                }
            }
        }
    }

    fn finish(self) -> Numbers {
        match self {
            Renumbered::ByTarget(others) => Numbers::ByTarget(others),
            Renumbered::Each(numbers) => Numbers::Each(numbers),
        }
    }
}

fn permute(words: &mut [u32], order: &[u32], before: &mut Vec<u32>) {
    before.clear();
    before.extend_from_slice(words);
    words.iter_mut().zip(order).for_each(|(word, old)| *word = before[*old as usize]);
}

fn permute_column(column: &Column, start: usize, order: &[u32], [before, words]: &mut [Vec<u64>; 2]) {
    before.resize(order.len(), 0);
    column.read(start, before);
    words.clear();
    words.extend(order.iter().map(|old| before[*old as usize]));
    column.write(start, words);
}
