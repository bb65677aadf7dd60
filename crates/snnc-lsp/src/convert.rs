//! From spans and diagnostics to those of the protocol.

use crate::documents::Documents;
use gen_lsp_types::{
    Code, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Message, Position, Range,
};
use snnc_lang::{Severity, Source, Sources, Span};

/// A byte offset as line and UTF-16 column, both from 0.
fn position(source: &Source, byte: u32) -> Position {
    let byte = (byte as usize).min(source.text.len());
    let line = source.position(byte).line - 1;
    let start = source.text[..byte].rfind('\n').map_or(0, |at| at + 1);
    let character = source.text[start..byte].encode_utf16().count();
    Position { line: line as u32, character: character as u32 }
}

fn range(sources: &Sources, span: Span) -> Range {
    let source = sources.get(span.source);
    Range { start: position(source, span.start), end: position(source, span.end) }
}

/// A diagnostic of one of these texts.
pub(crate) fn diagnostic(
    diagnostic: &snnc_lang::Diagnostic,
    sources: &Sources,
    documents: &Documents,
) -> Diagnostic {
    let severity = match diagnostic.severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    };
    let related = diagnostic.labels.iter().map(|label| DiagnosticRelatedInformation {
        location: Location {
            uri: documents.uri(&sources.get(label.span.source).name).0,
            range: range(sources, label.span),
        },
        message: label.text.clone(),
    });
    let help = diagnostic.help.iter().map(|help| format!("help: {help}"));
    let at = Some(diagnostic.primary.text.clone()).filter(|text| !text.is_empty());
    let lines: Vec<String> = std::iter::once(diagnostic.message.clone()).chain(at).chain(help).collect();
    Diagnostic {
        range: range(sources, diagnostic.primary.span),
        severity: Some(severity),
        code: Some(Code::String(diagnostic.code.to_string())),
        code_description: None,
        source: Some("snnc".into()),
        message: Message::String(lines.join("\n")),
        tags: None,
        related_information: Some(related.collect()),
        data: None,
    }
}
