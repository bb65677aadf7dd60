//! Expressions back to source text, with no more parentheses than needed.
//!
//! Parsing what is written here yields the same tree, but for spans.

use super::ast::{Argument, CompareOp, Expr, ExprKind, Generator, Number, ProductOp, Subscript, SumOp};
use super::level::Level;
use std::fmt::{self, Display, Formatter};

fn level(expr: &Expr) -> Level {
    match expr.kind {
        ExprKind::Conditional { .. } | ExprKind::Comprehension { .. } => Level::Conditional,
        ExprKind::Or(_) => Level::Or,
        ExprKind::And(_) => Level::And,
        ExprKind::Not(_) => Level::Not,
        ExprKind::Comparison { .. } => Level::Comparison,
        ExprKind::Sum { .. } => Level::Sum,
        ExprKind::Product { .. } => Level::Product,
        ExprKind::Sign { .. } => Level::Sign,
        ExprKind::Power { .. } => Level::Power,
        ExprKind::Quantity { .. } => Level::Quantity,
        _ => Level::Atom,
    }
}

/// An expression in a place that takes nothing looser than a level.
struct At<'e>(&'e Expr, Level);

impl Display for At<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if level(self.0) < self.1 { write!(f, "({})", self.0) } else { write!(f, "{}", self.0) }
    }
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ExprKind::Number(number) => write!(f, "{number}"),
            ExprKind::Quantity { value, unit } => write!(f, "{} {unit}", At(value, Level::Atom)),
            ExprKind::Name(name) => write!(f, "{}", name.text),
            ExprKind::Text(text) => write!(f, "\"{}\"", text.text),
            ExprKind::Sign { negative, operand } => {
                write!(f, "{}{}", if *negative { "-" } else { "+" }, At(operand, Level::Sign))
            }
            ExprKind::Not(operand) => write!(f, "not {}", At(operand, Level::Not)),
            ExprKind::Sum { first, rest } => {
                write!(f, "{}", At(first, Level::Product))?;
                rest.iter().try_for_each(|(op, _, term)| write!(f, " {op} {}", At(term, Level::Product)))
            }
            ExprKind::Product { first, rest } => {
                write!(f, "{}", At(first, Level::Sign))?;
                // As the formatter does: what stands after `//` would else seem to be a part of its divisor.
                let mut blank = "";
                rest.iter().try_for_each(|(op, _, factor)| {
                    if matches!(op, ProductOp::FloorDiv | ProductOp::Mod) {
                        blank = " ";
                    }
                    write!(f, "{blank}{op}{blank}{}", At(factor, Level::Sign))
                })
            }
            ExprKind::Power { base, exponent } => {
                // A quantity takes a power for its unit's, and is none's exponent.
                let tight = if level(exponent) == Level::Quantity { Level::Atom } else { Level::Sign };
                write!(f, "{}**{}", At(base, Level::Atom), At(exponent, tight))
            }
            ExprKind::Comparison { first, rest } => {
                write!(f, "{}", At(first, Level::Sum))?;
                rest.iter().try_for_each(|(op, _, operand)| write!(f, " {op} {}", At(operand, Level::Sum)))
            }
            ExprKind::And(operands) => joined(f, operands, " and ", Level::Not),
            ExprKind::Or(operands) => joined(f, operands, " or ", Level::And),
            ExprKind::Conditional { condition, then, otherwise } => {
                write!(f, "{} if {} else {otherwise}", At(then, Level::Or), At(condition, Level::Or))
            }
            ExprKind::Call { function, arguments } => {
                write!(f, "{}(", function.text)?;
                for (at, argument) in arguments.iter().enumerate() {
                    write!(f, "{}{argument}", if at > 0 { ", " } else { "" })?;
                }
                write!(f, ")")
            }
            ExprKind::Index { base, subscripts } => {
                write!(f, "{}[", At(base, Level::Atom))?;
                for (at, subscript) in subscripts.iter().enumerate() {
                    write!(f, "{}{subscript}", if at > 0 { ", " } else { "" })?;
                }
                write!(f, "]")
            }
            ExprKind::Member { base, name } => write!(f, "{}.{}", At(base, Level::Atom), name.text),
            ExprKind::Array(elements) => {
                write!(f, "[")?;
                joined(f, elements, ", ", Level::Conditional)?;
                write!(f, "]")
            }
            ExprKind::Tuple(elements) => {
                write!(f, "(")?;
                joined(f, elements, ", ", Level::Conditional)?;
                write!(f, ")")
            }
            ExprKind::Comprehension { term, generator } => write!(f, "{term} {generator}"),
        }
    }
}

fn joined(f: &mut Formatter<'_>, parts: &[Expr], joint: &str, level: Level) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        write!(f, "{}{}", if at > 0 { joint } else { "" }, At(part, level))?;
    }
    Ok(())
}

impl Display for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Number::Integer(value) => write!(f, "{value}"),
            Number::Float(value) => write!(f, "{value:?}"),
        }
    }
}

impl Display for Argument {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{} = {}", name.text, self.value),
            None => write!(f, "{}", self.value),
        }
    }
}

impl Display for Generator {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "for {} in {}", self.variable.text, At(&self.over, Level::Or))?;
        match &self.filter {
            Some(filter) => write!(f, " if {}", At(filter, Level::Or)),
            None => Ok(()),
        }
    }
}

impl Display for Subscript {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Subscript::Index(index) => write!(f, "{index}"),
            Subscript::Slice { lo, hi, step, .. } => {
                if let Some(lo) = lo {
                    write!(f, "{lo}")?;
                }
                write!(f, ":")?;
                if let Some(hi) = hi {
                    write!(f, "{hi}")?;
                }
                match step {
                    Some(step) => write!(f, ":{step}"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl Display for SumOp {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SumOp::Add => "+",
            SumOp::Sub => "-",
        })
    }
}

impl Display for ProductOp {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ProductOp::Mul => "*",
            ProductOp::Div => "/",
            ProductOp::FloorDiv => "//",
            ProductOp::Mod => "%",
        })
    }
}

impl Display for CompareOp {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CompareOp::Lt => "<",
            CompareOp::Le => "<=",
            CompareOp::Gt => ">",
            CompareOp::Ge => ">=",
            CompareOp::Eq => "==",
            CompareOp::Ne => "!=",
        })
    }
}
