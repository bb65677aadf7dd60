//! `run`.

use crate::check::checker::Checker;
use crate::check::diagnostics::numerics;
use crate::check::expected::Expected;
use crate::check::{expr, shown};
use crate::hir::{Settings, Value};
use crate::syntax::ast;
use crate::units::Dimension;

/// The duration of a run in seconds.
pub(super) fn run(cx: &mut Checker<'_>, duration: &ast::Expr, settings: &Settings) -> Option<f64> {
    let expected = Expected::float(Dimension::TIME);
    let Value::Float(seconds) = expr::constant(cx, duration, &expected)? else {
        return None;
    };
    if seconds < 0.0 || !seconds.is_finite() {
        cx.tell(numerics::out_of_range(
            duration.span,
            "the duration of a run",
            seconds,
            &shown::seconds(seconds),
        ));
        return None;
    }
    let steps = seconds / settings.dt;
    if steps > 2_f64.powi(53) {
        cx.tell(numerics::too_many_steps(duration.span));
        return None;
    }
    if (steps - steps.round()).abs() > 1e-3 {
        let to = shown::seconds(steps.ceil() * settings.dt);
        cx.tell(numerics::rounded_run(duration.span, &to, &shown::seconds(settings.dt)));
    }
    Some(seconds)
}
