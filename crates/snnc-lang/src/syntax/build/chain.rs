//! Precedence: from the flat list of operands and operators that pest read to a tree.
//!
//! An explicit stack instead of recursion, and flat lists for what associates, so that a sum of 10⁵ terms is one node.

use super::operators::{Equals, Infix, Level, Prefix};
use crate::source::Span;
use crate::spelling::nearest;
use crate::syntax::ast::{CompareOp, Expr, ExprKind, ProductOp, SumOp};
use crate::syntax::brackets::DEEPEST;
use crate::syntax::diagnostics as told;
use crate::syntax::grammar::Rule;
use crate::syntax::parser::{Node, Parser};
use crate::syntax::token::{Bracket, Kind};

/// Whether a name with `.` begins with a module of Python.
pub(super) fn is_module(text: &str) -> bool {
    let module = text.split('.').next().unwrap_or(text).trim();
    matches!(module, "np" | "numpy" | "math" | "scipy" | "b2" | "brian2" | "nest" | "torch" | "jnp" | "Math")
}

/// An operator that still waits for its last operand.
enum Open {
    Not(Span),
    Sign { negative: bool, span: Span },
    Power(Expr),
    Product { first: Expr, rest: Vec<(ProductOp, Span, Expr)>, last: (ProductOp, Span) },
    Sum { first: Expr, rest: Vec<(SumOp, Span, Expr)>, last: (SumOp, Span) },
    Comparison { first: Expr, rest: Vec<(CompareOp, Span, Expr)>, last: (CompareOp, Span) },
    And(Vec<Expr>),
    Or(Vec<Expr>),
}

impl Open {
    fn level(&self) -> Level {
        match self {
            Open::Not(_) => Level::Not,
            Open::Sign { .. } => Level::Sign,
            Open::Power(_) => Level::Power,
            Open::Product { .. } => Level::Product,
            Open::Sum { .. } => Level::Sum,
            Open::Comparison { .. } => Level::Comparison,
            Open::And(_) => Level::And,
            Open::Or(_) => Level::Or,
        }
    }

    /// The finished expression, `last` being its last operand.
    #[inline(never)]
    fn close(self, last: Expr) -> Expr {
        let end = last.span;
        let flat = |first: &Expr| first.span.to(end);
        match self {
            Open::Not(span) => Expr { span: span.to(end), kind: ExprKind::Not(Box::new(last)) },
            Open::Sign { negative, span } => {
                Expr { span: span.to(end), kind: ExprKind::Sign { negative, operand: Box::new(last) } }
            }
            Open::Power(base) => {
                let span = base.span.to(end);
                Expr { span, kind: ExprKind::Power { base: Box::new(base), exponent: Box::new(last) } }
            }
            Open::Product { first, mut rest, last: (op, at) } => {
                let span = flat(&first);
                rest.push((op, at, last));
                Expr { span, kind: ExprKind::Product { first: Box::new(first), rest } }
            }
            Open::Sum { first, mut rest, last: (op, at) } => {
                let span = flat(&first);
                rest.push((op, at, last));
                Expr { span, kind: ExprKind::Sum { first: Box::new(first), rest } }
            }
            Open::Comparison { first, mut rest, last: (op, at) } => {
                let span = flat(&first);
                rest.push((op, at, last));
                Expr { span, kind: ExprKind::Comparison { first: Box::new(first), rest } }
            }
            Open::And(mut operands) => {
                let span = operands.first().map_or(end, |first| first.span.to(end));
                operands.push(last);
                Expr { span, kind: ExprKind::And(operands) }
            }
            Open::Or(mut operands) => {
                let span = operands.first().map_or(end, |first| first.span.to(end));
                operands.push(last);
                Expr { span, kind: ExprKind::Or(operands) }
            }
        }
    }
}

/// The operators open at one place of a chain, loosest first except for signs and powers.
#[derive(Default)]
struct Stack {
    open: Vec<Open>,
    /// How many of them nest without brackets: signs, `not`, powers.
    nested: usize,
    /// Whether a missing operator has been told.
    told_missing: bool,
    /// Whether what was written is only guessed, so that nothing can be said of the value.
    guessed: bool,
}

impl Stack {
    fn push(&mut self, open: Open) {
        self.nested += usize::from(matches!(open, Open::Not(_) | Open::Sign { .. } | Open::Power(_)));
        self.open.push(open);
    }

    fn pop(&mut self) -> Option<Open> {
        let open = self.open.pop()?;
        self.nested -= usize::from(matches!(open, Open::Not(_) | Open::Sign { .. } | Open::Power(_)));
        Some(open)
    }

    /// Closes what binds tighter than `level`, then opens `infix` after `operand`.
    #[inline(never)]
    fn infix(&mut self, infix: Infix, span: Span, mut operand: Expr) {
        let level = infix.level();
        if infix == Infix::Power {
            return self.push(Open::Power(operand));
        }
        while self.open.last().is_some_and(|top| top.level() > level) {
            match self.pop() {
                Some(open) => operand = open.close(operand),
                None => break,
            }
        }
        match (self.open.last_mut(), infix) {
            (Some(Open::Product { rest, last, .. }), Infix::Product(op)) => {
                rest.push((last.0, last.1, operand));
                *last = (op, span);
            }
            (Some(Open::Sum { rest, last, .. }), Infix::Sum(op)) => {
                rest.push((last.0, last.1, operand));
                *last = (op, span);
            }
            (Some(Open::Comparison { rest, last, .. }), Infix::Compare(op)) => {
                rest.push((last.0, last.1, operand));
                *last = (op, span);
            }
            (Some(Open::And(operands)), Infix::And) | (Some(Open::Or(operands)), Infix::Or) => {
                operands.push(operand);
            }
            (_, Infix::Product(op)) => {
                self.push(Open::Product { first: operand, rest: vec![], last: (op, span) });
            }
            (_, Infix::Sum(op)) => self.push(Open::Sum { first: operand, rest: vec![], last: (op, span) }),
            (_, Infix::Compare(op)) => {
                self.push(Open::Comparison { first: operand, rest: vec![], last: (op, span) });
            }
            (_, Infix::And) => self.push(Open::And(vec![operand])),
            (_, Infix::Or | Infix::Power) => self.push(Open::Or(vec![operand])),
        }
    }

    #[inline(never)]
    fn finish(mut self, operand: Option<Expr>) -> Option<Expr> {
        let mut operand = operand.filter(|_| !self.guessed)?;
        while let Some(open) = self.pop() {
            operand = open.close(operand);
        }
        Some(operand)
    }
}

// Only `chain_inside` lies on the stack while a bracket within the chain is read, once for each level of nesting: what
// needs room is done in functions of its own.
impl Parser<'_> {
    /// `a + b*c < d and …` without `if`.
    pub(super) fn chain(&mut self, node: Node<'_>, equals: Equals) -> Option<Expr> {
        let outside = self.chained;
        let mut stack = Stack::default();
        let mut operand: Option<Expr> = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::prefix => self.chain_prefix(&part, &mut stack),
                Rule::infix | Rule::missing => self.chain_infix(&part, equals, operand.take(), &mut stack),
                _ => {
                    self.chained = outside + stack.nested;
                    operand = self.operand(part);
                    self.chained = outside;
                    self.check_exponent(operand.as_ref()?, &mut stack);
                    continue;
                }
            }
            if outside + stack.nested > DEEPEST {
                return self.tell_too_deep(&part);
            }
        }
        stack.finish(operand)
    }

    #[inline(never)]
    fn chain_prefix(&mut self, part: &Node<'_>, stack: &mut Stack) {
        let span = self.span(part);
        match self.prefix(part.as_str(), span) {
            Prefix::Not => {
                if stack.open.last().is_some_and(|top| top.level() > Level::Not) {
                    self.tell(told::not_needs_parentheses(span));
                    stack.guessed = true;
                }
                stack.push(Open::Not(span));
            }
            Prefix::Sign { negative } => stack.push(Open::Sign { negative, span }),
        }
    }

    #[inline(never)]
    fn chain_infix(&mut self, part: &Node<'_>, equals: Equals, left: Option<Expr>, stack: &mut Stack) {
        let Some(left) = left else { return };
        let span = self.span(part);
        let infix = if part.as_rule() == Rule::infix {
            stack.guessed |= part.as_str() == "=" && equals == Equals::Assignment;
            self.infix(part.as_str(), span, equals)
        } else {
            self.tell_missing_operator(&left, span, &mut stack.told_missing);
            stack.guessed = true;
            Infix::Product(ProductOp::Mul)
        };
        if infix == Infix::Power
            && matches!(left.kind, ExprKind::Quantity { .. })
            && !self.is_bracketed(&left)
        {
            self.tell(told::second_power(left.span, span));
            stack.guessed = true;
        }
        stack.infix(infix, span, left);
    }

    /// Tells a quantity as an exponent.
    #[inline(never)]
    fn check_exponent(&mut self, value: &Expr, stack: &mut Stack) {
        if let Some(Open::Power(_)) = stack.open.last()
            && let ExprKind::Quantity { value: number, unit } = &value.kind
            && !self.is_bracketed(value)
        {
            self.tell(told::quantity_as_exponent(number.span, unit.span, self.slice(unit.span)));
            stack.guessed = true;
        }
    }

    /// Tells that `part` is nested too deep.
    #[cold]
    #[inline(never)]
    pub(super) fn tell_too_deep(&mut self, part: &Node<'_>) -> Option<Expr> {
        let span = self.span(part);
        self.tell(told::too_deep(span));
        None
    }

    /// Tells an operand right after another, once a chain.
    fn tell_missing_operator(&mut self, left: &Expr, at: Span, told_before: &mut bool) {
        if std::mem::replace(told_before, true) {
            return;
        }
        let right = self.token_at(at.start).map_or(at, |token| self.token_span(token));
        let (before, after) = (self.slice(left.span), self.slice(right));
        if let (ExprKind::Member { .. }, "(", Some((_, name))) = (&left.kind, after, before.rsplit_once('.'))
        {
            let module = is_module(before);
            let close = self.token_at(right.start).and_then(|open| self.cutter.brackets.partner(open));
            if let Some(close) = close.filter(|_| module && matches!(name.trim(), "array" | "asarray")) {
                let close = self.token_span(close);
                return self.tell(told::array_of_module(left.span, before, left.span.to(right), close));
            }
            return self.tell(told::name_of_module(left.span, before, name.trim(), module));
        }
        if before.ends_with('.') && after.starts_with('.') && left.span.end == right.start {
            return self.tell(told::dots(self.bytes(left.span.end as usize - 1, right.start as usize + 1)));
        }
        if let Some(gaps) = self.gaps_of_array(right) {
            return self.tell(told::missing_commas(right, &gaps));
        }
        let word = nearest(after, ["until", "every", "else", "with", "and", "for"]);
        let mut gap = self.bytes(left.span.end as usize, right.start as usize);
        if !self.slice(gap).trim().is_empty() {
            // A comment stays.
            gap.start = gap.end;
        }
        self.tell(told::missing_operator(left.span, right, gap, (before, after), word));
    }

    /// The gaps between numbers in the `[ ]` around a place, where commas are missing.
    fn gaps_of_array(&self, at: Span) -> Option<Vec<Span>> {
        let tokens = &self.cutter.tokens;
        let token = self.token_at(at.start)?;
        let mut open = token;
        loop {
            open = open.checked_sub(1)?;
            match tokens[open].kind {
                Kind::Close(_) => open = self.cutter.brackets.partner(open)?,
                Kind::Open(Bracket::Square) => break,
                Kind::Number | Kind::Comma | Kind::Operator | Kind::Word | Kind::Newline => {}
                _ => return None,
            }
        }
        let close = self.cutter.brackets.partner(open)?;
        let ends = |at: usize| matches!(tokens[at].kind, Kind::Number | Kind::Close(_));
        let begins = |at: usize| matches!(tokens[at].kind, Kind::Number | Kind::Open(_));
        let between = |at: usize| self.bytes(tokens[at].end as usize, tokens[at + 1].start as usize);
        let gaps: Vec<_> =
            (open + 1..close - 1).filter(|at| ends(*at) && begins(*at + 1)).map(between).collect();
        // Else it is an index, or the units of numbers.
        let lone = open.checked_sub(1).is_none_or(|before| tokens[before].kind != Kind::Word);
        (lone && !gaps.is_empty() && gaps.iter().any(|gap| gap.end == at.start)).then_some(gaps)
    }

    /// Whether an expression stands in parentheses of its own.
    fn is_bracketed(&self, expr: &Expr) -> bool {
        self.slice(expr.span).starts_with('(')
    }
}
