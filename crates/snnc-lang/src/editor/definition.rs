//! Where what stands at a place is defined, and where else it stands.

use super::Analysis;
use super::analysis::Place;
use super::symbols::{Access, Symbol};
use crate::source::Span;

/// Where what stands at a place is defined: of a name the name in its definition, of an import the beginning of the file, of a
/// section in a block that is made of a model the section of the model that it replaces.
pub fn definition(analysis: &Analysis, at: Place) -> Option<Span> {
    let symbols = &analysis.symbols;
    match analysis.name_at(at) {
        Some(symbol) => symbol.span,
        None => symbols.replaced(at.source, at.byte),
    }
}

/// All places in all files of the analysis at which a name stands for the same as the one at a place; by file, in the order of
/// the text. Empty for what belongs to the language.
pub fn references(analysis: &Analysis, at: Place, with_definition: bool) -> Vec<Span> {
    let Some(found) = analysis.symbols.at(at.source, at.byte) else { return vec![] };
    if analysis.symbols.get(found.symbol).kind.is_of_language() {
        return vec![];
    }
    let places = analysis.symbols.places(found.symbol).into_iter();
    places.filter(|it| with_definition || it.access != Access::Definition).map(|it| it.span).collect()
}

impl Analysis {
    /// What the name at a place stands for; of a name that could not be read as part of anything, what it would.
    pub(super) fn name_at(&self, at: Place) -> Option<&Symbol> {
        let symbols = &self.symbols;
        if let Some(found) = symbols.at(at.source, at.byte) {
            return Some(symbols.get(found.symbol));
        }
        let (word, span) = self.word_at(at)?;
        let before = self.source(at.source)?.text.get(..span.start as usize)?;
        // Of whose variable, only the tree can tell.
        if before.ends_with('.') {
            return None;
        }
        symbols.look_up(&word, at.source, at.byte).map(|id| symbols.get(id))
    }
}
