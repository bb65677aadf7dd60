//! Operators as written, and the slips among them.

use crate::source::Span;
use crate::syntax::ast::{CompareOp, ProductOp, SumOp};
use crate::syntax::diagnostics as told;
use crate::syntax::parser::Parser;

/// A binary operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Infix {
    Power,
    Product(ProductOp),
    Sum(SumOp),
    Compare(CompareOp),
    And,
    Or,
}

/// How tightly operators bind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Sign,
    Power,
}

impl Infix {
    /// How tightly it binds.
    pub(super) fn level(self) -> Level {
        match self {
            Infix::Power => Level::Power,
            Infix::Product(_) => Level::Product,
            Infix::Sum(_) => Level::Sum,
            Infix::Compare(_) => Level::Comparison,
            Infix::And => Level::And,
            Infix::Or => Level::Or,
        }
    }
}

/// A sign or `not` before an operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefix {
    Not,
    Sign { negative: bool },
}

/// What a `=` inside an expression was probably meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Equals {
    /// A comparison.
    Comparison,
    /// A second assignment: `v = w = 0`.
    Assignment,
}

impl Parser<'_> {
    /// The operator written as `text`; tells slips.
    pub(super) fn infix(&mut self, text: &str, span: Span, equals: Equals) -> Infix {
        let (infix, meant) = match text {
            "**" => return Infix::Power,
            "*" | "·" => return Infix::Product(ProductOp::Mul),
            "/" => return Infix::Product(ProductOp::Div),
            "//" => return Infix::Product(ProductOp::FloorDiv),
            "%" => return Infix::Product(ProductOp::Mod),
            "+" => return Infix::Sum(SumOp::Add),
            "-" => return Infix::Sum(SumOp::Sub),
            "<" => return Infix::Compare(CompareOp::Lt),
            "<=" => return Infix::Compare(CompareOp::Le),
            ">" => return Infix::Compare(CompareOp::Gt),
            ">=" => return Infix::Compare(CompareOp::Ge),
            "==" => return Infix::Compare(CompareOp::Eq),
            "!=" => return Infix::Compare(CompareOp::Ne),
            "and" => return Infix::And,
            "or" => return Infix::Or,
            "^" => {
                self.tell(told::power_operator(span));
                return Infix::Power;
            }
            "=" => {
                self.tell(match equals {
                    Equals::Comparison => told::equality_operator(span),
                    Equals::Assignment => told::chained_assignment(span),
                });
                return Infix::Compare(CompareOp::Eq);
            }
            "&&" | "&" => {
                self.tell(told::word_operator(span, text, "and"));
                return Infix::And;
            }
            "||" | "|" => {
                self.tell(told::word_operator(span, text, "or"));
                return Infix::Or;
            }
            "×" => (Infix::Product(ProductOp::Mul), "*"),
            "−" => (Infix::Sum(SumOp::Sub), "-"),
            "≤" | "=<" => (Infix::Compare(CompareOp::Le), "<="),
            "≥" | "=>" => (Infix::Compare(CompareOp::Ge), ">="),
            _ => (Infix::Compare(CompareOp::Ne), "!="),
        };
        self.tell(told::operator_spelling(span, text, meant));
        infix
    }

    /// The sign or `not` written as `text`; tells slips.
    pub(super) fn prefix(&mut self, text: &str, span: Span) -> Prefix {
        match text {
            "not" => return Prefix::Not,
            "!" => {
                self.tell(told::word_operator(span, text, "not "));
                return Prefix::Not;
            }
            "−" => self.tell(told::operator_spelling(span, text, "-")),
            _ => {}
        }
        Prefix::Sign { negative: text != "+" }
    }
}
