//! What this version does not carry out.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A part of the language that parses but is not carried out.
pub(in crate::check) fn later(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error("language::later", span, format!("this version does not carry out {what}"))
}
