//! Products and quotients: fractions, and factors side by side.

use super::expressions::Level;
use super::{Place, Typesetter, fenced, fraction, names, parentheses, row, units, words};
use snnc_lang::Span;
use snnc_lang::syntax::ast::{Expr, ExprKind, ProductOp};
use snnc_lang::units::anywhere;

/// What was typeset of a product so far.
#[derive(Default)]
struct Factors {
    /// One after the other, with whether each is a quotient in one line.
    done: Vec<(String, bool)>,
    /// What the next divisor divides, with whether each may follow another without a sign.
    above: Vec<Factor>,
    below: Vec<Factor>,
}

#[derive(Clone)]
struct Factor {
    content: String,
    /// As it stands alone, above or below a line.
    bare: String,
    /// Begins with a digit.
    number: bool,
    /// A word, which would run into another.
    word: bool,
    /// The name of a unit that stands alone.
    unit: Option<String>,
}

impl Factor {
    fn finished(content: String) -> Factor {
        Factor { bare: content.clone(), content, number: false, word: false, unit: None }
    }
}

impl Typesetter<'_> {
    pub(super) fn product(self, first: &Expr, rest: &[(ProductOp, Span, Expr)], place: Place) -> String {
        // A sign before the first factor is one of the whole.
        let (sign, first) = match &first.kind {
            ExprKind::Sign { negative, operand } if rest.iter().all(|(op, _, _)| is_plain(*op)) => {
                (if *negative { "<mo form=\"prefix\">−</mo>" } else { "" }, &**operand)
            }
            _ => ("", first),
        };
        let divides = rest.iter().any(|(op, _, _)| *op == ProductOp::Div);
        let inner = if divides { place.in_fraction() } else { place };
        let mut factors = Factors { above: vec![self.factor(first, inner)], ..Factors::default() };
        for (op, _, operand) in rest {
            match op {
                ProductOp::Mul => {
                    if !factors.below.is_empty() {
                        factors.divide(place);
                    }
                    factors.above.push(self.factor(operand, inner));
                }
                ProductOp::Div => match per_unit(&factors, operand) {
                    Some(unit) => {
                        let number = factors.above[0].content.clone();
                        let content = row(&format!("{number}<mspace width=\"0.2em\"/>{unit}"));
                        factors.above[0] = Factor { number: true, ..Factor::finished(content) };
                    }
                    None if place.in_line() => {
                        let content = self.at(operand, Level::Power, inner);
                        factors.below.push(Factor::finished(content));
                    }
                    None => factors.below.push(self.factor(operand, inner)),
                },
                ProductOp::FloorDiv => {
                    let above = factors.joined(place);
                    let below = self.placed(operand, place.in_fraction());
                    let quotient = if place.in_line() {
                        format!("{above}<mo>/</mo>{}", self.at(operand, Level::Power, place))
                    } else {
                        fraction(&above, &below)
                    };
                    let content = fenced("⌊", &quotient, "⌋");
                    factors = Factors { above: vec![Factor::finished(content)], ..Factors::default() };
                }
                ProductOp::Mod => {
                    let above = factors.joined(place);
                    let content =
                        format!("{above}{}{}", words(" mod "), self.at(operand, Level::Product, place));
                    let factor = Factor { content: parentheses(&content), ..Factor::finished(row(&content)) };
                    factors = Factors {
                        above: vec![Factor { bare: row(&content), ..factor }],
                        ..Factors::default()
                    };
                }
            }
        }
        row(&format!("{sign}{}", factors.joined(place)))
    }

    fn factor(self, expr: &Expr, place: Place) -> Factor {
        Factor {
            content: self.at(expr, Level::Product, place),
            bare: self.placed(expr, place),
            number: matches!(expr.kind, ExprKind::Number(_) | ExprKind::Quantity { .. }),
            word: matches!(&expr.kind, ExprKind::Name(name) if names::is_word(&name.text)),
            unit: unit_of(expr),
        }
    }
}

fn is_plain(op: ProductOp) -> bool {
    matches!(op, ProductOp::Mul | ProductOp::Div)
}

/// The name of a unit that stands alone.
fn unit_of(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Name(name) if anywhere(&name.text).is_some() => Some(name.text.to_string()),
        _ => None,
    }
}

/// The unit by which a lone number is divided: `0.1/ms`.
fn per_unit(factors: &Factors, operand: &Expr) -> Option<String> {
    let lone = factors.done.is_empty() && factors.below.is_empty() && factors.above.len() == 1;
    unit_of(operand).filter(|_| lone && factors.above[0].number).map(|unit| units::unit(&unit, true))
}

impl Factors {
    /// Makes a fraction of what waits for one.
    fn divide(&mut self, place: Place) {
        let above = std::mem::take(&mut self.above);
        let below = std::mem::take(&mut self.below);
        // Units alone are no denominators, but for that of a lone value: `t/ms`.
        let lone = above.len() == 1 && below.iter().all(|factor| factor.unit.is_some());
        let (apart, below): (Vec<_>, Vec<_>) =
            below.into_iter().partition(|factor| factor.unit.is_some() && !lone);
        let in_line = !below.is_empty() && place.in_line();
        let content = match (below.is_empty(), in_line) {
            (true, _) => side_by_side(&above),
            (false, false) => fraction(&alone(&above), &alone(&below)),
            (false, true) => {
                let divisor = side_by_side(&below);
                let divisor = if below.len() > 1 { parentheses(&divisor) } else { divisor };
                row(&format!("{}<mo lspace=\"0.1em\" rspace=\"0.1em\">/</mo>{divisor}", side_by_side(&above)))
            }
        };
        self.done.push((content, in_line));
        let apart = apart.iter().filter_map(|factor| factor.unit.as_deref());
        self.done.extend(apart.map(|name| (units::unit(name, true), false)));
    }

    /// All of it.
    fn joined(&mut self, place: Place) -> String {
        if self.done.is_empty() && self.below.is_empty() {
            return alone(&self.above);
        }
        if !self.above.is_empty() {
            self.divide(place);
        }
        let several = self.done.len() > 1;
        let held = |(content, in_line): &(String, bool)| {
            if several && *in_line { parentheses(content) } else { content.clone() }
        };
        self.done.iter().map(held).collect::<Vec<_>>().join("<mspace width=\"0.15em\"/>")
    }
}

/// Factors that no other stands beside.
fn alone(factors: &[Factor]) -> String {
    match factors {
        [one] => one.bare.clone(),
        several => side_by_side(several),
    }
}

fn side_by_side(factors: &[Factor]) -> String {
    let mut all = String::new();
    for (at, factor) in factors.iter().enumerate() {
        if at > 0 {
            let before = &factors[at - 1];
            all.push_str(match (factor.number, before.word && factor.word) {
                (true, _) => "<mo>×</mo>",
                (_, true) => "<mo>·</mo>",
                _ => "<mo>\u{2062}</mo><mspace width=\"0.15em\"/>",
            });
        }
        all.push_str(&factor.content);
    }
    all
}
