//! Blocks and sections whose first line is missing: what is left of them is told once.

use super::KEYWORDS;
use crate::syntax::cut::{Piece, Range};
use crate::syntax::diagnostics as told;
use crate::syntax::parser::Parser;
use crate::syntax::token::{Bracket, Kind, Wrong};

impl Parser<'_> {
    /// Tells the lines of a block without a head, up to its `}`; whether there were some.
    pub(super) fn tell_lost_block(&mut self, piece: &Piece, rest: &mut Range) -> bool {
        if self.is_item(piece) {
            return false;
        }
        if self.tell_lost_beginning(piece, rest) {
            return true;
        }
        let Some(close) = self.lost_end(piece, *rest) else { return false };
        let head = piece.head;
        let member = self.heading(head).is_some()
            || self.derivative(head).is_some()
            || self.cutter.kind(head.start + 1, head.end) == Some(Kind::Colon)
            || self.cutter.indent(head.start) > self.cutter.indent(close);
        if !member {
            return false;
        }
        let mut ahead = *rest;
        while let Some(next) = self.cutter.next(&mut ahead) {
            if self.is_item(&next) {
                return false;
            }
            if next.head.start == close {
                break;
            }
        }
        let (first, brace) = (self.range_span(piece.head), self.token_span(close));
        self.tell(told::lost_head(first, brace, false));
        // What the block was called is not known.
        self.file.lacking = true;
        *rest = ahead;
        true
    }

    /// Tells the statements of a section without its name and `{`, up to its `}`; whether there were some.
    pub(super) fn tell_lost_section(&mut self, piece: &Piece, rest: &mut Range) -> bool {
        let Some(close) = self.lost_end(piece, *rest) else { return false };
        let mut ahead = *rest;
        let mut next = Some(*piece);
        while let Some(piece) = next {
            if piece.head.start == close {
                break;
            }
            if piece.body.is_some() || !self.is_statement(piece.head) {
                return false;
            }
            next = self.cutter.next(&mut ahead);
        }
        if next.is_none() {
            return false;
        }
        let (first, brace) = (self.range_span(piece.head), self.token_span(close));
        self.tell(told::lost_head(first, brace, true));
        *rest = ahead;
        true
    }

    /// Tells `a = 1, b = 2) {`, the end of a head; whether it was such.
    fn tell_lost_beginning(&mut self, piece: &Piece, rest: &mut Range) -> bool {
        let mut ahead = *rest;
        let last = match piece.body {
            Some(_) => *piece,
            None => match self.cutter.next(&mut ahead) {
                Some(next) => next,
                None => return false,
            },
        };
        let Some(flaw) = self.cutter.brackets.first_flaw(piece.head.start, last.head.end) else {
            return false;
        };
        let closes = flaw.wrong == Wrong::Unopened
            && self.cutter.tokens[flaw.token].kind == Kind::Close(Bracket::Round)
            && (piece.body.is_some() || flaw.token == last.head.start);
        if last.body.is_none() || !closes {
            return false;
        }
        let (first, close) = (self.token_span(piece.head.start), self.token_span(flaw.token));
        self.tell(told::lost_beginning(first, close));
        self.file.lacking = true;
        *rest = ahead;
        true
    }

    /// The `}` that closes nothing after a piece.
    fn lost_end(&self, piece: &Piece, rest: Range) -> Option<usize> {
        let first = self.cutter.kind(piece.head.start, piece.head.end);
        if !matches!(first, Some(Kind::Word)) {
            return None;
        }
        let close = self.cutter.brackets.unopened_brace(&self.cutter.tokens, piece.end)?;
        (close < rest.end).then_some(close)
    }

    /// Whether a piece begins with the keyword of an item.
    fn is_item(&self, piece: &Piece) -> bool {
        let Range { start, end } = piece.head;
        matches!(self.cutter.kind(start + 1, end), Some(Kind::Word | Kind::Text | Kind::Number))
            && self.cutter.kind(start, end) == Some(Kind::Word)
            && KEYWORDS.contains(&self.cutter.word(start))
    }
}
