//! From joints to lines.

use super::classes::Class;
use super::layout::{Joint, Layout, Row};
use crate::syntax::pieces::{Bracket, Kind};
use std::ops::Range;

/// The width of one step of indentation.
const STEP: usize = 4;

/// A line to be.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Without the comment at its end.
    pub(super) text: String,
    /// In how many blocks it stands.
    pub(super) depth: usize,
    /// Whether an empty line stands before it.
    pub(super) is_apart: bool,
    /// The comment at its end.
    pub(super) comment: Option<Trailing>,
}

/// A comment at the end of a line.
#[derive(Debug)]
pub(super) struct Trailing {
    /// From `#` on.
    pub(super) text: String,
    /// The column in which its author put it, if that can be told.
    pub(super) written: Option<usize>,
    /// Whether it goes on with the comment of the line before.
    pub(super) follows: bool,
    /// What stands before it, if that stays as it is.
    pub(super) gap: Option<String>,
}

/// A bracket in the text of a piece.
struct Open {
    /// Its column.
    column: usize,
    /// The indentation of its line.
    indent: usize,
    /// Whether its line ends with it.
    hangs: bool,
}

/// The lines of a text.
pub(super) fn render(layout: &Layout<'_, '_>) -> Vec<Line> {
    let mut printer = Printer {
        layout,
        text: layout.pieces.text(),
        lines: Vec::new(),
        line: Line::default(),
        begun: false,
        indent: 0,
        column: 0,
        value: None,
        section: 0,
        open: Vec::new(),
        end: 0,
        comment_column: None,
    };
    printer.print();
    printer.lines
}

struct Printer<'l, 't> {
    layout: &'l Layout<'l, 't>,
    text: &'t str,
    lines: Vec<Line>,
    line: Line,
    /// Whether there is a line at hand.
    begun: bool,
    /// Its indentation.
    indent: usize,
    /// Its width.
    column: usize,
    /// The column at which the value of the row begins, below which it goes on.
    value: Option<usize>,
    /// That of the section before.
    section: usize,
    open: Vec<Open>,
    /// The end of what has been printed.
    end: usize,
    /// The column in the source of the comment that the next line may go on with.
    comment_column: Option<usize>,
}

impl Printer<'_, '_> {
    fn print(&mut self) {
        let pieces = self.layout.pieces;
        let (mut comments, mut rows) = (pieces.comments(), self.layout.rows.iter());
        let mut row: Option<&Row> = None;
        let mut before: Option<usize> = None;
        for (at, token) in pieces.tokens().iter().enumerate() {
            if token.kind == Kind::Newline {
                continue;
            }
            let count = comments.partition_point(|comment| comment.start < token.start as usize);
            let (mine, rest) = comments.split_at(count);
            comments = rest;
            match self.layout.joints[at] {
                Joint::AsIs => self.source(token.start as usize),
                Joint::Row => {
                    row = rows.next();
                    self.row(at, row, mine, before);
                }
                Joint::Wrap => self.wrap(at, mine, before, row),
                _ if !mine.is_empty() => self.wrap(at, mine, before, row),
                Joint::Blanks(blanks) => self.blanks(blanks),
                Joint::Mark(_) => self.blanks(1),
            }
            self.token(at, before, row);
            before = Some(at);
        }
        self.comments(comments, 0, 0, before.is_none());
        self.finish();
    }

    fn word(&mut self, text: &str) {
        self.line.text.push_str(text);
        self.column += text.chars().count();
    }

    fn blanks(&mut self, count: usize) {
        self.line.text.extend(std::iter::repeat_n(' ', count));
        self.column += count;
    }

    fn finish(&mut self) {
        if self.begun {
            self.line.text.truncate(self.line.text.trim_end().len());
            self.lines.push(std::mem::take(&mut self.line));
            self.begun = false;
        }
    }

    fn begin(&mut self, indent: usize, depth: usize, is_apart: bool) {
        self.finish();
        self.line = Line { depth, is_apart, ..Line::default() };
        (self.begun, self.indent, self.column) = (true, indent, 0);
        self.blanks(indent);
    }

    /// Whether an empty line stands before a byte.
    fn is_apart(&self, start: usize) -> bool {
        self.text[self.end..start].bytes().filter(|byte| *byte == b'\n').count() > 1
    }

    /// Begins a row.
    fn row(&mut self, at: usize, row: Option<&Row>, comments: &[Range<usize>], before: Option<usize>) {
        let Some(row) = row else { return };
        let tokens = self.layout.pieces.tokens();
        let closes = tokens[at].kind == Kind::Close(Bracket::Curly) && !row.as_is;
        let opened = before.is_none_or(|before| tokens[before].kind == Kind::Open(Bracket::Curly));
        let inside = row.depth + usize::from(closes);
        let printed = self.comments(comments, inside * STEP, inside, opened);
        let start = tokens[at].start as usize;
        let is_apart = self.is_apart(start) && !closes && (printed || !opened);
        let indent = if row.hangs { self.section } else { row.depth * STEP };
        self.begin(if row.as_is { 0 } else { indent }, row.depth, is_apart);
        if row.as_is {
            let line = self.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
            let margin = &self.text[line..start];
            if margin.chars().all(char::is_whitespace) {
                self.word(margin.trim_start_matches('\u{feff}'));
            } else {
                self.blanks(row.depth * STEP);
            }
        }
        self.open.clear();
        self.value = (row.class == Some(Class::Monitor)).then_some(indent + "monitor ".len());
    }

    /// Goes on in a new line.
    fn wrap(&mut self, at: usize, comments: &[Range<usize>], before: Option<usize>, row: Option<&Row>) {
        let tokens = self.layout.pieces.tokens();
        let depth = row.map_or(0, |row| row.depth);
        let base = match row {
            Some(row) if row.hangs => self.section,
            _ => depth * STEP,
        };
        if let Some(open) = self.open.last_mut()
            && before.is_some_and(|before| matches!(tokens[before].kind, Kind::Open(_)))
        {
            open.hangs = true;
        }
        let closes = matches!(tokens[at].kind, Kind::Close(_));
        let inside = match self.open.last() {
            Some(open) if open.hangs => open.indent + STEP,
            Some(open) => open.column + 1,
            None => self.value.unwrap_or(base + STEP),
        };
        let indent = match self.open.last() {
            Some(open) if closes && open.hangs => open.indent,
            Some(open) if closes => open.column,
            None if tokens[at].kind == Kind::Open(Bracket::Curly) => base,
            _ => inside,
        };
        self.comments(comments, inside, depth, true);
        self.begin(indent, depth, false);
    }

    fn token(&mut self, at: usize, before: Option<usize>, row: Option<&Row>) {
        let tokens = self.layout.pieces.tokens();
        let is_section = row.is_some_and(|row| row.class == Some(Class::Section));
        let begins_value = self.open.is_empty()
            && self.value.is_none()
            && self.layout.joints[at] != Joint::Row
            && before.is_some_and(|before| match tokens[before].kind {
                Kind::Assign | Kind::Update => true,
                Kind::Colon => is_section,
                _ => false,
            });
        if begins_value {
            self.value = Some(self.column);
            if is_section {
                self.section = self.column;
            }
        }
        match tokens[at].kind {
            Kind::Open(Bracket::Round | Bracket::Square) => {
                self.open.push(Open { column: self.column, indent: self.indent, hangs: false });
            }
            Kind::Close(Bracket::Round | Bracket::Square) => {
                self.open.pop();
            }
            _ => {}
        }
        let token = tokens[at];
        let range = token.start as usize..token.end as usize;
        if !self.begun {
            self.begin(0, 0, false);
        }
        let text = self.text;
        self.word(&text[range]);
        self.end = token.end as usize;
        self.comment_column = None;
    }

    /// Prints comments that stand before a token; whether one has a line of its own.
    fn comments(&mut self, comments: &[Range<usize>], indent: usize, depth: usize, opened: bool) -> bool {
        let mut printed = false;
        for comment in comments {
            let text = &self.text[comment.clone()];
            let between = &self.text[self.end..comment.start];
            let column = self.source_column(comment.start);
            if self.begun && !between.contains('\n') && self.line.comment.is_none() {
                let written = (!between.contains('\t')).then(|| self.written(comment.start));
                let is_unread = self.layout.unread.iter().any(|range| self.ends_unread(range));
                let gap = is_unread.then(|| between.to_owned());
                self.line.comment = Some(Trailing { text: text.to_owned(), written, follows: false, gap });
                self.comment_column = (!is_unread).then_some(column);
            } else {
                let is_apart = self.is_apart(comment.start) && (printed || !opened);
                let follows =
                    !is_apart && self.comment_column == Some(column) && !self.is_apart(comment.start);
                let outer = self.indent;
                self.begin(indent, depth, is_apart);
                if follows {
                    self.line.text.clear();
                    let comment = Trailing { text: text.to_owned(), written: None, follows, gap: None };
                    self.line.comment = Some(comment);
                } else {
                    self.word(text);
                    self.comment_column = None;
                }
                self.finish();
                self.indent = outer;
                printed = true;
            }
            self.end = comment.end;
        }
        printed
    }

    /// Whether the last token printed ends what could not be read.
    fn ends_unread(&self, range: &Range<usize>) -> bool {
        let tokens = &self.layout.pieces.tokens()[range.clone()];
        let last = tokens.iter().rev().find(|token| token.kind != Kind::Newline);
        last.is_some_and(|token| token.end as usize == self.end)
    }

    /// The column of a byte in the source, in characters.
    fn source_column(&self, byte: usize) -> usize {
        let line = self.text[..byte].rfind('\n').map_or(0, |newline| newline + 1);
        self.text[line..byte].chars().count()
    }

    /// The column in which a comment would stand if its line were only indented anew.
    fn written(&self, byte: usize) -> usize {
        let line = self.text[..byte].rfind('\n').map_or(0, |newline| newline + 1);
        let line = self.text[line..byte].trim_start();
        line.chars().count() + self.indent
    }

    /// What stands between two tokens of what could not be read, but for blanks at the ends of lines.
    fn source(&mut self, start: usize) {
        let mut parts = self.text[self.end..start].split('\n').peekable();
        while let Some(part) = parts.next() {
            if parts.peek().is_some() {
                self.word(part.trim_end());
                let depth = self.line.depth;
                let line = std::mem::take(&mut self.line);
                self.lines.push(line);
                self.line = Line { depth, ..Line::default() };
                (self.indent, self.column) = (0, 0);
            } else {
                self.word(part);
            }
        }
    }
}
