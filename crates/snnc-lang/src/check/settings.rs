//! The settings `dt`, `seed` and `wiring_seed`.

use super::checker::Checker;
use super::diagnostics::numerics;
use super::shown;
use crate::hir::{Settings, Value};
use crate::units::Dimension;

/// The time step where the file gives none, in seconds.
const DEFAULT_DT: f64 = 1e-4;

/// The settings in effect; the default of a wrong one.
pub(super) fn settings(cx: &mut Checker<'_>) -> Settings {
    Settings {
        dt: dt(cx).unwrap_or(DEFAULT_DT),
        seed: seed(cx, "seed").unwrap_or(0),
        wiring_seed: seed(cx, "wiring_seed"),
    }
}

fn dt(cx: &mut Checker<'_>) -> Option<f64> {
    if let Some(Value::Float(seconds)) = cx.env.values.get("dt") {
        return Some(*seconds);
    }
    let setting = cx.env.setting("dt")?;
    let (span, dimension) = (setting.span, setting.dimension);
    let seconds = match setting.value {
        Value::Float(seconds) if dimension == Dimension::TIME || seconds == 0.0 => seconds,
        Value::Integer(0) => 0.0,
        _ => return None,
    };
    if seconds > 0.0 && seconds.is_finite() {
        return Some(seconds);
    }
    cx.tell(numerics::time_step(span, &shown::seconds(seconds)));
    None
}

fn seed(cx: &mut Checker<'_>, name: &str) -> Option<u64> {
    let setting = cx.env.setting(name)?;
    let span = setting.span;
    let seed = match setting.value {
        Value::Integer(seed) => u64::try_from(seed).ok(),
        _ => None,
    };
    if seed.is_none() {
        let value = shown::value_text(setting);
        cx.tell(numerics::seed(span, name, &value));
    }
    seed
}
