//! The indices of a block.

use crate::kernel::{EndIndex, Space};

/// The indices of the lanes of a block.
#[derive(Clone, Copy)]
pub(super) enum Indices<'a> {
    /// One after the other.
    From(usize),
    /// The same for all.
    Same(usize),
    /// One for each.
    Of(&'a [u32]),
}

pub(super) struct Places<'a> {
    pub(super) lanes: Indices<'a>,
    pub(super) pre: Indices<'a>,
    pub(super) post: Indices<'a>,
}

impl<'a> Places<'a> {
    pub(super) fn of(&self, space: Space) -> Indices<'a> {
        match space {
            Space::Lane => self.lanes,
            Space::Pre => self.pre,
            Space::Post => self.post,
            Space::Shared | Space::Element => Indices::Same(0),
        }
    }
}

/// The indices of an end.
pub(super) fn ends<'a>(
    from: EndIndex,
    uniform: u32,
    of: &'a [u32],
    lanes: Indices<'a>,
    len: usize,
    gathered: &'a mut Vec<u32>,
) -> Indices<'a> {
    match (from, lanes) {
        (EndIndex::Lane, lanes) => lanes,
        (EndIndex::Gathered, Indices::From(first)) => Indices::Of(&of[first..first + len]),
        (EndIndex::Gathered, Indices::Of(list)) => {
            gathered.clear();
            gathered.extend(list.iter().map(|&lane| of[lane as usize]));
            Indices::Of(gathered)
        }
        _ => Indices::Same(uniform as usize),
    }
}
