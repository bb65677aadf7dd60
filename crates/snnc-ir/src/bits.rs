//! Sets of lanes as a kernel emits them: one bit a lane, in the words of a column.

use crate::column::Column;

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
    for word in 0..size.div_ceil(64) {
        let mut left = bits.word(word);
        while left != 0 {
            lanes.push(word as u32 * 64 + left.trailing_zeros());
            left &= left - 1;
        }
    }
}
