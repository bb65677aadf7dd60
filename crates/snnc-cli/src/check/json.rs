//! Findings as JSON (section 11 of the language page). `docs/schema/check.schema.json` describes it.

use super::findings::Findings;
use crate::fix;
use serde::Serialize;
use snnc_lang::diagnostic::{self, Edit, Fix, Label};
use snnc_lang::{Severity, Source, Sources};

/// The whole document, with what was mended if that was asked for.
pub(crate) fn document(findings: &Findings, mended: Option<&Vec<fix::Mended>>) -> String {
    let document = Document {
        mended: mended.map(|mended| mended.iter().map(Mended::new).collect()),
        diagnostics: findings.all().map(|(found, sources)| Diagnostic::new(found, sources)).collect(),
        unreadable: findings
            .unreadable
            .iter()
            .map(|it| Unreadable { file: &it.file, message: &it.message })
            .collect(),
    };
    // Texts, numbers and lists are always written.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Document<'a> {
    diagnostics: Vec<Diagnostic<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unreadable: Vec<Unreadable<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mended: Option<Vec<Mended<'a>>>,
}

#[derive(Serialize)]
struct Mended<'a> {
    code: &'a str,
    title: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    labels: Vec<Marked<'a>>,
    help: &'a [String],
    fixes: Vec<Cure<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    span: Span,
}

#[derive(Serialize)]
struct Span {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
    byte: u32,
}

#[derive(Serialize)]
struct Marked<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    text: &'a str,
}

#[derive(Serialize)]
struct Cure<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    replacement: &'a str,
}

#[derive(Serialize)]
struct Unreadable<'a> {
    file: &'a str,
    message: &'a str,
}

impl<'a> Diagnostic<'a> {
    fn new(found: &'a diagnostic::Diagnostic, sources: &'a Sources) -> Self {
        // What is said at the offending text itself is a label too.
        let primary = (!found.primary.text.is_empty()).then_some(&found.primary);
        let labels = primary.into_iter().chain(&found.labels);
        Diagnostic {
            code: found.code,
            severity: match found.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "info",
            },
            message: &found.message,
            place: Place::new(found.primary.span, sources),
            labels: labels.map(|label| Marked::new(label, sources)).collect(),
            help: &found.help,
            fixes: found.fixes.iter().map(|fix| Cure::new(fix, sources)).collect(),
        }
    }
}

impl<'a> Mended<'a> {
    fn new(made: &'a fix::Mended) -> Self {
        let fix::Mended { file, line, column, code, title } = made;
        Mended { code, title, file, line: *line, column: *column }
    }
}

impl<'a> Marked<'a> {
    fn new(label: &'a Label, sources: &'a Sources) -> Self {
        Marked { place: Place::new(label.span, sources), text: &label.text }
    }
}

impl<'a> Cure<'a> {
    fn new(fix: &'a Fix, sources: &'a Sources) -> Self {
        let edits = fix.edits.iter().map(|edit| Change::new(edit, sources)).collect();
        Cure { title: &fix.title, safe: fix.safe, edits }
    }
}

impl<'a> Change<'a> {
    fn new(edit: &'a Edit, sources: &'a Sources) -> Self {
        Change { place: Place::new(edit.span, sources), replacement: &edit.replacement }
    }
}

impl<'a> Place<'a> {
    fn new(span: snnc_lang::Span, sources: &'a Sources) -> Self {
        let source = sources.get(span.source);
        let span = Span { start: Position::new(source, span.start), end: Position::new(source, span.end) };
        Place { file: &source.name, span }
    }
}

impl Position {
    fn new(source: &Source, byte: u32) -> Self {
        let at = source.position(byte as usize);
        Position { line: at.line, column: at.column, byte }
    }
}
