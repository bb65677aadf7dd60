//! One equation by itself: its solution over an interval.

use crate::kernel::Value;
use crate::lower::body::Body;
use crate::math::Function::{Exp, Exprel};

/// `x(t + dt)` of `x' = a*x + b` with constant coefficients; `None` is 0.
pub(super) fn relax(
    body: &mut Body<'_, '_>,
    dt: Value,
    x: Value,
    a: Option<Value>,
    b: Option<Value>,
) -> Value {
    let graph = &mut body.graph;
    let Some(a) = a else {
        let Some(b) = b else { return x };
        let step = graph.mul(b, dt);
        return graph.add(x, step);
    };
    let y = graph.mul(a, dt);
    let decay = graph.call(Exp, &[y]);
    let kept = graph.mul(x, decay);
    let Some(b) = b else { return kept };
    let gain = graph.call(Exprel, &[y]);
    let gain = graph.mul(gain, dt);
    let gained = graph.mul(b, gain);
    graph.add(gained, kept)
}
