//! Equations of blocks.

use super::operators::Equals;
use super::section::{Block, Section};
use crate::syntax::ast::{Equation, EquationKind, Expr, ExprKind};
use crate::syntax::cut::{Piece, Range};
use crate::syntax::diagnostics as told;
use crate::syntax::grammar::Rule;
use crate::syntax::parser::{Node, Parser};
use crate::syntax::token::{Bracket, Kind};
use crate::units;

/// Whether a variable is declared by this word without a unit.
fn is_type(word: &str) -> bool {
    matches!(word, "boolean" | "integer")
}

impl Parser<'_> {
    /// `dx/dt = e : u (flags)` and its kin.
    pub(super) fn equation(&mut self, piece: &Piece, block: Block) -> Option<Equation> {
        let head = piece.head;
        let equation = self.equation_inside(piece, block);
        if equation.is_none() {
            if self.derivative(head).is_some() {
                let span = self.token_span(head.start);
                self.lose_name(&self.slice(span)[1..], span);
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
        if head.end == head.start + 1 && self.cutter.kind(head.start, head.end) == Some(Kind::Word) {
            let span = self.token_span(head.start);
            self.tell(told::lone_name(span, self.slice(span)));
            return None;
        }
        if self.tell_lone_expression(head) || self.tell_equation_habits(head) {
            return None;
        }
        let derivative = self.derivative(head);
        let after = self.cutter.kind(head.start + 3, head.end);
        if let Some(left) = derivative.filter(|_| after != Some(Kind::Assign)) {
            let at = self.range_span(left);
            let has_right = after.is_some_and(|kind| kind != Kind::Colon);
            self.tell(told::missing_equals(at, self.slice(at), has_right));
            return None;
        }
        let colon = self.colon(head);
        if let Some(colon) = colon {
            self.tell_unit_on_next_line(colon, head.end);
        }
        if let Some(flags) = colon.and_then(|colon| self.flags_without_parentheses(colon, head.end)) {
            let span = self.range_span(flags);
            self.tell(told::flags_without_parentheses(span, self.slice(span)));
            return None;
        }
        let forgotten_flags = self.flags_without_unit(head);
        if let Some(open) = forgotten_flags {
            head.end = open;
        }
        let unit = self.unit_without_colon(head).filter(|_| colon.is_none());
        let unit = unit.map(|at| Range { start: at, end: std::mem::replace(&mut head.end, at) });
        if let Some(unit) = unit {
            let (name, unit) = (self.token_span(head.start), self.range_span(unit));
            let name = self.slice(name);
            let name = if derivative.is_some() { &name[1..] } else { name };
            self.tell(told::missing_colon_of_unit(unit, self.slice(unit), name));
        }
        let node = self.read(Rule::equation, head)?;
        let mut equation = self.build_equation(node)?;
        if let Some(unit) = unit {
            let node = self.read(Rule::declaration, unit)?.into_inner().next()?;
            equation.unit = Some(self.unit(node)?);
        }
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
            let known = match &equation.kind {
                EquationKind::Subexpression(value) => self.unit_of_value(value),
                _ => None,
            };
            let name = &equation.name;
            self.tell(told::missing_unit(name.span, &name.text, after, colon.is_some(), known.as_deref()));
        }
        if Section::named(&equation.name.text).is_some_and(|section| section.stands_in(block)) {
            self.tell(told::section_name_as_variable(&equation.name, block.keyword()));
            return None;
        }
        Some(equation)
    }

    /// Whether all words there are units, or `integer` or `boolean`.
    fn names_units(&self, range: Range) -> bool {
        let cutter = &self.cutter;
        let mut words = (range.start..range.end).filter(|at| cutter.tokens[*at].kind == Kind::Word);
        words.all(|at| is_type(cutter.word(at)) || units::after_number(cutter.word(at)).is_some())
    }

    /// Tells `C*dv/dt = …`, `v : volt = 3 mV` and `a, b : volt`; whether it was such.
    pub(super) fn tell_equation_habits(&mut self, head: Range) -> bool {
        if !self.is_sound(head) {
            return false;
        }
        let assign = (head.start..head.end).find(|at| self.cutter.tokens[*at].kind == Kind::Assign);
        let colon = self.colon(head);
        if let Some(assign) = assign
            && let Some(left) = assign.checked_sub(3).filter(|left| *left > head.start)
            && self.derivative(Range { start: left, end: assign }).is_some()
        {
            return self.tell_factor_of_derivative(head, left, assign, colon.filter(|colon| *colon > assign));
        }
        if let (Some(colon), Some(assign)) = (colon, assign)
            && colon == head.start + 1
            && assign > colon
            && self.fits(Rule::declaration, Range { start: colon + 1, end: assign })
            && self.names_units(Range { start: colon + 1, end: assign })
        {
            let value = Range { start: assign + 1, end: head.end };
            let unit = self.range_span(Range { start: colon + 1, end: assign });
            let (name, value) = (self.token_span(head.start), self.range_span(value));
            let whole = self.range_span(head);
            self.tell(told::value_after_unit(whole, self.slice(name), self.slice(unit), self.slice(value)));
            return true;
        }
        let Some(colon) = colon.filter(|colon| *colon > head.start + 2) else { return false };
        let names = Range { start: head.start, end: colon };
        let listed = (names.start..names.end).all(|at| {
            let wanted = if (at - names.start).is_multiple_of(2) { Kind::Word } else { Kind::Comma };
            self.cutter.tokens[at].kind == wanted
        });
        if !listed || (names.end - names.start).is_multiple_of(2) {
            return false;
        }
        let unit = self.slice(self.range_span(Range { start: colon + 1, end: head.end }));
        let each = (names.start..names.end).step_by(2);
        let each: Vec<_> = each.map(|at| format!("{} : {unit}", self.cutter.word(at))).collect();
        let (comma, whole) = (self.token_span(head.start + 1), self.range_span(head));
        self.tell(told::listed_names(comma, whole, &each.join("; ")));
        true
    }

    /// `C*dv/dt = e : u`, the factor standing before the token `left`.
    fn tell_factor_of_derivative(
        &mut self,
        head: Range,
        left: usize,
        assign: usize,
        colon: Option<usize>,
    ) -> bool {
        let multiplied = self.cutter.word(left - 1) == "*";
        let factor = Range { start: head.start, end: if multiplied { left - 1 } else { left } };
        let right = Range { start: assign + 1, end: colon.unwrap_or(head.end) };
        if factor.is_empty() || right.is_empty() || !self.fits(Rule::whole, factor) {
            return false;
        }
        let text = |parser: &Self, range: Range| {
            let text = parser.slice(parser.range_span(range));
            if range.end == range.start + 1
                || (text.starts_with('(') && text.ends_with(')') && !text[1..].contains('('))
            {
                text.to_owned()
            } else {
                format!("({text})")
            }
        };
        let derivative = self.range_span(Range { start: left, end: assign });
        let written = format!("{} = {}/{}", self.slice(derivative), text(self, right), text(self, factor));
        let whole = self.range_span(Range { start: head.start, end: right.end });
        let at = self.range_span(factor);
        self.tell(told::factor_of_derivative(at, self.slice(derivative), whole, written));
        self.lose_name(&self.slice(self.token_span(left))[1..], derivative);
        true
    }

    /// The unit of a value that is written with one.
    fn unit_of_value(&self, value: &Expr) -> Option<String> {
        match &value.kind {
            ExprKind::Quantity { unit, .. } => Some(self.slice(unit.span).to_owned()),
            ExprKind::Sign { operand, .. } => self.unit_of_value(operand),
            ExprKind::Comparison { .. } | ExprKind::And(_) | ExprKind::Or(_) | ExprKind::Not(_) => {
                Some("boolean".to_owned())
            }
            _ => None,
        }
    }

    /// The tokens of `dx/dt`, if a piece begins so.
    pub(super) fn derivative(&self, head: Range) -> Option<Range> {
        let cutter = &self.cutter;
        let left = Range { start: head.start, end: head.start + 3 };
        let is_derivative = left.end <= head.end
            && cutter.kind(head.start, head.end) == Some(Kind::Word)
            && cutter.word(head.start).len() > 1
            && cutter.word(head.start).starts_with('d')
            && cutter.word(head.start + 1) == "/"
            && cutter.word(head.start + 2) == "dt";
        is_derivative.then_some(left)
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

    /// Flags after the unit that stand in `[ ]` or in nothing.
    fn flags_without_parentheses(&self, colon: usize, end: usize) -> Option<Range> {
        let cutter = &self.cutter;
        let is_flag = |at: usize| {
            cutter.kind(at, end) == Some(Kind::Word)
                && matches!(
                    cutter.word(at),
                    "unless" | "constant" | "shared" | "linked" | "event" | "clock" | "summed"
                )
        };
        let begins = |at: usize| match cutter.kind(at, end) {
            Some(Kind::Word) => is_flag(at),
            Some(Kind::Open(Bracket::Square)) => is_flag(at + 1),
            _ => false,
        };
        let start = (colon + 2..end).find(|at| begins(*at))?;
        let bracketed = (colon + 1..start).any(|at| matches!(cutter.tokens[at].kind, Kind::Open(_)));
        (!bracketed).then_some(Range { start, end })
    }

    /// Where the unit begins at the end of an equation, if the `:` before it was forgotten.
    fn unit_without_colon(&self, head: Range) -> Option<usize> {
        let cutter = &self.cutter;
        let is_unit = |at: usize| match cutter.tokens[at].kind {
            Kind::Word => units::after_number(cutter.word(at)).is_some() || is_type(cutter.word(at)),
            Kind::Number => cutter.word(at) == "1" && at + 1 == head.end,
            _ => false,
        };
        let follows_value = |at: usize| match cutter.tokens[at - 1].kind {
            Kind::Word => !matches!(cutter.word(at - 1), "and" | "or" | "not" | "if" | "else" | "in"),
            Kind::Close(Bracket::Round | Bracket::Square) => true,
            // Else it is the unit of the number.
            Kind::Number => is_type(cutter.word(at)),
            _ => false,
        };
        let begins = |at: &usize| is_unit(*at) && follows_value(*at);
        let at = (head.start + 1..head.end).rev().find(begins)?;
        self.fits(Rule::declaration, Range { start: at, end: head.end }).then_some(at)
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
}
