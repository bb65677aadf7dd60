//! What is found in a model, as the protocol puts it.

use crate::checked::Checked;
use crate::session::Session;
use gen_lsp_types::{
    Code, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Message,
};
use snnc_lang::Severity;

/// A finding of a model.
pub(crate) fn diagnostic(
    session: &Session<'_>,
    model: &Checked,
    finding: &snnc_lang::Diagnostic,
) -> Diagnostic {
    let severity = match finding.severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    };
    let related = finding.labels.iter().map(|label| DiagnosticRelatedInformation {
        location: session.location(model, label.span),
        message: label.text.clone(),
    });
    let help = finding.help.iter().map(|help| format!("help: {help}"));
    let at = Some(finding.primary.text.clone()).filter(|text| !text.is_empty());
    let lines: Vec<String> = std::iter::once(finding.message.clone()).chain(at).chain(help).collect();
    Diagnostic {
        range: model.range(finding.primary.span),
        severity: Some(severity),
        code: Some(Code::String(finding.code.to_string())),
        code_description: None,
        source: Some("snnc".into()),
        message: Message::String(lines.join("\n")),
        tags: is_unnecessary(finding.code).then(|| vec![DiagnosticTag::Unnecessary]),
        related_information: Some(related.collect()),
        data: None,
    }
}

/// Whether what a code is told of could be left out.
fn is_unnecessary(code: &str) -> bool {
    code.rsplit("::").next().is_some_and(|name| name == "unused" || name.starts_with("unused-"))
}
