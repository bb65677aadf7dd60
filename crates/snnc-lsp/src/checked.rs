//! The models that are open, parsed and checked.

use crate::documents::Documents;
use crate::positions::Lines;
use gen_lsp_types::{Position, Range};
use snnc_lang::check::Arithmetic;
use snnc_lang::editor::{Analysis, Place, analyse};
use snnc_lang::files::Files;
use snnc_lang::{Diagnostic, SourceId, Span, hir};
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What checking a model needs that the language does not have: it is given from outside.
#[derive(Clone, Copy)]
pub struct Compiler<'a> {
    /// How constants are evaluated.
    pub arithmetic: &'a dyn Arithmetic,
    /// What only the lowering of a model without errors can find, such as a method that its equations do not allow.
    pub lower: fn(&hir::Model) -> Vec<Diagnostic>,
}

/// A model file with what it imports, and all that is found in it.
pub(crate) struct Checked {
    pub(crate) analysis: Analysis,
    /// What `snnc check` says, in the order of the text.
    pub(crate) findings: Vec<Diagnostic>,
    /// The texts, by the numbers of their sources.
    lines: Vec<Lines>,
    /// The files that were asked for, whether or not there are such.
    asked: BTreeSet<String>,
}

/// The documents as files, taking note of what is asked for.
struct Noting<'a> {
    documents: &'a Documents,
    asked: RefCell<BTreeSet<String>>,
}

impl Files for Noting<'_> {
    fn resolve(&self, from: &str, path: &str) -> String {
        self.documents.resolve(from, path)
    }

    fn read(&self, name: &str) -> Result<Arc<[u8]>, String> {
        self.asked.borrow_mut().insert(name.to_string());
        self.documents.read(name)
    }
}

impl Checked {
    /// Parses and checks the model in a text, whose path tells where the files are that it names.
    pub(crate) fn new(path: &str, text: &Lines, documents: &Documents, compiler: Compiler<'_>) -> Checked {
        let noting = Noting { documents, asked: RefCell::default() };
        let analysis = analyse(path, text.text().as_ref(), compiler.arithmetic, &noting);
        let mut findings = analysis.diagnostics.clone();
        if let Some(model) = &analysis.check.model
            && !findings.iter().any(Diagnostic::is_error)
        {
            findings.extend((compiler.lower)(model));
            findings.sort_by_key(|finding| finding.primary.span);
        }
        let imported = analysis.sources.iter().skip(1);
        let imported = imported.map(|source| Lines::new(source.text.clone(), text.encoding()));
        let lines = std::iter::once(text.clone()).chain(imported).collect();
        Checked { analysis, findings, lines, asked: noting.asked.into_inner() }
    }

    pub(crate) fn path(&self, source: SourceId) -> &str {
        &self.analysis.sources.get(source).name
    }

    /// The source of the file at a path, if it is part of this model.
    pub(crate) fn source(&self, path: &str) -> Option<SourceId> {
        self.analysis.sources.iter().find(|source| source.name == path).map(|source| source.id)
    }

    pub(crate) fn lines(&self, source: SourceId) -> &Lines {
        &self.lines[source.0 as usize]
    }

    /// The place of a position in the model file itself.
    pub(crate) fn place(&self, position: Position) -> Place {
        Place { source: SourceId(0), byte: self.lines[0].byte(position) }
    }

    /// The span of a range in the model file itself.
    pub(crate) fn span(&self, range: Range) -> Span {
        let bytes = self.lines[0].bytes(range);
        Span::new(SourceId(0), bytes.start, bytes.end)
    }

    /// The range of a span in its file.
    pub(crate) fn range(&self, span: Span) -> Range {
        self.lines(span.source).range(span)
    }
}

/// What a notification has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Changed {
    /// Nothing.
    Nothing,
    /// What is known of the document that it is about.
    Document,
    /// What is known of other documents, too.
    Others,
}

/// The open documents as models of their own, each checked when it is first asked for after a change.
#[derive(Default)]
pub(crate) struct Models {
    by_path: BTreeMap<String, OnceCell<Checked>>,
}

impl Models {
    /// Takes note of a model to be checked.
    pub(crate) fn open(&mut self, path: &str) -> Changed {
        self.by_path.insert(path.to_string(), OnceCell::new());
        self.changed(path)
    }

    /// Forgets a model. Its file may now be another than its text was.
    pub(crate) fn close(&mut self, path: &str) -> Changed {
        self.by_path.remove(path);
        self.changed(path).max(Changed::Document)
    }

    /// Forgets what is known of all models that the file at a path is part of, or was looked for in vain.
    pub(crate) fn changed(&mut self, path: &str) -> Changed {
        let mut changed = Changed::Nothing;
        for (root, model) in &mut self.by_path {
            if root == path {
                model.take();
                changed = changed.max(Changed::Document);
            } else if model.get().is_some_and(|known| known.asked.contains(path)) {
                model.take();
                changed = Changed::Others;
            }
        }
        changed
    }

    /// The model at a path, if it is open.
    pub(crate) fn get(&self, path: &str, documents: &Documents, compiler: Compiler<'_>) -> Option<&Checked> {
        let (model, document) = self.by_path.get(path).zip(documents.get(path))?;
        Some(model.get_or_init(|| Checked::new(path, &document.lines, documents, compiler)))
    }
}
