//! Expressions in a line, operators first: `(sum a + (product b * c))`.

use super::Printer;
use crate::syntax::ast::{Expr, ExprKind, Generator, Subscript};
use std::fmt::{self, Display, Formatter};

/// An expression whose structure shows.
pub(super) struct Structure<'e>(pub(super) &'e Expr);

impl Display for Structure<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.0.kind {
            ExprKind::Number(number) => write!(f, "{number}"),
            ExprKind::Name(name) => write!(f, "{}", name.text),
            ExprKind::Text(text) => write!(f, "{:?}", text.text),
            ExprKind::Quantity { value, unit } => {
                write!(f, "(quantity {} {})", Structure(value), Structure(unit))
            }
            ExprKind::Sign { negative: true, operand } => write!(f, "(minus {})", Structure(operand)),
            ExprKind::Sign { negative: false, operand } => write!(f, "(plus {})", Structure(operand)),
            ExprKind::Not(operand) => write!(f, "(not {})", Structure(operand)),
            ExprKind::Sum { first, rest } => flat(f, "sum", first, rest),
            ExprKind::Product { first, rest } => flat(f, "product", first, rest),
            ExprKind::Comparison { first, rest } => flat(f, "compare", first, rest),
            ExprKind::Power { base, exponent } => {
                write!(f, "(power {} {})", Structure(base), Structure(exponent))
            }
            ExprKind::And(operands) => list(f, "(and", operands, ")"),
            ExprKind::Or(operands) => list(f, "(or", operands, ")"),
            ExprKind::Array(elements) => list(f, "(array", elements, ")"),
            ExprKind::Tuple(elements) => list(f, "(tuple", elements, ")"),
            ExprKind::Conditional { condition, then, otherwise } => {
                write!(f, "(if {} {} {})", Structure(condition), Structure(then), Structure(otherwise))
            }
            ExprKind::Call { function, arguments } => {
                write!(f, "(call {}", function.text)?;
                for argument in arguments {
                    match &argument.name {
                        Some(name) => write!(f, " {} = {}", name.text, Structure(&argument.value))?,
                        None => write!(f, " {}", Structure(&argument.value))?,
                    }
                }
                write!(f, ")")
            }
            ExprKind::Index { base, subscripts } => {
                write!(f, "(index {}", Structure(base))?;
                for subscript in subscripts {
                    write!(f, " {}", Entry(subscript))?;
                }
                write!(f, ")")
            }
            ExprKind::Member { base, name } => write!(f, "(member {} {})", Structure(base), name.text),
            ExprKind::Comprehension { term, generator } => {
                write!(f, "(each {} {})", Structure(term), Each(generator))
            }
        }
    }
}

fn flat<Op: Display, S>(
    f: &mut Formatter<'_>,
    word: &str,
    first: &Expr,
    rest: &[(Op, S, Expr)],
) -> fmt::Result {
    write!(f, "({word} {}", Structure(first))?;
    rest.iter().try_for_each(|(op, _, operand)| write!(f, " {op} {}", Structure(operand)))?;
    write!(f, ")")
}

fn list(f: &mut Formatter<'_>, open: &str, elements: &[Expr], close: &str) -> fmt::Result {
    f.write_str(open)?;
    elements.iter().try_for_each(|element| write!(f, " {}", Structure(element)))?;
    f.write_str(close)
}

/// `for k in …`.
pub(super) struct Each<'g>(pub(super) &'g Generator);

impl Display for Each<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "for {} in {}", self.0.variable.text, Structure(&self.0.over))?;
        match &self.0.filter {
            Some(filter) => write!(f, " if {}", Structure(filter)),
            None => Ok(()),
        }
    }
}

/// An entry of `[ ]`.
pub(super) struct Entry<'s>(pub(super) &'s Subscript);

impl Display for Entry<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Subscript::Index(index) => write!(f, "{}", Structure(index)),
            Subscript::Slice { lo, hi, step, .. } => {
                let bound = |bound: &Option<Expr>| match bound {
                    Some(bound) => Structure(bound).to_string(),
                    None => "_".into(),
                };
                write!(f, "(slice {} {} {})", bound(lo), bound(hi), bound(step))
            }
        }
    }
}

impl Printer {
    /// An expression in its role.
    pub(super) fn expr(&mut self, role: &str, expr: &Expr) {
        self.line(Some(expr.span), format_args!("{role} {}", Structure(expr)));
    }

    /// An expression that may be left out.
    pub(super) fn maybe(&mut self, role: &str, expr: Option<&Expr>) {
        if let Some(expr) = expr {
            self.expr(role, expr);
        }
    }
}
