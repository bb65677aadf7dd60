//! Texts and models as the tests look at them.

use snnc_lang::check::StdArithmetic;
use snnc_lang::editor::{Analysis, Place, analyse};
use snnc_lang::files::Disk;
use snnc_lang::{SourceId, Span};
use std::path::{Path, PathBuf};

/// The model file itself.
pub(crate) const ROOT: SourceId = SourceId(0);

/// An analysis of a text without imports.
pub(crate) fn of(text: &str) -> Analysis {
    analyse("model.eqs", text, &StdArithmetic, &Disk)
}

/// An analysis of a text in which `|` marks a place, which is taken out of it.
pub(crate) fn at_mark(marked: &str) -> (Analysis, Place) {
    let at = marked.find('|').expect("a mark");
    let text = format!("{}{}", &marked[..at], &marked[at + 1..]);
    (of(&text), Place { source: ROOT, byte: at as u32 })
}

/// The text of a span of the model file.
pub(crate) fn slice(analysis: &Analysis, span: Span) -> &str {
    analysis.sources.get(span.source).slice(span)
}

/// The models that are shipped.
pub(crate) fn models() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models");
    let mut found = vec![];
    for folder in [root.clone(), root.join("cells"), root.join("synapses")] {
        for entry in folder.read_dir().expect("models") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|ending| ending == "eqs") {
                let text = std::fs::read_to_string(&path).expect("a model");
                found.push((path, text));
            }
        }
    }
    found.sort();
    assert!(found.len() > 20);
    found
}
