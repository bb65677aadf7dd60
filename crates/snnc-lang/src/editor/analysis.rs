//! A model file as an editor sees it: its text and what it imports, parsed and checked.

use super::symbols::{Symbols, resolve};
use crate::check::{Arithmetic, Check, check};
use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::imports::{Program, assemble};
use crate::source::{SourceId, Sources, Span};
use crate::syntax::ast;

/// A byte in one of the texts of an analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The text.
    pub source: SourceId,
    /// The byte, from 0; that after the last one is the end.
    pub byte: u32,
}

/// A model file and what it imports, parsed and checked.
#[derive(Debug, Clone)]
pub struct Analysis {
    /// The items of all files.
    pub file: ast::File,
    /// The texts: the model file, then the imported ones.
    pub sources: Sources,
    /// The text that each import reads.
    pub imports: Vec<(Span, SourceId)>,
    /// What checking them yields; of its findings, those of the parser are not among them.
    pub check: Check,
    /// What the names in the texts mean.
    pub symbols: Symbols,
    /// All findings, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses and checks a model file. Its name tells where the files are that it names.
pub fn analyse(
    name: impl Into<String>,
    text: impl Into<String>,
    arithmetic: &dyn Arithmetic,
    files: &dyn Files,
) -> Analysis {
    let Program { file, sources, imports, mut diagnostics } = assemble(name, text, files);
    let check = check(&file, &sources, &[], arithmetic, files);
    diagnostics.extend(check.diagnostics.iter().cloned());
    diagnostics.sort_by_key(|diagnostic| diagnostic.primary.span);
    let symbols = resolve(&file, &imports);
    Analysis { file, sources, imports, check, symbols, diagnostics }
}
