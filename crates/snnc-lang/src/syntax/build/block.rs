//! The insides of blocks: equations, sections, and the statements that go on in them.

use super::operators::Equals;
use super::section::{Block, Section};
use crate::syntax::ast::{AssignOp, Equation, EquationKind, Member, MemberKind, Name, Statement};
use crate::syntax::cut::{Piece, Range};
use crate::syntax::diagnostics as told;
use crate::syntax::grammar::Rule;
use crate::syntax::names::nearest;
use crate::syntax::parser::{Node, Parser};
use crate::syntax::token::{Bracket, Kind};

/// The keywords that only items begin with.
const ITEMS: [&str; 12] = [
    "neurons",
    "poisson",
    "poisson_input",
    "spikes",
    "group",
    "synapses",
    "model",
    "monitor",
    "timed",
    "import",
    "run",
    "repeat",
];

/// Integration methods, by which a misspelt `method:` is known.
const METHODS: [&str; 8] = ["exact", "exponential_euler", "euler", "rk2", "rk4", "heun", "milstein", "rkf45"];

/// The section whose statements a piece may go on with.
struct Going {
    /// The section's name.
    token: usize,
    /// Its member in the list.
    member: usize,
}

/// Where a section's head ends.
struct Heading {
    section: Section,
    colon: usize,
}

impl Parser<'_> {
    /// The members of a block.
    pub(super) fn members(&mut self, body: Range, block: Block) -> Vec<Member> {
        let block = if block == Block::Model { self.model_kind(body) } else { block };
        let (mut members, mut going, mut rest) = (vec![], None, body);
        while let Some(piece) = self.cutter.next(&mut rest) {
            if self.is_full() {
                break;
            }
            self.tell_layout(&piece);
            self.member(&piece, block, &mut members, &mut going);
        }
        members
    }

    /// What a model is for, as its sections tell.
    fn model_kind(&self, body: Range) -> Block {
        let mut rest = body;
        while let Some(piece) = self.cutter.next(&mut rest) {
            let Some(heading) = self.heading(piece.head) else { continue };
            match heading.section {
                Section::Connect | Section::Pathway(_) => return Block::Synapses,
                Section::Threshold | Section::Reset | Section::OnEvent => return Block::Neurons,
                _ => {}
            }
        }
        Block::Model
    }

    /// A section's name and its `:`, if the piece begins so.
    fn heading(&self, head: Range) -> Option<Heading> {
        let cutter = &self.cutter;
        if cutter.kind(head.start, head.end) != Some(Kind::Word) {
            return None;
        }
        let section = Section::named(cutter.word(head.start))?;
        let mut at = head.start + 1;
        if matches!(section, Section::Every | Section::At) {
            let colon = self.colon(Range { start: at, end: head.end })?;
            return Some(Heading { section, colon });
        }
        if section.has_head() {
            if cutter.kind(at, head.end) == Some(Kind::Word) {
                at += 1;
            }
            if cutter.kind(at, head.end) == Some(Kind::Open(Bracket::Round)) {
                at = cutter.brackets.partner(at)? + 1;
            }
        }
        (cutter.kind(at, head.end) == Some(Kind::Colon)).then_some(Heading { section, colon: at })
    }

    /// The first `:` outside of brackets.
    fn colon(&self, range: Range) -> Option<usize> {
        let mut at = range.start;
        while at < range.end {
            match self.cutter.tokens[at].kind {
                Kind::Colon => return Some(at),
                Kind::Open(_) => at = self.cutter.brackets.partner(at).unwrap_or(at) + 1,
                _ => at += 1,
            }
        }
        None
    }

    fn member(&mut self, piece: &Piece, block: Block, members: &mut Vec<Member>, going: &mut Option<Going>) {
        let head = piece.head;
        if let Some(heading) = self.heading(head) {
            if heading.section.stands_in(block) {
                *going = None;
                let member = self.section(piece, &heading, block);
                if let Some(kind) = member {
                    let span = self.piece_span(piece);
                    members.push(Member { kind, span });
                    if heading.section.holds_statements()
                        && !is_given(block, heading.section)
                        && piece.body.is_none()
                    {
                        *going = Some(Going { token: head.start, member: members.len() - 1 });
                    }
                }
                return;
            }
            let value = Range { start: heading.colon + 1, end: head.end };
            if !self.declares(head, value) {
                *going = None;
                let span = self.token_span(head.start);
                let places: Vec<&str> = heading.section.blocks().iter().map(|b| b.keyword()).collect();
                return self.tell(told::section_of_other_block(
                    span,
                    self.slice(span),
                    block.keyword(),
                    &places,
                ));
            }
        }
        if self.tell_section_slips(piece, block) {
            *going = None;
            return;
        }
        if self.is_statement(head)
            && let Some(section) = going
        {
            if piece.body.is_some() {
                return self.tell_unexpected_block(piece);
            }
            self.tell_doubtful_statement(section.token, head);
            if let Some(statement) = self.statement(head)
                && let Some(member) = members.get_mut(section.member)
            {
                member.span = member.span.to(statement.span);
                if let Some(body) = member.kind.statements_mut() {
                    body.push(statement);
                }
            }
            return;
        }
        *going = None;
        if let Some(kind) = self.equation(piece, block) {
            let span = self.range_span(head);
            members.push(Member { kind: MemberKind::Equation(kind), span });
        }
    }

    /// Whether what follows another block's section name can be nothing but the unit of a variable of that name.
    fn declares(&self, head: Range, value: Range) -> bool {
        let cutter = &self.cutter;
        let plain = value.start == head.start + 2;
        let first = (!value.is_empty()).then(|| cutter.word(value.start));
        let number = cutter.kind(value.start, value.end) == Some(Kind::Number) && first != Some("1");
        let lone = value.end == value.start + 1;
        let said = lone && first.is_some_and(|word| word == "all" || METHODS.contains(&word));
        plain && !number && !said && self.fits(Rule::declaration, value)
    }

    /// Whether a piece has the form of a statement, so that it goes on in the section before it.
    fn is_statement(&self, head: Range) -> bool {
        let second = self.cutter.kind(head.start + 1, head.end);
        if matches!(self.cutter.kind(head.start, head.end), Some(Kind::Text)) {
            return true;
        }
        self.cutter.kind(head.start, head.end) == Some(Kind::Word)
            && matches!(second, Some(Kind::Assign | Kind::Update))
            && self.colon(head).is_none()
    }

    /// Tells section names that are written as if they were something else; whether there was one.
    fn tell_section_slips(&mut self, piece: &Piece, block: Block) -> bool {
        let head = piece.head;
        if self.cutter.kind(head.start, head.end) != Some(Kind::Word) {
            return false;
        }
        let (span, second) = (self.token_span(head.start), self.cutter.kind(head.start + 1, head.end));
        let word = self.slice(span);
        if ITEMS.contains(&word) && matches!(second, Some(Kind::Word | Kind::Text)) {
            self.tell(told::item_in_block(span, word, block.keyword()));
            return true;
        }
        let own = Section::named(word).is_some_and(|section| section.stands_in(block));
        let near = || nearest(word, block.sections().filter(|name| name.len() > 2));
        match second {
            Some(Kind::Assign) if own => {
                let equals = self.token_span(head.start + 1);
                self.tell(told::equals_for_colon(equals, word));
                true
            }
            Some(Kind::Word | Kind::Number | Kind::Text) | None
                if own && (second.is_some() || piece.body.is_some()) =>
            {
                self.tell(told::missing_colon(span, word));
                true
            }
            Some(Kind::Colon) => {
                let value = Range { start: head.start + 2, end: head.end };
                if value.is_empty() && piece.body.is_none() || self.declares(head, value) {
                    return false;
                }
                if !self.is_sound(head) {
                    return true;
                }
                if let Some(near) = near() {
                    self.tell(told::unknown_section(span, word, block.keyword(), Some(near)));
                    return true;
                }
                if piece.body.is_some() {
                    self.tell(told::unknown_section(span, word, block.keyword(), None));
                    return true;
                }
                if self.cutter.kind(value.start, value.end).is_some() && self.fits(Rule::whole, value) {
                    let value = self.range_span(value);
                    self.lose(head.start);
                    self.tell(told::not_a_unit(value, self.slice(value), word));
                    return true;
                }
                false
            }
            Some(Kind::Word) if matches!(self.cutter.kind(head.start + 2, head.end), Some(Kind::Colon)) => {
                let near = near();
                self.tell(told::unknown_section(span, word, block.keyword(), near));
                true
            }
            _ => false,
        }
    }

    /// Warns of `x = e` in a new line that goes on in a section, though it looks like an equation without its unit.
    fn tell_doubtful_statement(&mut self, section: usize, head: Range) {
        let plain = self.cutter.kind(head.start + 1, head.end) == Some(Kind::Assign);
        let new_line = head.start > 0 && self.cutter.tokens[head.start - 1].kind == Kind::Newline;
        if plain && new_line && self.cutter.indent(head.start) <= self.cutter.indent(section) {
            let (name, section) = (self.token_span(head.start), self.token_span(section));
            self.tell(told::doubtful_statement(name, self.slice(name), section, self.slice(section)));
        }
    }

    /// `dx/dt = e : u (flags)` and its kin.
    fn equation(&mut self, piece: &Piece, block: Block) -> Option<Equation> {
        let head = piece.head;
        let equation = self.equation_inside(piece, block);
        if equation.is_none() {
            let derivative = self.cutter.kind(head.start + 1, head.end) == Some(Kind::Operator);
            if derivative && self.cutter.kind(head.start, head.end) == Some(Kind::Word) {
                let span = self.token_span(head.start);
                let name = Name { text: self.slice(span).trim_start_matches('d').into(), span };
                self.file.lost.push(name);
            } else {
                self.lose(head.start);
            }
        }
        equation
    }

    fn equation_inside(&mut self, piece: &Piece, block: Block) -> Option<Equation> {
        let mut head = piece.head;
        if !self.is_sound(head) {
            return None;
        }
        if piece.body.is_some() {
            self.tell_unexpected_block(piece);
            return None;
        }
        if self.cutter.kind(head.start + 1, head.end) == Some(Kind::Update) {
            let span = self.range_span(head);
            self.tell(told::statement_outside(span));
            return None;
        }
        let derivative = self.cutter.kind(head.start, head.end) == Some(Kind::Word)
            && self.cutter.word(head.start).starts_with('d')
            && head.end > head.start + 2
            && self.cutter.word(head.start + 1) == "/"
            && self.cutter.word(head.start + 2) == "dt";
        if derivative && self.cutter.kind(head.start + 3, head.end) != Some(Kind::Assign) {
            let at = self.range_span(Range { start: head.start, end: head.start + 3 });
            self.tell(told::missing_equals(at, self.slice(at)));
            return None;
        }
        let colon = self.colon(head);
        if let Some(colon) = colon {
            self.tell_unit_on_next_line(colon, head.end);
        }
        let forgotten_flags = self.flags_without_unit(head);
        if let Some(open) = forgotten_flags {
            head.end = open;
        }
        let node = self.read(Rule::equation, head)?;
        let mut equation = self.build_equation(node)?;
        if let Some(open) = forgotten_flags {
            let flags = Range { start: open, end: piece.head.end };
            let span = self.range_span(flags);
            if let Some(node) = self.read_bytes(Rule::flags, span) {
                equation.flags = self.flags(node);
            }
        }
        if !block.has_equations() {
            self.tell(told::equation_without_place(equation.name.span, block.keyword()));
            return None;
        }
        if equation.unit.is_none() {
            let end = self.range_span(head);
            let after = self.bytes(end.end as usize, end.end as usize);
            self.tell(told::missing_unit(equation.name.span, &equation.name.text, after, colon.is_some()));
        }
        if Section::named(&equation.name.text).is_some_and(|section| section.stands_in(block)) {
            self.tell(told::section_name_as_variable(&equation.name, block.keyword()));
            return None;
        }
        Some(equation)
    }

    /// The `(` of flags at the end of an equation that has no `: unit` before them.
    fn flags_without_unit(&self, head: Range) -> Option<usize> {
        let cutter = &self.cutter;
        let last = head.end.checked_sub(1)?;
        if self.colon(head).is_some() || cutter.kind(last, head.end) != Some(Kind::Close(Bracket::Round)) {
            return None;
        }
        let open = cutter.brackets.partner(last)?;
        let first = (open + 1 < last).then(|| cutter.word(open + 1))?;
        let known =
            matches!(first, "unless" | "constant" | "shared" | "linked" | "event" | "clock" | "summed");
        (known && open > head.start).then_some(open)
    }

    fn tell_unit_on_next_line(&mut self, colon: usize, end: usize) {
        if colon + 1 < end && self.cutter.tokens[colon + 1].kind == Kind::Newline {
            let span = self.token_span(colon);
            self.tell(told::unit_on_next_line(span));
        }
    }

    fn build_equation(&mut self, node: Node<'_>) -> Option<Equation> {
        let (mut name, mut kind, mut unit, mut flags) = (None, EquationKind::Parameter, None, vec![]);
        let mut differential = false;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::derivative => {
                    differential = true;
                    let of = part.into_inner().next()?;
                    let span = self.span(&of);
                    let span = self.bytes(span.start as usize + 1, span.end as usize);
                    let text = &of.as_str()[1..];
                    if text.starts_with(|c: char| c.is_ascii_digit()) {
                        self.tell(told::name_begins_with_digit(span, text));
                        return None;
                    }
                    name = Some(self.name_of(text, span));
                }
                Rule::name => name = Some(self.name(&part)),
                Rule::expression => {
                    let value = self.expression(part, Equals::Assignment)?;
                    kind = if differential {
                        EquationKind::Differential(value)
                    } else {
                        EquationKind::Subexpression(value)
                    };
                }
                Rule::unit => unit = Some(self.unit(part)?),
                Rule::flags => flags = self.flags(part),
                _ => {}
            }
        }
        Some(Equation { name: name?, kind, unit, flags })
    }

    /// `NAME: value` of a section that may stand here.
    fn section(&mut self, piece: &Piece, heading: &Heading, block: Block) -> Option<MemberKind> {
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
                let brace = self.range_span(brace);
                self.tell(told::needless_braces(brace, self.slice(span)));
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
    fn section_statements(
        &mut self,
        piece: &Piece,
        value: Range,
        section: crate::source::Span,
    ) -> Vec<Statement> {
        let Some(body) = piece.body else {
            if value.is_empty() {
                let at = self.bytes(section.end as usize, self.range_span(value).end as usize);
                self.tell(told::empty_section(at, self.slice(section)));
                return vec![];
            }
            return self.statement(value).into_iter().collect();
        };
        self.is_sound(Range { start: piece.head.end, end: piece.head.end + 1 });
        if !value.is_empty() && self.is_sound(value) {
            self.tell_unexpected_block(piece);
        }
        let (mut statements, mut rest) = (vec![], body);
        while let Some(piece) = self.cutter.next(&mut rest) {
            if self.is_full() {
                break;
            }
            self.tell_layout(&piece);
            if piece.body.is_some() {
                self.tell_unexpected_block(&piece);
            } else if self.heading(piece.head).is_some() && self.is_sound(piece.head) {
                let span = self.token_span(piece.head.start);
                self.tell(told::section_in_section(span, self.slice(span), self.slice(section)));
            } else {
                statements.extend(self.statement(piece.head));
            }
        }
        statements
    }

    /// `x += e`.
    fn statement(&mut self, range: Range) -> Option<Statement> {
        if self.cutter.kind(range.start, range.end) == Some(Kind::Text) && range.end == range.start + 1 {
            let span = self.token_span(range.start);
            let text = self.slice(span);
            self.tell(told::quoted_expression(span, &text[1..text.len() - 1]));
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

    /// `=`, `+=`, …; tells `:` and `:=`.
    pub(super) fn assign_op(&mut self, node: &Node<'_>) -> AssignOp {
        let span = self.span(node);
        match node.as_str() {
            "+=" => return AssignOp::Add,
            "-=" => return AssignOp::Sub,
            "*=" => return AssignOp::Mul,
            "/=" => return AssignOp::Div,
            "=" => {}
            text => self.tell(told::colon_for_equals(span, text)),
        }
        AssignOp::Set
    }

    /// Tells a block that stands where none can.
    pub(super) fn tell_unexpected_block(&mut self, piece: &Piece) {
        if self.is_sound(piece.head) {
            let brace = self.token_span(piece.head.end);
            self.tell(told::unexpected_block(brace));
        }
    }

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
}

/// What stands between a section's name and its `:`.
#[derive(Default)]
struct Head {
    name: Option<Name>,
    event: Option<Name>,
    timing: Option<crate::syntax::ast::Expr>,
}

/// Whether `at:` means given spikes.
fn is_given(block: Block, section: Section) -> bool {
    section == Section::At && block == Block::Spikes
}

impl MemberKind {
    fn statements_mut(&mut self) -> Option<&mut Vec<Statement>> {
        match self {
            MemberKind::Reset(body)
            | MemberKind::Init(body)
            | MemberKind::OnEvent { body, .. }
            | MemberKind::Every { body, .. }
            | MemberKind::At { body, .. }
            | MemberKind::Pathway { body, .. } => Some(body),
            _ => None,
        }
    }
}
