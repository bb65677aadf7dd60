//! Some of the elements of a population or of synapses.

use super::KernelUse;
use snnc_lang::Span;

/// Elements, counted within the population, or numbers of synapses.
#[derive(Debug, Clone)]
pub enum Selection {
    /// All.
    All,
    /// These, in order.
    List(Vec<u32>),
    /// Those that only the built network, or the state of the moment, can tell; in order.
    Built(Vec<SelectionPart>),
}

/// An entry of a selection.
#[derive(Debug, Clone)]
pub struct SelectionPart {
    /// What it selects.
    pub kind: SelectionKind,
    /// Where it is written, for errors.
    pub span: Span,
}

/// What an entry selects; negative numbers count from the end.
#[derive(Debug, Clone)]
pub enum SelectionKind {
    /// One.
    Number(i64),
    /// Every so many of a range.
    Slice {
        /// The first; `None`: the beginning.
        lo: Option<i64>,
        /// One past the last; `None`: the end.
        hi: Option<i64>,
        /// Every so many.
        step: u64,
    },
    /// These.
    List(Vec<u32>),
    /// Those that this kernel emits, over a list of elements of the whole group or of synapse lanes.
    Condition(KernelUse),
}
