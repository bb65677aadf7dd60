//! The elements that are recorded, by their place in memory.

use std::ops::Range;

/// Elements in memory: neurons of a whole group, or lanes of synapses.
pub(super) struct Elements {
    /// In the order in which they are recorded.
    pub(super) list: Vec<u32>,
    /// Where they all are.
    pub(super) range: Range<usize>,
    /// Whether they are that range, in order: then to record is to copy a part of a column.
    pub(super) consecutive: bool,
}

impl Elements {
    /// Those of a list.
    pub(super) fn new(list: Vec<u32>) -> Elements {
        let first = list.iter().min().map_or(0, |k| *k as usize);
        let end = list.iter().max().map_or(first, |k| *k as usize + 1);
        let consecutive = list.iter().zip(first..).all(|(k, place)| *k as usize == place);
        Elements { list, range: first..end, consecutive }
    }
}

#[cfg(test)]
mod tests {
    use super::Elements;

    #[test]
    fn neighbours_in_order_are_a_range() {
        let look = |list: &[u32]| {
            let elements = Elements::new(list.to_vec());
            (elements.range, elements.consecutive)
        };
        assert_eq!(look(&[3, 4, 5]), (3..6, true));
        assert_eq!(look(&[7]), (7..8, true));
        assert_eq!(look(&[4, 3, 5]), (3..6, false));
        assert_eq!(look(&[1, 1]), (1..2, false));
        assert_eq!(look(&[1, 3]), (1..4, false));
        assert_eq!(look(&[]), (0..0, true));
    }
}
