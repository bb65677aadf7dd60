//! Which operators have blanks round them.
//!
//! `+`, `-`, comparisons, `//` and `%` have, `*`, `/` and `**` have not: `(gL*(EL - V) + w)/C`. An author's blanks round
//! `*` and `/` stay where they group factors, `8 pA * sqrt(second)` and `1 uF/cm2 * area`: in a product that is no
//! operand of another operator, and that has a quantity or some tight operators too.

use crate::syntax::pieces::{Bracket, Kind, Pieces, is_reserved};
use std::ops::Range;

/// How an operator stands between its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// A sign: blanks before it as before what it belongs to, none after it.
    Prefix,
    /// Without blanks.
    Tight,
    /// With blanks.
    Spaced,
}

/// The product at hand, at one depth of brackets.
#[derive(Default)]
struct Product {
    /// Its operators.
    operators: Vec<usize>,
    /// Whether a quantity with its unit is among its factors.
    has_quantity: bool,
    /// Whether an operator stands before it.
    is_operand: bool,
}

/// Finds how the operators among the tokens of a piece stand.
pub(super) fn stands(pieces: &Pieces<'_>, range: Range<usize>, has_keyword: bool, stands: &mut [Stand]) {
    let mut walk = Walk { pieces, end: range.end, stands, depths: vec![Product::default()] };
    let mut before: Option<usize> = None;
    for at in range.clone() {
        if pieces.tokens()[at].kind == Kind::Newline {
            continue;
        }
        let is_keyword = |token: usize| has_keyword && token == range.start;
        walk.token(at, before, before.is_some_and(is_keyword));
        before = Some(at);
    }
    walk.finish(false);
}

struct Walk<'w, 't> {
    pieces: &'w Pieces<'t>,
    /// Where the piece ends.
    end: usize,
    stands: &'w mut [Stand],
    depths: Vec<Product>,
}

impl Walk<'_, '_> {
    fn token(&mut self, at: usize, before: Option<usize>, after_keyword: bool) {
        let word = self.pieces.word(at);
        match self.pieces.tokens()[at].kind {
            Kind::Open(_) => self.depths.push(Product::default()),
            Kind::Close(bracket) => {
                self.finish(false);
                if bracket != Bracket::Curly && self.depths.len() > 1 {
                    self.depths.pop();
                }
            }
            Kind::Operator if self.is_prefix(at, before, after_keyword) => self.stands[at] = Stand::Prefix,
            Kind::Operator => match word {
                "**" | "^" => self.stands[at] = Stand::Tight,
                "*" | "/" | "·" | "×" | "//" | "%" => self.product().operators.push(at),
                _ => {
                    self.finish(true);
                    self.product().is_operand = true;
                    self.stands[at] = Stand::Spaced;
                }
            },
            Kind::Word if is_reserved(word) => self.finish(false),
            Kind::Word => {
                let kind = before.map(|before| self.pieces.tokens()[before].kind);
                if matches!(kind, Some(Kind::Number | Kind::Close(_))) {
                    self.product().has_quantity = true;
                }
            }
            Kind::Comma | Kind::Assign | Kind::Update | Kind::Colon | Kind::Arrow | Kind::Semicolon => {
                self.finish(false);
            }
            _ => {}
        }
    }

    fn product(&mut self) -> &mut Product {
        if self.depths.is_empty() {
            self.depths.push(Product::default());
        }
        let last = self.depths.len() - 1;
        &mut self.depths[last]
    }

    fn is_prefix(&self, at: usize, before: Option<usize>, after_keyword: bool) -> bool {
        if !matches!(self.pieces.word(at), "+" | "-" | "−") {
            return false;
        }
        before.is_none_or(|before| match self.pieces.tokens()[before].kind {
            Kind::Word => after_keyword || is_reserved(self.pieces.word(before)),
            Kind::Number | Kind::Text | Kind::Close(_) | Kind::Dot | Kind::Wrong(_) => false,
            Kind::Mark => self.pieces.word(before) == "!",
            _ => true,
        })
    }

    /// Decides on the operators of the product that ends here.
    fn finish(&mut self, before_operator: bool) {
        let product = std::mem::take(self.product());
        let is_operand = product.is_operand || before_operator;
        let is_division = |at: &usize| matches!(self.pieces.word(*at), "//" | "%");
        let first_division = product.operators.iter().position(is_division);
        let some_tight = product.operators.iter().any(|at| !self.is_spaced(*at));
        let grouping = !is_operand && (product.has_quantity || some_tight);
        let mut next = Stand::Spaced;
        for (place, at) in product.operators.iter().enumerate().rev() {
            // What stands after `//` would else seem to be a part of its divisor.
            let divides = first_division.is_some_and(|first| first <= place);
            // And so after a `/` with blanks.
            let misleads = self.pieces.word(*at) == "/" && next == Stand::Tight;
            let kept = grouping && self.is_spaced(*at) && !misleads && first_division.is_none();
            next = if divides || kept || self.is_broken(*at) { Stand::Spaced } else { Stand::Tight };
            self.stands[*at] = next;
        }
    }

    /// Whether the author put blanks round an operator.
    fn is_spaced(&self, at: usize) -> bool {
        let text = self.pieces.text();
        let token = self.pieces.tokens()[at];
        let before = text[..token.start as usize].chars().next_back();
        let after = text[token.end as usize..].chars().next();
        before.is_some_and(char::is_whitespace) && after.is_some_and(|c| c.is_whitespace() || c == '#')
    }

    /// Whether a line ends right before or after an operator.
    fn is_broken(&self, at: usize) -> bool {
        let is_end = |at: usize| self.pieces.tokens()[at].kind == Kind::Newline;
        at + 1 < self.end && is_end(at + 1) || at > 0 && is_end(at - 1)
    }
}
