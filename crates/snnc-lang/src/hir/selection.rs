//! Elements that stand in the `[ ]` after a group or after synapses.

use super::ExprId;
use crate::source::Span;

/// Some of the elements of a population or of synapses, counted within it.
#[derive(Debug, Clone, PartialEq)]
pub enum Selection {
    /// All of them.
    All,
    /// These, as written, in order.
    List(Vec<u32>),
    /// Those that only the built network, or the state of the moment, can tell.
    Built(Vec<SelectionPart>),
}

/// An entry of a selection, and where it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct SelectionPart {
    /// What it selects.
    pub kind: SelectionKind,
    /// The entry.
    pub span: Span,
}

/// What an entry of a selection selects. Negative numbers count from the end.
#[derive(Debug, Clone, PartialEq)]
pub enum SelectionKind {
    /// One element.
    Number(i64),
    /// Every so many of a range.
    Slice {
        /// The first; the beginning if it is not given.
        lo: Option<i64>,
        /// One past the last; the end if it is not given.
        hi: Option<i64>,
        /// Every so many, at least 1.
        step: u64,
    },
    /// These.
    List(Vec<u32>),
    /// Those for which this boolean holds.
    Condition(ExprId),
}

impl Selection {
    /// The elements, if they are listed.
    pub fn list(&self) -> Option<&[u32]> {
        match self {
            Selection::List(list) => Some(list),
            Selection::All | Selection::Built(_) => None,
        }
    }
}
