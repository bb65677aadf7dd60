//! The sections of blocks: which there are, and in which kind of block each may stand.

use crate::syntax::ast::{End, GroupKind};

/// The kinds of blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::syntax) enum Block {
    Neurons,
    Poisson,
    Spikes,
    PoissonInput,
    Synapses,
    /// The body of a model: of neurons or of synapses, as its sections tell.
    Model,
}

impl From<GroupKind> for Block {
    fn from(kind: GroupKind) -> Self {
        match kind {
            GroupKind::Neurons => Block::Neurons,
            GroupKind::Poisson => Block::Poisson,
            GroupKind::Spikes => Block::Spikes,
        }
    }
}

impl Block {
    /// Its keyword.
    pub(in crate::syntax) fn keyword(self) -> &'static str {
        match self {
            Block::Neurons => "neurons",
            Block::Poisson => "poisson",
            Block::Spikes => "spikes",
            Block::PoissonInput => "poisson_input",
            Block::Synapses => "synapses",
            Block::Model => "model",
        }
    }

    /// Whether equations stand in it.
    pub(super) fn has_equations(self) -> bool {
        !matches!(self, Block::Spikes | Block::PoissonInput)
    }

    /// The names of its sections.
    pub(super) fn sections(self) -> impl Iterator<Item = &'static str> {
        SECTIONS.iter().filter(move |(_, section)| section.stands_in(self)).map(|(name, _)| *name)
    }
}

/// The sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Threshold,
    Reset,
    Refractory,
    Event,
    OnEvent,
    Every,
    At,
    Method,
    Tolerance,
    Init,
    Dt,
    Connect,
    Pathway(End),
    Delay,
    Order,
    Rate,
    Trains,
    Weight,
    File,
    Period,
}

const SECTIONS: [(&str, Section); 21] = [
    ("threshold", Section::Threshold),
    ("reset", Section::Reset),
    ("refractory", Section::Refractory),
    ("event", Section::Event),
    ("on_event", Section::OnEvent),
    ("every", Section::Every),
    ("at", Section::At),
    ("method", Section::Method),
    ("tolerance", Section::Tolerance),
    ("init", Section::Init),
    ("dt", Section::Dt),
    ("connect", Section::Connect),
    ("on_pre", Section::Pathway(End::Pre)),
    ("on_post", Section::Pathway(End::Post)),
    ("delay", Section::Delay),
    ("order", Section::Order),
    ("rate", Section::Rate),
    ("n", Section::Trains),
    ("weight", Section::Weight),
    ("file", Section::File),
    ("period", Section::Period),
];

impl Section {
    /// The section of that name.
    pub(super) fn named(name: &str) -> Option<Section> {
        SECTIONS.iter().find(|(known, _)| *known == name).map(|(_, section)| *section)
    }

    /// Whether it may stand in that kind of block.
    pub(super) fn stands_in(self, block: Block) -> bool {
        self.blocks().contains(&block)
    }

    /// The kinds of blocks it may stand in.
    pub(super) fn blocks(self) -> &'static [Block] {
        match self {
            Section::Threshold | Section::Reset | Section::Refractory | Section::Event | Section::OnEvent => {
                &[Block::Neurons]
            }
            Section::Method | Section::Tolerance => &[Block::Neurons, Block::Synapses],
            Section::Every | Section::Init => &[Block::Neurons, Block::Poisson, Block::Synapses],
            Section::At | Section::Dt => &[Block::Neurons, Block::Poisson, Block::Spikes, Block::Synapses],
            Section::Connect | Section::Pathway(_) | Section::Delay | Section::Order => &[Block::Synapses],
            Section::Rate => &[Block::Poisson, Block::PoissonInput],
            Section::Trains | Section::Weight => &[Block::PoissonInput],
            Section::File | Section::Period => &[Block::Spikes],
        }
    }

    /// Whether words may stand between its name and its `:`.
    pub(super) fn has_head(self) -> bool {
        matches!(
            self,
            Section::Event | Section::OnEvent | Section::Pathway(_) | Section::Delay | Section::Order
        )
    }

    /// Whether its value is a list of statements.
    pub(super) fn holds_statements(self) -> bool {
        matches!(
            self,
            Section::Reset
                | Section::OnEvent
                | Section::Every
                | Section::At
                | Section::Init
                | Section::Pathway(_)
        )
    }
}
