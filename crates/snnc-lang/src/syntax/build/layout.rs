//! What is wrong with where a piece stands.

use crate::syntax::cut::Piece;
use crate::syntax::diagnostics as told;
use crate::syntax::parser::Parser;
use crate::syntax::token::Kind;

impl Parser<'_> {
    /// Tells what is wrong with where a piece stands.
    pub(super) fn tell_layout(&mut self, piece: &Piece) {
        if let Some(token) = piece.broken_line {
            let before =
                (piece.head.start..token).rev().find(|at| self.cutter.tokens[*at].kind != Kind::Newline);
            if let Some(before) = before {
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

    /// Tells a block that stands where none can.
    pub(super) fn tell_unexpected_block(&mut self, piece: &Piece) {
        if self.is_sound(piece.head) {
            let brace = self.token_span(piece.head.end);
            self.tell(told::unexpected_block(brace));
        }
    }
}
