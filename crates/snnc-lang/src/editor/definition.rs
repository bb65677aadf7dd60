//! Where what stands at a place is defined, and where else it stands.

use super::Analysis;
use super::analysis::Place;
use super::symbols::{Access, Symbol, Use};
use crate::source::Span;

/// Where what stands at a place is defined: of a name the name in its definition, of an import the beginning of the file, of an
/// equation or section in a block that is made of a model the one of the model that it replaces.
pub fn definition(analysis: &Analysis, at: Place) -> Option<Span> {
    let symbols = &analysis.symbols;
    let Some(found) = analysis.use_at(at) else {
        let symbol = analysis.name_at(at);
        return symbol.map_or_else(|| symbols.replaced(at.source, at.byte), |symbol| symbol.span);
    };
    let own = symbols.get(found.symbol).span;
    if own == Some(found.span) {
        let mut others = symbols.uses().iter().filter(|it| it.span == found.span);
        let other = others.find_map(|it| symbols.get(it.symbol).span.filter(|span| *span != found.span));
        return other.or(own);
    }
    own
}

/// All places in all files of the analysis at which a name stands for the same as the one at a place; by file, in the order of
/// the text. Empty for what belongs to the language.
pub fn references(analysis: &Analysis, at: Place, with_definition: bool) -> Vec<Span> {
    let Some(found) = analysis.use_at(at) else { return vec![] };
    if analysis.symbols.get(found.symbol).kind.is_of_language() {
        return vec![];
    }
    let places = analysis.symbols.places(found.symbol).into_iter();
    places.filter(|it| with_definition || it.access != Access::Definition).map(|it| it.span).collect()
}

impl Analysis {
    /// The name at a place; before `/dt`, the `d` belongs to it.
    pub(super) fn use_at(&self, at: Place) -> Option<Use> {
        let symbols = &self.symbols;
        symbols.at(at.source, at.byte).or_else(|| {
            let after = at.byte.saturating_add(1);
            let next = symbols.at(at.source, after).filter(|it| it.span.start == after)?;
            let text = &self.source(at.source)?.text;
            let derivative = text.get(at.byte as usize..)?.starts_with('d')
                && text.get(next.span.end as usize..)?.trim_start().starts_with('/');
            derivative.then_some(next)
        })
    }

    /// What a name at a place that could not be read as part of anything would stand for.
    pub(super) fn name_at(&self, at: Place) -> Option<&Symbol> {
        let symbols = &self.symbols;
        let (word, span) = self.word_at(at)?;
        let before = self.source(at.source)?.text.get(..span.start as usize)?;
        // Of whose variable, only the tree can tell.
        if before.ends_with('.') {
            return None;
        }
        symbols.look_up(&word, at.source, at.byte).map(|id| symbols.get(id))
    }
}
