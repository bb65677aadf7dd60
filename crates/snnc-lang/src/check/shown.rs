//! Values as they are shown.

use crate::hir::{Constant, DisplayUnit, Value, Variable};
use crate::units;

/// The value of a constant in the unit in which it is written: "10 mV".
pub(crate) fn value_text(constant: &Constant) -> String {
    in_unit(constant.value, &constant.unit)
}

/// A value in a unit: "10 mV".
pub(crate) fn in_unit(value: Value, unit: &DisplayUnit) -> String {
    match value {
        Value::Boolean(b) => b.to_string(),
        Value::Integer(n) => n.to_string(),
        Value::Float(x) => {
            // Ten digits hide the rounding of the division.
            let shown = format!("{:.9e}", x / unit.scale).parse::<f64>().unwrap_or(x);
            let size = shown.abs();
            let shown = match size == 0.0 || size.is_infinite() || (1e-4..1e7).contains(&size) {
                true => format!("{shown}"),
                false => format!("{shown:e}"),
            };
            match &*unit.text {
                "1" => shown,
                text => format!("{shown} {text}"),
            }
        }
    }
}

/// The value of a variable: in its unit, or in a natural one if that is as bare as `volt`.
pub(super) fn of_variable(value: Value, variable: &Variable) -> String {
    match value {
        Value::Float(x) if variable.unit.scale == 1.0 && !variable.dimension.is_one() => {
            in_unit(value, &units::natural(x, variable.dimension))
        }
        _ => in_unit(value, &variable.unit),
    }
}

/// A time as it is told.
pub(super) fn seconds(seconds: f64) -> String {
    let (scale, unit) = match seconds.abs() {
        x if x == 0.0 || x >= 1.0 || x.is_nan() => (1.0, "s"),
        x if x >= 1e-4 => (1e-3, "ms"),
        _ => (1e-6, "us"),
    };
    // Six digits are enough to recognise what was written, and hide the rounding of the division.
    let shown: f64 = format!("{:.6e}", seconds / scale).parse().unwrap_or(seconds / scale);
    format!("{shown} {unit}")
}
