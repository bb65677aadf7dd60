//! The protocol: what is done, in order.

use super::foreign::Place;
use super::item::{Beginning, STATEMENTS};
use super::operators::Equals;
use crate::syntax::ast::{GroupRef, Name, Protocol, ProtocolKind};
use crate::syntax::cut::{Piece, Range};
use crate::syntax::diagnostics as told;
use crate::syntax::grammar::Rule;
use crate::syntax::parser::{Node, Parser};

impl Parser<'_> {
    /// A statement that begins with `keyword`.
    pub(super) fn protocol_keyword(&mut self, keyword: &str, piece: &Piece) -> Option<ProtocolKind> {
        let after = Self::after_keyword(piece);
        match keyword {
            "repeat" | "for" => return self.protocol_block(keyword, piece),
            _ if piece.body.is_some() => {
                self.tell_unexpected_block(piece);
                return None;
            }
            _ => {}
        }
        match keyword {
            "run" => {
                if let Some(comma) = self.comma(after) {
                    let more = self.range_span(Range { start: comma, end: after.end });
                    self.tell(told::arguments_of_run(more));
                    return None;
                }
                let node = self.read(Rule::run, after)?;
                let mut parts = node.into_inner().filter(|part| part.as_rule() == Rule::expression);
                let duration = self.expression(parts.next()?, Equals::Comparison)?;
                let until = match parts.next() {
                    Some(until) => Some(self.expression(until, Equals::Comparison)?),
                    None => None,
                };
                Some(ProtocolKind::Run { duration, until })
            }
            "store" => {
                let label = self.read(Rule::store, after)?.into_inner().next()?;
                Some(ProtocolKind::Store(self.text(&label)))
            }
            "restore" => {
                let node = self.read(Rule::restore, after)?;
                self.restore(node)
            }
            "set" => {
                let node = self.read(Rule::set, after)?;
                let (mut name, mut member, mut value) = (None, None, None);
                for part in node.into_inner() {
                    match part.as_rule() {
                        Rule::name => name = Some(self.name(&part)),
                        Rule::member => member = part.into_inner().next().map(|node| self.name(&node)),
                        Rule::expression => value = Some(self.expression(part, Equals::Assignment)?),
                        _ => {}
                    }
                }
                Some(ProtocolKind::Set { name: name?, member, value: value? })
            }
            _ => {
                let node = self.read(Rule::save, after)?;
                let mut parts = node.into_inner().filter(|part| part.as_rule() != Rule::as_);
                let group = self.name(&parts.next()?);
                let label = self.text(&parts.next()?);
                Some(ProtocolKind::Save { group, label })
            }
        }
    }

    fn restore(&mut self, node: Node<'_>) -> Option<ProtocolKind> {
        let mut parts = node.into_inner();
        let label = self.text(&parts.next()?);
        let (mut exact, mut except): (bool, Vec<(Name, Name)>) = (false, vec![]);
        for part in parts {
            match part.as_rule() {
                Rule::exact_ if exact => {
                    let at = self.span(&part);
                    self.tell(told::repeated_clause(at, "exact"));
                }
                Rule::exact_ => exact = true,
                Rule::variable => {
                    let mut names = part.into_inner();
                    let group = self.name(&names.next()?);
                    except.push((group, self.name(&names.next()?)));
                }
                _ => {}
            }
        }
        Some(ProtocolKind::Restore { label, exact, except })
    }

    /// `repeat n { … }`, `for x in … { … }`.
    fn protocol_block(&mut self, keyword: &str, piece: &Piece) -> Option<ProtocolKind> {
        let rule = if keyword == "repeat" { Rule::whole } else { Rule::for_head };
        let mut head = None;
        if let Some(node) = self.read(rule, Self::after_keyword(piece)) {
            let (mut variable, mut value) = (None, None);
            for part in node.into_inner() {
                match part.as_rule() {
                    Rule::name => variable = Some(self.name(&part)),
                    Rule::expression => value = self.expression(part, Equals::Comparison),
                    _ => {}
                }
            }
            head = value.map(|value| (variable, value));
        }
        let Some(body) = piece.body else {
            if self.is_sound(piece.head) {
                let span = self.range_span(piece.head);
                self.tell(told::missing_body(span, if keyword == "repeat" { "repeat" } else { "for" }));
            }
            return None;
        };
        let body = if self.enters(piece) { self.protocol_body(body) } else { vec![] };
        let (variable, value) = head?;
        Some(match variable {
            None => ProtocolKind::Repeat { count: value, body },
            Some(variable) => ProtocolKind::For { variable, values: value, body },
        })
    }

    fn protocol_body(&mut self, body: Range) -> Vec<Protocol> {
        let (mut statements, mut rest) = (vec![], body);
        while let Some(piece) = self.cutter.next(&mut rest) {
            if self.is_full() {
                break;
            }
            self.tell_layout(&piece);
            if self.tell_foreign(&piece, &mut rest, Place::Item) || self.tell_indented(&piece, &mut rest) {
                continue;
            }
            let span = self.piece_span(&piece);
            if let Some(kind) = self.protocol_statement(&piece) {
                statements.push(Protocol { kind, span });
            }
        }
        statements
    }

    fn protocol_statement(&mut self, piece: &Piece) -> Option<ProtocolKind> {
        match self.beginning(piece) {
            Beginning::Lost => None,
            Beginning::Keyword(keyword) if STATEMENTS.contains(&keyword) => {
                self.protocol_keyword(keyword, piece)
            }
            Beginning::Keyword(keyword) => {
                let span = self.token_span(piece.head.start);
                self.lose(piece.head.start + 1);
                self.tell(told::item_in_block(span, keyword, "repeat"));
                None
            }
            Beginning::Other => {
                if !self.is_sound(piece.head) || self.tell_definition_slips(piece) {
                    return None;
                }
                let binding = self.binding(piece.head)?;
                let (Some(variable), None, None) = (binding.member, &binding.parameters, &binding.unit)
                else {
                    self.tell(told::definition_in_protocol(binding.name.span, &binding.name.text));
                    return None;
                };
                let end = binding.selection.as_ref().map_or(binding.name.span, |(_, span)| *span);
                let target = GroupRef {
                    span: binding.name.span.to(end),
                    name: binding.name,
                    selection: binding.selection.map(|(selection, _)| selection),
                };
                Some(ProtocolKind::Assign { target, variable, op: binding.op, value: binding.value })
            }
        }
    }
}
