//! How each token joins the one before it: what begins a line, what goes on, and what is aligned.

use super::classes::{Class, Classes};
use super::operators::{Stand, stands};
use super::spacing::Pair;
use crate::syntax::pieces::{Bracket, Kind, Piece, Pieces};
use std::ops::Range;

/// How a token joins the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// It begins a row.
    Row,
    /// It goes on in the same line, after so many blanks.
    Blanks(usize),
    /// It goes on in the same line, and may be aligned with those of the rows around.
    Mark(Key),
    /// It begins a line in the middle of something, since its author wanted it so.
    Wrap,
    /// As in the source, since it stands in what could not be read.
    AsIs,
}

/// What tokens of neighbouring rows are aligned by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// Which of the pieces of a row, joined by `;`.
    pub(super) cell: usize,
    /// Which token of the piece.
    pub(super) slot: Slot,
}

/// The tokens of a piece that are aligned, in the order in which they stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    /// The first token of a piece after another.
    Cell,
    /// `=`, `+=`.
    Assign,
    /// What follows the label of synapses.
    Name,
    /// `->`
    Arrow,
    /// What follows the `:` of a section.
    Value,
    /// The `:` before a unit.
    Unit,
    /// `(` of flags.
    Flags,
    /// `{` of a block in one line.
    Brace,
}

/// What begins a line and is no continuation.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Its first token.
    pub(super) first: usize,
    /// How many blocks it stands in.
    pub(super) depth: usize,
    /// What its first piece is; none of a `}` or of what could not be read.
    pub(super) class: Option<Class>,
    /// Whether it goes on with the statements of the section before, and stands below its value.
    pub(super) hangs: bool,
    /// Whether it stands where it stood.
    pub(super) as_is: bool,
}

/// The layout of a text.
pub(super) struct Layout<'p, 't> {
    /// The text.
    pub(super) pieces: &'p Pieces<'t>,
    /// Of each token.
    pub(super) joints: Vec<Joint>,
    /// The rows, in order.
    pub(super) rows: Vec<Row>,
    /// The tokens of what could not be read.
    pub(super) unread: Vec<Range<usize>>,
    classes: &'p Classes,
    stands: Vec<Stand>,
}

/// Where a piece stands in its row.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// How many blocks it stands in.
    depth: usize,
    /// Which piece of the row it is, if it has marks.
    cell: Option<usize>,
}

/// What of a head stands before a token.
struct Passed {
    class: Class,
    first: usize,
    /// The last token, but for the ends of lines.
    last: usize,
    /// The brackets that are open.
    depths: Vec<Bracket>,
    /// Whether `=` has come, outside of brackets.
    assigned: bool,
    /// Whether `:` has come, outside of brackets.
    colon: bool,
}

impl Passed {
    fn pass(&mut self, token: usize, kind: Kind) {
        if token > self.first && self.depths.is_empty() {
            self.assigned |= matches!(kind, Kind::Assign | Kind::Update);
            self.colon |= kind == Kind::Colon;
        }
        match kind {
            Kind::Open(bracket) => self.depths.push(bracket),
            Kind::Close(_) => {
                self.depths.pop();
            }
            _ => {}
        }
        self.last = token;
    }
}

impl<'p, 't> Layout<'p, 't> {
    /// Lays out a text.
    pub(super) fn new(pieces: &'p Pieces<'t>, classes: &'p Classes) -> Self {
        let count = pieces.tokens().len();
        let mut layout = Layout {
            pieces,
            joints: vec![Joint::Blanks(0); count],
            rows: Vec::new(),
            unread: Vec::new(),
            classes,
            stands: vec![Stand::Spaced; count],
        };
        layout.sequence(0..count, 0, false);
        layout
    }

    fn kind(&self, token: usize) -> Kind {
        self.pieces.tokens()[token].kind
    }

    /// Whether a line ends among some tokens.
    fn breaks(&self, mut range: Range<usize>) -> bool {
        range.any(|at| self.kind(at) == Kind::Newline)
    }

    /// Whether a comment stands between two tokens.
    fn is_commented(&self, before: usize, at: usize) -> bool {
        let tokens = self.pieces.tokens();
        let (start, end) = (tokens[before].end as usize, tokens[at].start as usize);
        let comments = self.pieces.comments();
        let next = comments.partition_point(|comment| comment.start < start);
        comments.get(next).is_some_and(|comment| comment.start < end)
    }

    /// The pieces of a file or of the inside of a block.
    fn sequence(&mut self, range: Range<usize>, depth: usize, in_line: bool) {
        let mut end = range.start;
        // The first token of the section that statements may go on with, and the pieces in this row.
        let (mut section, mut row): (Option<usize>, Vec<Option<Class>>) = (None, Vec::new());
        for piece in self.pieces.of(range.clone()) {
            let first = piece.head.start;
            self.separators(end..first);
            let class = self.class(&piece);
            if !in_line && (end == range.start || self.breaks(end..first)) {
                let goes_on = section.filter(|_| class == Some(Class::Assignment));
                let hangs = goes_on.is_some_and(|section| self.indent(first) > self.indent(section));
                self.rows.push(Row { first, depth, class, hangs, as_is: class.is_none() });
                self.joints[first] = Joint::Row;
                row.clear();
            } else {
                self.joints[first] = Joint::Blanks(usize::from(end > range.start || in_line));
            }
            let has_cells = matches!(
                class,
                Some(Class::Constant | Class::Equation | Class::Parameter | Class::Assignment)
            );
            let is_cell = has_cells && row.iter().all(|other| *other == class);
            let cell = (!in_line && (row.is_empty() || is_cell)).then_some(row.len());
            if row.is_empty() {
                section = match class {
                    Some(Class::Section) => Some(first),
                    Some(Class::Assignment) => section,
                    _ => None,
                };
            } else if let Some(cell) = cell {
                self.joints[first] = Joint::Mark(Key { cell, slot: Slot::Cell });
            }
            row.push(class);
            match class {
                Some(class) => self.piece(&piece, class, Place { depth, cell }),
                None => self.keep(first, piece.end),
            }
            end = piece.end;
        }
        self.separators(end..range.end);
    }

    /// What a piece is, if it could be read.
    fn class(&self, piece: &Piece) -> Option<Class> {
        if let Some(body) = &piece.body
            && self.pieces.partner(body.start - 1).is_none()
        {
            return None;
        }
        let head = &self.pieces.tokens()[piece.head.clone()];
        let (start, end) = (head.first()?.start, head.last()?.end);
        self.classes.at(start).filter(|_| !self.classes.is_in_doubt(start..=end))
    }

    /// `;` after a piece. After a comment they begin a line.
    fn separators(&mut self, range: Range<usize>) {
        for at in range {
            if self.kind(at) == Kind::Semicolon
                && let Some(before) = self.before(at)
                && self.is_commented(before, at)
            {
                let depth = self.rows.last().map_or(0, |row| row.depth);
                self.rows.push(Row { first: at, depth, class: None, hangs: false, as_is: false });
                self.joints[at] = Joint::Row;
            }
        }
    }

    /// The token before, over the ends of lines.
    fn before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|at| self.kind(*at) != Kind::Newline)
    }

    /// How far in the line of a token begins, in bytes.
    fn indent(&self, token: usize) -> usize {
        let start = self.pieces.tokens()[token].start as usize;
        let line = self.pieces.text()[..start].rfind('\n').map_or(0, |newline| newline + 1);
        self.pieces.text()[line..].bytes().take_while(|b| matches!(b, b' ' | b'\t')).count()
    }

    /// Leaves what could not be read as it is.
    fn keep(&mut self, first: usize, end: usize) {
        self.joints[first + 1..end].fill(Joint::AsIs);
        self.unread.push(first..end);
    }

    fn piece(&mut self, piece: &Piece, class: Class, place: Place) {
        stands(self.pieces, piece.head.clone(), class.has_keyword(), &mut self.stands);
        self.head(&piece.head, class, place);
        let Some(body) = &piece.body else { return };
        let (open, close) = (body.start - 1, piece.end - 1);
        let in_line = !self.has_lines(body);
        let slot = if class == Class::Section { Slot::Value } else { Slot::Brace };
        self.joints[open] = match place.cell {
            _ if self.before(open).is_some_and(|before| self.is_commented(before, open)) => Joint::Wrap,
            Some(cell) if in_line => Joint::Mark(Key { cell, slot }),
            _ => Joint::Blanks(1),
        };
        self.sequence(body.clone(), place.depth + 1, in_line);
        self.joints[close] = if in_line {
            Joint::Blanks(usize::from(body.start < body.end && self.before(close) != Some(open)))
        } else {
            let depth = place.depth;
            self.rows.push(Row { first: close, depth, class: None, hangs: false, as_is: false });
            Joint::Row
        };
    }

    /// Whether the pieces inside of `{ }` stand in lines of their own.
    fn has_lines(&self, body: &Range<usize>) -> bool {
        let pieces = self.pieces.of(body.clone());
        if pieces.is_empty() {
            return self.is_commented(body.start - 1, body.end);
        }
        let mut end = body.start;
        for piece in &pieces {
            if self.breaks(end..piece.head.start) {
                return true;
            }
            end = piece.end;
        }
        self.breaks(end..body.end)
    }

    /// What stands before `{`, or the whole piece.
    fn head(&mut self, head: &Range<usize>, class: Class, place: Place) {
        let mut passed = Passed {
            class,
            first: head.start,
            last: head.start,
            depths: vec![],
            assigned: false,
            colon: false,
        };
        for at in head.clone() {
            let kind = self.kind(at);
            if kind == Kind::Newline {
                continue;
            }
            if at > head.start {
                let slot = self.slot(&passed, at);
                if slot == Some(Slot::Flags) {
                    // `event-driven`
                    self.stands[at..head.end].fill(Stand::Tight);
                }
                self.joints[at] = match (slot, place.cell) {
                    _ if self.breaks(passed.last..at) => Joint::Wrap,
                    (Some(slot), Some(cell)) => Joint::Mark(Key { cell, slot }),
                    _ => Joint::Blanks(usize::from(slot.is_some() || self.is_spaced(&passed, at))),
                };
            }
            passed.pass(at, kind);
        }
    }

    /// By what a token is aligned.
    fn slot(&self, passed: &Passed, at: usize) -> Option<Slot> {
        if !passed.depths.is_empty() {
            return None;
        }
        let (class, before) = (passed.class, self.kind(passed.last));
        let is_equation = matches!(class, Class::Equation | Class::Parameter);
        match self.kind(at) {
            Kind::Assign | Kind::Update => {
                let aligned =
                    !passed.assigned && !matches!(class, Class::Section | Class::Other | Class::Loop);
                aligned.then_some(Slot::Assign)
            }
            Kind::Colon if is_equation => Some(Slot::Unit),
            Kind::Open(Bracket::Round) if is_equation && passed.colon => {
                (!matches!(before, Kind::Operator | Kind::Colon)).then_some(Slot::Flags)
            }
            Kind::Arrow if class == Class::Block => Some(Slot::Arrow),
            _ if before != Kind::Colon => None,
            _ if class == Class::Section => Some(Slot::Value),
            _ if class == Class::Block => Some(Slot::Name),
            _ => None,
        }
    }

    /// Whether there is a blank before a token.
    fn is_spaced(&self, passed: &Passed, at: usize) -> bool {
        let class = passed.class;
        let pair = Pair {
            pieces: self.pieces,
            stands: &self.stands,
            before: passed.last,
            at,
            after_keyword: class.has_keyword() && passed.last == passed.first,
            in_square: passed.depths.last() == Some(&Bracket::Square),
            of_unit: passed.depths.is_empty()
                && !matches!(class, Class::Section | Class::Block | Class::Monitor),
        };
        pair.is_spaced() || class == Class::Section && self.is_apart(passed, at)
    }

    /// Whether a bracket in a section that seems to be of a call or an index is none.
    fn is_apart(&self, passed: &Passed, at: usize) -> bool {
        match self.kind(at) {
            // `on_pre (event = calcium):`
            Kind::Open(Bracket::Round) => {
                !passed.colon && matches!(self.pieces.word(passed.first), "on_pre" | "on_post")
            }
            Kind::Open(Bracket::Square) => passed.colon && self.pieces.word(passed.last) == "pairs",
            _ => false,
        }
    }
}
