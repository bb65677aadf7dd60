//! Operators of other languages, operators that are missing, and operators in the wrong place.

use super::shown;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::source::Span;

/// `// a comment`, `% a comment`, `/* a comment */`.
pub(in crate::syntax) fn foreign_comment(span: Span, text: &str, ends_line: bool) -> Diagnostic {
    let told = |mark: &str, span: Span| {
        let message = format!("a comment begins with `#`, not with `{mark}`");
        Diagnostic::error("syntax::operator-spelling", span, message).at("should be `#`")
    };
    let Some(inside) = text.strip_prefix("/*") else {
        let mark = text.find(|c| c != '%').unwrap_or(text.len()).max(1 + usize::from(text.starts_with('/')));
        let at = Span { end: span.start + mark as u32, ..span };
        return told(&text[..mark], at).safe_fix("Write `#`", at, "#");
    };
    let start = Span { end: span.start + 2, ..span };
    let told = told("/*", start).help("it goes on to the end of the line; each line needs a `#` of its own");
    if !ends_line {
        return told;
    }
    let inside = inside.strip_suffix("*/").unwrap_or(inside).trim_end();
    let plain = |line: &str| {
        let words = line.trim_start();
        format!("#{}", words.strip_prefix('*').unwrap_or(line).trim_end())
    };
    let lines: Vec<_> = inside.lines().map(plain).collect();
    told.safe_fix("Write `#`", span, lines.join("\n"))
}

/// `^` for `**`.
pub(in crate::syntax) fn power_operator(span: Span) -> Diagnostic {
    Diagnostic::error("syntax::power-operator", span, "powers are written with `**`, not `^`")
        .at("should be `**`")
        .safe_fix("Write `**`", span, "**")
}

/// `=` for `==`.
pub(in crate::syntax) fn equality_operator(span: Span) -> Diagnostic {
    Diagnostic::error(
        "syntax::equality-operator",
        span,
        "equality is tested with `==`; `=` defines or assigns",
    )
    .at("should be `==`")
    .safe_fix("Write `==`", span, "==")
}

/// `v = w = 0`.
pub(in crate::syntax) fn chained_assignment(span: Span) -> Diagnostic {
    Diagnostic::error("syntax::chained-assignment", span, "only one `=` can stand in a statement")
        .at("a second `=`")
        .help("write two statements, separated by `;`, or `==` if this is a comparison")
}

/// `&&`, `||`, `!`.
pub(in crate::syntax) fn word_operator(span: Span, text: &str, word: &str) -> Diagnostic {
    Diagnostic::error(
        "syntax::word-operator",
        span,
        format!("`{text}` is written as the word `{}`", word.trim()),
    )
    .at(format!("should be `{}`", word.trim()))
    .safe_fix(format!("Write `{}`", word.trim()), span, word)
}

/// `×`, `≤`, `=<` and others that look right.
pub(in crate::syntax) fn operator_spelling(span: Span, text: &str, meant: &str) -> Diagnostic {
    Diagnostic::error("syntax::operator-spelling", span, format!("`{text}` is written `{meant}`"))
        .at(format!("should be `{meant}`"))
        .safe_fix(format!("Write `{meant}`"), span, meant)
}

/// Two operands side by side; `word` is what the second was perhaps meant to be.
pub(in crate::syntax) fn missing_operator(
    left: Span,
    right: Span,
    gap: Span,
    (before, after): (&str, &str),
    word: Option<&str>,
) -> Diagnostic {
    let message = format!("an operator is missing between `{}` and `{}`", shown(before), shown(after));
    let told = Diagnostic::error("syntax::missing-operator", right, message).label(left, "a value");
    match word {
        None if before == "pairs" => told
            .at("no list of pairs")
            .help("write for example `pairs [(0, 1), (0, 2)]`, the source before the target"),
        Some(word) => told.at(format!("did you mean `{word}`?")).fix(format!("Write `{word}`"), right, word),
        None => told
            .at("another value")
            .help(match after {
                "(" => format!("to multiply, write `{}*(…)`", shown(before)),
                _ => format!("to multiply, write `{}*{}`", shown(before), shown(after)),
            })
            .fix("Multiply with `*`", gap, "*"),
    }
}

/// `np.exp(x)`, `np.pi`.
pub(in crate::syntax) fn name_of_module(span: Span, text: &str, name: &str, module: bool) -> Diagnostic {
    let name = match name {
        "arange" => "range",
        "asin" => "arcsin",
        "acos" => "arccos",
        "atan" => "arctan",
        "fabs" | "absolute" => "abs",
        "maximum" => "max",
        "minimum" => "min",
        "random" => "rand",
        "normal" => "randn",
        "rint" => "round",
        name => name,
    };
    if module {
        let message = format!("`{}` is written without its module", shown(text));
        let told =
            Diagnostic::error("syntax::other-language", span, message).at(format!("should be `{name}`"));
        return told.safe_fix(format!("Write `{name}`"), span, name);
    }
    Diagnostic::error("syntax::unexpected", span, format!("`{}` is no function", shown(text)))
        .at("functions have no `.` in their names")
        .fix(format!("Write `{name}`"), span, name)
}

/// `np.array([1, 2])`.
pub(in crate::syntax) fn array_of_module(span: Span, text: &str, open: Span, close: Span) -> Diagnostic {
    let message = format!("an array is written `[…]` alone, without `{}`", shown(text));
    let mut told = Diagnostic::error("syntax::other-language", span, message).at("not needed");
    told.fixes.push(Fix {
        title: "leave only the array".into(),
        edits: [open, close].map(|span| Edit { span, replacement: String::new() }).into(),
        safe: true,
    });
    told
}

/// `[0..5]`.
pub(in crate::syntax) fn dots(span: Span) -> Diagnostic {
    Diagnostic::error("syntax::operator-spelling", span, "a part is written with `:`, not with `..`")
        .at("should be `:`; what follows it is not included")
        .fix("Write `:`", span, ":")
}

/// `[1 2 3]`.
pub(in crate::syntax) fn missing_commas(span: Span, gaps: &[Span]) -> Diagnostic {
    let mut told =
        Diagnostic::error("syntax::missing-separator", span, "the elements of an array are separated by `,`")
            .at("no `,` before this");
    told.fixes.push(Fix {
        title: "put `,` between them".into(),
        edits: gaps.iter().map(|gap| Edit { span: *gap, replacement: ", ".into() }).collect(),
        safe: true,
    });
    told
}

/// `a ? b : c`.
pub(in crate::syntax) fn ternary(span: Span, (whole, written): (Span, String)) -> Diagnostic {
    Diagnostic::error("syntax::other-language", span, "a choice is written `a if condition else b`")
        .at(format!("should be `{}`", shown(&written)))
        .safe_fix(format!("Write `{}`", shown(&written)), whole, written)
}

/// `2**3 mV`.
pub(in crate::syntax) fn quantity_as_exponent(number: Span, unit: Span, text: &str) -> Diagnostic {
    let gap = Span { start: number.end, end: unit.start, ..number };
    Diagnostic::error("syntax::quantity-as-exponent", number.to(unit), "an exponent has no unit")
        .at("read as the exponent")
        .help(format!("if the whole power is to be measured in `{text}`, multiply with `*`"))
        .safe_fix("Put a `*` before the unit", gap, "*")
}

/// `3 ms**2**2`.
pub(in crate::syntax) fn second_power(quantity: Span, operator: Span) -> Diagnostic {
    let mut told = Diagnostic::error("syntax::second-power", operator, "a unit takes at most one power")
        .at("a second power")
        .label(quantity, "this is the quantity");
    told.fixes.push(Fix {
        title: "put the quantity in parentheses".into(),
        edits: vec![
            Edit { span: Span { end: quantity.start, ..quantity }, replacement: "(".into() },
            Edit { span: Span { start: quantity.end, ..quantity }, replacement: ")".into() },
        ],
        safe: true,
    });
    told
}

/// `a + not b`.
pub(in crate::syntax) fn not_needs_parentheses(span: Span) -> Diagnostic {
    Diagnostic::error(
        "syntax::not-needs-parentheses",
        span,
        "`not` after an operator needs parentheses of its own",
    )
    .at("binds more loosely than the operator before it")
    .help("write for example `a == (not b)`")
}

/// `(a + b)²`.
pub(in crate::syntax) fn superscript(span: Span, text: &str) -> Diagnostic {
    let power = if text == "²" { "**2" } else { "**3" };
    Diagnostic::error("syntax::superscript", span, format!("`{text}` follows only a name or a unit"))
        .at(format!("should be `{power}`"))
        .safe_fix(format!("Write `{power}`"), span, power)
}
