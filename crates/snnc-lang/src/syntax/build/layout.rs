//! What is wrong with where a piece stands.

use super::item::BLOCKS;
use crate::syntax::cut::{Piece, Range};
use crate::syntax::diagnostics as told;
use crate::syntax::grammar::Rule;
use crate::syntax::parser::Parser;
use crate::syntax::token::{Bracket, Kind};

impl Parser<'_> {
    /// Tells what is wrong with where a piece stands.
    pub(super) fn tell_layout(&mut self, piece: &Piece) {
        if let Some(token) = piece.broken_line {
            let before =
                (piece.head.start..token).rev().find(|at| self.cutter.tokens[*at].kind != Kind::Newline);
            if let Some(before) = before {
                let first = self.token_span(piece.head.start);
                if before == piece.head.start
                    && matches!(self.cutter.tokens[token].kind, Kind::Word | Kind::Number | Kind::Text)
                {
                    let gap = self.bytes(first.end as usize, self.token_span(token).start as usize);
                    return self.tell(told::lone_keyword(first, self.slice(first), gap));
                }
                let (span, end) = (self.token_span(token), self.token_span(before).end as usize);
                self.tell(told::line_break(span, self.slice(span), self.bytes(end, end)));
            }
        }
        if piece.glued && !matches!(self.cutter.tokens[piece.head.start].kind, Kind::Close(_)) {
            let at = self.token_span(piece.head.start);
            let before = self.bytes(at.start as usize, at.start as usize);
            self.tell(told::missing_separator(at, before));
        }
    }

    /// Tells a block whose lines stand further in instead of in `{ }`; whether there was one.
    pub(super) fn tell_indented(&mut self, piece: &Piece, rest: &mut Range) -> bool {
        let Range { start, end } = piece.head;
        let keyword = self.token_span(start);
        if piece.body.is_some() || end < start + 3 || !BLOCKS.contains(&self.slice(keyword)) {
            return false;
        }
        if self.tell_round_block(piece) {
            return true;
        }
        // After a `:`, the piece goes on in the first line of the block.
        let newline = (start..end).find(|at| self.cutter.tokens[*at].kind == Kind::Newline);
        let head = Range { start, end: newline.unwrap_or(end) };
        let colon = self.cutter.tokens[head.end - 1].kind == Kind::Colon;
        let indent = self.cutter.indent(start);
        let mut ahead = *rest;
        let last = self.skip_deeper(&mut ahead, indent);
        let last = last.or_else(|| newline.map(|_| self.range_span(piece.head)));
        if !(colon || last.is_some()) || !self.is_sound(head) {
            return false;
        }
        let place = if colon {
            self.token_span(head.end - 1)
        } else {
            let end = self.range_span(head).end as usize;
            self.bytes(end, end)
        };
        *rest = ahead;
        let line = self.slice(self.bytes(0, keyword.start as usize)).rsplit('\n').next().unwrap_or("");
        let lines = last.map(|last| (last, &line[..indent.min(line.len())]));
        self.tell(told::colon_for_brace(place, self.slice(keyword), lines));
        self.lose(start + 1);
        true
    }

    /// Tells `w + 1`, a value of which nothing is done; whether it was such.
    pub(super) fn tell_lone_expression(&mut self, range: Range) -> bool {
        let operator = range.start + 1;
        if self.cutter.kind(range.start, range.end) != Some(Kind::Word)
            || self.cutter.kind(operator, range.end) != Some(Kind::Operator)
            || self.derivative(range).is_some()
        {
            return false;
        }
        let alone = (range.start..range.end).all(|at| {
            !matches!(self.cutter.tokens[at].kind, Kind::Assign | Kind::Update | Kind::Colon | Kind::Wrong(_))
        });
        if !alone || !self.fits(Rule::whole, range) {
            return false;
        }
        let (name, sign) = (self.token_span(range.start), self.token_span(operator));
        let span = self.range_span(range);
        self.tell(told::lone_expression(span, self.slice(span), self.slice(name), sign, self.slice(sign)));
        true
    }

    /// Tells a block in `( )`; whether there was one.
    fn tell_round_block(&mut self, piece: &Piece) -> bool {
        let Range { start, end } = piece.head;
        let close = end - 1;
        if self.cutter.tokens[close].kind != Kind::Close(Bracket::Round) {
            return false;
        }
        let Some(open) = self.cutter.brackets.partner(close).filter(|open| *open > start + 1) else {
            return false;
        };
        let lines = self.cutter.tokens[open..close].iter().any(|token| token.kind == Kind::Newline);
        let equations = (open..close).any(|at| matches!(self.cutter.tokens[at].kind, Kind::Colon));
        if !lines || !equations {
            return false;
        }
        let (open, close, keyword) = (self.token_span(open), self.token_span(close), self.token_span(start));
        self.tell(told::round_block(open, close, self.slice(keyword)));
        self.lose(start + 1);
        true
    }

    /// Tells a block that stands where none can.
    pub(super) fn tell_unexpected_block(&mut self, piece: &Piece) {
        if self.is_sound(piece.head) {
            let brace = self.token_span(piece.head.end);
            self.tell(told::unexpected_block(brace));
        }
    }
}
