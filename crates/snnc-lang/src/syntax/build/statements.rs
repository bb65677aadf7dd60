//! Sections of blocks and the statements in them.

use super::foreign::Place;
use super::operators::Equals;
use super::section::{Block, Section};
use crate::source::Span;
use crate::syntax::ast::{AssignOp, Expr, MemberKind, Name, Statement};
use crate::syntax::cut::{Piece, Range};
use crate::syntax::diagnostics as told;
use crate::syntax::grammar::Rule;
use crate::syntax::parser::{Node, Parser};
use crate::syntax::token::Kind;

/// Where a section's head ends.
pub(super) struct Heading {
    pub(super) section: Section,
    pub(super) colon: usize,
}

/// What stands between a section's name and its `:`.
#[derive(Default)]
struct Head {
    name: Option<Name>,
    event: Option<Name>,
    timing: Option<Expr>,
}

/// Whether `at:` means given spikes.
pub(super) fn is_given(block: Block, section: Section) -> bool {
    section == Section::At && block == Block::Spikes
}

impl Parser<'_> {
    /// `NAME: value` of a section that may stand here.
    pub(super) fn section(&mut self, piece: &Piece, heading: &Heading, block: Block) -> Option<MemberKind> {
        let (start, colon, section) = (piece.head.start, heading.colon, heading.section);
        let head = Range { start: start + 1, end: colon };
        let value = Range { start: colon + 1, end: piece.head.end };
        let span = self.token_span(start);
        if section.holds_statements() && !is_given(block, section) {
            let head = self.section_head(section, head);
            let body = self.section_statements(piece, value, span);
            return Some(match (section, head?) {
                (Section::Reset, _) => MemberKind::Reset(body),
                (Section::Init, _) => MemberKind::Init(body),
                (Section::OnEvent, Head { name, .. }) => MemberKind::OnEvent { name: name?, body },
                (Section::Every, Head { timing, name, .. }) => {
                    MemberKind::Every { period: timing?, slot: name, body }
                }
                (Section::At, Head { timing, name, .. }) => {
                    MemberKind::At { times: timing?, slot: name, body }
                }
                (Section::Pathway(end), Head { name, event, .. }) => {
                    MemberKind::Pathway { end, name, event, body }
                }
                _ => return None,
            });
        }
        if piece.body.is_some() {
            if self.is_sound(piece.head) {
                let brace = Range { start: piece.head.end, end: piece.end };
                let inside = piece.body.map_or(span, |body| self.range_span(body));
                let brace = self.range_span(brace);
                self.tell(told::needless_braces(brace, self.slice(span), self.slice(inside)));
            }
            return None;
        }
        if value.is_empty() {
            let at = self.token_span(colon);
            self.tell(told::empty_section(at, self.slice(span)));
            return None;
        }
        Some(match section {
            Section::Threshold => MemberKind::Threshold(self.condition(value)?),
            Section::Refractory => MemberKind::Refractory(self.condition(value)?),
            Section::Tolerance => MemberKind::Tolerance(self.condition(value)?),
            Section::Dt => MemberKind::Dt(self.condition(value)?),
            Section::Rate => MemberKind::Rate(self.condition(value)?),
            Section::Trains => MemberKind::Trains(self.condition(value)?),
            Section::Weight => MemberKind::Weight(self.condition(value)?),
            Section::Period => MemberKind::Period(self.condition(value)?),
            Section::At => MemberKind::Given(self.condition(value)?),
            Section::Connect => MemberKind::Connect(self.connect(value)),
            Section::Method => {
                if value.end == value.start + 1
                    && self.cutter.kind(value.start, value.end) == Some(Kind::Text)
                {
                    let span = self.token_span(value.start);
                    let (span, text) = (span, self.slice(span));
                    self.tell(told::quoted_expression(span, &text[1..text.len() - 1]));
                    return None;
                }
                if self.tell_dashed_name(value) {
                    return None;
                }
                let node = self.read(Rule::named_head, value)?.into_inner().next()?;
                MemberKind::Method(self.name(&node))
            }
            Section::File => {
                let node = self.read(Rule::file_value, value)?.into_inner().next()?;
                MemberKind::File(self.text(&node))
            }
            Section::Event => {
                let name = self.section_head(section, head)?.name?;
                MemberKind::Event { name, condition: self.condition(value)? }
            }
            Section::Delay => {
                let pathway = self.section_head(section, head)?.name;
                MemberKind::Delay { pathway, value: self.condition(value)? }
            }
            Section::Order => {
                let pathway = self.section_head(section, head)?.name;
                MemberKind::Order { pathway, value: self.condition(value)? }
            }
            _ => return None,
        })
    }

    /// Tells `exponential-euler`; whether it was such.
    fn tell_dashed_name(&mut self, value: Range) -> bool {
        let words = (value.start..value.end).step_by(2).all(|at| self.cutter.tokens[at].kind == Kind::Word);
        let dashes = (value.start + 1..value.end).step_by(2).all(|at| self.cutter.word(at) == "-");
        let dashed = words && dashes && value.end == value.start + 3;
        if dashed {
            let span = self.range_span(value);
            self.tell(told::dashed_name(span, self.slice(span)));
        }
        dashed
    }

    /// What stands between a section's name and its `:`.
    fn section_head(&mut self, section: Section, head: Range) -> Option<Head> {
        let rule = match section {
            Section::Event | Section::OnEvent => Rule::named_head,
            Section::Every | Section::At => Rule::timing_head,
            Section::Pathway(_) => Rule::pathway_head,
            Section::Delay | Section::Order => Rule::optional_head,
            _ => return Some(Head::default()),
        };
        let mut read = Head::default();
        let mut of_event = false;
        for part in self.read(rule, head)?.into_inner() {
            match part.as_rule() {
                Rule::event_ => of_event = true,
                Rule::name if of_event => read.event = Some(self.name(&part)),
                Rule::name => read.name = Some(self.name(&part)),
                Rule::expression => read.timing = Some(self.expression(part, Equals::Comparison)?),
                _ => {}
            }
        }
        Some(read)
    }

    /// The statements of a section, in `{ }` or not.
    fn section_statements(&mut self, piece: &Piece, value: Range, section: Span) -> Vec<Statement> {
        let Some(body) = piece.body else {
            if value.is_empty() {
                let at = self.bytes(section.end as usize, self.range_span(value).end as usize);
                self.tell(told::empty_section(at, self.slice(section)));
                return vec![];
            }
            return self.statement(value).into_iter().collect();
        };
        if !self.enters(piece) {
            return vec![];
        }
        if !value.is_empty() && self.is_sound(value) {
            self.tell_unexpected_block(piece);
        }
        let (mut statements, mut rest) = (vec![], body);
        while let Some(piece) = self.cutter.next(&mut rest) {
            if self.is_full() {
                break;
            }
            self.tell_layout(&piece);
            if self.tell_foreign(&piece, &mut rest, Place::Section) {
                continue;
            }
            if piece.body.is_some() {
                self.tell_unexpected_block(&piece);
            } else if self.heading(piece.head).is_some() && self.is_sound(piece.head) {
                let span = self.token_span(piece.head.start);
                self.tell(told::section_in_section(span, self.slice(span), self.slice(section)));
                self.lose(piece.head.start);
            } else {
                statements.extend(self.statement(piece.head));
            }
        }
        statements
    }

    /// `x += e`.
    pub(super) fn statement(&mut self, range: Range) -> Option<Statement> {
        let statement = self.statement_inside(range);
        if statement.is_none() {
            self.lose(range.start);
        }
        statement
    }

    fn statement_inside(&mut self, range: Range) -> Option<Statement> {
        if self.cutter.kind(range.start, range.end) == Some(Kind::Text) && range.end == range.start + 1 {
            let span = self.token_span(range.start);
            let text = self.slice(span);
            self.tell(told::quoted_expression(span, &text[1..text.len() - 1]));
            return None;
        }
        if self.is_sound(range) && (self.tell_statement_slips(range) || self.tell_lone_expression(range)) {
            return None;
        }
        let node = self.read(Rule::statement, range)?;
        let span = self.range_span(range);
        let mut parts = node.into_inner();
        let target = self.name(&parts.next()?);
        let op = self.assign_op(&parts.next()?);
        let value = self.expression(parts.next()?, Equals::Assignment)?;
        Some(Statement { target, op, value, span })
    }

    /// Tells what other languages write in place of a statement; whether it was such.
    fn tell_statement_slips(&mut self, range: Range) -> bool {
        let cutter = &self.cutter;
        let word = |at: usize| (at < range.end).then(|| cutter.word(at));
        let first = cutter.kind(range.start, range.end) == Some(Kind::Word);
        if first
            && let Some(word @ ("if" | "for" | "while")) = word(range.start)
            && cutter
                .kind(range.start + 1, range.end)
                .is_some_and(|kind| !matches!(kind, Kind::Assign | Kind::Update))
        {
            let span = self.token_span(range.start);
            let written = self.chosen(range);
            self.tell(told::conditional_statement(span, word, written));
            return true;
        }
        if first
            && range.end == range.start + 3
            && let (Some(sign @ ("+" | "-")), second) = (word(range.start + 1), word(range.start + 2))
            && second == Some(sign)
        {
            let name = self.token_span(range.start);
            let span = self.range_span(range);
            self.tell(told::increment(span, self.slice(name), sign));
            return true;
        }
        let arrow =
            match (cutter.kind(range.start + 1, range.end), word(range.start + 1), word(range.start + 2)) {
                (Some(Kind::Arrow), ..) => Some(range.start + 1),
                (_, Some("<"), Some("-")) => Some(range.start + 2),
                _ => None,
            };
        if first
            && let Some(last) = arrow
            && last + 1 < range.end
            && (last == range.start + 1 || cutter.tokens[last - 1].end == cutter.tokens[last].start)
        {
            let span = self.range_span(Range { start: range.start + 1, end: last + 1 });
            self.tell(told::operator_spelling(span, self.slice(span), "="));
            return true;
        }
        let Some(comma) = self.comma(range) else { return false };
        let assigns = matches!(self.cutter.kind(comma + 2, range.end), Some(Kind::Assign | Kind::Update));
        if first && assigns && self.cutter.kind(comma + 1, range.end) == Some(Kind::Word) {
            let span = self.token_span(comma);
            self.tell(told::comma_between_statements(span));
            self.statement(Range { end: comma, ..range });
            self.statement(Range { start: comma + 1, ..range });
            return true;
        }
        false
    }

    /// `=`, `+=`, …; tells `:` and `:=`.
    pub(super) fn assign_op(&mut self, node: &Node<'_>) -> AssignOp {
        let span = self.span(node);
        match node.as_str() {
            "+=" => return AssignOp::Add,
            "-=" => return AssignOp::Sub,
            "*=" => return AssignOp::Mul,
            "/=" => return AssignOp::Div,
            "=" => {}
            text => {
                let before = self.bytes(0, span.start as usize);
                let spaced = self.slice(before).ends_with(' ');
                self.tell(told::colon_for_equals(span, text, spaced));
            }
        }
        AssignOp::Set
    }
}
