//! The names that are known where an expression stands.

use super::table::SymbolId;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// Names and what they mean.
pub(super) type Names = HashMap<Arc<str>, SymbolId>;

/// Where an expression stands; it decides which quantities of the language are known there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Site {
    /// A constant expression.
    Constant,
    /// A block of neurons, or a source.
    Neurons,
    /// The equations and statements of synapses.
    Synapses,
    /// A connection rule.
    Connect,
    /// The condition that ends a run.
    Until,
    /// The body of a function.
    Function,
}

/// The names that are known where an expression stands, besides those of the file.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    pub(super) site: Site,
    /// Running and local names, the innermost last.
    pub(super) locals: Vec<(Arc<str>, SymbolId)>,
    /// Variables of the block.
    pub(super) own: Rc<Names>,
    /// Variables of the source and the target of synapses.
    pub(super) ends: [Rc<Names>; 2],
    /// Parameters of the model that the block is made of.
    pub(super) parameters: Rc<Names>,
    /// Whether some equation of the synapses is event-driven.
    pub(super) event_driven: bool,
    /// The block at hand.
    pub(super) block: Option<usize>,
}

impl Scope {
    /// Without names of its own.
    pub(super) fn new(site: Site) -> Self {
        let none = Rc::new(Names::new());
        Scope {
            site,
            locals: vec![],
            own: none.clone(),
            ends: [none.clone(), none.clone()],
            parameters: none,
            event_driven: false,
            block: None,
        }
    }

    /// Of a constant expression in the same block.
    pub(super) fn constant(&self) -> Scope {
        Scope {
            locals: self.locals.clone(),
            parameters: self.parameters.clone(),
            block: self.block,
            ..Scope::new(Site::Constant)
        }
    }

    /// The variable of the block or of its ends, or the local name, that is so written.
    pub(super) fn variable(&self, name: &str) -> Option<SymbolId> {
        if let Some((_, id)) = self.locals.iter().rev().find(|(known, _)| **known == *name) {
            return Some(*id);
        }
        if let Some(id) = self.own.get(name) {
            return Some(*id);
        }
        let [source, target] = &self.ends;
        if let Some(id) = name.strip_suffix("_post").and_then(|bare| target.get(bare)) {
            return Some(*id);
        }
        if let Some(id) = name.strip_suffix("_pre").and_then(|bare| source.get(bare)) {
            return Some(*id);
        }
        target.get(name).copied()
    }
}
