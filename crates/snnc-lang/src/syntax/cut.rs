//! Cutting tokens into pieces: items of a file, members of a block, statements of a section.
//!
//! A piece ends at `;`, at a newline that does not continue it, or with the `}` of its block. What is wrong in one
//! piece stays in it: brackets that are never closed are passed over as if they were ordinary symbols.

use super::brackets::Brackets;
use super::build::KEYWORDS;
use super::token::{Bracket, Kind, Token, Wrong};

/// A range of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    /// First token.
    pub(super) start: usize,
    /// One past the last token.
    pub(super) end: usize,
}

impl Range {
    /// Whether it holds no token.
    pub(super) fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// One piece: what stands before its `{ }`, and what stands in them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// Everything before `{`, or the whole piece.
    pub(super) head: Range,
    /// The inside of `{ }`.
    pub(super) body: Option<Range>,
    /// One past the last token, the `}` included.
    pub(super) end: usize,
    /// The first token of a line that cannot begin one; the piece goes on over it.
    pub(super) broken_line: Option<usize>,
    /// Whether it begins right after the `}` of another piece, on the same line.
    pub(super) glued: bool,
}

/// The tokens of a text and how they are cut.
pub(super) struct Cutter<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// Its tokens.
    pub(super) tokens: Vec<Token>,
    /// Their brackets.
    pub(super) brackets: Brackets,
}

impl Cutter<'_> {
    /// The text of a token.
    pub(super) fn word(&self, token: usize) -> &str {
        let token = &self.tokens[token];
        &self.text[token.start as usize..token.end as usize]
    }

    /// The kind of a token, if there is one before `end`.
    pub(super) fn kind(&self, token: usize, end: usize) -> Option<Kind> {
        (token < end).then(|| self.tokens[token].kind)
    }

    /// The next piece of `range`, which then begins after it.
    pub(super) fn next(&self, range: &mut Range) -> Option<Piece> {
        while !range.is_empty() && self.separates(range.start) {
            range.start += 1;
        }
        if range.is_empty() {
            return None;
        }
        let start = range.start;
        let glued = start > 0 && self.tokens[start - 1].kind == Kind::Close(Bracket::Curly);
        let mut piece =
            Piece { head: Range { start, end: start }, body: None, end: start, broken_line: None, glued };
        let mut at = start;
        // The indentation of a piece in which a bracket is never closed.
        let mut forgotten = None;
        while at < range.end {
            match self.tokens[at].kind {
                // A `}` here closes nothing.
                Kind::Semicolon | Kind::Close(Bracket::Curly) => break,
                Kind::Newline => match self.continues(start, at, range.end) {
                    Continues::Yes(next) => at = next,
                    Continues::Wrongly(next) => {
                        piece.broken_line.get_or_insert(next);
                        at = next;
                    }
                    Continues::No(next) if self.is_deeper(forgotten, next, range.end) => at = next,
                    Continues::No(_) => break,
                },
                Kind::Open(Bracket::Curly) => {
                    let open = at;
                    let (inside, after) = if let Some(close) = self.brackets.partner(at) {
                        (close.min(range.end), (close + 1).min(range.end))
                    } else {
                        let end = self.end_of_unclosed(at, range.end);
                        (end, end)
                    };
                    // A newline between the two, as after a section's `:`, is nothing that stands there.
                    while at > start && self.tokens[at - 1].kind == Kind::Newline {
                        at -= 1;
                    }
                    piece.head.end = at;
                    piece.body = Some(Range { start: open + 1, end: inside });
                    piece.end = after;
                    range.start = after;
                    return Some(piece);
                }
                Kind::Open(_) => {
                    let partner = self.brackets.partner(at);
                    if partner.is_none() && forgotten.is_none() {
                        forgotten = Some(self.indent(start));
                    }
                    at = (partner.unwrap_or(at) + 1).min(range.end);
                }
                _ => at += 1,
            }
        }
        if at == start {
            at += 1;
        }
        piece.head.end = at;
        piece.end = at;
        range.start = at;
        Some(piece)
    }

    fn separates(&self, token: usize) -> bool {
        matches!(self.tokens[token].kind, Kind::Newline | Kind::Semicolon)
    }

    /// Whether the piece from `start` goes on over the newline at `at`.
    fn continues(&self, start: usize, at: usize, end: usize) -> Continues {
        let mut next = at;
        while next < end && self.tokens[next].kind == Kind::Newline {
            next += 1;
        }
        if next == end {
            return Continues::No(next);
        }
        let before = at.checked_sub(1).filter(|before| *before >= start);
        // A keyword says nothing by itself.
        if before == Some(start)
            && self.kind(start, end) == Some(Kind::Word)
            && KEYWORDS.contains(&self.word(start))
            && matches!(self.tokens[next].kind, Kind::Word | Kind::Number | Kind::Text)
            && !self.begins(next, end, None)
        {
            return Continues::Wrongly(next);
        }
        let goes_on = before.is_some_and(|before| match self.tokens[before].kind {
            // `v++` of other languages.
            Kind::Operator if self.is_doubled(before) => false,
            Kind::Operator | Kind::Comma | Kind::Assign | Kind::Update | Kind::Arrow | Kind::Colon => true,
            Kind::Word => matches!(self.word(before), "and" | "or" | "in" | "if" | "else"),
            // Told as unknown, once.
            Kind::Wrong(Wrong::Character) => self.word(before) == "\\",
            _ => false,
        });
        if goes_on {
            let after = before.map(|before| self.tokens[before].kind);
            return if self.begins(next, end, after) { Continues::No(next) } else { Continues::Yes(next) };
        }
        match self.tokens[next].kind {
            Kind::Operator | Kind::Arrow => Continues::Yes(next),
            Kind::Word if self.begins_branch(next, end) => Continues::No(next),
            Kind::Word if matches!(self.word(next), "and" | "or" | "if" | "else") => Continues::Yes(next),
            Kind::Assign
            | Kind::Update
            | Kind::Colon
            | Kind::Comma
            | Kind::Dot
            | Kind::Open(Bracket::Curly) => Continues::Wrongly(next),
            // The size of a group.
            Kind::Open(Bracket::Square) if KEYWORDS.contains(&self.word(start)) => Continues::Wrongly(next),
            _ => Continues::No(next),
        }
    }

    /// Whether this is the second of `++` or `--`.
    pub(super) fn is_doubled(&self, token: usize) -> bool {
        let Some(first) = token.checked_sub(1) else { return false };
        matches!(self.word(token), "+" | "-")
            && self.word(first) == self.word(token)
            && self.tokens[first].end == self.tokens[token].start
    }

    /// Whether a line is `if c: …` of another language, rather than `if c else d`.
    fn begins_branch(&self, next: usize, end: usize) -> bool {
        if self.word(next) != "if" {
            return false;
        }
        let mut at = next + 1;
        while at < end {
            match self.tokens[at].kind {
                Kind::Colon => return true,
                Kind::Newline => return false,
                Kind::Word if self.word(at) == "else" => return false,
                Kind::Open(_) => at = self.brackets.partner(at).unwrap_or(at),
                _ => {}
            }
            at += 1;
        }
        false
    }

    /// Whether a line begins what can only stand by itself, so that it does not go on with the line before even if
    /// that one ends with the token `after`, which is then what is wrong.
    fn begins(&self, next: usize, end: usize, after: Option<Kind>) -> bool {
        let is_word = self.kind(next, end) == Some(Kind::Word);
        match self.kind(next + 1, end) {
            Some(Kind::Word | Kind::Text | Kind::Number) => is_word && KEYWORDS.contains(&self.word(next)),
            Some(Kind::Colon) => is_word,
            Some(Kind::Assign) => is_word && !matches!(after, Some(Kind::Comma | Kind::Colon)),
            Some(Kind::Operator) => {
                is_word && self.kind(next + 3, end) == Some(Kind::Assign) && self.word(next + 2) == "dt"
            }
            _ => false,
        }
    }

    /// Whether the line of `next` is only the inside of the bracket that was forgotten in a line of that indentation:
    /// further in, and not the beginning of something.
    fn is_deeper(&self, forgotten: Option<usize>, next: usize, end: usize) -> bool {
        let Some(indent) = forgotten else { return false };
        let begins = match (self.kind(next, end), self.kind(next + 1, end)) {
            (Some(Kind::Word), Some(Kind::Assign | Kind::Update | Kind::Colon | Kind::Word)) => true,
            (Some(Kind::Word), Some(Kind::Operator)) => self.kind(next + 3, end) == Some(Kind::Assign),
            _ => false,
        };
        !begins && next < end && self.indent(next) > indent
    }

    /// How far in the line of a token begins, in bytes.
    pub(super) fn indent(&self, token: usize) -> usize {
        let start = self.tokens[token].start as usize;
        let line = self.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        self.text[line..].bytes().take_while(|b| matches!(b, b' ' | b'\t')).count()
    }

    /// Where the inside of a `{` that is never closed probably ends: before a line that can only be an item and does
    /// not stand further in than the line of the `{`.
    pub(super) fn end_of_unclosed(&self, open: usize, end: usize) -> usize {
        if let Some(at) = self.brackets.end_by_layout(open) {
            return at.min(end);
        }
        let indent = self.indent(open);
        let mut at = open + 1;
        while at + 2 < end {
            let item = self.tokens[at].kind == Kind::Newline
                && self.tokens[at + 1].kind == Kind::Word
                && matches!(self.tokens[at + 2].kind, Kind::Word | Kind::Text | Kind::Number)
                && KEYWORDS.contains(&self.word(at + 1))
                && self.indent(at + 1) <= indent;
            if item {
                return at;
            }
            at += 1;
        }
        end
    }
}

/// Whether a piece goes on in another line, and the first token there.
enum Continues {
    Yes(usize),
    /// It must, since no line can begin so; but it should not.
    Wrongly(usize),
    No(usize),
}
