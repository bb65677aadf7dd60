//! Brackets, quotes and characters that spoil the statement they stand in.

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::brackets::DEEPEST;
use crate::syntax::token::Wrong;

/// A token that spoils its statement.
pub(in crate::syntax) struct Flawed<'t> {
    /// Where it is.
    pub(in crate::syntax) span: Span,
    /// Its text.
    pub(in crate::syntax) text: &'t str,
    /// Another token involved.
    pub(in crate::syntax) other: Option<Span>,
}

/// What is wrong with a flawed token.
pub(in crate::syntax) fn flaw(wrong: Wrong, flawed: &Flawed<'_>) -> Diagnostic {
    match wrong {
        Wrong::Character => unknown_character(flawed),
        Wrong::UnclosedText => unclosed_text(flawed),
        Wrong::TripleQuotes => triple_quotes(flawed),
        Wrong::Prime => prime(flawed),
        Wrong::Unclosed => unclosed_bracket(flawed),
        Wrong::Mismatched => mismatched_bracket(flawed),
        Wrong::Unopened => unopened_bracket(flawed),
        Wrong::TooDeep => too_deep(flawed.span),
    }
}

fn closing(open: &str) -> char {
    match open {
        "(" => ')',
        "[" => ']',
        _ => '}',
    }
}

fn unclosed_bracket(flawed: &Flawed<'_>) -> Diagnostic {
    let close = closing(flawed.text);
    let told = Diagnostic::error(
        "syntax::unclosed-bracket",
        flawed.span,
        format!("this `{}` is never closed", flawed.text),
    )
    .at("opened here");
    match flawed.other {
        Some(other) => told.label(other, format!("a `{close}` is missing before this")),
        None => told.help(format!("put the missing `{close}` where it belongs")),
    }
}

fn mismatched_bracket(flawed: &Flawed<'_>) -> Diagnostic {
    let meant = if flawed.text == ")" { "]" } else { ")" };
    let told = Diagnostic::error(
        "syntax::mismatched-bracket",
        flawed.span,
        format!("`{}` does not fit the bracket that it closes", flawed.text),
    )
    .at(format!("should be `{meant}`"))
    .fix(format!("write `{meant}`"), flawed.span, meant);
    match flawed.other {
        Some(other) => told.label(other, "opened here"),
        None => told,
    }
}

fn unopened_bracket(flawed: &Flawed<'_>) -> Diagnostic {
    Diagnostic::error(
        "syntax::unopened-bracket",
        flawed.span,
        format!("this `{}` closes nothing", flawed.text),
    )
    .at("no bracket is open here")
    .fix(format!("take the `{}` away", flawed.text), flawed.span, "")
}

/// Brackets, signs, powers or conditions inside one another beyond the limit.
pub(in crate::syntax) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error("syntax::too-deep", span, format!("this is nested more than {DEEPEST} levels deep"))
        .at("one level too many")
        .help("give a part of it a name of its own")
}

fn unclosed_text(flawed: &Flawed<'_>) -> Diagnostic {
    let quote = &flawed.text[..1];
    // A file name or label ends before the bracket or comma that was swallowed.
    let length = flawed.text.find([')', ']', ',', '#', '}']).unwrap_or(flawed.text.len());
    let length = flawed.text[..length].trim_end().len() as u32;
    let end = Span { start: flawed.span.start + length, end: flawed.span.start + length, ..flawed.span };
    Diagnostic::error("syntax::unclosed-string", flawed.span, "this string has no end on its line")
        .at("opened here")
        .safe_fix(format!("close it with `{quote}`"), end, quote)
}

fn triple_quotes(flawed: &Flawed<'_>) -> Diagnostic {
    let start = Span { end: flawed.span.start + 3, ..flawed.span };
    Diagnostic::error(
        "syntax::triple-quotes",
        start,
        "equations are written without quotes, in the `{ }` of a block",
    )
    .at("a quoted block begins here")
    .help("for example: neurons cortex[100] { dv/dt = -v/(10 ms) : volt }")
}

fn prime(flawed: &Flawed<'_>) -> Diagnostic {
    Diagnostic::error("syntax::prime", flawed.span, "a derivative is written `dx/dt`, not `x'`")
        .at("this mark means nothing here")
        .help("write for example: dv/dt = -v/tau : volt")
}

fn unknown_character(flawed: &Flawed<'_>) -> Diagnostic {
    let first = flawed.text.chars().next().unwrap_or(' ');
    let more = flawed.text.chars().nth(1).is_some();
    let what = if first.is_control() {
        format!("a control character (U+{:04X})", u32::from(first))
    } else if more {
        "these characters".to_owned()
    } else {
        format!("`{first}`")
    };
    let verb = if more && !first.is_control() { "mean" } else { "means" };
    let told = Diagnostic::error(
        "syntax::unknown-character",
        flawed.span,
        format!("{what} {verb} nothing in a model"),
    )
    .at("not a part of the language");
    match first {
        '?' => told.help("a choice is written: a if condition else b"),
        '“' | '”' | '„' => told.help("strings take straight quotes: \"name\""),
        '‘' | '’' => told.help("strings take straight double quotes; a derivative is written dx/dt"),
        '÷' => told.help("division is written /"),
        '–' | '—' => told.help("minus is written -"),
        '√' => told.help("write sqrt(…)"),
        '∞' => told.help("write inf"),
        '\\' => told
            .help("a line goes on in the next one after an operator or inside brackets; no mark is needed"),
        '⁰' | '¹' | '⁴' | '⁵' | '⁶' | '⁷' | '⁸' | '⁹' | '⁻' => {
            told.help("powers other than ² and ³ are written with **, as in s**-1")
        }
        '~' => told.help("negation is written: not condition"),
        _ => told,
    }
}
