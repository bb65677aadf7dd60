//! Clauses of `connect:`.

use super::list;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

const CLAUSES: [&str; 12] = [
    "all",
    "p",
    "n",
    "i",
    "j",
    "indegree",
    "outdegree",
    "total",
    "pairs",
    "file",
    "unique",
    "skip_if_invalid",
];

/// `prob = 0.1`.
pub(in crate::syntax) fn unknown_clause(
    span: Span,
    word: &str,
    equals: Span,
    meant: Option<&str>,
) -> Diagnostic {
    let message = format!("`{word}` is nothing that a connection rule knows");
    let told = Diagnostic::error("syntax::unknown-clause", span, message);
    match meant {
        Some(meant) => {
            told.at(format!("did you mean `{meant}`?")).fix(format!("Write `{meant}`"), span, meant)
        }
        None => told.at("unknown").help(format!("a rule knows {}", list(CLAUSES, "and"))).fix(
            "Compare with `==`, if this is a condition",
            equals,
            "==",
        ),
    }
}

/// `connect: condition = 'i != j'`.
pub(in crate::syntax) fn condition_clause(span: Span, word: &str, whole: Span, text: &str) -> Diagnostic {
    let message = format!("a condition stands in the rule by itself, without `{word} =`");
    Diagnostic::error("syntax::unknown-clause", span, message).at("not needed").safe_fix(
        format!("Write `{text}`"),
        whole,
        text,
    )
}

/// `connect: 0.1`.
pub(in crate::syntax) fn number_as_clause(span: Span, text: &str) -> Diagnostic {
    let before = Span { end: span.start, ..span };
    let told =
        Diagnostic::error("syntax::unknown-clause", span, format!("`{text}` alone says nothing in a rule"))
            .at("a number");
    match text.parse::<f64>() {
        Ok(x) if x <= 1.0 => told.fix("Give it as the probability", before, "p = "),
        _ => told.help(format!("write for example `indegree = {text}`")),
    }
}

/// `connect: all,, p = 1`.
pub(in crate::syntax) fn empty_clause(span: Span) -> Diagnostic {
    Diagnostic::error("syntax::empty-clause", span, "nothing stands between these commas").at("empty")
}

/// `connect: k for k in range(3)`.
pub(in crate::syntax) fn generator_without_end(span: Span, value: Span) -> Diagnostic {
    let before = Span { end: value.start, ..value };
    Diagnostic::error(
        "syntax::generator-without-end",
        span,
        "a generator gives the index of one end of the synapses",
    )
    .at("a generator")
    .label(value, "`j =` (or `i =`) is missing before this")
    .fix("Give the targets", before, "j = ")
}

/// `p = k for k in range(3)`.
pub(in crate::syntax) fn generator_of_number(span: Span, key: Span, word: &str) -> Diagnostic {
    Diagnostic::error("syntax::generator-of-number", span, format!("`{word}` takes one value, no generator"))
        .at("a generator")
        .label(key, "only `j =` and `i =` take one")
}

/// `p = 0.5 as k`.
pub(in crate::syntax) fn index_of_clause(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error("syntax::index-of-clause", span, format!("`as` belongs to `n =`, not to `{word} =`"))
        .at("names the synapses of one pair")
        .help("write for example `n = 2 as k`")
}

/// `p == 0.1`.
pub(in crate::syntax) fn single_equals(sign: Span, key: &str) -> Diagnostic {
    Diagnostic::error("syntax::unknown-clause", sign, format!("`{key}` is given with a single `=`"))
        .at("should be `=`")
        .safe_fix("Write `=`", sign, "=")
}

/// `i != j and p = 0.1`.
pub(in crate::syntax) fn clause_in_condition(key: Span, text: &str, word: Span) -> Diagnostic {
    Diagnostic::error(
        "syntax::unknown-clause",
        key,
        format!("`{text} =` is a clause of its own, after a `,`"),
    )
    .at("a part of a condition here")
    .fix("Separate it by `,`", word, ",")
}

/// `connect: one_to_one`.
pub(in crate::syntax) fn one_to_one(span: Span) -> Diagnostic {
    Diagnostic::error("syntax::unknown-clause", span, "one to one is written `j = i`")
        .at("should be `j = i`")
        .safe_fix("Write `j = i`", span, "j = i")
}
