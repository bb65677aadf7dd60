//! What runs, but is hardly meant.

use crate::check::shown::seconds;
use crate::diagnostic::Diagnostic;
use crate::hir::Method;
use crate::source::Span;
use crate::syntax::ast::End;

/// "all 10 neurons", "the neuron".
fn all_neurons(size: u32) -> String {
    match size {
        1 => "the neuron".to_string(),
        _ => format!("all {size} neurons"),
    }
}

/// A threshold that holds from the start on.
pub(in crate::check) fn spikes_at_start(
    span: Span,
    size: u32,
    variable: &str,
    declared: Span,
    value: &str,
    init: Option<Span>,
    reset: Option<Span>,
) -> Diagnostic {
    let (all, s) = (all_neurons(size), if size == 1 { "s" } else { "" });
    let message = format!("{all} spike{s} in the first step, since `{variable}` starts at {value}");
    let told = Diagnostic::warning("suspicious::spikes-at-start", span, message).at("this holds there");
    let told = match init {
        Some(init) => told.label(init, "the value at the start"),
        None => told.label(declared, format!("no `init` gives it another value than {value}")),
    };
    let told = match reset {
        Some(reset) if Some(reset) != init => told.label(reset, "a spike sets it to this"),
        _ => told,
    };
    told.help(match init {
        Some(_) => format!("let `{variable}` start on the other side of the threshold"),
        None => format!("give it a value to start from, such as its value at rest: `init: {variable} = …`"),
    })
}

/// A threshold that never holds.
pub(in crate::check) fn never_above_threshold(
    span: Span,
    variable: &str,
    declared: Span,
    value: &str,
) -> Diagnostic {
    let message =
        format!("this never holds, since `{variable}` is {value} at all times: no neuron ever spikes");
    Diagnostic::warning("suspicious::never-above-threshold", span, message)
        .label(declared, "a parameter, which nothing changes")
        .help(format!("give `{variable}` an equation or a value, or leave out the threshold"))
}

/// A reset after which the threshold still holds.
pub(in crate::check) fn endless_spikes(
    span: Span,
    threshold: Span,
    variable: &str,
    value: &str,
    refractory: bool,
) -> Diagnostic {
    let when = if refractory { "as soon as it is no longer refractory" } else { "in each step" };
    let message = format!(
        "a neuron that has spiked spikes again {when}, since the reset leaves `{variable}` at {value}"
    );
    Diagnostic::warning("suspicious::endless-spikes", span, message)
        .label(threshold, format!("this holds for {value}"))
        .help(format!(
            "reset `{variable}` to a value on the other side of the threshold; check its sign and unit"
        ))
}

/// A reset that changes nothing that the threshold reads.
pub(in crate::check) fn idle_reset(span: Span, threshold: Span, variable: &str) -> Diagnostic {
    let message = format!(
        "the reset does not change `{variable}`, so a neuron above the threshold spikes in each step"
    );
    Diagnostic::warning("suspicious::idle-reset", span, message)
        .label(threshold, "this still holds after the reset")
        .help(format!("set it back: `{variable} = …`; or add `refractory:`, if it comes back by itself"))
}

/// A division by a parameter that has no value.
pub(in crate::check) fn divided_by_unset(
    span: Span,
    name: &str,
    declared: Span,
    divides: bool,
) -> Diagnostic {
    let what = if divides { "something is divided by it" } else { "this is infinite or no number" };
    let message = format!("`{name}` is never given a value, so it is 0, and {what}");
    Diagnostic::warning("suspicious::unset-divisor", span, message)
        .label(declared, "declared without a value here")
        .help(format!("give it one in `init: {name} = …`, or make it a constant of the file"))
}

/// An expression that has no value at the start, with the values of what it reads.
pub(in crate::check) fn not_finite_at_start(span: Span, divides: bool, values: &str) -> Diagnostic {
    let message = match divides {
        true => "this divides by zero in the first step",
        false => "this is infinite or no number in the first step",
    };
    let told = Diagnostic::warning("suspicious::not-finite-at-start", span, message);
    let told = told.at(format!("at the start, {values}"));
    told.help(match divides {
        true => "start from another value, or write it so that it has a value there: `x/(exp(x) - 1)` is `1/exprel(x)`",
        false => "start from another value",
    })
}

/// A parameter of synapses that is zero.
pub(in crate::check) fn unset_in_synapses(
    declared: Span,
    name: &str,
    synapses: &str,
    read: Span,
) -> Diagnostic {
    let message = format!("`{name}` is never given a value, so it is 0 in all synapses of `{synapses}`");
    Diagnostic::warning("suspicious::unset-weight", declared, message).label(read, "read here").help(format!(
        "give it one: `init: {name} = …` in the block, or `{synapses}.{name} = …` before `run`"
    ))
}

/// Spikes in most of the steps.
pub(in crate::check) fn dense_spikes(span: Span, hertz: f64, dt: f64) -> Diagnostic {
    let probability = hertz * dt;
    let step = seconds(dt);
    let shown = |hertz: f64| match hertz >= 1000.0 {
        true => format!("{} kHz", (hertz / 10.0).round() / 100.0),
        false => format!("{} Hz", (hertz * 10.0).round() / 10.0),
    };
    let message = match probability > 1.0 {
        true => format!(
            "{} cannot be reached: one spike in each step of {step} is {}",
            shown(hertz),
            shown(1.0 / dt)
        ),
        false => format!(
            "at {}, {:.0} of 100 steps of {step} have a spike, which is far from a Poisson process",
            shown(hertz),
            100.0 * probability
        ),
    };
    Diagnostic::warning("numerics::rate-too-high", span, message)
        .help("shorten `dt`, or take several trains of a lower rate; check the unit of the rate")
}

/// A refractory period that is rounded: what it is, the time step, what it becomes.
pub(in crate::check) fn rounded_refractory(
    span: Span,
    [is, dt, becomes]: &[String; 3],
    zero: bool,
) -> Diagnostic {
    let message = match zero {
        true => {
            format!("this refractory period of {is} is shorter than the time step of {dt}, and has no effect")
        }
        false => format!(
            "this refractory period of {is} is no multiple of the time step of {dt}, and is rounded down to {becomes}"
        ),
    };
    let told = Diagnostic::warning("numerics::rounded-refractory", span, message);
    match zero {
        true => told.help(format!("the shortest one with an effect is {dt}")),
        false => told.help(format!("write {becomes} if that is meant, or choose a `dt` that divides it")),
    }
}

/// A delay that is rounded: what it is, the time step, what it becomes.
pub(in crate::check) fn rounded_delay(span: Span, [is, dt, becomes]: &[String; 3], zero: bool) -> Diagnostic {
    let message = match zero {
        true => format!("this delay of {is} is shorter than half the time step of {dt}, and becomes 0"),
        false => {
            format!("this delay of {is} is no multiple of the time step of {dt}, and is rounded to {becomes}")
        }
    };
    let told = Diagnostic::warning("numerics::rounded-delay", span, message);
    match zero {
        true => told.help(format!("the shortest one is {dt}; leave `delay` out for none")),
        false => told.help(format!("write {becomes} if that is meant, or choose a `dt` that divides it")),
    }
}

/// A variable that decays faster than its method can follow: its time constant and the time step.
pub(in crate::check) fn step_too_long(
    span: Span,
    variable: &str,
    method: Method,
    [tau, dt]: [f64; 2],
    constant: Option<(Span, String)>,
    other: Option<&str>,
) -> Diagnostic {
    let unstable = match method {
        Method::Rk4 => 2.785,
        _ => 2.0,
    };
    let (name, tau_text) = (method.name(), seconds(tau));
    let happens = match dt / tau > unstable {
        true => "its values grow without bound",
        false => "its values are wrong",
    };
    let message = format!(
        "`{variable}` decays within {tau_text}, less than the time step of {}: with `{name}`, {happens}",
        seconds(dt)
    );
    let told = Diagnostic::warning("numerics::step-too-long", span, message);
    let told = match constant {
        Some((at, name)) => told.label(at, format!("`{name}` is {tau_text}")),
        None => told,
    };
    let shorter = format!("choose a `dt` well below {tau_text}");
    told.help(match other {
        Some(other) => format!("{shorter}, or `method: {other}`, which takes steps of any length"),
        None => shorter,
    })
}

/// A variable that grows for ever: the time in which it becomes e times as large.
pub(in crate::check) fn grows(span: Span, variable: &str, time: f64) -> Diagnostic {
    let time = seconds(time);
    let message = format!("`{variable}` grows without bound, nearly threefold in each {time}");
    Diagnostic::warning("suspicious::grows", span, message)
        .help(format!("what decays has a minus sign before it: `-{variable}/tau`, `(rest - {variable})/tau`"))
}

/// A state that is compared with a number for equality.
pub(in crate::check) fn equal_state(span: Span, variable: &str) -> Diagnostic {
    let message =
        format!("`{variable}` is hardly ever exactly this value, since it goes on in steps of time");
    Diagnostic::warning("suspicious::exact-comparison", span, message)
        .help(format!("ask whether it has reached the value: `{variable} >= …`"))
}

/// A comparison of the time for equality that rounding spoils.
pub(in crate::check) fn equal_time(span: Span, time: &str) -> Diagnostic {
    let message =
        format!("at {time} both sides are equal but for rounding, so that the comparison goes wrong");
    Diagnostic::warning("suspicious::exact-comparison", span, message).help(
        "compare whole steps, such as `timestep(t, dt) == timestep(5 ms, dt)`; or use `every 10 ms:` or `at [5 ms]:`",
    )
}

/// A draw whose outcome is certain.
pub(in crate::check) fn certain_draw(span: Span, limit: f64, holds: bool) -> Diagnostic {
    let always = if holds { "always" } else { "never" };
    let side = if limit > 1.0 { "below" } else { "above" };
    let message = format!("this {always} holds: `rand()` lies between 0 and 1, {side} {limit}");
    Diagnostic::warning("suspicious::certain-draw", span, message)
}

/// Bounds of `clip` in the wrong order.
pub(in crate::check) fn empty_range(span: Span, low: &str, high: &str) -> Diagnostic {
    let message = format!("the lower bound, {low}, is above the upper one, so this always is {high}");
    Diagnostic::warning("suspicious::empty-range", span, message)
        .help("exchange them: it is `clip(x, low, high)`")
}

/// Given spikes after the end: how many of them, and of how many.
pub(in crate::check) fn late_spikes(
    span: Span,
    source: &str,
    [late, all]: [usize; 2],
    last: &str,
    end: &str,
) -> Diagnostic {
    let message = match (late, all) {
        (1, 1) => format!("the spike of `{source}` comes at {last}, but all runs have ended at {end}"),
        (late, all) if late == all => {
            format!("all {all} spikes of `{source}` come after the end of all runs at {end}")
        }
        (1, all) => format!("one of the {all} spikes of `{source}` comes after the end of all runs at {end}"),
        _ => format!("{late} of the {all} spikes of `{source}` come after the end of all runs at {end}"),
    };
    let told = Diagnostic::warning("suspicious::after-the-end", span, message);
    told.at(format!("the last one is at {last}")).help("run longer, or check the unit of the times")
}

/// Statements after the end.
pub(in crate::check) fn late_statements(span: Span, time: &str, end: &str) -> Diagnostic {
    let message = format!("nothing is carried out at {time}, since all runs have ended at {end}");
    Diagnostic::warning("suspicious::after-the-end", span, message)
        .help("run longer, or check the unit of the times")
}

/// A delay that is longer than all runs.
pub(in crate::check) fn late_delay(span: Span, delay: &str, end: &str) -> Diagnostic {
    let message = format!("no spike ever arrives: the delay is {delay}, and all runs end at {end}");
    Diagnostic::warning("suspicious::after-the-end", span, message).help("check the unit of the delay")
}

/// A monitor of rates with bins that are longer than all runs.
pub(in crate::check) fn late_bin(span: Span, bin: &str, end: &str) -> Diagnostic {
    let message = format!("this monitor records nothing: a bin lasts {bin}, and all runs end at {end}");
    Diagnostic::warning("suspicious::after-the-end", span, message).help("take shorter bins, or run longer")
}

/// A timed array of drawn values that ends too early.
pub(in crate::check) fn held_value(span: Span, name: &str, length: &str, end: &str) -> Diagnostic {
    let message =
        format!("`{name}` has values until {length}; from then on until {end} it stays at the last one");
    Diagnostic::warning("suspicious::held-value", span, message).help(format!("let it last: `… for {end}`"))
}

/// A monitor that needs much memory: elements, variables, samples.
pub(in crate::check) fn large_recording(
    span: Span,
    [elements, variables, samples]: [f64; 3],
    values: f64,
) -> Diagnostic {
    let gigabytes = values * 8.0 / 1e9;
    let of_variables = if variables > 1.0 { format!(" × {variables} variables") } else { String::new() };
    let message = format!(
        "this monitor records {elements:.0} elements{of_variables} × {samples:.0} samples, which is {gigabytes:.1} GB"
    );
    Diagnostic::warning("suspicious::large-recording", span, message)
        .help("record some of the elements, `of cells[:10]`, or less often, `every 1 ms`")
}

/// A number that is far beyond what cells have: what it is, its unit, the symbol of that, the usual one.
pub(in crate::check) fn missing_prefix(
    span: Span,
    [what, unit, symbol, usual]: [&str; 4],
    value: f64,
) -> Diagnostic {
    let message = format!("{what} of {value} {symbol} is far beyond what cells have: is a prefix missing?");
    let told = Diagnostic::warning("suspicious::missing-prefix", span, message);
    match unit {
        "volt" => told.help(format!("write `{value} mV`")).fix(
            format!("Write `{value} mV`"),
            span,
            format!("{value} mV"),
        ),
        _ if usual.contains(' ') => told.help(format!("the usual units are {usual}")),
        _ => told.help(format!("the usual unit is {usual}")),
    }
}

/// "a target", "a source".
fn an_end(end: End) -> &'static str {
    match end {
        End::Pre => "a source",
        End::Post => "a target",
    }
}

/// What is behind the name of a variable of that end.
pub(in crate::check) fn suffix(end: End) -> &'static str {
    match end {
        End::Pre => "_pre",
        End::Post => "_post",
    }
}

/// A variable of an end to which each synapse assigns its own value.
pub(in crate::check) fn last_one_wins(span: Span, variable: &str, end: End, varies: &str) -> Diagnostic {
    let message = format!(
        "if several synapses of {} get a spike in one step, `{variable}` keeps what the last one assigns",
        an_end(end)
    );
    Diagnostic::warning("suspicious::order-of-synapses", span, message)
        .at(format!("{varies} differs between the synapses"))
        .help(format!("if they are to act together, add them: `{variable}{} += …`", suffix(end)))
}

/// Changes of a variable of an end that do not commute.
pub(in crate::check) fn mixed_changes(
    span: Span,
    variable: &str,
    end: End,
    varies: &str,
    other: Span,
) -> Diagnostic {
    let message = format!(
        "if several synapses of {} get a spike in one step, `{variable}` depends on their order",
        an_end(end)
    );
    let told = Diagnostic::warning("suspicious::order-of-synapses", span, message);
    let told = told.at(format!("{varies} differs between the synapses"));
    told.label(other, "and this changes it in another way")
        .help("each synapse does both, one synapse after the other; let them only add, or only multiply")
}

/// A variable without influence.
pub(in crate::check) fn unread_variable(span: Span, name: &str, block: &str, integrated: bool) -> Diagnostic {
    let message = match integrated {
        true => format!("`{name}` is integrated, but nothing that is recorded or spikes depends on it"),
        false => format!("`{name}` has no effect: nothing that is recorded or spikes depends on it"),
    };
    Diagnostic::warning("structure::unread-variable", span, message)
        .help(format!("use it, record it: `monitor {name} of {block}`; or leave it out"))
}
