//! The symbols and uses found so far, and what a name means.

use super::blocks::Block;
use super::language;
use super::scope::{Names, Scope, Site};
use super::table::{Access, Region, Symbol, SymbolId, SymbolKind, Use};
use crate::source::Span;
use crate::syntax::ast::{GroupRef, Name};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The symbols and uses found so far.
#[derive(Default)]
pub(super) struct Resolver<'a> {
    pub(super) symbols: Vec<Symbol>,
    pub(super) uses: Vec<Use>,
    pub(super) regions: Vec<Region>,
    /// The names of the file.
    pub(super) names: Names,
    /// Blocks and models, in file order.
    pub(super) blocks: Vec<Block<'a>>,
    /// The blocks of these symbols.
    pub(super) of_symbol: HashMap<SymbolId, usize>,
    /// What subgroups are parts of.
    pub(super) parts: HashMap<SymbolId, &'a GroupRef>,
    /// Sections of blocks, and those of their models that they replace.
    pub(super) replaced: Vec<(Span, Span)>,
    /// The labels of stored states.
    pub(super) labels: Names,
    /// What is defined at each place.
    defined: HashMap<Span, SymbolId>,
    of_language: HashMap<(Arc<str>, SymbolKind), SymbolId>,
    /// Noises, and names that only a use gives a meaning, by the model or block at hand.
    of_block: HashMap<(usize, Arc<str>, SymbolKind), SymbolId>,
    known: HashSet<(Span, SymbolId)>,
    /// The places whose meaning is settled.
    settled: HashSet<Span>,
    /// Whether what is not known is something that the use of a model gives.
    pub(super) open: bool,
}

impl Resolver<'_> {
    /// Enters a symbol that is defined at `span`, once.
    pub(super) fn define(&mut self, span: Span, symbol: impl FnOnce() -> Symbol) -> SymbolId {
        if let Some(id) = self.defined.get(&span) {
            return *id;
        }
        let id = SymbolId(self.symbols.len() as u32);
        self.symbols.push(Symbol { span: Some(span), ..symbol() });
        self.defined.insert(span, id);
        self.record(span, id, Access::Definition);
        id
    }

    /// The block or model in whose text a place is.
    pub(super) fn home(&self, at: Span) -> Option<SymbolId> {
        self.blocks.iter().find(|block| block.span.contains(at)).map(|block| block.symbol)
    }

    /// What is defined at a place.
    pub(super) fn defined(&self, at: Span) -> Option<SymbolId> {
        self.defined.get(&at).copied()
    }

    /// Says that a name stands for a symbol.
    pub(super) fn record(&mut self, span: Span, symbol: SymbolId, access: Access) {
        if span.start < span.end && !self.settled.contains(&span) && self.known.insert((span, symbol)) {
            self.uses.push(Use { span, symbol, access });
        }
    }

    /// Lets the names found so far mean what they do, whatever is found later.
    pub(super) fn settle(&mut self) {
        self.settled.extend(self.uses.iter().map(|it| it.span));
    }

    /// A name of the language.
    pub(super) fn of_language(&mut self, name: &Arc<str>, kind: SymbolKind) -> SymbolId {
        if let Some(id) = self.of_language.get(&(name.clone(), kind)) {
            return *id;
        }
        let id = SymbolId(self.symbols.len() as u32);
        self.symbols.push(plain(name, kind));
        self.of_language.insert((name.clone(), kind), id);
        id
    }

    /// Says that a name is one of the language.
    pub(super) fn record_of_language(&mut self, name: &Name, kind: SymbolKind, access: Access) {
        let id = self.of_language(&name.text, kind);
        self.record(name.span, id, access);
    }

    /// A noise, or a name that only a use gives a meaning: one for a model and all that is made of it.
    fn of_block(&mut self, block: usize, bare: &str, name: &Name, kind: SymbolKind) -> SymbolId {
        let home = self.blocks[block].base;
        let key = (home, Arc::from(bare), kind);
        if let Some(id) = self.of_block.get(&key) {
            return *id;
        }
        let id = SymbolId(self.symbols.len() as u32);
        let container = Some(self.blocks[home].symbol);
        self.symbols.push(Symbol { span: Some(name.span), container, ..plain(&key.1, kind) });
        self.of_block.insert(key, id);
        id
    }

    /// What a name in an expression means.
    pub(super) fn meaning(&mut self, scope: &Scope, name: &Name) -> Option<SymbolId> {
        let text = &name.text;
        if let Some(id) = scope.variable(text) {
            return Some(id);
        }
        if let Some(kind) = language::everywhere(text) {
            return Some(self.of_language(text, kind));
        }
        if text.starts_with("xi_")
            && let Some(block) = scope.block
        {
            return Some(self.of_block(block, text, name, SymbolKind::Noise));
        }
        if language::of_blocks(scope, text) {
            return Some(self.of_language(text, SymbolKind::Builtin));
        }
        if let Some(id) = scope.parameters.get(text).or_else(|| self.names.get(text)) {
            return Some(*id);
        }
        if language::of_synapses(scope, text) {
            return Some(self.of_language(text, SymbolKind::Builtin));
        }
        None
    }

    /// The same, and if nothing is known of it, what only a use of the model can tell.
    pub(super) fn meaning_or_open(&mut self, scope: &Scope, name: &Name) -> Option<SymbolId> {
        let found = self.meaning(scope, name);
        if found.is_some() || !self.open {
            return found;
        }
        let block = scope.block.filter(|_| scope.site != Site::Constant)?;
        let bare = match (scope.site, name.text.rsplit_once('_')) {
            (Site::Synapses | Site::Connect, Some((bare, "pre" | "post"))) => bare,
            _ => &*name.text,
        };
        Some(self.of_block(block, bare, name, SymbolKind::Open))
    }

    /// Says what a name in an expression means.
    pub(super) fn name(&mut self, scope: &Scope, name: &Name, access: Access) {
        if let Some(id) = self.meaning_or_open(scope, name) {
            self.record(name.span, id, access);
        }
    }

    /// Says what a name of the file means.
    pub(super) fn of_file(&mut self, name: &Name) -> Option<SymbolId> {
        let id = self.names.get(&name.text).copied()?;
        self.record(name.span, id, Access::Read);
        Some(id)
    }

    /// The block that a group, a part of one, or synapses is.
    pub(super) fn block_of(&self, mut symbol: SymbolId) -> Option<usize> {
        // Parts may be parts of parts, but not of themselves.
        for _ in 0..=self.parts.len() {
            if let Some(block) = self.of_symbol.get(&symbol) {
                return Some(*block);
            }
            symbol = *self.names.get(&self.parts.get(&symbol)?.name.text)?;
        }
        None
    }
}

/// A symbol of which nothing more is known.
pub(super) fn plain(name: &Arc<str>, kind: SymbolKind) -> Symbol {
    let name = name.clone();
    Symbol { name, kind, span: None, whole: None, container: None, declared: None, shared: false }
}
