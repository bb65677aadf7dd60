//! The state of parsing one text, and how one piece of it is read.

use super::ast::{Comment, File, Name, Text};
use super::brackets::Brackets;
use super::cut::{Cutter, Piece, Range};
use super::diagnostics::{self as told, Flawed};
use super::expected::expectation;
use super::grammar::{Grammar, Rule};
use super::names::normalise;
use super::scan::scan;
use super::token::{Kind, Wrong};
use crate::diagnostic::Diagnostic;
use crate::source::{Source, SourceId, Span};
use pest::Parser as _;
use pest::iterators::Pair;
use std::collections::HashSet;
use std::sync::Arc;

/// The longest statement, in bytes; what is longer is data and belongs in a file.
const LONGEST: usize = 2 << 20;

/// After so many findings a text is no model, and more of them help nobody.
const MOST: usize = 100;

/// A part of the text as pest read it.
pub(super) type Node<'i> = Pair<'i, Rule>;

/// The state of parsing one text.
pub(super) struct Parser<'s> {
    /// The text, cut.
    pub(super) cutter: Cutter<'s>,
    /// The tree so far.
    pub(super) file: File,
    /// How many bracketless levels (signs, powers, `not`, `else`) the expression at hand is inside of.
    pub(super) chained: usize,
    source: SourceId,
    text: &'s str,
    /// Where the piece that pest is reading begins.
    base: usize,
    diagnostics: Vec<Diagnostic>,
    reserved: HashSet<Arc<str>>,
    told_flaws: HashSet<usize>,
    silent: bool,
}

impl<'s> Parser<'s> {
    /// Scans a text.
    pub(super) fn new(source: &'s Source) -> Self {
        let text: &str = &source.text;
        let scan = scan(text);
        let brackets = Brackets::pair(&scan.tokens);
        let comment = |(start, end)| Comment { span: Span::new(source.id, start, end) };
        let comments = scan.comments.into_iter().map(comment).collect();
        let mut parser = Parser {
            cutter: Cutter { text, tokens: scan.tokens, brackets },
            file: File { comments, ..File::default() },
            chained: 0,
            source: source.id,
            text,
            base: 0,
            diagnostics: Vec::new(),
            reserved: HashSet::new(),
            told_flaws: HashSet::new(),
            silent: false,
        };
        for start in scan.slashes {
            let span = parser.bytes(start, start + 2);
            parser.tell(told::slash_comment(span));
        }
        parser
    }

    /// All that was told, in the order of the text.
    pub(super) fn finish(mut self) -> (File, Vec<Diagnostic>) {
        self.file.damaged = self.diagnostics.iter().any(Diagnostic::is_error);
        self.diagnostics.sort_by_key(|d| (d.primary.span.start, d.primary.span.end));
        (self.file, self.diagnostics)
    }

    // ---- telling ------------------------------------------------------------------------------------------------

    /// Tells something.
    pub(super) fn tell(&mut self, diagnostic: Diagnostic) {
        if self.silent || self.is_full() {
            return;
        }
        self.diagnostics.push(diagnostic);
    }

    /// Tells something even after too much else.
    pub(super) fn tell_last(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Whether so much was wrong that the rest is not worth reading.
    pub(super) fn is_full(&self) -> bool {
        self.diagnostics.len() >= MOST
    }

    /// Remembers the name of something that could not be read, so that its uses are not told as unknown.
    pub(super) fn lose(&mut self, token: usize) {
        if self.cutter.tokens.get(token).is_some_and(|token| token.kind == Kind::Word) {
            let span = self.token_span(token);
            self.lose_name(self.slice(span), span);
        }
    }

    /// Remembers that something of that name could not be read.
    pub(super) fn lose_name(&mut self, text: &str, span: Span) {
        self.file.lost.push(Name { text: normalise(text), span });
    }

    // ---- spans --------------------------------------------------------------------------------------------------

    /// The span of bytes.
    pub(super) fn bytes(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, start, end)
    }

    /// The span of a token.
    pub(super) fn token_span(&self, token: usize) -> Span {
        let token = &self.cutter.tokens[token];
        self.bytes(token.start as usize, token.end as usize)
    }

    /// The span of tokens; of none, the place right after the token before.
    pub(super) fn range_span(&self, range: Range) -> Span {
        if range.is_empty() {
            let at = match range.start.checked_sub(1) {
                Some(before) => self.token_span(before).end as usize,
                None => 0,
            };
            return self.bytes(at, at);
        }
        self.token_span(range.start).to(self.token_span(range.end - 1))
    }

    /// The span of a whole piece.
    pub(super) fn piece_span(&self, piece: &Piece) -> Span {
        self.range_span(Range { start: piece.head.start, end: piece.end })
    }

    /// The span of a node, without the blanks and comments that pest skipped behind it.
    pub(super) fn span(&self, node: &Node<'_>) -> Span {
        let span = node.as_span();
        let (start, mut end) = (self.base + span.start(), self.base + span.end());
        if node.as_str().ends_with(|c: char| c.is_whitespace() || c == '\u{feff}') {
            let tokens = &self.cutter.tokens;
            let after = tokens.partition_point(|token| token.end as usize <= end);
            let last = tokens[..after].iter().rev().find(|token| token.kind != Kind::Newline);
            end = last.map_or(end, |token| token.end as usize).max(start);
        }
        self.bytes(start, end)
    }

    /// The token that begins at a byte.
    pub(super) fn token_at(&self, byte: u32) -> Option<usize> {
        let at = self.cutter.tokens.partition_point(|token| token.start < byte);
        self.cutter.tokens.get(at).filter(|token| token.start == byte).map(|_| at)
    }

    /// The text of a span.
    pub(super) fn slice(&self, span: Span) -> &'s str {
        &self.text[span.range()]
    }

    // ---- reading ------------------------------------------------------------------------------------------------

    /// Reads the tokens of `range` by `rule`; if that cannot be, tells why.
    pub(super) fn read(&mut self, rule: Rule, range: Range) -> Option<Node<'s>> {
        if !self.is_sound(range) {
            return None;
        }
        let span = self.range_span(range);
        if span.end - span.start > LONGEST as u32 {
            self.tell(told::statement_too_long(span));
            return None;
        }
        self.read_bytes(rule, span)
    }

    /// Reads the bytes of `span` by `rule`.
    pub(super) fn read_bytes(&mut self, rule: Rule, span: Span) -> Option<Node<'s>> {
        self.base = span.start as usize;
        match Grammar::parse(rule, self.slice(span)) {
            Ok(mut nodes) => nodes.next(),
            Err(error) => {
                let failure = expectation(&error);
                let at = self.base + failure.at;
                let found = self.found(at, span.end as usize);
                self.tell(told::unexpected(found, self.slice(found), &failure));
                None
            }
        }
    }

    /// Whether `rule` reads the tokens of `range`; tells nothing.
    pub(super) fn fits(&self, rule: Rule, range: Range) -> bool {
        let span = self.range_span(range);
        span.end - span.start < 1000 && Grammar::parse(rule, self.slice(span)).is_ok()
    }

    /// Runs `body` without telling anything.
    pub(super) fn silently<T>(&mut self, body: impl FnOnce(&mut Self) -> T) -> T {
        let (silent, base) = (self.silent, self.base);
        self.silent = true;
        let result = body(self);
        (self.silent, self.base) = (silent, base);
        result
    }

    /// Whether no token of `range` is flawed; tells the first flaw otherwise.
    pub(super) fn is_sound(&mut self, range: Range) -> bool {
        let Some(flaw) = self.cutter.brackets.first_flaw(range.start, range.end) else { return true };
        self.tell_flaw(flaw.token, flaw.wrong, flaw.other);
        false
    }

    /// Whether the inside of a piece's `{ }` can be read; tells what is wrong with the `{`.
    pub(super) fn enters(&mut self, piece: &Piece) -> bool {
        let brace = piece.head.end;
        let flaw = self.cutter.brackets.first_flaw(brace, brace + 1);
        flaw.is_none_or(|flaw| {
            self.tell_flaw(flaw.token, flaw.wrong, flaw.other);
            flaw.wrong != Wrong::TooDeep
        })
    }

    /// Tells what is wrong with a token, once.
    fn tell_flaw(&mut self, token: usize, wrong: Wrong, other: Option<usize>) {
        if self.silent || !self.told_flaws.insert(token) {
            return;
        }
        let span = self.token_span(token);
        let flawed =
            Flawed { span, text: self.slice(span), other: other.map(|other| self.token_span(other)) };
        self.tell(told::flaw(wrong, &flawed));
    }

    /// The token at a byte, for showing; at the end of the piece, the place after it.
    fn found(&self, at: usize, end: usize) -> Span {
        let index = self.cutter.tokens.partition_point(|token| (token.end as usize) <= at);
        match self.cutter.tokens.get(index) {
            Some(token) if at < end && token.kind != Kind::Newline => {
                self.bytes(at.max(token.start as usize), token.end as usize)
            }
            _ => self.bytes(end, end),
        }
    }

    // ---- leaves -------------------------------------------------------------------------------------------------

    /// A name.
    pub(super) fn name(&mut self, node: &Node<'_>) -> Name {
        let span = self.span(node);
        self.name_of(node.as_str(), span)
    }

    /// The name that `text` is.
    pub(super) fn name_of(&mut self, text: &str, span: Span) -> Name {
        let name = Name { text: normalise(text), span };
        if text.starts_with('_') && self.reserved.insert(name.text.clone()) {
            self.tell(told::reserved_name(&name));
            self.lose_name(text, span);
        }
        name
    }

    /// A file name or label.
    pub(super) fn text(&mut self, node: &Node<'_>) -> Text {
        let (span, text) = (self.span(node), node.as_str());
        if node.as_rule() == Rule::name {
            self.tell(told::missing_quotes(span, text));
            return Text { text: text.into(), span };
        }
        let inside = &text[1..text.len() - 1];
        if text.starts_with('\'') {
            self.tell(told::single_quotes(span, inside));
        }
        Text { text: inside.into(), span }
    }
}
