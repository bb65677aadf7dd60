//! Settings, methods and times.

use crate::diagnostic::Diagnostic;
use crate::hir::Method;
use crate::source::Span;

/// A time step that no clock can have.
pub(in crate::check) fn time_step(span: Span, value: &str) -> Diagnostic {
    Diagnostic::error(
        "numerics::time-step",
        span,
        format!("the time step has to be positive and finite; this is {value}"),
    )
    .help("the usual one is `dt = 0.1 ms`")
}

/// A seed that is no seed.
pub(in crate::check) fn seed(span: Span, name: &str, value: &str) -> Diagnostic {
    let message = format!("`{name}` has to be a whole number, 0 or greater; this is {value}");
    Diagnostic::error("numerics::seed", span, message)
}

/// A method that does not exist.
pub(in crate::check) fn unknown_method(span: Span, name: &str, nearest: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "numerics::unknown-method",
        span,
        format!("there is no method of integration `{name}`"),
    );
    // As other simulators call them.
    let known = match name {
        "linear" | "exact_linear" | "independent" => Some("exact"),
        "runge_kutta" | "rungekutta" | "RK4" | "rk_4" => Some("rk4"),
        "RK2" | "rk_2" | "midpoint" => Some("rk2"),
        "gsl" | "gsl_rkf45" | "gsl_rk8pd" | "adaptive" | "RKF45" | "rk45" => Some("rkf45"),
        "forward_euler" | "explicit_euler" => Some("euler"),
        "exponential" | "exp_euler" | "cnexp" | "expEuler" => Some("exponential_euler"),
        _ => None,
    };
    let diagnostic = match known.or(nearest) {
        Some(nearest) => {
            diagnostic.help(format!("did you mean `{nearest}`?")).fix("Correct the name", span, nearest)
        }
        None => diagnostic,
    };
    diagnostic.help(
        "the methods are `exact`, `exponential_euler`, `euler`, `rk2`, `rk4`, `heun`, `milstein` and `rkf45`",
    )
}

/// A tolerance that no step can be held to, or that holds none to anything.
pub(in crate::check) fn tolerance(span: Span, value: f64) -> Diagnostic {
    let (least, most) = (Method::TOLERANCES.start(), Method::TOLERANCES.end());
    let message = format!("a tolerance is between {least:e} and {most}; this is {value}");
    Diagnostic::error("numerics::tolerance", span, message)
        .help(format!("left out, it is {:e}", Method::TOLERANCE))
}

/// A tolerance of a method that has none.
pub(in crate::check) fn unused_tolerance(span: Span, method: Option<(Method, Span)>) -> Diagnostic {
    let message = "this has no effect: a tolerance is kept by `rkf45` alone";
    let told = Diagnostic::warning("numerics::unused-tolerance", span, message);
    match method {
        Some((_, method)) => told.label(method, "this method divides no step"),
        None => told.help("add `method: rkf45`"),
    }
}

/// A time or rate that cannot be.
pub(in crate::check) fn out_of_range(span: Span, what: &str, value: f64, text: &str) -> Diagnostic {
    let has_to_be = if value.is_finite() { "cannot be negative" } else { "has to be finite" };
    Diagnostic::error("numerics::out-of-range", span, format!("{what} {has_to_be}; this is {text}"))
}

/// A period of no length.
pub(in crate::check) fn no_period(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error("numerics::out-of-range", span, format!("{what} has to be longer than 0 s"))
}

/// A run of more steps than can be counted.
pub(in crate::check) fn too_many_steps(span: Span) -> Diagnostic {
    let message = "this run has more steps than can be counted";
    Diagnostic::error("numerics::too-many-steps", span, message).help("shorten it, or choose a longer `dt`")
}

/// A duration that is no multiple of the time step.
pub(in crate::check) fn rounded_run(span: Span, to: &str, dt: &str) -> Diagnostic {
    let message = format!("this run is no multiple of the time step of {dt}, and is rounded up to {to}");
    Diagnostic::warning("numerics::rounded-run", span, message)
}

/// A period that is no multiple of the time step, and the multiples of it nearest.
pub(in crate::check) fn off_grid(
    span: Span,
    what: &str,
    dt: &str,
    below: Option<&str>,
    above: &str,
) -> Diagnostic {
    let message = format!("{what} has to be a multiple of the time step of {dt}");
    Diagnostic::error("numerics::off-grid", span, message).help(match below {
        Some(below) => format!("the nearest are {below} and {above}"),
        None => format!("the shortest is {above}"),
    })
}

/// A time or period of more steps than can be counted.
pub(in crate::check) fn too_long(span: Span, what: &str) -> Diagnostic {
    let message = format!("{what} has more steps than can be counted");
    Diagnostic::error("numerics::too-many-steps", span, message).help("shorten it, or choose a longer `dt`")
}

/// Times that are a table.
pub(in crate::check) fn not_a_list(span: Span, text: &str) -> Diagnostic {
    let message = format!("`{text}` has rows and columns, but times are a list");
    Diagnostic::error("numerics::not-a-list", span, message)
}

/// Two times of a list that lie in one step.
pub(in crate::check) fn same_step(span: Span, first: Span, dt: &str) -> Diagnostic {
    let told = if first == span {
        let message = format!("two of these times lie in the same step of {dt}");
        Diagnostic::error("numerics::same-step", span, message)
    } else {
        let message = format!("this time lies in the same step of {dt} as another one of the list");
        Diagnostic::error("numerics::same-step", span, message).label(first, "the other")
    };
    told.help("each of the times has to have a step of its own, in which the statements are carried out once")
}
