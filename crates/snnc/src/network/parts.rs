//! Rows divided by delay: the synapses of a neuron that its spike reaches in the same step lie side by side in memory.

use super::packed::Packed;
use std::ops::Range;

/// How many synapses a part has on average, at the least, for rows to be laid out in parts. A part costs as much as a few synapses,
/// whose delays would else be looked at one by one.
const WORTHWHILE: usize = 6;

/// The same of so many synapses that memory is slow: those of a part lie side by side.
const WORTHWHILE_OF_MANY: usize = 3;

/// So many are many: more than caches hold.
const MANY: usize = 1 << 21;

/// A row is sorted by counting if its delays are at most so many steps for each synapse.
const STEPS_PER_SYNAPSE: usize = 4;

/// The parts of all rows, row by row, and in a row by delay. In a part lanes are in the order of their numbers.
#[derive(Debug)]
pub(crate) struct Parts {
    /// Where each row's parts begin, and one more.
    rows: Vec<u32>,
    /// The delay of each part, in steps.
    delays: Packed,
    /// How many synapses each part has.
    sizes: Packed,
}

/// Consecutive lanes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    /// The first one.
    pub(crate) start: u32,
    /// One past the last.
    pub(crate) end: u32,
}

impl Parts {
    /// Those of rows of lanes with these delays, if it is worth while to lay rows out so.
    pub(super) fn worthwhile(offsets: &[u64], delay_of: &Packed) -> Option<Parts> {
        let (count, largest) = count(offsets, delay_of)?;
        let least = if delay_of.len() < MANY { WORTHWHILE } else { WORTHWHILE_OF_MANY };
        if delay_of.len() < count * least {
            return None;
        }
        let mut rows = Vec::with_capacity(offsets.len());
        rows.push(0);
        let delays = Packed::up_to(delay_of.largest(), count);
        Some(Parts { rows, delays, sizes: Packed::up_to(largest, count) })
    }

    /// Divides the next row, whose lanes have these delays. Gives the order in which the lanes have to be laid out, counted within the
    /// row.
    pub(super) fn divide(&mut self, delays: &[u32], order: &mut Vec<u32>) {
        sort(delays, order);
        let mut start = 0;
        while let Some(first) = order.get(start) {
            let delay = delays[*first as usize];
            let size = order[start..].iter().take_while(|at| delays[**at as usize] == delay).count();
            self.delays.push(delay);
            self.sizes.push(size as u32);
            start += size;
        }
        self.rows.push(self.delays.len() as u32);
    }

    /// The parts of a row whose first lane is `start`, each with its number and its delay in steps.
    pub(crate) fn of(&self, row: u32, mut start: u32) -> impl Iterator<Item = (usize, Span, u32)> + '_ {
        self.row(row).map(move |part| {
            let span = Span { start, end: start + self.sizes.get(part) };
            start = span.end;
            (part, span, self.delays.get(part))
        })
    }

    /// How many synapses each part has.
    pub(crate) fn sizes(&self) -> &Packed {
        &self.sizes
    }

    /// The longest delay, in steps.
    pub(crate) fn longest(&self) -> u32 {
        self.delays.largest()
    }

    /// How many bytes of memory.
    pub(crate) fn bytes(&self) -> usize {
        4 * self.rows.len() + self.delays.bytes() + self.sizes.bytes()
    }

    fn row(&self, row: u32) -> Range<usize> {
        self.rows[row as usize] as usize..self.rows[row as usize + 1] as usize
    }
}

/// How many parts there would be, and the size of the largest; `None` if delays are so long that there is hardly a second synapse
/// with the same one.
fn count(offsets: &[u64], delay_of: &Packed) -> Option<(usize, u32)> {
    let longest = delay_of.largest();
    if longest > u16::MAX.into() {
        return None;
    }
    // For each delay the row that had it last, and how many of its synapses do.
    let mut seen = vec![(u32::MAX, 0); longest as usize + 1];
    let (mut count, mut largest) = (0, 0);
    for (row, bounds) in (0..).zip(offsets.windows(2)) {
        delay_of.each(bounds[0] as usize..bounds[1] as usize, |delay| {
            let (last, size) = &mut seen[delay as usize];
            if *last != row {
                (*last, *size) = (row, 0);
                count += 1;
            }
            *size += 1;
            largest = largest.max(*size);
        });
    }
    Some((count, largest))
}

/// The places of numbers in ascending order, equal ones as they are.
fn sort(numbers: &[u32], order: &mut Vec<u32>) {
    order.clear();
    let longest = numbers.iter().max().map_or(0, |longest| *longest as usize);
    if longest > numbers.len() * STEPS_PER_SYNAPSE {
        order.extend(0..numbers.len() as u32);
        order.sort_by_key(|at| numbers[*at as usize]);
        return;
    }
    let mut next = vec![0; longest + 2];
    numbers.iter().for_each(|number| next[*number as usize + 1] += 1);
    for number in 0..=longest {
        next[number + 1] += next[number];
    }
    order.resize(numbers.len(), 0);
    for (at, number) in (0..).zip(numbers) {
        let place = &mut next[*number as usize];
        order[*place] = at;
        *place += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Parts, sort};
    use crate::network::packed::Packed;

    #[test]
    fn rows_are_divided_by_delay_in_the_order_of_numbers() {
        let delays = [3, 1, 3, 1, 1, 3, 3, 1, 3, 1, 3, 1, 2, 2, 2, 2, 2, 2];
        let offsets = [0, 12, 12, 18];
        let mut packed = Packed::up_to(3, delays.len());
        packed.extend(&delays);
        let mut parts = Parts::worthwhile(&offsets, &packed).expect("six of each");
        let mut order = vec![];
        for row in offsets.windows(2) {
            parts.divide(&delays[row[0] as usize..row[1] as usize], &mut order);
            assert!(row[0] > 0 || row[1] == 0 || order == [1, 3, 4, 7, 9, 11, 0, 2, 5, 6, 8, 10]);
        }
        let of = |row, start| -> Vec<_> {
            parts.of(row, start).map(|(part, span, delay)| (part, span.start, span.end, delay)).collect()
        };
        assert_eq!(of(0, 0), [(0, 0, 6, 1), (1, 6, 12, 3)]);
        assert_eq!(of(1, 12), []);
        assert_eq!(of(2, 12), [(2, 12, 18, 2)]);
        assert!(Parts::worthwhile(&[0, 9, 9, 18], &packed).is_none(), "parts are too small");
    }

    #[test]
    fn long_delays_are_sorted_as_short_ones() {
        let delays = [70_000, 2, 70_000, 5, 2];
        let mut order = vec![];
        sort(&delays, &mut order);
        assert_eq!(order, [1, 4, 3, 0, 2]);
        sort(&delays.map(|delay| delay % 10), &mut order);
        assert_eq!(order, [0, 2, 1, 4, 3]);
    }
}
