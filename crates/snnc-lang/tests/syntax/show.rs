//! Diagnostics as text, with the line they point at.

use snnc_lang::diagnostic::Diagnostic;
use snnc_lang::source::{Source, SourceId, Span};
use snnc_lang::syntax::{Parse, parse};
use std::fmt::Write;

/// A text as a source.
pub(crate) fn source(text: &str) -> Source {
    Source::new(SourceId(0), "test.eqs", text)
}

/// Parses a text that must be right.
pub(crate) fn parse_right(text: &str) -> Parse {
    let source = source(text);
    let parse = parse(&source);
    assert!(parse.diagnostics.is_empty(), "{text}\n{}", diagnostics(&source, &parse.diagnostics));
    parse
}

/// The diagnostics of a text.
pub(crate) fn told(text: &str) -> String {
    let source = source(text);
    diagnostics(&source, &parse(&source).diagnostics)
}

/// Diagnostics as a reader would see them.
pub(crate) fn diagnostics(source: &Source, list: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in list {
        let _ = writeln!(out, "{:?} {}: {}", diagnostic.severity, diagnostic.code, diagnostic.message);
        underline(&mut out, source, diagnostic.primary.span, &diagnostic.primary.text);
        for label in &diagnostic.labels {
            underline(&mut out, source, label.span, &label.text);
        }
        for help in &diagnostic.help {
            let _ = writeln!(out, "  help: {help}");
        }
        for fix in &diagnostic.fixes {
            let mut text = source.text.to_string();
            for edit in fix.edits.iter().rev() {
                text.replace_range(edit.span.range(), &edit.replacement);
            }
            let line = source.position(fix.edits[0].span.start as usize).line;
            let fixed = text.lines().nth(line - 1).unwrap_or_default();
            let _ = writeln!(out, "  fix ({}): {}", fix.title, fixed.trim());
        }
    }
    out
}

fn underline(out: &mut String, source: &Source, span: Span, text: &str) {
    let (start, end) = (source.position(span.start as usize), source.position(span.end as usize));
    let line = source.text.lines().nth(start.line - 1).unwrap_or_default();
    let width = if end.line == start.line {
        end.column - start.column
    } else {
        line.chars().count() + 1 - start.column
    };
    let _ = writeln!(out, "  {:>3} | {line}", start.line);
    let _ = writeln!(out, "      | {}{} {text}", " ".repeat(start.column - 1), "^".repeat(width.max(1)));
}

/// The model files of this repository.
pub(crate) fn models() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models");
    let files = std::fs::read_dir(folder).expect("the models").map(|entry| entry.expect("a model").path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|ext| ext == "eqs")).collect();
    files.sort();
    files.iter().map(|path| std::fs::read_to_string(path).expect("a model")).collect()
}
