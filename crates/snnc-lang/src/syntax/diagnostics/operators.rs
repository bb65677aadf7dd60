//! Operators of other languages, operators that are missing, and operators in the wrong place.

use super::shown;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::source::Span;

/// `// a comment`.
pub(in crate::syntax) fn slash_comment(span: Span) -> Diagnostic {
    Diagnostic::error("syntax::operator-spelling", span, "a comment begins with `#`, not with `//`")
        .at("should be `#`")
        .safe_fix("write `#`", span, "#")
}

/// `^` for `**`.
pub(in crate::syntax) fn power_operator(span: Span) -> Diagnostic {
    Diagnostic::error("syntax::power-operator", span, "powers are written with `**`, not `^`")
        .at("should be `**`")
        .safe_fix("write `**`", span, "**")
}

/// `=` for `==`.
pub(in crate::syntax) fn equality_operator(span: Span) -> Diagnostic {
    Diagnostic::error(
        "syntax::equality-operator",
        span,
        "equality is tested with `==`; `=` defines or assigns",
    )
    .at("should be `==`")
    .safe_fix("write `==`", span, "==")
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
    .safe_fix(format!("write `{}`", word.trim()), span, word)
}

/// `×`, `≤`, `=<` and others that look right.
pub(in crate::syntax) fn operator_spelling(span: Span, text: &str, meant: &str) -> Diagnostic {
    Diagnostic::error("syntax::operator-spelling", span, format!("`{text}` is written `{meant}`"))
        .at(format!("should be `{meant}`"))
        .safe_fix(format!("write `{meant}`"), span, meant)
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
        Some(word) => told.at(format!("did you mean `{word}`?")).fix(format!("write `{word}`"), right, word),
        None => told
            .at("another value")
            .help(match after {
                "(" => format!("to multiply, write `{}*(…)`", shown(before)),
                _ => format!("to multiply, write `{}*{}`", shown(before), shown(after)),
            })
            .fix("multiply with `*`", gap, "*"),
    }
}

/// `np.exp(x)`.
pub(in crate::syntax) fn function_of_module(span: Span, text: &str, name: &str) -> Diagnostic {
    Diagnostic::error("syntax::unexpected", span, format!("`{}` is no function", shown(text)))
        .at("functions have no `.` in their names")
        .safe_fix(format!("write `{name}`"), span, name)
}

/// `2**3 mV`.
pub(in crate::syntax) fn quantity_as_exponent(number: Span, unit: Span, text: &str) -> Diagnostic {
    let gap = Span { start: number.end, end: unit.start, ..number };
    Diagnostic::error("syntax::quantity-as-exponent", number.to(unit), "an exponent has no unit")
        .at("read as the exponent")
        .help(format!("if the whole power is to be measured in `{text}`, multiply with `*`"))
        .safe_fix("put a `*` before the unit", gap, "*")
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
    .help("write for example: a == (not b)")
}

/// `(a + b)²`.
pub(in crate::syntax) fn superscript(span: Span, text: &str) -> Diagnostic {
    let power = if text == "²" { "**2" } else { "**3" };
    Diagnostic::error("syntax::superscript", span, format!("`{text}` follows only a name or a unit"))
        .at(format!("should be `{power}`"))
        .safe_fix(format!("write `{power}`"), span, power)
}
