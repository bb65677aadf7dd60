//! Cutting ranges of elements into words of lanes.

use super::draw::LANES;
use super::{Draw, fill_uniform};
use std::ops::Range;

/// The parts of the elements from `first` on, `count` of them, that lie in one word each: the address of the first, and
/// which they are.
pub(super) fn words(first: Draw, count: usize) -> impl Iterator<Item = (Draw, Range<usize>)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let element = first.element.wrapping_add(start as u64);
        let end = count.min(start + LANES - element as usize % LANES);
        let range = start..end;
        start = end;
        (!range.is_empty()).then_some((Draw { element, ..first }, range))
    })
}

/// The uniform numbers of the first `count` lanes of what is left of a word; for the others, 0.
#[inline(always)]
pub(super) fn uniform_word(first: Draw, count: usize) -> [f64; LANES] {
    let mut uniforms = [0.0; LANES];
    fill_uniform(first.key, first.step, first.epoch, first.element, &mut uniforms[..count]);
    uniforms
}
