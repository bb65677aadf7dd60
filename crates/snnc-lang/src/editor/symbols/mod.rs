//! What each name in a text means.
//!
//! Names are resolved from the syntax tree alone, so that a text that is wrong elsewhere, or everywhere, still answers:
//! a file in an editor is rarely whole. The rules are those of the checker, to which a test holds them. A model is
//! looked at once for each of its uses, as its names may mean something else in each; one that nothing uses is looked at by itself.

mod blocks;
mod declare;
mod expressions;
mod items;
mod language;
mod protocol;
mod resolver;
mod scope;
mod statements;
mod table;

pub use table::{Access, Declared, Symbol, SymbolId, SymbolKind, Symbols, Use};

use crate::source::{SourceId, Span};
use crate::syntax::ast;

/// What the names of a file mean; `imports` says which text each import reads.
pub(crate) fn resolve(file: &ast::File, imports: &[(Span, SourceId)]) -> Symbols {
    items::resolve(file, imports)
}
