//! From text to the syntax tree.

pub mod ast;

use crate::diagnostic::Diagnostic;

/// What parsing yields: always a tree, and what was wrong.
#[derive(Debug, Clone, Default)]
pub struct Parse {
    /// All that could be understood.
    pub file: ast::File,
    /// In the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}
