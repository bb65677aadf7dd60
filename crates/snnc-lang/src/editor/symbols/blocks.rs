//! Blocks and models, and what belongs to each.

use super::scope::Names;
use super::table::SymbolId;
use crate::source::Span;
use crate::syntax::ast::{GroupRef, Instance, Member};
use std::rc::Rc;

/// The kinds of blocks, as far as names are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Neurons and sources.
    Group,
    /// Synapses.
    Synapses,
    /// A model of neurons.
    ModelOfGroup,
    /// A model of synapses.
    ModelOfSynapses,
}

impl Kind {
    /// Whether it is a model.
    pub(super) fn is_model(self) -> bool {
        matches!(self, Kind::ModelOfGroup | Kind::ModelOfSynapses)
    }

    /// Whether it is synapses or a model of such.
    pub(super) fn is_of_synapses(self) -> bool {
        matches!(self, Kind::Synapses | Kind::ModelOfSynapses)
    }
}

/// The names that belong to a block.
#[derive(Debug, Clone, Default)]
pub(super) struct Belongings {
    pub(super) variables: Rc<Names>,
    pub(super) events: Rc<Names>,
    pub(super) pathways: Rc<Names>,
}

/// A block or a model.
pub(super) struct Block<'a> {
    pub(super) kind: Kind,
    pub(super) symbol: SymbolId,
    /// All of it.
    pub(super) span: Span,
    pub(super) body: &'a [Member],
    pub(super) instance: Option<&'a Instance>,
    pub(super) ends: Option<[&'a GroupRef; 2]>,
    /// The models that it is made of, from the one that it names to the one that is no variant of another.
    pub(super) lineage: Vec<usize>,
    /// The last of these, or the block itself.
    pub(super) base: usize,
    /// What it says itself.
    pub(super) own: Belongings,
    /// With what its models say.
    pub(super) all: Belongings,
    /// The parameters of the last model.
    pub(super) parameters: Rc<Names>,
    /// Its members and those of its models, without what is replaced.
    pub(super) members: Vec<&'a Member>,
    /// Whether a block is made of it.
    pub(super) used: bool,
}
