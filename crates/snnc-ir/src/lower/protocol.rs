//! The protocol: runs, in steps.

use super::{Lowering, diagnostics};
use crate::plan::Step;
use snnc_lang::hir::Protocol;

/// The steps up to which every number of a step is exact as a float.
pub(super) const MOST_STEPS: f64 = 9_007_199_254_740_992.0;

/// The statements of the protocol.
pub(super) fn protocol(cx: &mut Lowering<'_>) -> Vec<Step> {
    let model = cx.model;
    let dt = model.settings.dt;
    let run = |statement: &Protocol| {
        let Protocol::Run { duration, span } = *statement;
        let exact = duration / dt;
        let whole = exact.round();
        let fits = (exact - whole).abs() < 1e-3;
        let steps = if fits { whole } else { exact.ceil() };
        if steps >= MOST_STEPS || steps.is_nan() {
            cx.diagnostics.push(diagnostics::too_long(span, "this run"));
        }
        Step::Run { steps: steps as u64 }
    };
    model.protocol.iter().map(run).collect()
}
