//! A model and what is wrong with it while it is being mended.

use super::texts::Texts;
use crate::inputs::{Input, identity};
use snnc_ir::arithmetic::Elementary;
use snnc_ir::lower::lower;
use snnc_lang::check::check;
use snnc_lang::imports::{Program, assemble};
use snnc_lang::{Diagnostic, Sources};
use std::path::{Path, PathBuf};

/// A model, as its texts are at the moment.
#[derive(Clone)]
pub(super) struct Looked<'a> {
    pub(super) input: &'a Input,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) sources: Sources,
    /// The file of each source.
    pub(super) files: Vec<PathBuf>,
}

impl<'a> Looked<'a> {
    /// Checks a model; none if it cannot be read.
    pub(super) fn at(input: &'a Input, texts: &Texts) -> Option<Looked<'a>> {
        let text = texts.model(input)?;
        let Program { file, sources, mut diagnostics, .. } = assemble(input.name.as_str(), text, texts);
        let checked = check(&file, &sources, &[], &Elementary, texts);
        diagnostics.extend(checked.diagnostics);
        if let Some(hir) = checked.model.filter(|_| !diagnostics.iter().any(Diagnostic::is_error)) {
            diagnostics.extend(lower(&hir).diagnostics);
        }
        let imported = sources.iter().skip(1).map(|source| identity(Path::new(&source.name)));
        let files = std::iter::once(Texts::key(input)).chain(imported).collect();
        Some(Looked { input, diagnostics, sources, files })
    }

    pub(super) fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count()
    }
}
