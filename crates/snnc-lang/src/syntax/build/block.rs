//! The insides of blocks: equations, sections, and the statements that go on in them.

use super::KEYWORDS;
use super::foreign::Place;
use super::section::{Block, Section};
use super::statements::{Heading, is_given};
use crate::spelling::nearest;
use crate::syntax::ast::{Member, MemberKind, Statement};
use crate::syntax::cut::{Piece, Range};
use crate::syntax::diagnostics as told;
use crate::syntax::grammar::Rule;
use crate::syntax::parser::Parser;
use crate::syntax::token::{Bracket, Kind};
use crate::units;
use std::collections::HashSet;

/// Integration methods, by which a misspelt `method:` is known.
const METHODS: [&str; 8] = ["exact", "exponential_euler", "euler", "rk2", "rk4", "heun", "milstein", "rkf45"];

/// The section whose statements a piece may go on with.
struct Going {
    /// The section's name.
    token: usize,
    /// Its member in the list.
    member: usize,
}

impl Parser<'_> {
    /// The members of a block.
    pub(super) fn members(&mut self, body: Range, block: Block) -> Vec<Member> {
        let block = if block == Block::Model { self.model_kind(body) } else { block };
        let declared = self.declared_names(body);
        let (mut members, mut going, mut rest) = (vec![], None, body);
        while let Some(piece) = self.cutter.next(&mut rest) {
            if self.is_full() {
                break;
            }
            if self.tell_lost_section(&piece, &mut rest) {
                going = None;
                continue;
            }
            self.tell_layout(&piece);
            if self.tell_foreign(&piece, &mut rest, Place::Block) {
                going = None;
                continue;
            }
            if going.is_none() && self.tell_initial_value(&piece, &declared) {
                continue;
            }
            self.member(&piece, block, &mut members, &mut going);
        }
        members
    }

    /// Tells `x = 5` beside `x : 1`; whether it was such.
    fn tell_initial_value(&mut self, piece: &Piece, declared: &HashSet<&str>) -> bool {
        let head = piece.head;
        let name = self.token_span(head.start);
        let text = self.slice(name);
        if piece.body.is_some() || !self.is_statement(head) || !declared.contains(text) {
            return false;
        }
        if self.is_sound(head) {
            let whole = self.range_span(head);
            self.tell(told::initial_value(name, text, whole));
        }
        true
    }

    /// What a model is for: for synapses if it has one of their sections.
    fn model_kind(&self, body: Range) -> Block {
        let mut rest = body;
        while let Some(piece) = self.cutter.next(&mut rest) {
            let Some(heading) = self.heading(piece.head) else { continue };
            match heading.section {
                Section::Connect | Section::Pathway(_) => return Block::Synapses,
                Section::Delay | Section::Order => {
                    let value = Range { start: heading.colon + 1, end: piece.head.end };
                    if !self.declares(piece.head, value) {
                        return Block::Synapses;
                    }
                }
                _ => {}
            }
        }
        Block::Neurons
    }

    /// A section's name and its `:`, if the piece begins so.
    pub(super) fn heading(&self, head: Range) -> Option<Heading> {
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
    pub(super) fn colon(&self, range: Range) -> Option<usize> {
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
        // Times of given spikes are no times of statements: nothing stands before their `:`.
        let fits = |heading: &Heading| !is_given(block, heading.section) || heading.colon == head.start + 1;
        if let Some(heading) = self.heading(head).filter(fits) {
            let value = Range { start: heading.colon + 1, end: head.end };
            let declares = heading.section.holds_statements()
                && heading.colon == head.start + 1
                && piece.body.is_none()
                && block.has_equations()
                && self.fits(Rule::declaration, value);
            if declares && heading.section.stands_in(block) {
                let span = self.token_span(head.start);
                let name = self.name_of(self.slice(span), span);
                self.tell(told::section_name_as_variable(&name, block.keyword()));
                self.lose(head.start);
                *going = None;
                return;
            }
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
                } else {
                    self.lose(head.start);
                }
                return;
            }
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
            self.tell_unused_section_name(head.start, &heading);
        }
        if self.tell_section_slips(piece, block) {
            *going = None;
            self.lose(head.start);
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

    /// Warns of a variable with the name of a section of other blocks that nothing uses: it was meant to be that section.
    fn tell_unused_section_name(&mut self, name: usize, heading: &Heading) {
        let word = self.cutter.word(name);
        let tokens = 0..self.cutter.tokens.len();
        let alone = tokens.filter(|at| self.cutter.word(*at) == word).nth(1).is_none();
        let unit = heading.colon + 1;
        let is_unit = self.cutter.word(unit) == "1" || units::after_number(self.cutter.word(unit)).is_some();
        if !alone || !is_unit {
            return;
        }
        let span = self.token_span(name);
        let places: Vec<&str> = heading.section.blocks().iter().map(|b| b.keyword()).collect();
        self.tell(told::unused_section_name(span, self.slice(span), &places));
    }

    /// Whether what follows another block's section name can be nothing but the unit of a variable of that name.
    fn declares(&self, head: Range, value: Range) -> bool {
        let cutter = &self.cutter;
        let plain = value.start == head.start + 2;
        let first = (!value.is_empty()).then(|| cutter.word(value.start));
        let number = cutter.kind(value.start, value.end) == Some(Kind::Number) && first != Some("1");
        let lone = value.end == value.start + 1;
        let said = lone
            && first.is_some_and(|word| {
                matches!(word, "all" | "True" | "False" | "true" | "false") || METHODS.contains(&word)
            });
        plain && !number && !said && self.fits(Rule::declaration, value)
    }

    /// Whether a piece has the form of a statement, so that it goes on in the section before it.
    pub(super) fn is_statement(&self, head: Range) -> bool {
        let second = self.cutter.kind(head.start + 1, head.end);
        if matches!(self.cutter.kind(head.start, head.end), Some(Kind::Text)) {
            return true;
        }
        let doubled = head.end == head.start + 3 && self.cutter.is_doubled(head.start + 2);
        self.cutter.kind(head.start, head.end) == Some(Kind::Word)
            && (doubled || matches!(second, Some(Kind::Assign | Kind::Update)))
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
        if KEYWORDS.contains(&word) && matches!(second, Some(Kind::Word | Kind::Text | Kind::Number)) {
            self.tell(told::item_in_block(span, word, block.keyword()));
            self.lose(head.start + 1);
            return true;
        }
        let own = Section::named(word).is_some_and(|section| section.stands_in(block));
        let synonym = synonym(word, block);
        let near = || synonym.or_else(|| nearest(word, block.sections().filter(|name| name.len() > 2)));
        match second {
            Some(Kind::Assign) if own && self.colon(head).is_none() => {
                let equals = self.token_span(head.start + 1);
                let close = self.cutter.tokens.get(head.start + 2).is_some_and(|it| it.start == equals.end);
                self.tell(told::equals_for_colon(equals, word, if close { ": " } else { ":" }));
                true
            }
            Some(Kind::Word | Kind::Number | Kind::Text) | None if own => {
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
                let meant = synonym.is_some() || self.assigns(value) && near().is_some();
                if !meant && self.tell_equation_habits(head) {
                    return true;
                }
                if let Some(near) = near() {
                    self.lose_name(near, span);
                    self.tell(told::unknown_section(span, word, block.keyword(), Some(near)));
                    return true;
                }
                if piece.body.is_some() || self.looks_like_section(value) {
                    self.tell(told::unknown_section(span, word, block.keyword(), None));
                    return true;
                }
                if self.is_value(value) {
                    let value = self.range_span(value);
                    self.tell(told::not_a_unit(value, self.slice(value), word));
                    return true;
                }
                false
            }
            Some(Kind::Word) if matches!(self.cutter.kind(head.start + 2, head.end), Some(Kind::Colon)) => {
                let near = near();
                if let Some(near) = near {
                    self.lose_name(near, span);
                }
                self.tell(told::unknown_section(span, word, block.keyword(), near));
                true
            }
            _ => false,
        }
    }

    /// Whether what follows a `:` assigns to a variable of the file, rather than being a unit with a value after it.
    fn assigns(&self, value: Range) -> bool {
        let assign =
            matches!(self.cutter.kind(value.start + 1, value.end), Some(Kind::Assign | Kind::Update));
        let name = self.cutter.kind(value.start, value.end) == Some(Kind::Word);
        assign && name && units::after_number(self.cutter.word(value.start)).is_none()
    }

    /// Whether what follows a `:` is a condition, a statement or a list: nothing that a variable could be declared by.
    fn looks_like_section(&self, value: Range) -> bool {
        (value.start..value.end).any(|at| match self.cutter.tokens[at].kind {
            Kind::Assign | Kind::Update => true,
            Kind::Operator => {
                matches!(self.cutter.word(at), "<" | ">" | "<=" | ">=" | "==" | "!=" | "&&" | "||")
            }
            Kind::Word => matches!(self.cutter.word(at), "and" | "or" | "not"),
            _ => false,
        })
    }

    /// Whether what follows a `:` is a value rather than a misspelt unit.
    fn is_value(&self, value: Range) -> bool {
        let words = (value.start..value.end).all(|at| self.cutter.tokens[at].kind == Kind::Word);
        !words && !value.is_empty() && self.fits(Rule::whole, value)
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
}

impl<'s> Parser<'s> {
    /// The variables that a block declares with `:` or `dx/dt =`.
    fn declared_names(&self, body: Range) -> HashSet<&'s str> {
        let (mut names, mut rest) = (HashSet::new(), body);
        while let Some(piece) = self.cutter.next(&mut rest) {
            let head = piece.head;
            if self.derivative(head).is_some() {
                names.insert(self.slice(self.token_span(head.start)).split_at(1).1);
            } else if self.cutter.kind(head.start, head.end) == Some(Kind::Word)
                && self.cutter.kind(head.start + 1, head.end) == Some(Kind::Colon)
                && self.heading(head).is_none()
            {
                names.insert(self.slice(self.token_span(head.start)));
            }
        }
        names
    }
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

/// The section of a block that another word stands for elsewhere.
fn synonym(word: &str, block: Block) -> Option<&'static str> {
    let meant = match word.to_lowercase().as_str() {
        "thresh" | "threshold_condition" | "spike_threshold" => "threshold",
        "on_reset" | "onreset" | "after_spike" | "on_threshold" => "reset",
        "initial" | "initialize" | "initialise" | "initial_value" | "init_values" => "init",
        "refractory_period" | "refractory_time" | "refrac" => "refractory",
        "integrator" | "integration" | "solver" => "method",
        "rates" | "frequency" => "rate",
        "pre" | "onpre" | "pre_spike" => "on_pre",
        "post" | "onpost" | "post_spike" => "on_post",
        "connection" | "connections" | "connectivity" => "connect",
        lower => block.sections().find(|name| *name == lower)?,
    };
    block.sections().find(|name| *name == meant)
}
