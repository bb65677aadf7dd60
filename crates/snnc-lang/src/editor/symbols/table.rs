//! Symbols, where each is used, and which names are known where.

use crate::hir::{DisplayUnit, Type};
use crate::source::{SourceId, Span};
use crate::units::Dimension;
use std::collections::HashMap;
use std::sync::Arc;

/// A symbol of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SymbolId(pub u32);

impl SymbolId {
    /// Its place in the table.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SymbolKind {
    /// A constant or an array of the file.
    Constant,
    /// A function of the file.
    Function,
    /// A parameter of a function or a model.
    Parameter,
    /// A timed array.
    TimedArray,
    /// A model.
    Model,
    /// A group of neurons.
    Population,
    /// A Poisson source or a source of given spikes.
    Source,
    /// A Poisson input.
    PoissonInput,
    /// A part of a group.
    Subgroup,
    /// A group of synapses.
    Synapses,
    /// A pathway of synapses.
    Pathway,
    /// A variable of a block with a value of its own: by a differential equation, a parameter, or the `k` of `n = 2 as k`.
    Variable,
    /// A variable that is computed where it is used.
    Subexpression,
    /// A variable that reads one of another group.
    Linked,
    /// A custom event.
    Event,
    /// A noise of its own: `xi_a`.
    Noise,
    /// A local name of statements.
    Local,
    /// A running name: of `for`, of `sum`, of the generator of a rule.
    Loop,
    /// A monitor with a name.
    Monitor,
    /// What `store` and `save` write under.
    Label,
    /// A file that is imported.
    File,
    /// A name in a model that only its use gives a meaning.
    Open,
    /// Something of which only the name could be read.
    Unread,
    /// `dt`, `seed`, `wiring_seed`.
    Setting,
    /// A function of the language.
    BuiltinFunction,
    /// A quantity or constant of the language: `t`, `i`, `pi`.
    Builtin,
    /// A unit, or a type after `:`.
    Unit,
    /// A method of integration.
    Method,
    /// A slot of a time step.
    Slot,
}

impl SymbolKind {
    /// Whether it belongs to the language rather than to the file.
    pub fn is_of_language(self) -> bool {
        use SymbolKind as K;
        matches!(self, K::Setting | K::BuiltinFunction | K::Builtin | K::Unit | K::Method | K::Slot)
    }
}

/// What is declared of a variable after `:`.
#[derive(Debug, Clone, PartialEq)]
pub struct Declared {
    /// Its type.
    pub ty: Type,
    /// Its dimension.
    pub dimension: Dimension,
    /// The unit, as written.
    pub unit: DisplayUnit,
}

/// What a name stands for, and where that is said.
#[derive(Debug, Clone, PartialEq)]
pub struct Symbol {
    /// Its name: of a variable the bare one, also where it is written `x_post`.
    pub name: Arc<str>,
    /// What it is.
    pub kind: SymbolKind,
    /// The name in its definition; `None` for what is part of the language.
    pub span: Option<Span>,
    /// The whole definition.
    pub whole: Option<Span>,
    /// The block, model, function or the like that it belongs to.
    pub container: Option<SymbolId>,
    /// What its declaration says, if that could be read.
    pub declared: Option<Declared>,
    /// Whether all elements share one value.
    pub shared: bool,
}

/// What is done to a symbol where its name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    /// It is defined.
    Definition,
    /// It is assigned.
    Write,
    /// Anything else.
    Read,
}

/// A name in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// The name; of a label or file, what stands between the quotes.
    pub span: Span,
    /// What it stands for. Where a model is used several times, a name in it may stand for several symbols: each is a use.
    pub symbol: SymbolId,
    /// What is done to it.
    pub access: Access,
}

/// A name and what it means where it is known.
pub(in crate::editor) type Known = (Arc<str>, SymbolId);

/// Names that are known in a part of the text, besides those of the file.
#[derive(Debug, Clone)]
pub(super) struct Region {
    pub(super) span: Span,
    pub(super) names: Vec<Known>,
    /// The block, model or function.
    pub(super) of: SymbolId,
    /// The variables of the block, with those of its models.
    pub(super) variables: Vec<SymbolId>,
    /// The models that the block is made of.
    pub(super) models: Vec<SymbolId>,
}

/// What each name in a text means.
#[derive(Debug, Clone, Default)]
pub struct Symbols {
    all: Vec<Symbol>,
    /// By place; of one place, the nearest definition first.
    uses: Vec<Use>,
    /// By symbol, the first of those that share a use.
    families: Vec<u32>,
    /// The names of the file.
    file: Vec<Known>,
    regions: Vec<Region>,
    /// Sections of blocks, and those of their models that they replace.
    replaced: Vec<(Span, Span)>,
}

impl Symbols {
    /// Sorts what was found.
    pub(super) fn new(
        symbols: Vec<Symbol>,
        mut uses: Vec<Use>,
        file: Vec<Known>,
        regions: Vec<Region>,
        replaced: Vec<(Span, Span)>,
    ) -> Symbols {
        uses.sort_by_key(|it| it.span);
        for same in uses.chunk_by_mut(|a, b| a.span == b.span).filter(|same| same.len() > 1) {
            let at = same[0].span;
            let around: Vec<Span> =
                regions.iter().map(|region| region.span).filter(|region| region.contains(at)).collect();
            let is_near = |span: Span| around.iter().any(|region| region.contains(span));
            same.sort_by_key(|it| !symbols[it.symbol.index()].span.is_some_and(is_near));
        }
        let families = families(symbols.len(), &uses);
        Symbols { all: symbols, uses, families, file, regions, replaced }
    }

    /// The symbol of that number.
    pub fn get(&self, id: SymbolId) -> &Symbol {
        &self.all[id.index()]
    }

    /// All symbols.
    pub fn iter(&self) -> impl Iterator<Item = (SymbolId, &Symbol)> {
        self.all.iter().enumerate().map(|(at, symbol)| (SymbolId(at as u32), symbol))
    }

    /// All names in the text, by place.
    pub fn uses(&self) -> &[Use] {
        &self.uses
    }

    /// The name at a byte, or the one that ends there.
    pub fn at(&self, source: SourceId, byte: u32) -> Option<Use> {
        let after = self.uses.partition_point(|it| (it.span.source, it.span.start) <= (source, byte));
        // Names do not overlap: only the nearest one before can reach here.
        let span = self.uses[..after].last()?.span;
        let touches = span.source == source && span.start <= byte && byte <= span.end;
        let first = self.uses.partition_point(|it| it.span < span);
        self.uses.get(first).copied().filter(|_| touches)
    }

    /// The symbols that must be called alike: names in a model that is used several times stand for all of them.
    pub fn family(&self, id: SymbolId) -> impl Iterator<Item = SymbolId> {
        let family = self.families[id.index()];
        (0..self.all.len() as u32).filter(move |at| self.families[*at as usize] == family).map(SymbolId)
    }

    /// The places at which a symbol, or one that must be called alike, stands; each once.
    pub fn places(&self, id: SymbolId) -> Vec<Use> {
        let family = self.families[id.index()];
        let mut places: Vec<Use> = vec![];
        for it in self.uses.iter().filter(|it| self.families[it.symbol.index()] == family) {
            match places.last_mut() {
                Some(last) if last.span == it.span => last.access = last.access.min(it.access),
                _ => places.push(*it),
            }
        }
        places
    }

    /// The variables of a block or model, with those of the models that it is made of; as they are defined.
    pub fn variables_of(&self, block: SymbolId) -> &[SymbolId] {
        self.regions.iter().find(|region| region.of == block).map_or(&[], |region| &region.variables)
    }

    /// The blocks that are made of a model.
    pub fn made_of(&self, model: SymbolId) -> impl Iterator<Item = SymbolId> {
        let made = self.regions.iter().filter(move |region| region.models.contains(&model));
        made.map(|region| region.of)
    }

    /// The section of a model that the section whose keyword stands at a byte replaces.
    pub(in crate::editor) fn replaced(&self, source: SourceId, byte: u32) -> Option<Span> {
        let at = |span: Span| span.source == source && span.start <= byte && byte <= span.end;
        self.replaced.iter().find(|(own, _)| at(*own)).map(|(_, of_model)| *of_model)
    }

    /// In each block, the names that mean one of these symbols there, and all that are known there.
    pub(in crate::editor) fn blocks_with<'s>(
        &'s self,
        of: &'s [SymbolId],
    ) -> impl Iterator<Item = (Vec<&'s Arc<str>>, &'s [Known])> {
        self.regions.iter().filter_map(|region| {
            let named = region.names.iter().filter(|(_, id)| of.contains(id)).map(|(name, _)| name);
            let named: Vec<_> = named.collect();
            (!named.is_empty()).then_some((named, &*region.names))
        })
    }

    /// What a name of the file means.
    pub(in crate::editor) fn of_file(&self, name: &str) -> Option<SymbolId> {
        self.file.iter().find(|(known, _)| **known == *name).map(|(_, id)| *id)
    }

    /// The names that are known at a byte, as they would be written there, but for those of the language: those of the
    /// block first. A name may be given twice; the first one counts.
    pub fn visible(&self, source: SourceId, byte: u32) -> impl Iterator<Item = (&Arc<str>, SymbolId)> {
        let inside = move |region: &&Region| {
            region.span.source == source && region.span.start <= byte && byte <= region.span.end
        };
        // An inner region begins later.
        let mut regions: Vec<&Region> = self.regions.iter().filter(inside).collect();
        regions.sort_by_key(|region| std::cmp::Reverse(region.span.start));
        let names = regions.into_iter().flat_map(|region| &region.names).chain(&self.file);
        names.map(|(name, id)| (name, *id))
    }

    /// What a name would mean at a byte.
    pub fn look_up(&self, name: &str, source: SourceId, byte: u32) -> Option<SymbolId> {
        self.visible(source, byte).find(|(known, _)| ***known == *name).map(|(_, id)| id)
    }

    /// What belongs to a symbol: the variables and parameters of a block, the parameters of a function.
    pub fn members(&self, of: SymbolId) -> impl Iterator<Item = (SymbolId, &Symbol)> {
        self.iter().filter(move |(_, symbol)| symbol.container == Some(of))
    }
}

/// Joins the symbols that share a use.
fn families(count: usize, uses: &[Use]) -> Vec<u32> {
    let mut parent: Vec<u32> = (0..count as u32).collect();
    fn root(parent: &mut [u32], mut at: u32) -> u32 {
        while parent[at as usize] != at {
            parent[at as usize] = parent[parent[at as usize] as usize];
            at = parent[at as usize];
        }
        at
    }
    let mut first: HashMap<Span, SymbolId> = HashMap::new();
    for it in uses {
        let other = *first.entry(it.span).or_insert(it.symbol);
        let (a, b) = (root(&mut parent, other.0), root(&mut parent, it.symbol.0));
        parent[a.max(b) as usize] = a.min(b);
    }
    (0..count as u32).map(|at| root(&mut parent, at)).collect()
}
