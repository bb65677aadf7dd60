//! The part of each row of synapses that belongs to a thread.

use super::member::{Member, boundary};
use crate::network::{Packed, Parts, Span};
use std::ops::Range;

/// Where rows of synapses are divided by the thread that owns the target.
pub(crate) enum RowParts {
    /// Rows as a whole: for each thread but the first, where its part of each row begins.
    Rows(Vec<Vec<u64>>),
    /// Each part of a row that has one delay: for each thread but the first, how many synapses lie before its own.
    Delays(Vec<Packed>),
}

/// Rows of synapses, and where their targets lie.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'n> {
    /// Where each row begins, and one more.
    pub(crate) offsets: &'n [u64],
    /// The synapse at each position; empty if that is the position itself.
    pub(crate) order: &'n [u32],
    /// The target of each synapse, within a population.
    pub(crate) post_of: &'n [u32],
    pub(crate) targets: Targets,
}

/// A population that synapses reach.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Targets {
    /// Where it begins in its group.
    pub(crate) first: usize,
    /// How many elements the group has.
    pub(crate) size: usize,
}

impl Targets {
    /// Where the targets of a thread begin, as synapses name them; beyond the last thread, where all end.
    fn boundary(self, number: usize, of: usize) -> u32 {
        boundary(number, of, self.size).saturating_sub(self.first) as u32
    }

    /// The targets of a thread, as synapses name them.
    pub(crate) fn of(self, member: Member) -> Range<u32> {
        self.boundary(member.number, member.of)..self.boundary(member.number + 1, member.of)
    }
}

impl RowParts {
    /// Divides rows among so many threads; `None` if what belongs to one is not everywhere in one piece, in the order of threads.
    pub(crate) fn of_rows(rows: Rows<'_>, threads: usize) -> Option<RowParts> {
        let mut begins: Vec<Vec<u64>> = vec![Vec::with_capacity(rows.offsets.len()); threads - 1];
        for row in rows.offsets.windows(2) {
            divide(&rows, row[0]..row[1], threads, |owner, position| begins[owner].push(position))?;
        }
        Some(RowParts::Rows(begins))
    }

    /// The same for rows that are laid out by delay.
    pub(crate) fn of_delays(rows: Rows<'_>, parts: &Parts, threads: usize) -> Option<RowParts> {
        let mut before = vec![parts.sizes().like(); threads - 1];
        for (row, bounds) in (0..).zip(rows.offsets.windows(2)) {
            for (_, span, _) in parts.of(row, bounds[0] as u32) {
                let start = u64::from(span.start);
                divide(&rows, start..span.end.into(), threads, |owner, position| {
                    before[owner].push((position - start) as u32);
                })?;
            }
        }
        Some(RowParts::Delays(before))
    }

    /// Where the parts of a thread begin and end; `offsets` are those of the rows.
    pub(crate) fn rows<'r>(&'r self, member: Member, offsets: &'r [u64]) -> [&'r [u64]; 2] {
        let begins = match self {
            RowParts::Rows(begins) => &begins[..],
            RowParts::Delays(_) => &[],
        };
        let starts = match member.number.checked_sub(1) {
            None => offsets,
            Some(before) => begins.get(before).map_or(offsets, |starts| starts),
        };
        let after = offsets.get(1..).unwrap_or_default();
        [starts, begins.get(member.number).map_or(after, |ends| ends)]
    }

    /// What belongs to a thread of a part of a row that has one delay; `number` is that of the part.
    pub(crate) fn span(&self, member: Member, number: usize, span: Span) -> Span {
        let RowParts::Delays(before) = self else { return span };
        let begin = |thread: usize| before.get(thread - 1).map(|before| span.start + before.get(number));
        let start = if member.is_first() { None } else { begin(member.number) };
        Span { start: start.unwrap_or(span.start), end: begin(member.number + 1).unwrap_or(span.end) }
    }
}

/// Tells for each thread but the first, counted from 0, at which of these positions its own begin.
fn divide(
    rows: &Rows<'_>,
    positions: Range<u64>,
    threads: usize,
    mut begins: impl FnMut(usize, u64),
) -> Option<()> {
    let places = positions.start as usize..positions.end as usize;
    let target = |at: usize| rows.post_of[rows.order.get(at).map_or(at, |lane| *lane as usize)];
    let mut start = places.start;
    for owner in 0..threads {
        let own = rows.targets.of(Member { number: owner, of: threads });
        let end = if owner + 1 == threads {
            places.end
        } else {
            first_from(start..places.end, |at| target(at) >= own.end)
        };
        // Without a way out, so that many are compared at once.
        let all_own = match rows.post_of.get(start..end).filter(|_| rows.order.is_empty()) {
            Some(targets) => targets.iter().fold(true, |all, target| all & own.contains(target)),
            None => (start..end).all(|at| own.contains(&target(at))),
        };
        if !all_own {
            return None;
        }
        if owner + 1 < threads {
            begins(owner, end as u64);
        }
        start = end;
    }
    Some(())
}

/// The first place from which on a condition holds, if there is one such; the end of the range if it holds nowhere.
fn first_from(places: Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    let (mut start, mut end) = (places.start, places.end);
    while start < end {
        let middle = start.midpoint(end);
        if holds(middle) {
            end = middle;
        } else {
            start = middle + 1;
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::{Member, RowParts, Rows, Targets};

    fn parts(post_of: &[u32], order: &[u32], threads: usize) -> Option<Vec<Vec<u32>>> {
        let offsets = [0, 4, 4, post_of.len() as u64];
        let targets = Targets { first: 10, size: 200 };
        let rows = Rows { offsets: &offsets, order, post_of, targets };
        let parts = RowParts::of_rows(rows, threads)?;
        let of_member = |number| {
            let [starts, ends] = parts.rows(Member { number, of: threads }, &offsets);
            let positions = (0..3).flat_map(|row| starts[row]..ends[row]);
            positions
                .map(|at| at as usize)
                .map(|at| post_of[order.get(at).map_or(at, |lane| *lane as usize)])
                .collect()
        };
        Some((0..threads).map(of_member).collect())
    }

    #[test]
    fn each_target_belongs_to_one() {
        let targets = [0, 53, 54, 189, 1, 54, 60, 118, 119, 120];
        assert_eq!(parts(&targets, &[], 1), Some(vec![targets.to_vec()]));
        let three = vec![vec![0, 53, 1], vec![54, 54, 60], vec![189, 118, 119, 120]];
        assert_eq!(parts(&targets, &[], 3), Some(three));
        let order = [3, 2, 1, 0, 9, 8, 7, 6, 5, 4];
        let backwards: Vec<u32> = order.iter().map(|at| targets[*at as usize]).collect();
        assert_eq!(parts(&backwards, &[], 3), None);
        assert_eq!(parts(&backwards, &order, 3), parts(&targets, &[], 3));
    }
}
