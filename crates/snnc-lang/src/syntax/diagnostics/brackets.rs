//! Brackets, quotes and characters that spoil the statement they stand in.

use super::shown;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::brackets::DEEPEST;
use crate::syntax::lookalikes;
use crate::syntax::token::Wrong;

/// A token that spoils its statement.
pub(in crate::syntax) struct Flawed<'t> {
    /// Where it is.
    pub(in crate::syntax) span: Span,
    /// Its text.
    pub(in crate::syntax) text: &'t str,
    /// Another token involved.
    pub(in crate::syntax) other: Option<Span>,
    /// Where what is missing may belong.
    pub(in crate::syntax) place: Option<Span>,
    /// What is missing there.
    pub(in crate::syntax) written: String,
}

/// What is wrong with a flawed token.
pub(in crate::syntax) fn flaw(wrong: Wrong, flawed: &Flawed<'_>) -> Diagnostic {
    match wrong {
        Wrong::Character => unknown_character(flawed),
        Wrong::PrintedQuotes => printed_quotes(flawed),
        Wrong::Dotted => dotted(flawed),
        Wrong::Tex => tex(flawed),
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
    if let Some(place) = flawed.place {
        return told.label(place, format!("a `{close}` is missing at or before this")).fix(
            format!("Put `{close}` here"),
            place,
            flawed.written.as_str(),
        );
    }
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
    .fix(format!("Write `{meant}`"), flawed.span, meant);
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
    .fix(format!("Take the `{}` away", flawed.text), flawed.span, "")
}

/// Lines of a block without its first one.
pub(in crate::syntax) fn lost_head(first: Span, brace: Span, section: bool) -> Diagnostic {
    let (message, help) = if section {
        (
            "these lines belong in a section, whose first line is missing",
            "put the line that begins it before them, such as `init: {`, `reset: {` or `on_pre: {`",
        )
    } else {
        (
            "these lines belong in a block, whose head is missing",
            "put its head before them, such as `neurons NAME[SIZE] {` or `synapses NAME: SOURCE -> TARGET {`",
        )
    };
    Diagnostic::error("syntax::unopened-bracket", first, message)
        .at("the first of them")
        .label(brace, "no `{` is open that this could close")
        .help(help)
}

/// The end of the head of a block without its beginning.
pub(in crate::syntax) fn lost_beginning(first: Span, close: Span) -> Diagnostic {
    let message = "this belongs to the head of a block, whose beginning is missing";
    Diagnostic::error("syntax::unopened-bracket", first, message)
        .at("the first line that is left")
        .label(close, "no `(` is open that this could close")
        .help("put the beginning before it, such as `model NAME(`")
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
        .safe_fix(format!("Close it with `{quote}`"), end, quote)
}

fn triple_quotes(flawed: &Flawed<'_>) -> Diagnostic {
    let start = Span { end: flawed.span.start + 3, ..flawed.span };
    Diagnostic::error(
        "syntax::triple-quotes",
        start,
        "equations are written without quotes, in the `{ }` of a block",
    )
    .at("a quoted block begins here")
    .help("for example `neurons cortex[100] { dv/dt = -v/(10 ms) : volt }`")
}

fn prime(flawed: &Flawed<'_>) -> Diagnostic {
    Diagnostic::error("syntax::prime", flawed.span, "a derivative is written `dx/dt`, not `x'`")
        .at("this mark means nothing here")
        .help("write for example `dv/dt = -v/tau : volt`")
}

/// `v' = …`.
pub(in crate::syntax) fn prime_of(mark: Span, whole: Span, name: &str) -> Diagnostic {
    let meant = format!("d{name}/dt");
    let message = format!("a derivative is written `{meant}`, not `{name}'`");
    Diagnostic::error("syntax::prime", mark, message).at("this mark means nothing here").safe_fix(
        format!("Write `{meant}`"),
        whole,
        meant,
    )
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
    if let Some(told) = lookalike(flawed, first) {
        return told;
    }
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
        '√' => told.help("write sqrt(…)"),
        '\\' => told
            .help("a line goes on in the next one after an operator or inside brackets; no mark is needed")
            .safe_fix("Take the `\\` away", flawed.span, ""),
        '~' => told.help("negation is written: not condition"),
        _ => told,
    }
}

/// A character that looks like one of the language.
fn lookalike(flawed: &Flawed<'_>, first: char) -> Option<Diagnostic> {
    let power: Option<String> = flawed.text.chars().map(lookalikes::superscript).collect();
    let power = power.map(|power| format!("**{power}"));
    let meant = power.as_deref().or_else(|| lookalikes::meant(first))?;
    let told = |message| Diagnostic::error("syntax::unknown-character", flawed.span, message);
    if meant.is_empty() {
        let message = format!("an invisible character (U+{:04X}) means nothing in a model", u32::from(first));
        return Some(told(message).at("take it away").safe_fix("Take it away", flawed.span, ""));
    }
    let short = meant.trim();
    let told = told(format!("`{}` is written `{short}`", flawed.text)).at(format!("should be `{short}`"));
    Some(told.safe_fix(format!("Write `{short}`"), flawed.span, meant))
}

/// “text”.
fn printed_quotes(flawed: &Flawed<'_>) -> Diagnostic {
    let inside: String = flawed.text.chars().skip(1).collect();
    let meant = format!("\"{}\"", inside.strip_suffix(|_| true).unwrap_or(""));
    Diagnostic::error("syntax::unknown-character", flawed.span, "strings take straight quotes: `\"`")
        .at(format!("should be `{}`", shown(&meant)))
        .safe_fix("Write straight quotes", flawed.span, meant)
}

/// `a .* b`.
fn dotted(flawed: &Flawed<'_>) -> Diagnostic {
    let meant = if flawed.text == ".^" { "**" } else { &flawed.text[1..] };
    let message = format!("`{}` is written `{meant}`, which goes element by element", flawed.text);
    Diagnostic::error("syntax::operator-spelling", flawed.span, message)
        .at(format!("should be `{meant}`"))
        .safe_fix(format!("Write `{meant}`"), flawed.span, meant)
}

/// `\tau`, `\frac{a}{b}`.
fn tex(flawed: &Flawed<'_>) -> Diagnostic {
    let message = "formulas are not written as in LaTeX";
    let told = Diagnostic::error("syntax::unknown-character", flawed.span, message).at("LaTeX");
    match tex_meant(flawed.text) {
        Some(meant) => told.fix(format!("Write `{}`", shown(&meant)), flawed.span, meant),
        None => told.help("names are words, `tau`; fractions are written with `/`, powers with `**`"),
    }
}

/// What LaTeX means, if it is simple.
fn tex_meant(text: &str) -> Option<String> {
    let text = text.strip_prefix('\\')?;
    let end = text.find('{').unwrap_or(text.len());
    let mut groups = text[end..].split_inclusive('}').map(|group| {
        let inside = group.strip_prefix('{')?.strip_suffix('}')?;
        (!inside.contains('{')).then(|| inside.replace('\\', ""))
    });
    let mut group = || groups.next().flatten();
    match &text[..end] {
        "frac" | "dfrac" | "tfrac" => Some(format!("({})/({})", group()?, group()?)),
        "sqrt" => Some(format!("sqrt({})", group()?)),
        "cdot" | "times" => Some("*".into()),
        "mathrm" | "text" | "mathit" => group(),
        "left" | "right" => None,
        name if end == text.len() => Some(name.to_owned()),
        _ => None,
    }
}
