//! Statements: what a name is given.

use super::expressions::{Level, level};
use super::{Place, Typesetter, fraction, names, parentheses};
use snnc_lang::Span;
use snnc_lang::syntax::ast::{AssignOp, Expr, ExprKind, Statement};

impl Typesetter<'_> {
    /// Statements, each as a formula.
    pub(crate) fn statements(self, statements: &[Statement]) -> Vec<String> {
        let one = |it: &Statement| self.assignment(&names::name(&it.target.text), it.op, &it.value, it.span);
        statements.iter().map(one).collect()
    }

    /// What is typeset already takes another value: `w ← w + b`.
    pub(crate) fn assignment(self, target: &str, op: AssignOp, value: &Expr, span: Span) -> String {
        let whole = Place::default();
        let term = |least: Level| self.at(value, least, whole);
        let new = match op {
            AssignOp::Set => self.expression(value),
            AssignOp::Add => self.added(target, value, whole),
            AssignOp::Sub if level(value) < Level::Product => {
                format!("{target}<mo>−</mo>{}", parentheses(&self.expression(value)))
            }
            AssignOp::Sub => format!("{target}<mo>−</mo>{}", term(Level::Product)),
            AssignOp::Mul => format!("{target}<mo>·</mo>{}", term(Level::Product)),
            AssignOp::Div => fraction(target, &self.expression(value)),
        };
        self.math(&format!("{target}<mo>←</mo>{new}"), span)
    }

    /// What was typeset and an expression; one that begins with a minus is taken off: `w − b`.
    pub(super) fn added(self, first: &str, expr: &Expr, place: Place) -> String {
        match negated(expr) {
            true => format!("{first}{}", infix(&self.placed(expr, place))),
            false => format!("{first}<mo>+</mo>{}", self.at(expr, Level::Sum, place)),
        }
    }
}

/// Whether an expression begins with a minus.
fn negated(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Sign { negative, .. } => *negative,
        ExprKind::Product { first, .. } | ExprKind::Sum { first, .. } => negated(first),
        _ => false,
    }
}

/// The first minus of what was typeset, as one between two terms.
fn infix(content: &str) -> String {
    content.replacen("<mo form=\"prefix\">−</mo>", "<mo form=\"infix\">−</mo>", 1)
}
