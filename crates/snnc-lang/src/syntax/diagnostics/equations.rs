//! Equations and statements.

use super::shown;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::Name;

/// An equation without `: unit`; `known` is the unit of its value, if that is plain.
pub(in crate::syntax) fn missing_unit(
    name: Span,
    text: &str,
    after: Span,
    colon: bool,
    known: Option<&str>,
) -> Diagnostic {
    let insert = |unit: &str| if colon { format!(" {unit}") } else { format!(" : {unit}") };
    let told = Diagnostic::error("syntax::missing-unit", name, format!("the unit of `{text}` is missing"))
        .at("what is its unit?")
        .label(after, "it belongs here");
    match known {
        Some(unit) => told.help(format!("write it after a colon: `: {unit}`")).fix(
            format!("Declare it in {unit}"),
            after,
            insert(unit),
        ),
        None => told.help("write the unit after a colon, for example `: volt`").fix(
            "Declare it a pure number",
            after,
            insert("1"),
        ),
    }
}

/// `C*dv/dt = …`.
pub(in crate::syntax) fn factor_of_derivative(
    at: Span,
    derivative: &str,
    whole: Span,
    written: String,
) -> Diagnostic {
    let message = format!("`{}` stands alone on the left side", shown(derivative));
    Diagnostic::error("syntax::missing-equals", at, message)
        .at("divide the right side by this")
        .help(format!("write `{}`", shown(&written)))
        .safe_fix("Divide the right side", whole, written)
}

/// `v : volt = 3 mV`.
pub(in crate::syntax) fn value_after_unit(whole: Span, name: &str, unit: &str, value: &str) -> Diagnostic {
    let computed = format!("{name} = {value} : {unit}");
    let begins = format!("{name} : {unit}; init: {name} = {value}");
    Diagnostic::error(
        "syntax::chained-assignment",
        whole,
        format!("the unit of `{name}` stands at the end of its equation"),
    )
    .at("a value after the unit")
    .help(format!(
        "if it always has this value, write `{}`; if it only begins with it, `{}`",
        shown(&computed),
        shown(&begins)
    ))
    .fix("Let it begin with the value", whole, begins)
    .fix("Give it the value", whole, computed)
}

/// `a, b : volt`.
pub(in crate::syntax) fn listed_names(comma: Span, whole: Span, each: &str) -> Diagnostic {
    Diagnostic::error("syntax::missing-separator", comma, "each variable is declared by itself")
        .at("another variable")
        .help(format!("write `{}`", shown(each)))
        .safe_fix("Declare each by itself", whole, each)
}

/// `dv/dt = -v/tau volt`.
pub(in crate::syntax) fn missing_colon_of_unit(unit: Span, text: &str, name: &str) -> Diagnostic {
    let before = Span { end: unit.start, ..unit };
    let message = format!("`{}` needs a `:` before it, if it is the unit of `{name}`", shown(text));
    Diagnostic::error("syntax::missing-colon", unit, message).at("no `:` before this").safe_fix(
        "Put `:` before it",
        before,
        ": ",
    )
}

/// `dv/dt -v/tau : volt`.
pub(in crate::syntax) fn missing_equals(span: Span, text: &str, has_right: bool) -> Diagnostic {
    let after = Span { start: span.end, ..span };
    let message = format!("`{}` needs `=` and the right side of its equation", shown(text));
    let told = Diagnostic::error("syntax::missing-equals", span, message).at("no `=` follows");
    if has_right {
        return told.safe_fix("Put `=` after it", after, " =");
    }
    let name = text.split('/').next().map_or("v", |left| left.trim().trim_start_matches('d'));
    told.help(format!("for example `d{name}/dt = -{name}/(10 ms) : volt`")).fix(
        "Declare it without an equation",
        span,
        name,
    )
}

/// A name and nothing more.
pub(in crate::syntax) fn lone_name(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error("syntax::lone-name", span, format!("`{text}` alone says nothing"))
        .at("nothing is done with this")
        .help(format!("a variable is declared `{text} : volt`, computed `{text} = … : volt`, and assigned in a section `{text} = …`"))
}

/// `w + 1`, a value of which nothing is done.
pub(in crate::syntax) fn lone_expression(
    span: Span,
    text: &str,
    name: &str,
    sign: Span,
    operator: &str,
) -> Diagnostic {
    let message = format!("`{}` alone says nothing", shown(text));
    let told = Diagnostic::error("syntax::lone-name", span, message).at("nothing is done with this");
    match operator {
        "+" | "-" | "*" | "/" => told
            .help(format!(
                "to change `{name}`, write `{operator}=`; to define something by it, `x = {}`",
                shown(text)
            ))
            .fix(format!("Write `{operator}=`"), sign, format!("{operator}=")),
        "==" => told.help(format!("to assign to `{name}`, write a single `=`")).fix("Write `=`", sign, "="),
        _ => told.help(format!("to define something by it, write `x = {}`", shown(text))),
    }
}

/// `w += b` where no section goes on.
pub(in crate::syntax) fn statement_outside(span: Span) -> Diagnostic {
    Diagnostic::error(
        "syntax::statement-outside",
        span,
        "a statement belongs in a section such as `reset:` or `on_pre:`",
    )
    .at("in no section")
    .help("a section's statements are separated by `;`, or stand in `{ }`, one a line")
}

/// `x = 5` beside `x : 1`.
pub(in crate::syntax) fn initial_value(name: Span, text: &str, whole: Span) -> Diagnostic {
    let before = Span { end: whole.start, ..whole };
    let message =
        format!("`{text}` is declared in this block; the value that it begins with is given in `init:`");
    Diagnostic::error("syntax::statement-outside", name, message).at("in no section").fix(
        "Put it in `init:`",
        before,
        "init: ",
    )
}

/// `v = 0, w = 1`.
pub(in crate::syntax) fn comma_between_statements(comma: Span) -> Diagnostic {
    Diagnostic::error("syntax::missing-separator", comma, "statements are separated by `;`, not by `,`")
        .at("should be `;`")
        .safe_fix("Write `;`", comma, ";")
}

/// `v++`.
pub(in crate::syntax) fn increment(span: Span, name: &str, sign: &str) -> Diagnostic {
    let meant = format!("{name} {sign}= 1");
    Diagnostic::error("syntax::operator-spelling", span, format!("`{name}{sign}{sign}` is written `{meant}`"))
        .at(format!("should be `{meant}`"))
        .fix(format!("Write `{meant}`"), span, meant)
}

/// `if v > 1: v = 0`.
pub(in crate::syntax) fn conditional_statement(
    span: Span,
    word: &str,
    written: Option<(Span, String)>,
) -> Diagnostic {
    let told = Diagnostic::error("syntax::unexpected", span, format!("no statement begins with `{word}`"))
        .at("expected the name of a variable");
    if let Some((whole, text)) = written {
        return told.help(format!("choose the value instead: {text}")).fix("Choose the value", whole, text);
    }
    match word {
        "if" => told.help("choose the value instead, for example `v = 0 if v > 1 else v`"),
        _ => told.help(
            "statements are carried out once for each neuron or synapse; sum(… for k in range(n)) repeats",
        ),
    }
}

/// `x = e` in a new line that goes on in a section.
pub(in crate::syntax) fn doubtful_statement(name: Span, text: &str, section: Span, word: &str) -> Diagnostic {
    Diagnostic::warning("syntax::doubtful-statement", name, format!("this line is read as a statement of `{word}:`"))
        .at("goes on in the section above")
        .label(section, "this section")
        .help(format!("if `{text}` is an equation, add its unit (`: volt`); if not, indent the line or put the section in `{{ }}`"))
}

/// An equation in a block that has none.
pub(in crate::syntax) fn equation_without_place(span: Span, keyword: &str) -> Diagnostic {
    Diagnostic::error(
        "syntax::equation-without-place",
        span,
        format!("a `{keyword}` block holds sections only, no equations"),
    )
    .at("an equation")
}

/// A variable that bears the name of a section.
pub(in crate::syntax) fn section_name_as_variable(name: &Name, keyword: &str) -> Diagnostic {
    let message = format!("`{}` is a section of `{keyword}` and cannot be one of its variables", name.text);
    Diagnostic::error("syntax::section-name-as-variable", name.span, message)
        .at("the name of a section")
        .help("give the variable another name")
}

/// `dv/dt = …` at top level.
pub(in crate::syntax) fn equation_at_top_level(span: Span) -> Diagnostic {
    Diagnostic::error("syntax::equation-at-top-level", span, "a differential equation belongs in a block")
        .at("in no block")
        .help("for example `neurons cortex[100] { dv/dt = -v/(10 ms) : volt }`")
}

/// `"v > 1"`.
pub(in crate::syntax) fn quoted_expression(span: Span, inside: &str) -> Diagnostic {
    Diagnostic::error(
        "syntax::quoted-expression",
        span,
        "expressions and statements are written without quotes",
    )
    .at("quoted")
    .safe_fix("Take the quotes away", span, inside)
}

/// `[x for x in …]`.
pub(in crate::syntax) fn list_comprehension(span: Span) -> Diagnostic {
    Diagnostic::error("syntax::list-comprehension", span, "an array cannot be made with `for`")
        .at("a list comprehension")
        .help("use arithmetic on `range(n)` or `linspace(a, b, n)`, for example `2*range(5) + 1`")
}

/// `f = lambda x: …`.
pub(in crate::syntax) fn lambda(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("syntax::lambda", span, "a function is defined with its arguments on the left side")
        .at("no `lambda` here")
        .help(format!("write for example `{name}(x) = 2*x`"))
}
