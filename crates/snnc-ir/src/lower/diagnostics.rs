//! What the lowering has to say of a model: one constructor a code.

use snnc_lang::hir::Method;
use snnc_lang::{Diagnostic, Span};

/// What is at the ends of synapses that are an end themselves.
pub(super) fn two_ends_away(span: Span) -> Diagnostic {
    let message = "synapses onto synapses cannot read what is at the ends of those";
    Diagnostic::error("synapses::two-ends-away", span, message)
        .at("at an end of the synapses that are an end themselves")
        .help("keep the value in those synapses, by marking the subexpression that reads it `(constant over dt)`")
}

/// `method::does-not-fit`: the equation of `variable` has at `span` what the method cannot integrate.
pub(super) fn method_does_not_fit(method: Method, variable: &str, span: Span, why: &str) -> Diagnostic {
    let message = format!("`{}` cannot integrate `{variable}`: {why}", method.name());
    Diagnostic::error("method::does-not-fit", span, message)
}

/// `method::noise-not-linear`: no method can integrate what the equation makes of its noise.
pub(super) fn noise_not_linear(variable: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "method::noise-not-linear",
        span,
        format!("the noise in the equation of `{variable}` may only be multiplied by something and added"),
    )
    .help("white noise has a meaning only as `f + g*xi`, where neither `f` nor `g` contains it")
}

/// `method::not-event-driven`: the equation of `variable` has no solution that could be used at events.
pub(super) fn not_event_driven(variable: &str, span: Span, why: &str) -> Diagnostic {
    let message = format!("`{variable}` cannot be advanced at events alone: {why}");
    Diagnostic::error("method::not-event-driven", span, message)
}

/// `method::in-each-step`: synapses that are integrated in each step without need.
pub(super) fn integrated_in_each_step(span: Span, variable: &str) -> Diagnostic {
    let message =
        format!("`{variable}` is integrated in each step at every synapse, though only pathways read it");
    Diagnostic::warning("method::in-each-step", span, message)
        .help("`(event-driven)` integrates it at the events of a synapse, exactly and at less cost")
        .help("`(clock-driven)` says that it is meant so")
}

/// `names::not-here`: a quantity that does not exist where it is used.
pub(super) fn not_here(span: Span, what: &str, why: &str) -> Diagnostic {
    Diagnostic::error("names::not-here", span, format!("{what} is not known here: {why}"))
}

/// `synapses::negative-probability`
pub(super) fn negative_probability(span: Span, p: f64) -> Diagnostic {
    let message = format!("the probability of a connection is {p}, but must not be negative");
    Diagnostic::error("synapses::negative-probability", span, message)
}

/// `synapses::negative-number`
pub(super) fn negative_number(span: Span, n: i64) -> Diagnostic {
    let message = format!("the number of synapses is {n}, but must not be negative");
    Diagnostic::error("synapses::negative-number", span, message)
}

/// `times::not-a-multiple`: a period off the grid of time steps.
pub(super) fn not_a_multiple(span: Span, what: &str, seconds: f64, dt: f64) -> Diagnostic {
    let steps = (seconds / dt).round().max(1.0);
    Diagnostic::error("times::not-a-multiple", span, format!("{what} is no multiple of the time step")).help(
        format!(
            "{steps} steps are {} ms, {} steps {} ms",
            ms(steps * dt),
            steps + 1.0,
            ms((steps + 1.0) * dt)
        ),
    )
}

/// `times::too-long`: more steps than can be counted.
pub(super) fn too_long(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error("times::too-long", span, format!("{what} has more time steps than can be counted"))
}

/// Seconds in milliseconds, without the noise of the last digits.
fn ms(seconds: f64) -> f64 {
    (seconds * 1e9).round() / 1e6
}
