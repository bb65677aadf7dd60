//! Variables that are sums over synapses.

use super::{Endpoint, KernelUse};
use snnc_lang::syntax::ast::End;

/// A variable that is a sum over synapses, written in each step before what reads it.
#[derive(Debug, Clone)]
pub struct SumPlan {
    /// Its name, for people: `cells.I`.
    pub name: String,
    /// Which of the stored variables of its owner: a group, or synapses.
    pub variable: usize,
    /// Which of [`Plan::clocks`](super::Plan::clocks): its owner's.
    pub clock: usize,
    /// What is added up, in order; each has an end of the same owner.
    pub parts: Vec<SumPart>,
}

/// The sums over the synapses of one group.
#[derive(Debug, Clone)]
pub struct SumPart {
    /// Which synapses.
    pub synapses: usize,
    /// For the elements of which end.
    pub end: End,
    /// What is there: elements that have no synapse get 0.
    pub of: Endpoint,
    /// Domain `Rows`, over all synapses: adds to the column bound to [`Storage::Output`](super::Storage::Output), indexed by that
    /// end. Its rows are the sources (`pre: Row`), or one row has all synapses in the order of their numbers (`pre: Gathered`).
    pub code: KernelUse,
}
