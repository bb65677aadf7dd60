//! Blocks of a model: groups and synapses alike.

use crate::hir::{
    Code, Endpoint, GroupKind, Method, Model, Population, SynapseGroup, Timed, Variable, VariableId,
};
use crate::syntax::ast::End;
use std::sync::Arc;

/// A group or a group of synapses, by its place in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Block {
    Group(usize),
    Synapses(usize),
}

impl Block {
    /// All blocks of a model.
    pub(super) fn all(model: &Model) -> impl Iterator<Item = Block> {
        let synapses = (0..model.synapses.len()).map(Block::Synapses);
        (0..model.groups.len()).map(Block::Group).chain(synapses)
    }

    /// The block at an end of synapses, or of which the protocol speaks.
    pub(super) fn of(endpoint: Endpoint) -> Block {
        match endpoint {
            Endpoint::Population(population) => Block::Group(population.group.index()),
            Endpoint::Synapses(id) => Block::Synapses(id.index()),
        }
    }

    pub(super) fn variables(self, model: &Model) -> &[Variable] {
        match self {
            Block::Group(at) => &model.groups[at].variables,
            Block::Synapses(at) => &model.synapses[at].variables,
        }
    }

    pub(super) fn variable(self, model: &Model, id: VariableId) -> &Variable {
        &self.variables(model)[id.index()]
    }

    /// The method that was asked for.
    pub(super) fn method(self, model: &Model) -> Option<Method> {
        let asked = match self {
            Block::Group(at) => match &model.groups[at].kind {
                GroupKind::Neurons { method, .. } => *method,
                GroupKind::Poisson { .. } | GroupKind::Spikes(_) => None,
            },
            Block::Synapses(at) => model.synapses[at].method,
        };
        asked.map(|(method, _)| method)
    }

    /// The noises in its equations.
    pub(super) fn noises(self, model: &Model) -> &[Arc<str>] {
        match self {
            Block::Group(at) => &model.groups[at].noises,
            Block::Synapses(at) => &model.synapses[at].noises,
        }
    }

    pub(super) fn init(self, model: &Model) -> &Code {
        match self {
            Block::Group(at) => &model.groups[at].init,
            Block::Synapses(at) => &model.synapses[at].init,
        }
    }

    pub(super) fn timed(self, model: &Model) -> &[Timed] {
        match self {
            Block::Group(at) => &model.groups[at].timed,
            Block::Synapses(at) => &model.synapses[at].timed,
        }
    }

    pub(super) fn dt(self, model: &Model) -> f64 {
        match self {
            Block::Group(at) => model.groups[at].dt,
            Block::Synapses(at) => model.synapses[at].dt,
        }
    }

    /// How many elements, if that is known before the network is built.
    pub(super) fn size(self, model: &Model) -> Option<u32> {
        match self {
            Block::Group(at) => Some(model.groups[at].size),
            Block::Synapses(_) => None,
        }
    }

    /// What is at an end of these synapses.
    pub(super) fn end(self, model: &Model, end: End) -> Option<Block> {
        match self {
            Block::Group(_) => None,
            Block::Synapses(at) => Some(Block::of(at_end(&model.synapses[at], end))),
        }
    }

    /// The neurons at an end of these synapses.
    pub(super) fn population(self, model: &Model, end: End) -> Option<Population> {
        match self {
            Block::Group(_) => None,
            Block::Synapses(at) => at_end(&model.synapses[at], end).population(),
        }
    }
}

/// What is at an end of synapses.
fn at_end(synapses: &SynapseGroup, end: End) -> Endpoint {
    match end {
        End::Pre => synapses.source,
        End::Post => synapses.target,
    }
}
