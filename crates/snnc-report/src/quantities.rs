//! Numbers and quantities as people read them.

use crate::html::escape;
use snnc_lang::syntax::ast::{Expr, ExprKind};
use snnc_lang::units::{after_number, natural};
use snnc_plot::unit::superscript;

/// A number with at most that many significant digits, with a true minus and powers of ten.
pub(crate) fn number(value: f64, digits: usize) -> String {
    if value.is_nan() {
        return "NaN".into();
    }
    if value.is_infinite() {
        return if value < 0.0 { "−∞".into() } else { "∞".into() };
    }
    if value == 0.0 {
        return "0".into();
    }
    let scientific = format!("{:.*e}", digits.saturating_sub(1), value);
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..7).contains(&exponent) {
        let decimals = (digits as i32 - 1 - exponent).max(0) as usize;
        let fixed = format!("{value:.decimals$}");
        return grouped(&trimmed(&fixed));
    }
    let raised = superscript(exponent);
    match trimmed(mantissa).as_str() {
        "1" => format!("10{raised}"),
        "-1" => format!("−10{raised}"),
        mantissa => format!("{}\u{2009}×\u{2009}10{raised}", mantissa.replace('-', "−")),
    }
}

/// A whole number with its digits in groups of three.
pub(crate) fn count(value: u64) -> String {
    grouped(&value.to_string())
}

/// A value in SI in a unit that suits, as HTML: in the unit in which its definition gives it, or else with a fitting prefix.
pub(crate) fn quantity(value: f64, si: &str, definition: Option<&Expr>) -> String {
    // All digits that somebody gave, and some of what was computed.
    let digits = if definition.is_some_and(is_given) { 12 } else { 6 };
    if si == "1" || si.is_empty() {
        let whole = value.fract() == 0.0 && value.abs() < 1e15;
        return if whole { grouped(&format!("{value:.0}")) } else { number(value, digits) };
    }
    let given = definition.and_then(unit_of).filter(|(name, _)| {
        after_number(name).map(|unit| unit.dimension) == after_number(si).map(|unit| unit.dimension)
    });
    let (name, scale) = given.unwrap_or_else(|| match after_number(si) {
        Some(unit) if value != 0.0 && value.is_finite() => {
            let suits = natural(value, unit.dimension);
            (suits.text.to_string(), suits.scale)
        }
        _ => (si.to_string(), 1.0),
    });
    format!("{}\u{a0}{}", number(value / scale, digits), unit(&name))
}

/// A time in seconds.
pub(crate) fn time(seconds: f64) -> String {
    quantity(seconds, "s", None)
}

/// A unit as it is printed, as HTML: `mV`, `Ω`, `µm²`, with exponents raised.
pub(crate) fn unit(name: &str) -> String {
    if name.contains(['/', '·', '^', '*', '(']) {
        return raised(&name.replace("**", "^").replace('*', "·"));
    }
    let (symbol, power) = crate::typeset::unit_symbol(name);
    escape(&symbol) + power.map_or("", |power| if power == '2' { "²" } else { "³" })
}

/// What follows a `^` is raised.
fn raised(unit: &str) -> String {
    let mut parts = unit.split('^');
    let mut out = escape(parts.next().unwrap_or(""));
    for part in parts {
        let bracketed = part.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let length = part.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-').unwrap_or(part.len());
        let (exponent, rest) = bracketed.unwrap_or_else(|| part.split_at(length));
        let exponent = match exponent {
            "0.5" => "1/2",
            "1.5" => "3/2",
            other => other,
        };
        out += &format!("<sup>{}</sup>{}", escape(&exponent.replace('-', "−")), escape(rest));
    }
    out
}

/// Whether a value is written as a number.
fn is_given(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Number(_) | ExprKind::Quantity { .. } => true,
        ExprKind::Sign { operand, .. } => is_given(operand),
        _ => false,
    }
}

/// The one unit in which a value is written, and its size.
fn unit_of(expr: &Expr) -> Option<(String, f64)> {
    match &expr.kind {
        ExprKind::Quantity { unit, .. } => match &unit.kind {
            ExprKind::Name(name) => Some((name.text.to_string(), after_number(&name.text)?.scale())),
            _ => None,
        },
        ExprKind::Sign { operand, .. } => unit_of(operand),
        // `10*mV`.
        ExprKind::Product { first, rest } => match (&first.kind, rest.as_slice()) {
            (ExprKind::Number(_), [(snnc_lang::syntax::ast::ProductOp::Mul, _, last)]) => match &last.kind {
                ExprKind::Name(name) => Some((name.text.to_string(), after_number(&name.text)?.scale())),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

fn trimmed(fixed: &str) -> String {
    if fixed.contains('.') {
        fixed.trim_end_matches('0').trim_end_matches('.').to_string()
    } else {
        fixed.into()
    }
}

/// Digits before the point in groups of three, from five digits on.
fn grouped(fixed: &str) -> String {
    let (sign, digits) = fixed.strip_prefix('-').map_or(("", fixed), |rest| ("−", rest));
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    if whole.len() < 5 {
        return format!("{sign}{digits}");
    }
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out + rest
}
