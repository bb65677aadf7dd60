//! Expressions.

use super::{
    Place, Typesetter, fenced, listed, literal, names, numbers, operator, parentheses, row, units, words,
};
use snnc_lang::syntax::ast::{CompareOp, Expr, ExprKind, Generator, Name, ProductOp, Subscript, SumOp};
use snnc_lang::units::anywhere;

/// How tightly an expression holds together, the loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Choice,
    Or,
    And,
    Not,
    Comparison,
    Remainder,
    Sum,
    Product,
    Power,
    Atom,
}

/// How many characters of text make a sum that is broken into lines.
const WIDE: usize = 84;

pub(super) fn level(expr: &Expr) -> Level {
    match &expr.kind {
        ExprKind::Conditional { .. } | ExprKind::Comprehension { .. } => Level::Choice,
        ExprKind::Or(_) => Level::Or,
        ExprKind::And(_) => Level::And,
        ExprKind::Not(_) => Level::Not,
        ExprKind::Comparison { .. } => Level::Comparison,
        ExprKind::Sum { .. } | ExprKind::Sign { .. } => Level::Sum,
        // A remainder has no sign that would hold it together.
        ExprKind::Product { rest, .. } if rest.iter().any(|(op, _, _)| *op == ProductOp::Mod) => {
            Level::Remainder
        }
        ExprKind::Product { first, .. } if matches!(first.kind, ExprKind::Sign { .. }) => Level::Sum,
        ExprKind::Product { .. } | ExprKind::Quantity { .. } => Level::Product,
        ExprKind::Power { .. } => Level::Power,
        _ => Level::Atom,
    }
}

impl Typesetter<'_> {
    /// An expression.
    pub(super) fn expression(self, expr: &Expr) -> String {
        self.placed(expr, Place::default())
    }

    /// An expression where nothing looser than a level can stand.
    pub(super) fn at(self, expr: &Expr, least: Level, place: Place) -> String {
        let content = self.placed(expr, place);
        if level(expr) < least { parentheses(&content) } else { content }
    }

    pub(super) fn placed(self, expr: &Expr, place: Place) -> String {
        match &expr.kind {
            ExprKind::Number(_) => numbers::number(&self.number_text(expr)),
            ExprKind::Quantity { value, unit } => self.quantity(value, unit, place),
            ExprKind::Name(name) => named(name),
            ExprKind::Text(text) => literal(&text.text),
            ExprKind::Sign { negative, operand } => {
                let sign = if *negative { "−" } else { "+" };
                row(&format!("<mo form=\"prefix\">{sign}</mo>{}", self.at(operand, Level::Product, place)))
            }
            ExprKind::Not(operand) => {
                row(&format!("{}{}", words("not "), self.at(operand, Level::Not, place)))
            }
            ExprKind::Sum { first, rest } => self.sum(first, rest, place),
            ExprKind::Product { first, rest } => self.product(first, rest, place),
            ExprKind::Power { base, exponent } => self.power(base, exponent, place),
            ExprKind::Comparison { first, rest } => {
                let mut all = self.at(first, Level::Remainder, place);
                for (op, _, operand) in rest {
                    all += &operator(comparison(*op));
                    all += &self.at(operand, Level::Remainder, place);
                }
                row(&all)
            }
            ExprKind::And(operands) => self.joined(operands, " and ", Level::Not, place),
            ExprKind::Or(operands) => self.joined(operands, " or ", Level::And, place),
            ExprKind::Conditional { .. } => self.choice(expr, place),
            ExprKind::Call { function, arguments } => self.call(function, arguments, place),
            ExprKind::Index { base, subscripts } => self.indexed(base, subscripts, place),
            ExprKind::Member { base, name } => {
                let base = self.at(base, Level::Atom, place);
                row(&format!("{base}<mo lspace=\"0\" rspace=\"0\">.</mo>{}", names::name(&name.text)))
            }
            ExprKind::Array(elements) => self.array(elements),
            ExprKind::Tuple(elements) => {
                parentheses(&listed(elements.iter().map(|element| self.placed(element, place))))
            }
            ExprKind::Comprehension { term, generator } => {
                let term = self.at(term, Level::Or, place);
                row(&format!("{term}{}{}", words(" for "), self.generator(generator)))
            }
        }
    }

    /// A number as the author wrote it.
    fn number_text(self, expr: &Expr) -> String {
        let written = self.source(expr.span);
        if written.parse::<f64>().is_ok() { written } else { expr.to_string() }
    }

    fn quantity(self, value: &Expr, unit: &Expr, place: Place) -> String {
        let value = self.at(value, Level::Atom, place);
        row(&format!("{value}<mspace width=\"0.2em\"/>{}", self.unit(unit)))
    }

    fn sum(self, first: &Expr, rest: &[(SumOp, snnc_lang::Span, Expr)], place: Place) -> String {
        let mut lines = vec![self.at(first, Level::Sum, place)];
        let mut width = self.source(first.span).len();
        let all = rest.iter().map(|(_, _, term)| self.source(term.span).len() + 3).sum::<usize>() + width;
        for (op, _, term) in rest {
            let sign = operator(if *op == SumOp::Add { "+" } else { "−" });
            let length = self.source(term.span).len() + 3;
            let term = self.at(term, Level::Product, place);
            let line =
                lines.last_mut().filter(|_| all < WIDE || width + length < WIDE * 2 / 3 || place.small);
            match line {
                Some(line) => {
                    line.push_str(&sign);
                    line.push_str(&term);
                    width += length;
                }
                None => {
                    lines.push(format!("{}{term}", sign.replacen("<mo>", "<mo form=\"infix\">", 1)));
                    width = length;
                }
            }
        }
        match lines.as_slice() {
            [line] => row(line),
            lines => {
                let lines = lines.iter().map(|line| format!("<mtr><mtd><mrow>{line}</mrow></mtd></mtr>"));
                format!("<mtable class=\"lines\">{}</mtable>", lines.collect::<String>())
            }
        }
    }

    fn power(self, base: &Expr, exponent: &Expr, place: Place) -> String {
        // A product that is a fraction would seem to have its denominator raised.
        let base = self.at(base, Level::Atom, place);
        format!("<msup><mrow>{base}</mrow><mrow>{}</mrow></msup>", self.placed(exponent, place.in_script()))
    }

    fn joined(self, operands: &[Expr], joint: &str, least: Level, place: Place) -> String {
        let operands: Vec<String> = operands.iter().map(|operand| self.at(operand, least, place)).collect();
        row(&operands.join(&words(joint)))
    }

    /// `x if c else y`, and what is chosen from in its last part: the cases below one another.
    fn choice(self, expr: &Expr, place: Place) -> String {
        let mut cases = String::new();
        let mut rest = expr;
        while let ExprKind::Conditional { condition, then, otherwise } = &rest.kind {
            let then = self.at(then, Level::Or, place);
            let condition = self.placed(condition, place);
            cases += &case(&then, &format!("{}{condition}", words("if ")));
            rest = otherwise;
        }
        cases += &case(&self.at(rest, Level::Or, place), &words("otherwise"));
        braced(&cases)
    }

    /// `a[i, j]`: names and numbers as subscripts, all else in brackets.
    fn indexed(self, base: &Expr, subscripts: &[Subscript], place: Place) -> String {
        let short = |subscript: &Subscript| match subscript {
            Subscript::Index(index) => match &index.kind {
                ExprKind::Name(name) => names::is_plain(&name.text),
                ExprKind::Number(_) => true,
                _ => false,
            },
            Subscript::Slice { .. } => false,
        };
        let plain = matches!(&base.kind, ExprKind::Name(name) if !name.text.contains('_'));
        let small = plain && subscripts.iter().all(short);
        let entries = listed(subscripts.iter().map(|subscript| self.subscript(subscript, place)));
        let base = self.at(base, Level::Atom, place);
        match small {
            true => format!("<msub><mrow>{base}</mrow><mrow>{entries}</mrow></msub>"),
            false => row(&format!("{base}{}", fenced("[", &entries, "]"))),
        }
    }

    /// An entry of `[ ]`.
    pub(super) fn subscript(self, subscript: &Subscript, place: Place) -> String {
        match subscript {
            Subscript::Index(index) => self.placed(index, place),
            Subscript::Slice { lo, hi, step, .. } => {
                let bound =
                    |bound: &Option<Expr>| bound.as_ref().map(|bound| self.at(bound, Level::Sum, place));
                let colon = "<mo lspace=\"0.1em\" rspace=\"0.1em\">:</mo>";
                let step = bound(step).map_or(String::new(), |step| format!("{colon}{step}"));
                row(&format!(
                    "{}{colon}{}{step}",
                    bound(lo).unwrap_or_default(),
                    bound(hi).unwrap_or_default()
                ))
            }
        }
    }

    /// `k in range(…) if …`, in words and formulas.
    pub(super) fn generator(self, generator: &Generator) -> String {
        let variable = names::name(&generator.variable.text);
        let over = self.expression(&generator.over);
        let filter =
            generator.filter.as_ref().map(|filter| format!("{}{}", words(" if "), self.expression(filter)));
        row(&format!("{variable}<mo>∈</mo>{over}{}", filter.unwrap_or_default()))
    }
}

/// A name, or a unit that is used as a value.
fn named(name: &Name) -> String {
    if anywhere(&name.text).is_some() { units::unit(&name.text, false) } else { names::name(&name.text) }
}

pub(super) fn comparison(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Lt => "&lt;",
        CompareOp::Le => "≤",
        CompareOp::Gt => "&gt;",
        CompareOp::Ge => "≥",
        CompareOp::Eq => "=",
        CompareOp::Ne => "≠",
    }
}

pub(super) fn case(value: &str, condition: &str) -> String {
    format!("<mtr><mtd>{}</mtd><mtd>{}</mtd></mtr>", row(value), row(condition))
}

pub(super) fn braced(cases: &str) -> String {
    let brace = "<mo fence=\"true\" form=\"prefix\">{</mo>";
    format!("<mrow>{brace}<mtable class=\"cases\">{cases}</mtable></mrow>")
}
