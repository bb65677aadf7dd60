//! Conditions, whole numbers and calls that do not fit.

use crate::check::scope::Site;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::Name;
use crate::units::{self, Dimension};

fn with_reason(diagnostic: Diagnostic, because: Option<(Span, &str)>) -> Diagnostic {
    match because {
        Some((place, clause)) if place != diagnostic.primary.span => diagnostic.label(place, clause),
        Some((_, clause)) => diagnostic.at(clause),
        None => diagnostic,
    }
}

/// A condition where arithmetic is done.
pub(in crate::check) fn condition_in_arithmetic(span: Span, operator: &str, text: &str) -> Diagnostic {
    let message = format!("`{operator}` takes numbers, but this is a condition");
    as_int(Diagnostic::error("types::condition", span, message).at("true or false"), span, text)
}

/// A condition where a number is expected.
pub(in crate::check) fn not_a_number(span: Span, text: &str, because: Option<(Span, &str)>) -> Diagnostic {
    let diagnostic =
        Diagnostic::error("types::condition", span, "this must be a number, but it is a condition");
    as_int(with_reason(diagnostic.at("true or false"), because), span, text)
}

fn as_int(diagnostic: Diagnostic, span: Span, text: &str) -> Diagnostic {
    let bracketed = text.starts_with('(') && text.ends_with(')');
    let written = if bracketed { format!("int{text}") } else { format!("int({text})") };
    diagnostic.help(format!("`{written}` is 1 where it holds and 0 elsewhere")).fix(
        "Write `int(…)`",
        span,
        written,
    )
}

/// A number where a condition is expected.
pub(in crate::check) fn not_a_condition(
    span: Span,
    text: &str,
    found: Dimension,
    because: Option<(Span, &str)>,
) -> Diagnostic {
    let message = format!("this must be a condition, but it is {}", units::quantity(found));
    let diagnostic = Diagnostic::error("types::not-a-condition", span, message).at("a number");
    let diagnostic = with_reason(diagnostic, because);
    let plain = text.len() <= 40 && text.starts_with(char::is_alphabetic) && !text.contains('\n');
    match text {
        "1" => diagnostic.help("write `True`").fix("Write `True`", span, "True"),
        "0" => diagnostic.help("write `False`").fix("Write `False`", span, "False"),
        _ if plain => diagnostic.help(format!("compare it with something: `{text} > …`, `{text} != …`")),
        _ => diagnostic,
    }
}

/// A fraction where a whole number is expected.
pub(in crate::check) fn not_an_integer(
    span: Span,
    text: &str,
    found: Dimension,
    because: Option<(Span, &str)>,
) -> Diagnostic {
    let what = if found.is_one() { "a number with a fraction".to_string() } else { units::quantity(found) };
    let message = format!("this must be a whole number, but it is {what}");
    let diagnostic = Diagnostic::error("types::not-an-integer", span, message);
    let diagnostic = with_reason(diagnostic.at("not always whole"), because);
    if !found.is_one() {
        return diagnostic;
    }
    diagnostic.help(format!("`int({text})` drops the fraction, `int(round({text}))` rounds")).fix(
        "Write `int(…)`",
        span,
        format!("int({text})"),
    )
}

/// A size or the like with a fraction.
pub(in crate::check) fn not_whole(span: Span, what: &str, value: f64, text: &str) -> Diagnostic {
    let message = format!("{what} must be a whole number, but it is {value}");
    Diagnostic::error("types::not-an-integer", span, message)
        .at(format!("{value}"))
        .help(format!("`int(round({text}))` rounds it"))
        .fix("Round it", span, format!("int(round({text}))"))
}

/// A condition compared with a number, or in an order.
pub(in crate::check) fn compared_condition(
    span: Span,
    operator: &str,
    text: &str,
    other: &str,
) -> Diagnostic {
    let message = format!("`{operator}` compares numbers, but this is a condition");
    let diagnostic = Diagnostic::error("types::condition", span, message).at("true or false");
    match (operator, other) {
        ("==", "1") | ("!=" | ">", "0") => diagnostic.help(format!("it needs no comparison: write `{text}`")),
        ("==", "0") | ("!=" | "<", "1") => diagnostic.help(format!("write `not {text}`")),
        _ => diagnostic.help(format!("`int({text})` is 1 where it holds and 0 elsewhere")),
    }
}

/// A choice between a condition and a number.
pub(in crate::check) fn mixed_branches(condition: Span, number: Span) -> Diagnostic {
    Diagnostic::error("types::condition", condition, "one choice is a condition, the other a number")
        .at("true or false")
        .label(number, "a number")
}

/// Too many or too few arguments.
pub(in crate::check) fn wrong_number_of_arguments(
    name: &Name,
    call: Span,
    parameters: &[&str],
    given: usize,
    defined: Option<Span>,
) -> Diagnostic {
    let text = &name.text;
    let takes = match parameters {
        [] => "no arguments".to_string(),
        [_] => "one argument".to_string(),
        [.., "…"] => "two arguments or more".to_string(),
        many => format!("{} arguments", many.len()),
    };
    let has = match given {
        0 => "none is".to_string(),
        1 => "one is".to_string(),
        n => format!("{n} are"),
    };
    let message = format!("`{text}` takes {takes}, but {has} given");
    let diagnostic = Diagnostic::error("types::arguments", call, message);
    let diagnostic = match defined {
        Some(span) => diagnostic.label(span, "defined here"),
        None => diagnostic,
    };
    match (&**text, given) {
        ("rand" | "randn", 1) => {
            diagnostic.help(format!("each element draws its own number: write `{text}()`"))
        }
        _ => diagnostic.help(format!("write `{text}({})`", parameters.join(", "))),
    }
}

/// An argument by name for a function of the language.
pub(in crate::check) fn named_argument(function: &Name, argument: &Name) -> Diagnostic {
    let message = format!("the arguments of `{}` have no names", function.text);
    Diagnostic::error("types::arguments", argument.span, message)
        .help(format!("leave out `{} =`", argument.text))
}

/// A parameter that gets two values.
pub(in crate::check) fn argument_twice(function: &Name, parameter: &Name, at: Span) -> Diagnostic {
    let message = format!("`{}` of `{}` is given twice", parameter.text, function.text);
    Diagnostic::error("types::arguments", at, message).label(parameter.span, "the parameter")
}

/// A value before parentheses: a forgotten `*`.
pub(in crate::check) fn not_a_function(name: &Name, call: Span, text: &str) -> Diagnostic {
    let at = Span { start: name.span.end, ..name.span };
    let arguments = text.get((name.span.end - name.span.start) as usize..).unwrap_or("(…)");
    let diagnostic =
        Diagnostic::error("types::not-a-function", name.span, format!("`{}` is not a function", name.text));
    let diagnostic = if call.start == name.span.start && arguments.len() <= 60 && !arguments.contains('\n') {
        diagnostic.help(format!("to multiply, write `{}*{}`", name.text, arguments.trim_start()))
    } else {
        diagnostic.help(format!("to multiply, write `*` after `{}`", name.text))
    };
    diagnostic.fix("Write `*`", at, "*")
}

/// A random function where the value must not change.
pub(in crate::check) fn no_random(name: &Name, call: Span, why: &str, noise: bool, held: bool) -> Diagnostic {
    let message = format!("`{}` cannot stand here: {why}", name.text);
    let diagnostic = Diagnostic::error("types::random", call, message);
    if noise {
        return diagnostic.help("noise in a differential equation is `xi`: `sigma*sqrt(2/tau)*xi`; or read a subexpression that is `(constant over dt)`");
    }
    if held {
        let help = "mark the subexpression as `(constant over dt)`, after its unit: it is drawn at the start of each step then";
        return diagnostic.help(help);
    }
    diagnostic
}

/// A parameter that no distribution has.
pub(in crate::check) fn impossible_distribution(function: &str, span: Span, value: f64) -> Diagnostic {
    let (which, range) = match function {
        "binomial" => ("last argument", "must be between 0 and 1"),
        _ => ("argument", "must not be negative"),
    };
    let message = format!("the {which} of `{function}` {range}, but it is {value}");
    Diagnostic::error("values::out-of-range", span, message)
}

/// `sum` of something else.
pub(in crate::check) fn sum_without_range(name: &Name, call: Span) -> Diagnostic {
    Diagnostic::error("types::arguments", call, format!("`{}` takes one generator", name.text))
        .help("write `sum(term for k in range(a, b))`")
}

/// A generator that does not run over a range.
pub(in crate::check) fn not_a_range(span: Span) -> Diagnostic {
    Diagnostic::error("types::arguments", span, "`sum` runs over a range of whole numbers")
        .help("write `for k in range(a, b)`, which leaves out `b`")
}

/// `range(a, b, 0)`.
pub(in crate::check) fn empty_step(span: Span) -> Diagnostic {
    Diagnostic::error("values::out-of-range", span, "the step of `range` must not be 0")
}

/// A `sum` that is too long to be written out.
pub(in crate::check) fn too_many_terms(span: Span, what: &str, count: i128, most: i64) -> Diagnostic {
    let message = format!("`{what}` of {count} numbers is too long");
    Diagnostic::error("values::out-of-range", span, message).help(format!("at most {most} are possible"))
}

/// `group.variable` in an expression.
pub(in crate::check) fn member(span: Span, site: Site) -> Diagnostic {
    let help = match site {
        Site::Until => {
            "say what of its elements is meant: `any(…)`, `all(…)`, `mean(…)`, `max(…)`, `min(…)` or `sum(…)`"
        }
        Site::Synapses | Site::Connect => "the variables of both ends are `x_pre` and `x_post`",
        Site::Neurons | Site::Poisson => {
            "the group's own variables are read by their bare names, those of another group by a link: `x = other.y : 1 (linked)`"
        }
        Site::Constant => "constants are known before there are groups",
    };
    Diagnostic::error("types::not-a-number", span, "the variable of a group cannot be named in an expression")
        .help(help)
}

/// A pair, or a number with a decimal comma.
pub(in crate::check) fn no_pair(span: Span, text: &str) -> Diagnostic {
    let told = no_number(span, "a pair");
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let decimal = |(whole, fraction): (&str, &str)| {
        digit(whole.chars().next_back()) && digit(fraction.chars().next()) && !fraction.contains(',')
    };
    if !text.split_once(',').is_some_and(decimal) {
        return told;
    }
    let point = text.replacen(',', ".", 1);
    told.help("a decimal fraction is written with a point").fix(format!("Write `{point}`"), span, point)
}

/// Something that is no number at all.
pub(in crate::check) fn no_number(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error("types::not-a-number", span, format!("{what} cannot stand in an expression"))
}

/// Nested beyond the limit.
pub(in crate::check) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error("types::too-large", span, "this expression is nested too deeply")
        .help("give parts of it names: subexpressions of the block, or constants")
}

/// Functions that call others over and over.
pub(in crate::check) fn too_many_calls(span: Span, most: usize) -> Diagnostic {
    let message = format!(
        "the model has more than {most} calls of functions, when those within functions are counted each time"
    );
    Diagnostic::error("types::too-large", span, message)
        .help("call functions fewer times: give their results names as subexpressions of the block")
}

/// More than the limit of all expressions.
pub(in crate::check) fn too_large(span: Span, most: usize) -> Diagnostic {
    let message = format!(
        "the model has more than {most} operations, when those within functions are counted at each call"
    );
    Diagnostic::error("types::too-large", span, message)
        .help("call functions fewer times: give their results names as subexpressions of the block")
}
