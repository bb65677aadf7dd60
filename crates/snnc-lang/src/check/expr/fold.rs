//! The values of checked expressions, as far as they are constant.

use crate::check::checker::Checker;
use crate::check::diagnostics::values;
use crate::check::value::{self, Fault, FaultKind};
use crate::hir::{Builtin, ExprId, ExprKind, Value};

/// The value of a checked expression, if it is constant and without a fault.
pub(in crate::check) fn fold(cx: &Checker<'_>, id: ExprId) -> Option<Value> {
    attempt(cx, id).ok()
}

/// The value of a checked expression, if it is a constant float.
pub(in crate::check) fn float(cx: &Checker<'_>, id: ExprId) -> Option<f64> {
    match fold(cx, id)? {
        Value::Float(x) => Some(x),
        _ => None,
    }
}

/// Whether a checked expression is constant, with a fault or without.
pub(in crate::check) fn is_constant(cx: &Checker<'_>, id: ExprId) -> bool {
    !matches!(attempt(cx, id), Err(Fault { kind: FaultKind::NotConstant, .. }))
}

/// The value of a checked expression; a fault is told.
pub(in crate::check) fn evaluate(cx: &mut Checker<'_>, id: ExprId) -> Option<Value> {
    match attempt(cx, id) {
        Ok(value) => Some(value),
        Err(fault) => {
            cx.tell(values::fault(fault, cx.slice(fault.span)));
            None
        }
    }
}

fn attempt(cx: &Checker<'_>, id: ExprId) -> Result<Value, Fault> {
    value::evaluate(&cx.exprs, id, &|kind| known(cx, kind), cx.env.arithmetic)
}

/// The value of a leaf that has one before the simulation.
pub(super) fn known(cx: &Checker<'_>, kind: &ExprKind) -> Option<Value> {
    match kind {
        ExprKind::Constant(id) => cx.env.constant(*id).map(|c| c.value),
        ExprKind::Builtin(Builtin::Dt) => time_step(cx).map(Value::Float),
        _ => None,
    }
}

/// The time step of the model in seconds; `None` if there is an error in it.
pub(in crate::check) fn time_step(cx: &Checker<'_>) -> Option<f64> {
    // What the protocol has set goes before the file, which need not say it at all.
    if let Some(Value::Float(seconds)) = cx.env.values.get("dt") {
        return Some(*seconds);
    }
    match cx.env.setting("dt") {
        Some(setting) => match setting.value {
            Value::Float(seconds) if seconds > 0.0 && seconds.is_finite() => Some(seconds),
            _ => None,
        },
        None if cx.env.is_given("dt") => None,
        None => Some(1e-4),
    }
}
