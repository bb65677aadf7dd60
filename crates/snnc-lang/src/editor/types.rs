//! What the checker found expressions to be, in words.

use super::Analysis;
use crate::check::in_unit;
use crate::hir::{DisplayUnit, Type, Value};
use crate::source::Span;
use crate::units::{self, Dimension};

/// Type and dimension of the expression that is written there: several if it is in a model or function that is used in several
/// ways, none if it could not be checked.
pub(super) fn types(analysis: &Analysis, span: Span) -> Vec<(Type, Dimension)> {
    let mut found = vec![];
    for expr in analysis.check.exprs().iter().filter(|expr| expr.span == span) {
        // A number that is converted is there in both types; the first one is its own.
        let known = |(_, dimension): &(Type, Dimension)| *dimension == expr.dimension;
        if !found.iter().any(known) {
            found.push((expr.ty, expr.dimension));
        }
    }
    found
}

/// The only one of them.
pub(super) fn only_type(analysis: &Analysis, span: Span) -> Option<(Type, Dimension)> {
    match types(analysis, span)[..] {
        [only] => Some(only),
        _ => None,
    }
}

/// "a voltage (V)", "a condition".
pub(super) fn in_words(ty: Type, dimension: Dimension) -> String {
    match ty {
        Type::Boolean => "a condition".into(),
        Type::Integer => "a whole number".into(),
        Type::Float => {
            let quantity = units::quantity(dimension);
            match dimension.is_one() || quantity.starts_with("a quantity in") {
                true => quantity,
                false => format!("{quantity} ({})", units::text(dimension)),
            }
        }
    }
}

/// "a voltage, in mV".
pub(super) fn declared_in_words(ty: Type, dimension: Dimension, unit: &DisplayUnit) -> String {
    let quantity = match ty {
        Type::Boolean => return "a condition".into(),
        Type::Integer => return "a whole number".into(),
        Type::Float => units::quantity(dimension),
    };
    match dimension.is_one() {
        true => quantity,
        false if quantity.starts_with("a quantity in") => format!("a quantity in {}", unit.text),
        false => format!("{quantity}, in {}", unit.text),
    }
}

/// A value in the coherent unit of its dimension: "0.01 V".
pub(super) fn in_si(value: f64, dimension: Dimension) -> String {
    in_unit(Value::Float(value), &DisplayUnit { text: units::text(dimension).into(), scale: 1.0 })
}

/// With a capital at the beginning and a full stop at the end.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let stop = if text.ends_with(['.', ':']) { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}
