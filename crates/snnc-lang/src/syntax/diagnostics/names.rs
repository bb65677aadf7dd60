//! Names that cannot be names.

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::Name;

/// `_x`.
pub(in crate::syntax) fn reserved_name(name: &Name) -> Diagnostic {
    let bare = name.text.trim_start_matches('_');
    let told =
        Diagnostic::error("syntax::reserved-name", name.span, "names that begin with `_` are reserved")
            .at("begins with `_`");
    if bare.starts_with(|c: char| c.is_alphabetic()) {
        told.fix(format!("Call it `{bare}`"), name.span, bare)
    } else {
        told
    }
}

/// `d2/dt`.
pub(in crate::syntax) fn name_begins_with_digit(span: Span, text: &str) -> Diagnostic {
    let message = format!("`{text}` is no name of a variable, since a name begins with a letter");
    Diagnostic::error("syntax::name-begins-with-digit", span, message).at("begins with a digit")
}

/// `run = 5`.
pub(in crate::syntax) fn keyword_as_name(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error(
        "syntax::keyword-as-name",
        span,
        format!("`{word}` begins a statement and cannot be a name"),
    )
    .at("a word of the language")
    .fix(format!("Call it `{word}_`"), span, format!("{word}_"))
}

/// `store trained`.
pub(in crate::syntax) fn missing_quotes(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error("syntax::missing-quotes", span, "file names and labels stand in double quotes")
        .at(format!("should be `\"{text}\"`"))
        .safe_fix("Put it in quotes", span, format!("\"{text}\""))
}

/// `'file'`.
pub(in crate::syntax) fn single_quotes(span: Span, inside: &str) -> Diagnostic {
    Diagnostic::error("syntax::single-quotes", span, "strings take double quotes")
        .at(format!("should be `\"{inside}\"`"))
        .safe_fix("Use double quotes", span, format!("\"{inside}\""))
}

/// `exponential-euler`.
pub(in crate::syntax) fn dashed_name(span: Span, text: &str) -> Diagnostic {
    let meant = text.replace('-', "_").replace(' ', "");
    Diagnostic::error("syntax::operator-spelling", span, "the parts of a name are joined by `_`, not by `-`")
        .at(format!("should be `{meant}`"))
        .safe_fix(format!("Write `{meant}`"), span, meant)
}
