//! Diagnostics as JSON (section 11 of the language page).

use serde_json::{Value, json};
use snnc_lang::{Diagnostic, Severity, Sources, Span};

/// The whole document.
pub(crate) fn document(diagnostics: &[Value]) -> String {
    format!("{:#}\n", json!({ "diagnostics": diagnostics }))
}

/// One diagnostic.
pub(crate) fn diagnostic(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    // What is said at the offending text itself is a label too.
    let primary = (!diagnostic.primary.text.is_empty()).then_some(&diagnostic.primary);
    let labels = primary.into_iter().chain(&diagnostic.labels).map(|label| {
        let file = &sources.get(label.span.source).name;
        json!({ "file": file, "span": span(label.span, sources), "text": label.text })
    });
    let fixes = diagnostic.fixes.iter().map(|fix| {
        let edits = fix.edits.iter().map(|edit| {
            let file = &sources.get(edit.span.source).name;
            json!({ "file": file, "span": span(edit.span, sources), "replacement": edit.replacement })
        });
        json!({ "title": fix.title, "safe": fix.safe, "edits": edits.collect::<Vec<_>>() })
    });
    json!({
        "code": diagnostic.code,
        "severity": severity,
        "message": diagnostic.message,
        "file": sources.get(diagnostic.primary.span.source).name,
        "span": span(diagnostic.primary.span, sources),
        "labels": labels.collect::<Vec<_>>(),
        "help": diagnostic.help,
        "fixes": fixes.collect::<Vec<_>>(),
    })
}

fn span(span: Span, sources: &Sources) -> Value {
    let source = sources.get(span.source);
    let end = |byte: u32| {
        let at = source.position(byte as usize);
        json!({ "line": at.line, "column": at.column, "byte": byte })
    };
    json!({ "start": end(span.start), "end": end(span.end) })
}
