//! Which edits to make together, and making them.

use super::looked::Looked;
use super::texts::Texts;
use snnc_lang::Diagnostic;
use snnc_lang::diagnostic::{Edit, Fix};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// An edit that was made.
#[derive(Debug, Clone)]
pub(crate) struct Mended {
    /// The file.
    pub(crate) file: String,
    /// Where, when it was made.
    pub(crate) line: usize,
    /// In characters.
    pub(crate) column: usize,
    /// What for.
    pub(crate) code: &'static str,
    /// What was done, in the imperative.
    pub(crate) title: String,
}

/// An edit that could be made.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) made: Mended,
    /// By which it is known again when the text before it has changed.
    pub(super) signature: Signature,
    changes: Vec<Change>,
}

/// Code, message, and the line of the text with what would be in it.
pub(super) type Signature = (&'static str, String, String, String);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Change {
    file: PathBuf,
    range: Range<usize>,
    replacement: String,
}

impl Change {
    fn touches(&self, other: &Change) -> bool {
        self.file == other.file && self.range.start <= other.range.end && other.range.start <= self.range.end
    }
}

impl Candidate {
    /// The files that it changes.
    pub(super) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.changes.iter().map(|change| &change.file)
    }

    /// An edit of a model, if all that it changes may be changed.
    fn new(found: &Diagnostic, fix: &Fix, model: &Looked, texts: &Texts) -> Option<Candidate> {
        let change = |edit: &Edit| {
            let file = model.files.get(edit.span.source.0 as usize)?;
            let range = edit.span.range();
            // What is no longer the text that was looked at is left alone.
            let same =
                texts.get(file)?.get(range.clone())? == model.sources.get(edit.span.source).slice(edit.span);
            same.then(|| Change { file: file.clone(), range, replacement: edit.replacement.clone() })
        };
        let changes: Vec<_> = fix.edits.iter().map(change).collect::<Option<_>>()?;
        let first = fix.edits.first()?;
        let source = model.sources.get(first.span.source);
        let at = source.position(first.span.start as usize);
        let made = Mended {
            file: source.name.clone(),
            line: at.line,
            column: at.column,
            code: found.code,
            title: fix.title.clone(),
        };
        let line = source.text.get(source.line(at.line - 1)).unwrap_or_default().to_string();
        let signature = (found.code, found.message.clone(), line, first.replacement.clone());
        Some(Candidate { made, signature, changes })
    }
}

/// The safe edits of these models that do not touch one another, each once.
pub(super) fn candidates(models: &[Looked], texts: &Texts, refused: &HashSet<Signature>) -> Vec<Candidate> {
    let mut chosen: Vec<Candidate> = vec![];
    let mut taken: HashMap<PathBuf, Vec<Change>> = HashMap::new();
    for model in models {
        for found in &model.diagnostics {
            let Some(fix) = found.fixes.iter().find(|fix| fix.safe) else { continue };
            let Some(candidate) = Candidate::new(found, fix, model, texts) else { continue };
            let free = candidate.changes.iter().all(|change| {
                taken.get(&change.file).is_none_or(|others| !others.iter().any(|it| it.touches(change)))
            });
            if free && !refused.contains(&candidate.signature) {
                for change in &candidate.changes {
                    taken.entry(change.file.clone()).or_default().push(change.clone());
                }
                chosen.push(candidate);
            }
        }
    }
    chosen
}

/// Makes edits that do not touch one another.
pub(super) fn apply(batch: &[Candidate], texts: &mut Texts) {
    let mut of_file: HashMap<&Path, Vec<&Change>> = HashMap::new();
    for change in batch.iter().flat_map(|candidate| &candidate.changes) {
        of_file.entry(&change.file).or_default().push(change);
    }
    for (file, mut changes) in of_file {
        changes.sort_by_key(|change| (change.range.start, change.range.end));
        let Some(before) = texts.get(file).cloned() else { continue };
        let mut after = String::with_capacity(before.len());
        let mut at = 0;
        for change in changes {
            after.push_str(before.get(at..change.range.start).unwrap_or_default());
            after.push_str(&change.replacement);
            at = change.range.end;
        }
        after.push_str(before.get(at..).unwrap_or_default());
        texts.set(file, after);
    }
}
