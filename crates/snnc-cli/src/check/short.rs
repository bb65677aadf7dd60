//! Findings in one line each, as compilers tell them.

use super::findings::Findings;
use snnc_lang::Severity;
use std::fmt::Write;

/// One line a finding: `FILE:LINE:COLUMN: error[CODE]: message`.
pub(crate) fn lines(findings: &Findings) -> String {
    let mut lines = String::new();
    for (diagnostic, sources) in findings.all() {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        let span = diagnostic.primary.span;
        let source = sources.get(span.source);
        let at = source.position(span.start as usize);
        let message = diagnostic.message.replace('\n', " ");
        let (name, code) = (&source.name, diagnostic.code);
        // Writing to a String cannot fail.
        let _ = writeln!(lines, "{name}:{}:{}: {severity}[{code}]: {message}", at.line, at.column);
    }
    lines
}
