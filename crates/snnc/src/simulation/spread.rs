//! Which part of a delivery a thread has.

use crate::network::Span;
use crate::parallel::member::Member;
use crate::parallel::rows::RowParts;

/// Which synapses a thread delivers spikes to.
#[derive(Clone, Copy)]
pub(super) enum Spread<'s> {
    /// All.
    All,
    /// Those of its own neurons, of a group of so many, that spiked.
    Elements(Member, usize),
    /// Those whose targets are its own.
    Targets(&'s RowParts, Member),
}

impl<'s> Spread<'s> {
    /// Those of an ascending list of neurons that spiked whose rows it has, or a part of them.
    pub(super) fn spikes(self, list: &[u32]) -> &[u32] {
        match self {
            Spread::Elements(member, size) => member.own(list, size),
            Spread::All | Spread::Targets(..) => list,
        }
    }

    /// Where its parts of rows begin and end; `offsets` are those of the rows.
    pub(super) fn rows(self, offsets: &'s [u64]) -> [&'s [u64]; 2] {
        match self {
            Spread::Targets(parts, member) => parts.rows(member, offsets),
            Spread::All | Spread::Elements(..) => [offsets, offsets.get(1..).unwrap_or_default()],
        }
    }

    /// What it has of a part of a row that has one delay; `number` is that of the part.
    pub(super) fn span(self, number: usize, span: Span) -> Span {
        match self {
            Spread::Targets(parts, member) => parts.span(member, number, span),
            Spread::All | Spread::Elements(..) => span,
        }
    }
}
