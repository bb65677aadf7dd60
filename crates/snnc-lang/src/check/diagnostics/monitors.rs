//! Monitors.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Several monitors of one default name, of which this is the `count`-th.
pub(in crate::check) fn repeated_name(
    span: Span,
    name: &str,
    first: Span,
    count: u32,
    insert: Span,
) -> Diagnostic {
    let message = format!("two monitors are called `{name}`");
    Diagnostic::error("monitors::repeated-name", span, message)
        .label(first, "the first")
        .help(format!("name this one: `monitor {name}_{count}: …`"))
        .fix("Name it", insert, format!("{name}_{count}: "))
}

/// A monitor whose default name is that of something else.
pub(in crate::check) fn taken_name(
    span: Span,
    name: &str,
    what: &str,
    first: Span,
    insert: Span,
) -> Diagnostic {
    let message = format!("this monitor would be called `{name}`, which is the name of {what}");
    Diagnostic::error("monitors::repeated-name", span, message)
        .label(first, what)
        .help(format!("name the monitor: `monitor {name}_2: …`"))
        .fix("Name it", insert, format!("{name}_2: "))
}

/// Spikes of what does not spike.
pub(in crate::check) fn no_spikes(span: Span, what: &str, name: &str, why: &str, at: Span) -> Diagnostic {
    let message = format!("`monitor {what}` has nothing to record: {why}");
    Diagnostic::warning("monitors::no-spikes", span, message).label(at, format!("`{name}` is declared here"))
}

/// A kind of monitor that exists for groups alone.
pub(in crate::check) fn not_of_synapses(span: Span, what: &str, name: &str) -> Diagnostic {
    let message = format!("`{name}` are synapses, and synapses have no {what}");
    Diagnostic::error("monitors::not-of-synapses", span, message)
        .help(format!("record a variable of them, or the {what} of a group"))
}

/// A part of a monitor that its kind does not have.
pub(in crate::check) fn misplaced_part(span: Span, part: &str, monitor: &str, help: &str) -> Diagnostic {
    let message = format!("`{part}` has no meaning in a monitor of {monitor}");
    Diagnostic::error("monitors::misplaced-part", span, message).help(help)
}

/// A variable named twice.
pub(in crate::check) fn repeated_variable(span: Span, name: &str, first: Span) -> Diagnostic {
    let message = format!("`{name}` is recorded twice by this monitor");
    Diagnostic::error("monitors::repeated-variable", span, message).label(first, "once here")
}

/// A slot that does not exist.
pub(in crate::check) fn unknown_slot(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("monitors::unknown-slot", span, format!("there is no slot `{name}` in a step")).help(
        "the slots are `start`, `groups`, `thresholds`, `synapses`, `resets`, `end`, each also with `before_` or `after_`",
    )
}

/// A condition that nothing fulfils.
pub(in crate::check) fn nothing_selected(span: Span, name: &str) -> Diagnostic {
    let message = format!("this selects no element of `{name}`");
    Diagnostic::error("monitors::nothing-selected", span, message)
}
