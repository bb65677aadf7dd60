//! The protocol: what is carried out, in order.

use super::checker::Checker;
use super::diagnostics::numerics;
use super::expected::Expected;
use super::expr;
use super::later;
use super::shown;
use crate::hir::{self, Settings, Value};
use crate::syntax::ast::{self, ItemKind, ProtocolKind};
use crate::units::Dimension;

/// Checks the statements of a file's protocol.
pub(super) fn protocol(cx: &mut Checker<'_>, file: &ast::File, settings: &Settings) -> Vec<hir::Protocol> {
    let mut protocol = vec![];
    for item in &file.items {
        let ItemKind::Protocol(statement) = &item.kind else {
            continue;
        };
        if let Some(later) = later::protocol(statement) {
            cx.tell(later.told());
        }
        if let ProtocolKind::Run { duration, .. } = &statement.kind
            && let Some(seconds) = run(cx, duration, settings)
        {
            protocol.push(hir::Protocol::Run { duration: seconds, span: statement.span });
        }
    }
    protocol
}

fn run(cx: &mut Checker<'_>, duration: &ast::Expr, settings: &Settings) -> Option<f64> {
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
