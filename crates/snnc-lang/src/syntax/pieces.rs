//! A text as its tokens and pieces, for whoever lays it out anew.

use super::brackets::Brackets;
use super::cut::{self, Cutter};
use super::scan::{WORDS, scan};
pub(crate) use super::token::{Bracket, Kind, Token};
use std::ops::Range;

/// A text that has been cut.
pub(crate) struct Pieces<'t> {
    cutter: Cutter<'t>,
    comments: Vec<Range<usize>>,
}

/// An item, a member of a block or a statement: tokens before its `{ }`, and those inside.
pub(crate) struct Piece {
    /// Everything before `{`, or all of it.
    pub(crate) head: Range<usize>,
    /// The inside of `{ }`.
    pub(crate) body: Option<Range<usize>>,
    /// One past the last token, the `}` included.
    pub(crate) end: usize,
}

impl<'t> Pieces<'t> {
    /// Cuts a text.
    pub(crate) fn new(text: &'t str) -> Self {
        let scan = scan(text);
        let brackets = Brackets::pair(&scan.tokens, text);
        // Comments as in other languages are wrong, but comments all the same.
        let comments = scan.comments.into_iter().chain(scan.foreign_comments);
        let mut comments: Vec<_> = comments.map(|(start, end)| start..end).collect();
        comments.sort_by_key(|comment| comment.start);
        Pieces { cutter: Cutter { text, tokens: scan.tokens, brackets }, comments }
    }

    /// The text.
    pub(crate) fn text(&self) -> &'t str {
        self.cutter.text
    }

    /// All tokens, the ends of lines among them.
    pub(crate) fn tokens(&self) -> &[Token] {
        &self.cutter.tokens
    }

    /// The bytes of the comments, in the order of the text.
    pub(crate) fn comments(&self) -> &[Range<usize>] {
        &self.comments
    }

    /// The text of a token.
    pub(crate) fn word(&self, token: usize) -> &str {
        self.cutter.word(token)
    }

    /// The token that the bracket at `token` is paired with.
    pub(crate) fn partner(&self, token: usize) -> Option<usize> {
        self.cutter.brackets.partner(token)
    }

    /// The pieces of a range of tokens.
    pub(crate) fn of(&self, range: Range<usize>) -> Vec<Piece> {
        let mut rest = cut::Range { start: range.start, end: range.end };
        let mut pieces = Vec::new();
        while let Some(piece) = self.cutter.next(&mut rest) {
            let plain = |range: cut::Range| range.start..range.end;
            pieces.push(Piece { head: plain(piece.head), body: piece.body.map(plain), end: piece.end });
        }
        pieces
    }
}

/// Whether a word stands between expressions, such as `and` or `every`, and is no name.
pub(crate) fn is_reserved(word: &str) -> bool {
    WORDS.contains(&word)
}
