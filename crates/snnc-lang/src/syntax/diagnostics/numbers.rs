//! Numbers, and what stands where a unit belongs.

use super::shown;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// An integer beyond 64 bits.
pub(in crate::syntax) fn integer_too_large(span: Span) -> Diagnostic {
    let end = Span { start: span.end, ..span };
    Diagnostic::error("syntax::integer-too-large", span, "integers go up to 9223372036854775807")
        .at("too large")
        .fix("Write it with a decimal point", end, ".0")
}

/// A number beyond what a double holds.
pub(in crate::syntax) fn number_too_large(span: Span) -> Diagnostic {
    Diagnostic::error("syntax::number-too-large", span, "numbers go up to about 1.8e308")
        .at("too large")
        .help("infinity is written `inf`")
}

/// A number so small that it is zero.
pub(in crate::syntax) fn number_too_small(span: Span) -> Diagnostic {
    Diagnostic::warning("syntax::number-too-small", span, "this number is so small that it counts as zero")
        .at("smaller than about 4.9e-324")
}

/// `1_000`.
pub(in crate::syntax) fn digit_separator(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error("syntax::digit-separator", span, "digits are written without `_` between them")
        .at("one number")
        .safe_fix("Take the `_` away", span, text.replace('_', ""))
}

/// A number other than 1 as a unit.
pub(in crate::syntax) fn number_as_unit(span: Span) -> Diagnostic {
    Diagnostic::error(
        "syntax::not-a-unit",
        span,
        "after `:` stands a unit, and the only number among units is `1`",
    )
    .at("not a unit")
    .help("a pure number is declared `: 1`; a value is given with `=`")
}

/// A value as a unit: `tau : 10 ms`.
pub(in crate::syntax) fn not_a_unit(span: Span, text: &str, name: &str) -> Diagnostic {
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | ' '));
    let unit = match crate::units::after_number(after) {
        Some(_) => after,
        None if after.is_empty() => "1",
        None => "UNIT",
    };
    Diagnostic::error(
        "syntax::not-a-unit",
        span,
        format!("after `:` stands the unit of `{name}`, not a value"),
    )
    .at("not a unit")
    .help(format!("a value is given with `=`, and its unit follows: {name} = {} : {unit}", shown(text)))
}

/// A unit after `:` where none belongs.
pub(in crate::syntax) fn needless_unit(span: Span, with_colon: Span) -> Diagnostic {
    Diagnostic::error("syntax::needless-unit", span, "an assignment to a variable declares no unit")
        .at("the variable has its unit already")
        .safe_fix("Take it away", with_colon, "")
}

/// `: uS cm`.
pub(in crate::syntax) fn product_of_units(span: Span, text: &str, gap: Span) -> Diagnostic {
    Diagnostic::error(
        "syntax::missing-operator",
        span,
        format!("an operator is missing before the unit `{text}`"),
    )
    .at("another unit")
    .help(format!("units are combined with `*` and `/`: `*{text}` or `/{text}`"))
    .fix("Multiply with `*`", gap, "*")
    .fix("Divide with `/`", gap, "/")
}

/// `0,5`.
pub(in crate::syntax) fn decimal_comma(span: Span, text: &str) -> Diagnostic {
    let meant = text.replace(',', ".");
    Diagnostic::error(
        "syntax::decimal-comma",
        span,
        "a decimal fraction is written with a point, not with a comma",
    )
    .at(format!("should be `{meant}`"))
    .safe_fix(format!("Write `{meant}`"), span, meant)
}

/// `5 %`.
pub(in crate::syntax) fn percent(span: Span, number: &str) -> Diagnostic {
    let told =
        Diagnostic::error("syntax::unexpected", span, "`%` is the remainder of a division, not a percentage")
            .at("a percentage is a fraction of 1");
    match number.parse::<f64>() {
        Ok(number) => {
            let fraction = number / 100.0;
            told.at(format!("should be `{fraction}`")).help("a percentage is a fraction of 1").fix(
                format!("Write `{fraction}`"),
                span,
                fraction.to_string(),
            )
        }
        Err(_) => told,
    }
}
