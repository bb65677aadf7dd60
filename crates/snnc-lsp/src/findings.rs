//! What is found in the open documents and in the files that they import.

use crate::convert;
use crate::documents::{Documents, Open, path_of};
use gen_lsp_types::{Diagnostic, PublishDiagnosticsParams};
use snnc_lang::check::{StdArithmetic, check};
use snnc_lang::imports::{Program, assemble};
use std::collections::{BTreeMap, BTreeSet};

/// What is found in each file, by its path.
type ByFile = BTreeMap<String, Vec<Diagnostic>>;

/// What the check of each open document found. A file may be imported by several.
#[derive(Default)]
pub(crate) struct Findings {
    /// By the path of the document.
    checked: BTreeMap<String, ByFile>,
}

impl Findings {
    /// What is to be published after the text of a document changed, or after it was closed: the findings of all files that
    /// are concerned.
    pub(crate) fn after(&mut self, documents: &Documents, path: &str) -> Vec<PublishDiagnosticsParams> {
        let mut changed: BTreeSet<String> = BTreeSet::from([path.to_string()]);
        let mut all: BTreeMap<String, ByFile> = BTreeMap::new();
        for document in documents.iter() {
            let root = path_of(&document.uri.0);
            let found = match self.checked.remove(&root) {
                // What this document was made of has not changed.
                Some(known) if root != path && !known.contains_key(path) => known,
                before => {
                    let found = examine(documents, &root, document);
                    changed.extend(before.iter().flatten().map(|(file, _)| file.clone()));
                    changed.extend(found.keys().cloned());
                    found
                }
            };
            all.insert(root, found);
        }
        let closed = std::mem::replace(&mut self.checked, all);
        changed.extend(closed.into_values().flatten().map(|(file, _)| file));
        changed.iter().map(|file| self.of(documents, file)).collect()
    }

    fn of(&self, documents: &Documents, file: &str) -> PublishDiagnosticsParams {
        let mut diagnostics: Vec<Diagnostic> = vec![];
        for found in self.checked.values().filter_map(|by_file| by_file.get(file)).flatten() {
            if !diagnostics.contains(found) {
                diagnostics.push(found.clone());
            }
        }
        let (uri, version) = documents.uri(file);
        PublishDiagnosticsParams { uri, version, diagnostics }
    }
}

/// Parses and checks a document.
fn examine(documents: &Documents, path: &str, document: &Open) -> ByFile {
    let Program { file, sources, diagnostics, .. } = assemble(path, &*document.text, documents);
    let mut found = check(&file, &sources, &[], &StdArithmetic, documents).diagnostics;
    found.extend(diagnostics);
    found.sort_by_key(|diagnostic| diagnostic.primary.span);
    let mut by_file: ByFile = sources.iter().map(|source| (source.name.clone(), vec![])).collect();
    for diagnostic in &found {
        let file = &sources.get(diagnostic.primary.span.source).name;
        let converted = convert::diagnostic(diagnostic, &sources, documents);
        by_file.entry(file.clone()).or_default().push(converted);
    }
    by_file
}
