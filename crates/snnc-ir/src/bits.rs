//! Sets of lanes as a kernel emits them: one bit a lane, in the words of a column.

use crate::column::Column;
use std::ops::Range;

/// A set of no lanes of `size`.
pub fn none_of(size: usize) -> Column {
    Column::zeros(size.div_ceil(64))
}

/// Whether a lane is in the set.
#[inline]
pub fn contains(bits: &Column, lane: usize) -> bool {
    bits.word(lane / 64) >> (lane % 64) & 1 == 1
}

/// Appends the lanes below `size` that are in the set, ascending.
pub fn append(bits: &Column, size: usize, lanes: &mut Vec<u32>) {
    append_within(bits, 0..size, lanes);
}

/// Appends the lanes of a range that are in the set, ascending. The range begins at a multiple of 64, and no lane after it in its last
/// word is in the set.
pub fn append_within(bits: &Column, range: Range<usize>, lanes: &mut Vec<u32>) {
    for word in range.start / 64..range.end.div_ceil(64) {
        let mut left = bits.word(word);
        while left != 0 {
            lanes.push(word as u32 * 64 + left.trailing_zeros());
            left &= left - 1;
        }
    }
}
