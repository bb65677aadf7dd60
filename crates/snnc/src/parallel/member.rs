//! One thread among several, and what it works on.

use std::ops::Range;

/// Shares end at multiples of this number of elements, so that none has a part of a word of bits or of a cache line.
const GRAIN: usize = 64;

/// A thread among those that carry out a step together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Member {
    /// Which, from 0.
    pub(crate) number: usize,
    /// How many there are.
    pub(crate) of: usize,
}

impl Member {
    /// The only thread.
    pub(crate) const ALONE: Member = Member { number: 0, of: 1 };

    /// Whether it is the one that does what cannot be divided.
    pub(crate) fn is_first(self) -> bool {
        self.number == 0
    }

    /// Those of `size` elements that are its own.
    #[inline]
    pub(crate) fn share(self, size: usize) -> Range<usize> {
        if self.of == 1 {
            return 0..size;
        }
        boundary(self.number, self.of, size)..boundary(self.number + 1, self.of, size)
    }

    /// Those of an ascending list of some of `size` elements that are its own.
    #[inline]
    pub(crate) fn own(self, list: &[u32], size: usize) -> &[u32] {
        if self.of == 1 {
            return list;
        }
        let share = self.share(size);
        let before = |end: usize| list.partition_point(|k| (*k as usize) < end);
        &list[before(share.start)..before(share.end)]
    }
}

/// Where the share of a thread begins.
pub(super) fn boundary(number: usize, of: usize, size: usize) -> usize {
    if number == of {
        return size;
    }
    ((size * number / of + GRAIN / 2) / GRAIN * GRAIN).min(size)
}

#[cfg(test)]
mod tests {
    use super::Member;

    #[test]
    fn shares_are_everything_once() {
        for size in [0, 1, 63, 64, 65, 100, 1000, 77_169] {
            for of in 1..9 {
                let shares: Vec<_> = (0..of).map(|number| Member { number, of }.share(size)).collect();
                assert_eq!((shares[0].start, shares[of - 1].end), (0, size));
                for pair in shares.windows(2) {
                    assert_eq!(pair[0].end, pair[1].start);
                    assert!(pair[1].start.is_multiple_of(64) || pair[1].start == size);
                }
                let most = shares.iter().map(ExactSizeIterator::len).max().unwrap_or(0);
                assert!(most <= size.div_ceil(of) + 64, "{size} among {of}");
            }
        }
    }
}
