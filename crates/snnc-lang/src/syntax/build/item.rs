//! The items of a file: which kind each is, and what is written with `=`.

use super::foreign::Place;
use super::operators::Equals;
use super::section::Section;
use crate::spelling::nearest;
use crate::syntax::ast::{
    AssignOp, Definition, Expr, Function, GroupKind, GroupRef, Item, ItemKind, Name, Protocol, ProtocolKind,
    Subscript, TimedArray,
};
use crate::syntax::cut::{Piece, Range};
use crate::syntax::diagnostics as told;
use crate::syntax::grammar::Rule;
use crate::syntax::parser::Parser;
use crate::syntax::token::{Bracket, Kind};

/// The words that items begin with.
pub(in crate::syntax) const KEYWORDS: [&str; 17] = [
    "neurons",
    "poisson",
    "poisson_input",
    "spikes",
    "group",
    "synapses",
    "model",
    "monitor",
    "timed",
    "import",
    "run",
    "store",
    "restore",
    "repeat",
    "set",
    "for",
    "save",
];

/// The words among them that begin statements of the protocol.
pub(super) const STATEMENTS: [&str; 7] = ["run", "store", "restore", "repeat", "set", "for", "save"];

/// The words among them that begin blocks.
pub(super) const BLOCKS: [&str; 8] =
    ["neurons", "poisson", "poisson_input", "spikes", "synapses", "model", "repeat", "for"];

impl Parser<'_> {
    /// Reads all items of the file.
    pub(in crate::syntax) fn items(&mut self) {
        let mut rest = Range { start: 0, end: self.cutter.tokens.len() };
        while let Some(piece) = self.cutter.next(&mut rest) {
            if self.is_full() {
                let span = self.range_span(Range { start: piece.head.start, end: piece.head.start + 1 });
                self.tell_last(told::too_many(span));
                break;
            }
            if self.tell_lost_block(&piece, &mut rest) {
                continue;
            }
            self.tell_layout(&piece);
            if self.tell_foreign(&piece, &mut rest, Place::Item) || self.tell_indented(&piece, &mut rest) {
                continue;
            }
            if let Some(kind) = self.item(&piece) {
                let span = self.piece_span(&piece);
                self.file.items.push(Item { kind, span });
            }
        }
    }

    /// The one expression that the text is.
    pub(in crate::syntax) fn lone_expression(&mut self) -> Option<Expr> {
        let kinds = self.cutter.tokens.iter().map(|token| token.kind);
        let first = kinds.clone().position(|kind| kind != Kind::Newline).unwrap_or(0);
        let last = kinds.rev().position(|kind| kind != Kind::Newline).unwrap_or(0);
        self.condition(Range { start: first, end: self.cutter.tokens.len() - last })
    }

    fn item(&mut self, piece: &Piece) -> Option<ItemKind> {
        match self.beginning(piece) {
            Beginning::Keyword(keyword) => self.keyword_item(keyword, piece),
            Beginning::Other => self.definition(piece),
            Beginning::Lost => None,
        }
    }

    /// What a piece begins with; a misspelt keyword is told and taken as meant.
    pub(super) fn beginning(&mut self, piece: &Piece) -> Beginning {
        let head = piece.head;
        if self.cutter.kind(head.start, head.end) != Some(Kind::Word) {
            return Beginning::Other;
        }
        let (span, second) = (self.token_span(head.start), self.cutter.kind(head.start + 1, head.end));
        let word = self.slice(span);
        if let Some(keyword) = KEYWORDS.iter().find(|keyword| **keyword == word) {
            if matches!(second, Some(Kind::Assign | Kind::Update | Kind::Colon | Kind::Dot)) {
                self.tell(told::keyword_as_name(span, word));
                self.lose(head.start);
                return Beginning::Lost;
            }
            return Beginning::Keyword(keyword);
        }
        if !matches!(second, Some(Kind::Word | Kind::Text | Kind::Number)) {
            return Beginning::Other;
        }
        if self.is_sound(head)
            && let Some(told) = told::foreign_object(span, word, word, "cells")
            && synonym(word).is_none()
        {
            self.tell(told);
            self.lose(head.start + 1);
            return Beginning::Lost;
        }
        let meant = synonym(word).or_else(|| nearest(word, KEYWORDS));
        if self.is_sound(head) {
            self.tell(told::unknown_keyword(span, word, meant));
            if let Some(keyword) = meant {
                return Beginning::Keyword(keyword);
            }
        }
        self.lose(head.start + 1);
        Beginning::Lost
    }

    fn keyword_item(&mut self, keyword: &'static str, piece: &Piece) -> Option<ItemKind> {
        let kind = match keyword {
            "neurons" => self.group(GroupKind::Neurons, piece).map(ItemKind::Group),
            "poisson" => self.group(GroupKind::Poisson, piece).map(ItemKind::Group),
            "spikes" => self.group(GroupKind::Spikes, piece).map(ItemKind::Group),
            "poisson_input" => self.poisson_input(piece).map(ItemKind::PoissonInput),
            "synapses" => self.synapses(piece).map(ItemKind::Synapses),
            "model" => self.model(piece).map(ItemKind::Model),
            _ if STATEMENTS.contains(&keyword) => return self.statement_item(keyword, piece),
            _ => {
                if piece.body.is_some() {
                    self.tell_unexpected_block(piece);
                }
                match keyword {
                    "group" => self.subgroup(piece).map(ItemKind::Subgroup),
                    "monitor" => self.monitor(piece).map(ItemKind::Monitor),
                    "timed" => self.timed(piece).map(ItemKind::TimedArray),
                    _ => self.import(piece),
                }
            }
        };
        if kind.is_none() {
            self.lose(piece.head.start + 1);
        }
        kind
    }

    fn statement_item(&mut self, keyword: &'static str, piece: &Piece) -> Option<ItemKind> {
        let span = self.piece_span(piece);
        let kind = self.protocol_keyword(keyword, piece)?;
        Some(ItemKind::Protocol(Protocol { kind, span }))
    }

    /// What stands after the keyword and before `{`.
    pub(super) fn after_keyword(piece: &Piece) -> Range {
        Range { start: piece.head.start + 1, end: piece.head.end }
    }

    /// `name = …`, `name(…) = …`, `name.x = …`.
    fn definition(&mut self, piece: &Piece) -> Option<ItemKind> {
        let kind = self.definition_inside(piece);
        if kind.is_none() {
            self.lose(piece.head.start);
        }
        kind
    }

    fn definition_inside(&mut self, piece: &Piece) -> Option<ItemKind> {
        let head = piece.head;
        if self.tell_foreign_object(head) || !self.is_sound(head) || self.tell_definition_slips(piece) {
            return None;
        }
        let span = self.range_span(head);
        let Binding { name, parameters, selection, member, op, value, unit } = self.binding(head)?;
        if let Some(variable) = member {
            if let Some(unit) = unit {
                let with_colon = self.bytes(value.span.end as usize, unit.span.end as usize);
                self.tell(told::needless_unit(unit.span, with_colon));
                return None;
            }
            let end = selection.as_ref().map_or(name.span, |(_, span)| *span);
            let target = GroupRef { span: name.span.to(end), name, selection: selection.map(|(s, _)| s) };
            let kind = ProtocolKind::Assign { target, variable, op, value };
            return Some(ItemKind::Protocol(Protocol { kind, span }));
        }
        if let Some((_, at)) = selection {
            self.tell(told::missing_variable(at, self.slice(name.span)));
            return None;
        }
        if op != AssignOp::Set {
            self.tell(told::constant_update(name.span, &name.text));
            return None;
        }
        Some(match parameters {
            Some(parameters) => ItemKind::Function(Function { name, parameters, body: value, unit }),
            None => ItemKind::Definition(Definition { name, value, unit }),
        })
    }

    /// Reads `place op expression`.
    pub(super) fn binding(&mut self, range: Range) -> Option<Binding> {
        let node = self.read(Rule::binding, range)?;
        let (mut name, mut parameters, mut selection, mut member) = (None, None, None, None);
        let (mut op, mut value, mut unit) = (AssignOp::Set, None, None);
        for part in node.into_inner() {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::name => name = Some(self.name(&part)),
                Rule::parameters => {
                    parameters = Some(part.into_inner().map(|node| self.name(&node)).collect());
                }
                Rule::selection => selection = Some((self.selection(part)?, span)),
                Rule::member => member = part.into_inner().next().map(|node| self.name(&node)),
                Rule::assign => op = self.assign_op(&part),
                Rule::expression => value = Some(self.expression(part, Equals::Assignment)?),
                Rule::unit => unit = Some(self.unit(part)?),
                _ => {}
            }
        }
        Some(Binding { name: name?, parameters, selection, member, op, value: value?, unit })
    }

    /// Tells what is not a definition but looks like one; whether it was such.
    pub(super) fn tell_definition_slips(&mut self, piece: &Piece) -> bool {
        let head = piece.head;
        let kind = |at: usize| self.cutter.kind(head.start + at, head.end);
        let span = self.token_span(head.start);
        let word = self.slice(span);
        if kind(0) == Some(Kind::Word)
            && kind(1) == Some(Kind::Colon)
            && Section::named(word).is_some_and(|s| s != Section::Dt && s != Section::Trains)
        {
            self.tell(told::section_at_top_level(span, word));
            return true;
        }
        if kind(0) == Some(Kind::Word)
            && kind(1) == Some(Kind::Open(Bracket::Round))
            && let Some(close) = self.cutter.brackets.partner(head.start + 1)
            && self.cutter.kind(close + 1, head.end) == Some(Kind::Dot)
        {
            let (open, close) = (self.token_span(head.start + 1), self.token_span(close));
            self.tell(told::assignment_to_call(span, open, close));
            return true;
        }
        if kind(0) == Some(Kind::Word)
            && kind(1) == Some(Kind::Dot)
            && kind(2) == Some(Kind::Word)
            && kind(3) == Some(Kind::Open(Bracket::Square))
            && let Some(close) = self.cutter.brackets.partner(head.start + 3)
            && matches!(self.cutter.kind(close + 1, head.end), Some(Kind::Assign | Kind::Update))
        {
            let selection = self.range_span(Range { start: head.start + 3, end: close + 1 });
            let variable = self.slice(self.token_span(head.start + 2));
            let meant = format!("{word}{}.{variable}", self.slice(selection));
            self.tell(told::selection_after_variable(selection, span.to(selection), &meant));
            return true;
        }
        if self.tell_lone_expression(head) {
            return true;
        }
        if let Some(left) = self.derivative(head) {
            let span = self.range_span(left);
            self.tell(told::equation_at_top_level(span));
            return true;
        }
        let mut rest = head.start + 1..head.end;
        let assign = rest.find(|at| self.cutter.tokens[*at].kind == Kind::Assign);
        if let Some(assign) = assign
            && self.cutter.kind(assign + 1, head.end) == Some(Kind::Word)
            && self.cutter.word(assign + 1) == "lambda"
        {
            let lambda = self.token_span(assign + 1);
            self.tell(told::lambda(lambda, word));
            return true;
        }
        if piece.body.is_some() {
            if head.is_empty() {
                let brace = self.token_span(head.end);
                self.tell(told::unexpected_block(brace));
            } else {
                self.tell_unexpected_block(piece);
            }
            return true;
        }
        false
    }

    /// `timed name[n] = … every T for T`.
    fn timed(&mut self, piece: &Piece) -> Option<TimedArray> {
        let node = self.read(Rule::timed, Self::after_keyword(piece))?;
        let (mut name, mut columns, mut value, mut every, mut duration) = (None, None, None, None, None);
        let mut clause = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.name(&part)),
                Rule::size => columns = Some(self.size(part)??),
                Rule::every_ | Rule::for_ => clause = Some(part),
                Rule::expression => {
                    let read = self.expression(part, Equals::Assignment)?;
                    let place = match &clause {
                        None => &mut value,
                        Some(word) if word.as_rule() == Rule::every_ => &mut every,
                        Some(_) => &mut duration,
                    };
                    if place.is_some()
                        && let Some(word) = &clause
                    {
                        let at = self.span(word);
                        self.tell(told::repeated_clause(at, word.as_str()));
                    } else {
                        *place = Some(read);
                    }
                }
                _ => {}
            }
        }
        Some(TimedArray { name: name?, columns, value: value?, every, duration })
    }

    fn import(&mut self, piece: &Piece) -> Option<ItemKind> {
        let node = self.read(Rule::import, Self::after_keyword(piece))?.into_inner().next()?;
        Some(ItemKind::Import(self.text(&node)))
    }
}

/// The keyword that another word stands for in other simulators.
fn synonym(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "population" | "neurongroup" | "cells" | "cell" | "layer" => "neurons",
        "connection" | "connections" | "projection" | "connect" => "synapses",
        "record" | "observe" | "probe" => "monitor",
        "simulate" | "simulation" => "run",
        "use" | "load" => "import",
        "subgroup" | "subpopulation" => "group",
        _ => return None,
    })
}

/// What a piece begins with.
pub(super) enum Beginning {
    /// A keyword.
    Keyword(&'static str),
    /// No keyword.
    Other,
    /// What is wrong was told, and the piece is lost.
    Lost,
}

/// `place op value : unit`, `place` being a name, a function's head, or a variable of a group.
pub(super) struct Binding {
    pub(super) name: Name,
    pub(super) parameters: Option<Vec<Name>>,
    pub(super) selection: Option<(Vec<Subscript>, crate::source::Span)>,
    pub(super) member: Option<Name>,
    pub(super) op: AssignOp,
    pub(super) value: Expr,
    pub(super) unit: Option<Expr>,
}
