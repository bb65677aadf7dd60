//! Monitors.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// `monitor cortex`.
pub(in crate::syntax) fn nothing_recorded(span: Span, group: &str) -> Diagnostic {
    let before = Span { end: span.start, ..span };
    Diagnostic::error("syntax::nothing-recorded", span, "a monitor says what it records, and of which group")
        .at("only this is said")
        .help(format!("write for example `monitor V of {group}`"))
        .fix("Record its spikes", before, "spikes of ")
}

/// `monitor V cortex`.
pub(in crate::syntax) fn missing_of(span: Span, between: Span) -> Diagnostic {
    Diagnostic::error("syntax::missing-of", span, "`of` is missing between what is recorded and its group")
        .at("what is recorded of which group?")
        .safe_fix("Put `of` between them", between, " of ")
}

/// `monitor spikes(cortex)`.
pub(in crate::syntax) fn call_of_monitor(span: Span, what: &str, group: &str) -> Diagnostic {
    let meant = format!("{what} of {group}");
    Diagnostic::error("syntax::missing-of", span, "between what is recorded and its group stands `of`")
        .at(format!("should be `{meant}`"))
        .safe_fix(format!("Write `{meant}`"), span, meant)
}

/// `monitor spikes from cortex`.
pub(in crate::syntax) fn other_word_for_of(span: Span, word: &str) -> Diagnostic {
    let message = format!("between what is recorded and its group stands `of`, not `{word}`");
    Diagnostic::error("syntax::missing-of", span, message).at("should be `of`").safe_fix(
        "Write `of`",
        span,
        "of",
    )
}

/// `monitor V[0] of cortex`.
pub(in crate::syntax) fn selection_before_of(span: Span) -> Diagnostic {
    Diagnostic::error(
        "syntax::selection-before-of",
        span,
        "which elements are recorded is said after the group",
    )
    .at("belongs after the group")
    .help("write for example `monitor V of cortex[0, 5]`")
}

/// `monitor spikes, V of cortex`.
pub(in crate::syntax) fn kind_among_variables(
    kind: Span,
    word: &str,
    other: Span,
    group: &str,
) -> Diagnostic {
    Diagnostic::error("syntax::kind-among-variables", kind, format!("`{word}` is a monitor of its own and cannot be listed with variables"))
        .at("a kind of monitor")
        .label(other, "a variable")
        .help(format!("write two monitors; values at the spikes are recorded by `monitor spikes of {group} with …`; a variable called `{word}` by `monitor {group}.{word}`"))
}
