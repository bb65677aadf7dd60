//! Sections of blocks, and flags.

use super::list;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A name with `:` that is no section; other simulators have sections for what needs none here.
pub(in crate::syntax) fn unknown_section(
    span: Span,
    word: &str,
    block: &str,
    meant: Option<&str>,
) -> Diagnostic {
    let told =
        Diagnostic::error("syntax::unknown-section", span, format!("`{word}` is no section of `{block}`"));
    match meant {
        Some(meant) => {
            told.at(format!("did you mean `{meant}`?")).fix(format!("Write `{meant}`"), span, meant)
        }
        None => match word {
            "state" | "parameters" | "parameter" | "equations" | "initial_values" | "internals" | "params"
            | "variables" | "model" | "eqs" | "derivative" | "assigned" => told
                .at("unknown section")
                .help("equations and variables stand in the block itself, one a line, without a section"),
            "update" | "breakpoint" | "run_regularly" | "update_rule" => {
                told.at("unknown section").help("what is done again and again stands in a section `every dt:`")
            }
            "input" | "output" | "receptors" => told
                .at("unknown section")
                .help("what arrives is written by synapses: `on_pre: v += w`; what leaves is the spike of `threshold:`"),
            _ => told.at("unknown section"),
        },
    }
}

/// A section that belongs to another kind of block.
pub(in crate::syntax) fn section_of_other_block(
    span: Span,
    word: &str,
    block: &str,
    places: &[&str],
) -> Diagnostic {
    let message = format!("`{word}:` is no section of `{block}`");
    let places = list(places.iter().copied(), "and");
    Diagnostic::error("syntax::section-of-other-block", span, message).at(format!("a section of {places}"))
}

/// A variable with the name of a section of other blocks, which nothing uses.
pub(in crate::syntax) fn unused_section_name(span: Span, word: &str, places: &[&str]) -> Diagnostic {
    let message = format!("`{word}` declares a variable here, which nothing uses");
    let places = list(places.iter().copied(), "and");
    Diagnostic::warning("syntax::section-of-other-block", span, message)
        .at(format!("a section of {places} only"))
        .help("leave it out, or use the variable; a value is given in `init:`")
}

/// A section outside of all blocks.
pub(in crate::syntax) fn section_at_top_level(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error("syntax::section-at-top-level", span, format!("`{word}:` belongs in a block"))
        .at("in no block")
}

/// A section inside the `{ }` of another.
pub(in crate::syntax) fn section_in_section(span: Span, word: &str, outer: &str) -> Diagnostic {
    Diagnostic::error(
        "syntax::section-in-section",
        span,
        format!("`{word}:` cannot stand inside the `{{ }}` of `{outer}:`"),
    )
    .at("a section of its own")
    .help(format!("close the `{{` of `{outer}:` before it"))
}

/// `threshold = v > 1`.
pub(in crate::syntax) fn equals_for_colon(span: Span, word: &str, written: &str) -> Diagnostic {
    Diagnostic::error("syntax::equals-for-colon", span, format!("the section `{word}` takes `:`, not `=`"))
        .at("should be `:`")
        .safe_fix("Write `:`", span, written)
}

/// `tau: 20 ms`.
pub(in crate::syntax) fn colon_for_equals(span: Span, text: &str, spaced: bool) -> Diagnostic {
    Diagnostic::error("syntax::colon-for-equals", span, format!("a value is given with `=`, not `{text}`"))
        .at("should be `=`")
        .safe_fix("Write `=`", span, if spaced { "=" } else { " =" })
}

/// `threshold v > 1`.
pub(in crate::syntax) fn missing_colon(span: Span, word: &str) -> Diagnostic {
    let after = Span { start: span.end, ..span };
    Diagnostic::error(
        "syntax::missing-colon",
        span,
        format!("the section `{word}` needs a `:` after its name"),
    )
    .at("no `:` follows")
    .safe_fix("Put `:` after it", after, ":")
}

/// `threshold:` and nothing more.
pub(in crate::syntax) fn empty_section(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error("syntax::empty-section", span, format!("`{word}:` says nothing"))
        .at("something must follow")
}

/// `threshold: { … }`.
pub(in crate::syntax) fn needless_braces(span: Span, word: &str, inside: &str) -> Diagnostic {
    let message = format!("`{word}:` takes one value, without `{{ }}`");
    let told = Diagnostic::error("syntax::needless-braces", span, message).at("take the braces away");
    if inside.is_empty() || inside.contains(['\n', ';', '#']) {
        return told;
    }
    told.safe_fix("Take the braces away", span, inside)
}

/// `: volt unless refractory`, `: volt [unless refractory]`.
pub(in crate::syntax) fn flags_without_parentheses(span: Span, text: &str) -> Diagnostic {
    let meant = format!("({})", text.trim_matches(['[', ']']).trim());
    Diagnostic::error("syntax::unknown-flag", span, "flags stand in `( )` after the unit")
        .at(format!("should be `{meant}`"))
        .safe_fix(format!("Write `{meant}`"), span, meant)
}

/// `(unles refractory)`.
pub(in crate::syntax) fn unknown_flag(
    span: Span,
    text: &str,
    meant: Option<&str>,
    known: &[&str],
) -> Diagnostic {
    let told = Diagnostic::error("syntax::unknown-flag", span, format!("`{text}` is no flag of an equation"));
    match meant {
        Some(meant) => {
            told.at(format!("did you mean `{meant}`?")).fix(format!("Write `{meant}`"), span, meant)
        }
        None => told.at("unknown flag").help(format!("the flags are {}", list(known.iter().copied(), "and"))),
    }
}
