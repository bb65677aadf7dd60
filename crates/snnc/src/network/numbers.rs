//! The numbers of synapses, where lanes are not in their order.

use std::borrow::Cow;
use std::ops::Range;

/// The synapse number of each lane.
#[derive(Debug, Default)]
pub(crate) enum Numbers {
    /// Lanes are numbered in order.
    #[default]
    Lanes,
    /// In a row they ascend with the target, and then with the lane; but for these lanes, each with its number. The least in a row is
    /// its first lane. So it is where rows, numbered by target, are laid out in another order.
    ByTarget(Vec<(u32, u32)>),
    /// Any.
    Each(Vec<u32>),
}

impl Numbers {
    /// The number of each lane; `None` if lanes are numbered in order.
    pub(super) fn of_lanes(&self, rows: &[u64], targets: &[u32]) -> Option<Cow<'_, [u32]>> {
        match self {
            Numbers::Lanes => None,
            Numbers::Each(numbers) => Some(numbers.into()),
            Numbers::ByTarget(others) => {
                let mut numbers = vec![0; rows.last().map_or(0, |end| *end as usize)];
                by_target(rows, targets, |lane, number| numbers[lane as usize] = number);
                others.iter().for_each(|(lane, number)| numbers[*lane as usize] = *number);
                Some(numbers.into())
            }
        }
    }

    /// How many bytes of memory.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Numbers::Lanes => 0,
            Numbers::ByTarget(others) => 8 * others.len(),
            Numbers::Each(numbers) => 4 * numbers.len(),
        }
    }
}

/// Shows each lane and its number, if they ascend with the targets of a row.
fn by_target(rows: &[u64], targets: &[u32], mut see: impl FnMut(u32, u32)) {
    let mut keys: Vec<u64> = vec![];
    for row in rows.windows(2) {
        let row: Range<usize> = row[0] as usize..row[1] as usize;
        keys.clear();
        keys.extend(row.clone().map(|lane| u64::from(targets[lane]) << 32 | lane as u64));
        keys.sort_unstable();
        for (number, key) in (row.start as u32..).zip(&keys) {
            see(*key as u32, number);
        }
    }
}
