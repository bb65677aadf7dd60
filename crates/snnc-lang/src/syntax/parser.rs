//! The state of parsing one text, and how one piece of it is read.

use super::ast::{Comment, File, Name, Text};
use super::brackets::Brackets;
use super::cut::{Cutter, Piece, Range};
use super::diagnostics::{self as told, Flawed};
use super::expected::expectation;
use super::grammar::{Grammar, Rule};
use super::names::normalise;
use super::scan::scan;
use super::token::{Bracket, Kind, Wrong};
use crate::diagnostic::Diagnostic;
use crate::source::{Source, SourceId, Span};
use pest::Parser as _;
use pest::iterators::Pair;
use std::collections::HashSet;
use std::sync::Arc;

/// Whether a text is a number with a decimal comma.
pub(super) fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once(',').is_some_and(|(whole, fraction)| digits(whole) && digits(fraction))
}

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
    /// Comments as in other languages, which pest does not know.
    foreign_comments: Vec<Span>,
    silent: bool,
}

impl<'s> Parser<'s> {
    /// Scans a text.
    pub(super) fn new(source: &'s Source) -> Self {
        let text: &str = &source.text;
        let scan = scan(text);
        let brackets = Brackets::pair(&scan.tokens, text);
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
            foreign_comments: vec![],
            silent: false,
        };
        for (start, end) in scan.foreign_comments {
            let span = parser.bytes(start, end);
            let line = text[end..].split('\n').next().unwrap_or("");
            parser.foreign_comments.push(span);
            parser.tell(told::foreign_comment(span, parser.slice(span), line.trim().is_empty()));
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
                if let Some(told) = self.mistaken_mark(found, span.end as usize) {
                    self.tell(told);
                    return None;
                }
                let after_unit = failure.expected.contains(&"`*` or `/`");
                if after_unit && crate::units::after_number(self.slice(found)).is_some() {
                    let gap = self.bytes(
                        self.base + self.slice(span)[..failure.at].trim_end().len(),
                        found.start as usize,
                    );
                    self.tell(told::product_of_units(found, self.slice(found), gap));
                    return None;
                }
                self.tell(told::unexpected(found, self.slice(found), &failure));
                None
            }
        }
    }

    /// `0,5`, `5 %` and a `,` at the end, where reading failed at `found`.
    fn mistaken_mark(&self, found: Span, end: usize) -> Option<Diagnostic> {
        let after = self.cutter.tokens.partition_point(|token| token.start < found.start);
        let before = after.checked_sub(1)?;
        let is_number = |at: usize| self.cutter.kind(at, self.cutter.tokens.len()) == Some(Kind::Number);
        if self.slice(found) == "," {
            let whole =
                self.token_span(before).to(self.token_span((after + 1).min(self.cutter.tokens.len() - 1)));
            let text = self.slice(whole);
            let joined = is_number(before) && is_number(after + 1) && is_decimal(text);
            if !joined && found.end as usize == end {
                return Some(told::trailing_comma(found));
            }
            return joined.then(|| told::decimal_comma(whole, text));
        }
        let number = before.checked_sub(1).filter(|at| is_number(*at))?;
        let percent = found.start == found.end && self.cutter.word(before) == "%";
        let whole = self.token_span(number).to(self.token_span(before));
        percent.then(|| told::percent(whole, self.cutter.word(number)))
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
        let span = self.range_span(range);
        let comment = self.foreign_comments.partition_point(|comment| comment.end <= span.start);
        if self.foreign_comments.get(comment).is_some_and(|comment| comment.start < span.end) {
            return false;
        }
        let Some(flaw) = self.cutter.brackets.first_flaw(range.start, range.end) else { return true };
        if flaw.wrong == Wrong::Character
            && self.cutter.word(flaw.token) == "?"
            && let Some(written) = self.chosen_by_mark(flaw.token, range)
        {
            if !self.silent && self.told_flaws.insert(flaw.token) {
                let span = self.token_span(flaw.token);
                self.tell(told::ternary(span, written));
            }
            return false;
        }
        if flaw.wrong == Wrong::Prime
            && flaw.token == range.start + 1
            && self.cutter.kind(flaw.token + 1, range.end) == Some(Kind::Assign)
        {
            if !self.silent && self.told_flaws.insert(flaw.token) {
                let name = self.token_span(range.start);
                let span = self.token_span(flaw.token);
                self.tell(told::prime_of(span, name.to(span), self.slice(name)));
            }
            return false;
        }
        self.tell_flaw(flaw.token, flaw.wrong, flaw.other);
        false
    }

    /// `b if a else c` for `a ? b : c`, `mark` being the `?`.
    fn chosen_by_mark(&self, mark: usize, range: Range) -> Option<(Span, String)> {
        let kind = |at: usize| self.cutter.tokens[at].kind;
        let mut start = mark;
        while start > range.start {
            match kind(start - 1) {
                Kind::Close(_) => start = self.cutter.brackets.partner(start - 1)?,
                Kind::Assign | Kind::Update | Kind::Colon | Kind::Comma | Kind::Open(_) => break,
                _ => start -= 1,
            }
        }
        let mut colon = None;
        let mut end = mark + 1;
        while end < range.end {
            match kind(end) {
                Kind::Open(_) => end = self.cutter.brackets.partner(end)?,
                Kind::Colon if colon.is_none() => colon = Some(end),
                Kind::Colon | Kind::Comma | Kind::Close(_) => break,
                Kind::Wrong(_) => return None,
                _ => {}
            }
            end += 1;
        }
        let text = |start: usize, end: usize| {
            (start < end).then(|| self.slice(self.range_span(Range { start, end })))
        };
        let (condition, then, otherwise) =
            (text(start, mark)?, text(mark + 1, colon?)?, text(colon? + 1, end)?);
        let span = self.range_span(Range { start, end });
        Some((span, format!("{then} if {condition} else {otherwise}")))
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
        let place = if wrong == Wrong::Unclosed { self.end_of_unclosed(token) } else { None };
        let other = other.map(|other| self.token_span(other));
        let written = self.closed_by(token, place);
        let flawed = Flawed { span, text: self.slice(span), other, place, written };
        self.tell(told::flaw(wrong, &flawed));
    }

    /// What closes a bracket at a place.
    fn closed_by(&self, open: usize, place: Option<Span>) -> String {
        let brace = self.cutter.tokens[open].kind == Kind::Open(Bracket::Curly);
        let new_line = place.is_some_and(|at| self.text[..at.start as usize].ends_with('\n'));
        match &self.text[self.token_span(open).range()] {
            "(" => ")".into(),
            "[" => "]".into(),
            _ if brace && new_line => {
                let start = self.token_span(open).start as usize;
                let line = self.text[..start].rsplit('\n').next().unwrap_or("");
                format!("{}}}\n", &line[..self.cutter.indent(open).min(line.len())])
            }
            _ => " }".into(),
        }
    }

    /// Where a `{` that is never closed may end: after the last line that can be inside of it.
    fn end_of_unclosed_block(&self, open: usize) -> Option<Span> {
        let tokens = &self.cutter.tokens;
        let end = self.cutter.end_of_unclosed(open, tokens.len());
        let last = (open + 1..end).rev().find(|at| tokens[*at].kind != Kind::Newline)?;
        let end = tokens[last].end as usize;
        let one_line = (open..last).all(|at| tokens[at].kind != Kind::Newline);
        let line = self.text[end..].find('\n').filter(|_| !one_line).map_or(end, |length| end + length + 1);
        Some(self.bytes(line, line))
    }

    /// Where a bracket that is never closed may end: `(` and `[` before the unit of its equation, else at the end of its line.
    fn end_of_unclosed(&self, open: usize) -> Option<Span> {
        let tokens = &self.cutter.tokens;
        let mut at = open + 1;
        if tokens[open].kind == Kind::Open(Bracket::Curly) {
            return self.end_of_unclosed_block(open);
        }
        while let Some(token) = tokens.get(at) {
            match token.kind {
                Kind::Newline
                | Kind::Semicolon
                | Kind::Open(Bracket::Curly)
                | Kind::Close(Bracket::Curly) => break,
                Kind::Colon if self.ends_in_unit(at + 1) => break,
                Kind::Open(_) => at = self.cutter.brackets.partner(at).unwrap_or(at),
                _ => {}
            }
            at += 1;
        }
        let end = tokens[at - 1].end as usize;
        (at > open + 1).then(|| self.bytes(end, end))
    }

    /// Whether the rest of a line is a unit, perhaps with flags.
    fn ends_in_unit(&self, start: usize) -> bool {
        let tokens = &self.cutter.tokens;
        let ends = |token: &super::token::Token| {
            matches!(token.kind, Kind::Newline | Kind::Semicolon | Kind::Close(Bracket::Curly))
        };
        let end = tokens[start..].iter().position(ends).map_or(tokens.len(), |length| start + length);
        let range = Range { start, end };
        !range.is_empty() && self.fits(Rule::declaration, range)
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
