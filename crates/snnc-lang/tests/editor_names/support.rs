//! Models for these tests: those of the repository, and texts with marks.

use snnc_lang::check::StdArithmetic;
use snnc_lang::editor::{Analysis, Place, analyse};
use snnc_lang::files::Disk;
use snnc_lang::{SourceId, Span};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// All models that are right: those that users read, and those of the tests.
pub(super) fn models() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders =
        vec![root.join("models"), root.join("tests/models/valid"), root.join("tests/models/known")];
    let mut found = vec![];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of models") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "eqs") {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(found.len() > 150, "the models are where they should be");
    found
}

/// All models of the repository, those that are wrong among them.
pub(super) fn all_models() -> Vec<PathBuf> {
    let wrong = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/models/wrong");
    let entries =
        std::fs::read_dir(wrong).expect("a folder of models").map(|entry| entry.expect("listed").path());
    let mut found: Vec<_> = entries.filter(|path| path.extension().is_some_and(|it| it == "eqs")).collect();
    found.extend(models());
    found
}

/// A model of the repository.
pub(super) fn of_file(path: &Path) -> Analysis {
    let text = std::fs::read_to_string(path).expect("a readable model");
    with_text(path, &text)
}

/// A text in the place of a model of the repository.
pub(super) fn with_text(path: &Path, text: &str) -> Analysis {
    analyse(path.to_string_lossy(), text, &StdArithmetic, &Disk)
}

/// A text without files.
pub(super) fn of_text(text: &str) -> Analysis {
    analyse("model.eqs", text, &StdArithmetic, &BTreeMap::new())
}

/// A text with a mark `$0` where one asks, and the place of the mark.
pub(super) fn marked(text: &str) -> (Analysis, Place) {
    let byte = text.find("$0").expect("a mark");
    let analysis = of_text(&text.replacen("$0", "", 1));
    (analysis, Place { source: SourceId(0), byte: byte as u32 })
}

/// The words of a text that may be names, and where each begins: without comments, strings and what directly follows
/// the digits of a number.
pub(super) fn words(text: &str) -> Vec<(usize, &str)> {
    let letter = |c: char| c.is_alphabetic() || c == '_';
    let mut found = vec![];
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match c {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
            '0'..='9' => {
                let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
                let exponent = rest[digits..].strip_prefix(['e', 'E']).map_or(0, |after| {
                    let sign = usize::from(after.starts_with(['+', '-']));
                    let more =
                        after[sign..].find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len() - sign);
                    if more == 0 { 0 } else { 1 + sign + more }
                });
                digits + exponent
            }
            c if letter(c) => {
                let end = rest
                    .find(|c: char| !letter(c) && !c.is_numeric() && !('\u{300}'..'\u{370}').contains(&c));
                let end = end.unwrap_or(rest.len());
                found.push((at, rest[..end].trim_end_matches(['²', '³'])));
                end
            }
            c => c.len_utf8(),
        };
        at += length;
    }
    found
}

/// The text of a span of the model file.
pub(super) fn slice(analysis: &Analysis, span: Span) -> &str {
    analysis.sources.get(span.source).slice(span)
}
