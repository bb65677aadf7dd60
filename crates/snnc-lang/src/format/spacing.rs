//! Blanks between the tokens of one line.

use super::operators::Stand;
use crate::syntax::pieces::{Bracket, Kind, Pieces, is_reserved};

/// What is known of two neighbouring tokens.
pub(super) struct Pair<'p, 't> {
    /// The text.
    pub(super) pieces: &'p Pieces<'t>,
    /// How operators stand.
    pub(super) stands: &'p [Stand],
    /// The first of the two.
    pub(super) before: usize,
    /// The second.
    pub(super) at: usize,
    /// Whether the first is the keyword of an item.
    pub(super) after_keyword: bool,
    /// Whether they stand directly in `[ ]`.
    pub(super) in_square: bool,
    /// Whether a `:` at the second introduces a unit, and does not end a name.
    pub(super) of_unit: bool,
}

impl Pair<'_, '_> {
    /// Whether there is a blank between them.
    pub(super) fn is_spaced(&self) -> bool {
        let tokens = self.pieces.tokens();
        let (before, at) = (tokens[self.before].kind, tokens[self.at].kind);
        match (before, at) {
            (
                _,
                Kind::Comma | Kind::Semicolon | Kind::Close(Bracket::Round | Bracket::Square) | Kind::Dot,
            )
            | (Kind::Open(Bracket::Round | Bracket::Square) | Kind::Dot, _)
            | (Kind::Close(Bracket::Round | Bracket::Square), Kind::Open(Bracket::Square)) => false,
            (_, Kind::Mark) if self.pieces.word(self.at) != "!" => false,
            (Kind::Mark, _) if self.pieces.word(self.before) == "!" => false,
            (_, Kind::Colon) => self.of_unit,
            (Kind::Colon, _) => !self.in_square,
            (Kind::Operator, _) if self.stands[self.before] != Stand::Spaced => false,
            (_, Kind::Operator) => self.stands[self.at] != Stand::Tight,
            (Kind::Word, Kind::Open(Bracket::Round | Bracket::Square)) => {
                self.after_keyword || is_reserved(self.pieces.word(self.before))
            }
            _ => true,
        }
    }
}
