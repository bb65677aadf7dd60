//! What does not fit and is no known slip.

use super::{list, shown};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::spelling::nearest;
use crate::syntax::expected::Failure;

/// Something that cannot stand where it stands.
pub(in crate::syntax) fn unexpected(found: Span, text: &str, failure: &Failure) -> Diagnostic {
    let expected = list_words(&failure.expected);
    let (message, at) = if text.is_empty() {
        (format!("something is missing here: {expected}"), "missing here".to_owned())
    } else {
        (format!("`{}` cannot stand here", shown(text)), format!("expected {expected}"))
    };
    let told = Diagnostic::error("syntax::unexpected", found, message).at(at);
    if let Some(word) = nearest(text, failure.keywords.iter().copied()).filter(|word| *word != text) {
        return told.fix(format!("Write `{word}`"), found, word);
    }
    // Where a name could have stood.
    let name = failure.expected.iter().any(|what| matches!(*what, "a name" | "an expression"));
    match text {
        "is" if !name => {
            told.help("values are compared with `==`; a boolean variable is a condition by itself")
        }
        "in" if !name => told.help("compare with each of the values, for example `x == 1 or x == 2`"),
        "for" if !name => {
            told.help("one `for` can stand here; a sum over two names is `sum(sum(… for k in …) for l in …)`")
        }
        "as" | "at" | "every" | "for" | "if" | "in" | "is" | "not" | "of" | "until" | "with" | "and"
        | "or" | "else"
            if name =>
        {
            let words = list(["as", "at", "every", "if", "of", "with"], "and");
            told.help(format!("words such as {words} cannot be names"))
        }
        _ => told,
    }
}

fn list_words(words: &[&str]) -> String {
    match words {
        [] => "the end of the statement".to_owned(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}
