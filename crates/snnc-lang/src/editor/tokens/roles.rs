//! What the words of a text are, as its tree and its symbols tell.

use super::kinds::{Modifiers, TokenKind};
use crate::editor::Analysis;
use crate::editor::language;
use crate::editor::names::equation_of;
use crate::editor::nodes;
use crate::editor::symbols::{Access, Symbol, SymbolKind};
use crate::source::{Source, Span};
use crate::syntax::ast::{
    ConnectClause, ConnectKind, Item, ItemKind, Member, MemberKind, Protocol, ProtocolKind, Recorded,
};
use crate::syntax::lexemes::name_after;
use std::collections::HashMap;

/// What a word is, and where it ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Role {
    pub(super) end: u32,
    pub(super) kind: TokenKind,
    pub(super) modifiers: Modifiers,
}

/// The roles of the words of one text, by where they begin.
pub(super) fn roles(analysis: &Analysis, source: &Source) -> HashMap<u32, Role> {
    let mut roles = Roles { source, found: HashMap::new() };
    for item in analysis.file.items.iter().filter(|item| item.span.source == source.id) {
        roles.item(item);
    }
    for it in analysis.symbols.uses().iter().filter(|it| it.span.source == source.id) {
        let symbol = analysis.symbols.get(it.symbol);
        let of_model = symbol.container.is_some_and(|of| analysis.symbols.get(of).kind == SymbolKind::Model);
        let Some((kind, modifiers)) = meaning(symbol, of_model, source.slice(it.span)) else { continue };
        let done = match it.access {
            Access::Definition => Modifiers::DECLARATION,
            Access::Write => Modifiers::MODIFICATION,
            Access::Read => Modifiers::NONE,
        };
        // Of one place the nearest meaning comes first.
        roles.found.entry(it.span.start).or_insert(Role {
            end: it.span.end,
            kind,
            modifiers: modifiers.and(done),
        });
    }
    roles.found
}

/// What a symbol is in the words of editors; `None` of what stands in quotes.
fn meaning(symbol: &Symbol, of_model: bool, written: &str) -> Option<(TokenKind, Modifiers)> {
    use SymbolKind as S;
    use TokenKind as K;
    let shared = if symbol.shared { Modifiers::STATIC } else { Modifiers::NONE };
    let (constant, builtin) = (Modifiers::READONLY, Modifiers::DEFAULT_LIBRARY);
    Some(match symbol.kind {
        S::Constant => (K::Variable, constant),
        S::Function => (K::Function, Modifiers::NONE),
        S::TimedArray => (K::Function, constant),
        S::Parameter if of_model => (K::Parameter, constant),
        S::Parameter | S::Loop => (K::Parameter, Modifiers::NONE),
        S::Model => (K::Type, Modifiers::NONE),
        S::Population | S::Source | S::PoissonInput | S::Subgroup | S::Synapses => {
            (K::Namespace, Modifiers::NONE)
        }
        S::Pathway => (K::Label, Modifiers::NONE),
        S::Variable | S::Subexpression | S::Linked | S::Open => (K::Property, shared),
        S::Event => (K::Event, Modifiers::NONE),
        S::Local | S::Monitor | S::Unread => (K::Variable, Modifiers::NONE),
        S::Builtin if language::constant(written).is_some() => (K::Variable, constant.and(builtin)),
        S::Builtin | S::Noise | S::Setting => (K::Variable, builtin),
        S::BuiltinFunction => (K::Function, builtin),
        S::Unit => (K::Unit, builtin),
        S::Method | S::Slot => (K::Choice, builtin),
        S::Label | S::File => return None,
    })
}

/// The words of the language, which no symbol stands for.
struct Roles<'a> {
    source: &'a Source,
    found: HashMap<u32, Role>,
}

impl Roles<'_> {
    fn mark(&mut self, span: Span, kind: TokenKind, modifiers: Modifiers) {
        if span.source == self.source.id && span.start < span.end {
            self.found.insert(span.start, Role { end: span.end, kind, modifiers });
        }
    }

    /// The word that a span begins with is a keyword.
    fn keyword(&mut self, span: Span) {
        if let Some(text) = self.source.text.get(span.range()) {
            let start = span.start as usize + (text.len() - text.trim_start().len());
            let end = name_after(&self.source.text, start);
            self.mark(Span::new(span.source, start, end), TokenKind::Keyword, Modifiers::NONE);
        }
    }

    fn item(&mut self, item: &Item) {
        match &item.kind {
            ItemKind::Definition(_) | ItemKind::Function(_) => {}
            ItemKind::Protocol(statement) => self.protocol(statement),
            ItemKind::Monitor(monitor) => {
                self.keyword(item.span);
                if let Recorded::Spikes(at) | Recorded::Count(at) | Recorded::Rate(at) = monitor.what {
                    self.mark(at, TokenKind::Choice, Modifiers::DEFAULT_LIBRARY);
                }
            }
            _ => {
                self.keyword(item.span);
                nodes::body(item).iter().for_each(|member| self.member(member));
            }
        }
    }

    fn member(&mut self, member: &Member) {
        if let Some(equation) = equation_of(member) {
            for flag in &equation.flags {
                self.mark(flag.span, TokenKind::Keyword, Modifiers::NONE);
            }
            return;
        }
        self.keyword(member.span);
        if let MemberKind::Connect(clauses) = &member.kind {
            clauses.iter().for_each(|clause| self.clause(clause));
        }
    }

    fn clause(&mut self, clause: &ConnectClause) {
        if !matches!(clause.kind, ConnectKind::Condition(_)) {
            self.keyword(clause.span);
        }
    }

    fn protocol(&mut self, statement: &Protocol) {
        match &statement.kind {
            ProtocolKind::Assign { .. } => return,
            ProtocolKind::Repeat { body, .. } | ProtocolKind::For { body, .. } => {
                body.iter().for_each(|inner| self.protocol(inner));
            }
            ProtocolKind::Set { member: Some(member), .. } => {
                self.mark(member.span, TokenKind::Keyword, Modifiers::NONE);
            }
            _ => {}
        }
        self.keyword(statement.span);
    }
}
