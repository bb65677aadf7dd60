//! The protocol.

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Name, Text};

/// More statements than anybody waits for.
pub(in crate::check) fn too_long(span: Span, most: usize) -> Diagnostic {
    let message = format!("the loops of this protocol carry out more than {most} statements");
    Diagnostic::error("protocol::too-long", span, message)
        .help("a `repeat` with neither `set` nor `for` in it may have any number of rounds")
}

/// `for x in 5 { … }`.
pub(in crate::check) fn no_list(span: Span, single: bool) -> Diagnostic {
    let message = if single { "this is one value, not a list" } else { "this array has rows and columns" };
    Diagnostic::error("protocol::not-a-list", span, message)
        .help("write for example `for x in [5, 10] ms { … }`")
}

/// `repeat -1 { … }`.
pub(in crate::check) fn negative_count(span: Span, count: i64) -> Diagnostic {
    Diagnostic::error("protocol::negative-count", span, format!("a loop cannot have {count} rounds"))
}

/// A label that is not stored before.
pub(in crate::check) fn not_stored(label: &Text, similar: &[String]) -> Diagnostic {
    let message = format!("nothing has been stored as \"{}\" before this", label.text);
    let told = Diagnostic::error("protocol::not-stored", label.span, message);
    match similar.first() {
        Some(similar) => told.help(format!("did you mean `\"{similar}\"`?")),
        None => told.help(format!("write before it: `store \"{}\"`", label.text)),
    }
}

/// A label that nothing restores.
pub(in crate::check) fn never_restored(label: &Text) -> Diagnostic {
    let message = format!("what is stored as \"{}\" is never restored", label.text);
    Diagnostic::warning("protocol::never-restored", label.span, message)
}

/// `except` of a subexpression.
pub(in crate::check) fn except_subexpression(variable: &Name, at: Span) -> Diagnostic {
    let message = format!("`{}` has no value of its own that `restore` could leave as it is", variable.text);
    Diagnostic::error("protocol::no-own-value", variable.span, message).label(at, "computed where it is used")
}

/// `cells[3].shared_parameter = …`.
pub(in crate::check) fn part_of_shared(span: Span, variable: &Name, at: Span) -> Diagnostic {
    let message = format!("`{}` has one value for all elements, so it cannot be set for some", variable.text);
    Diagnostic::error("protocol::part-of-shared", span, message).label(at, "shared")
}

/// `set seed = 3`.
pub(in crate::check) fn set_seed(name: &Name) -> Diagnostic {
    let message = format!("`{}` is the same for the whole protocol", name.text);
    Diagnostic::error("protocol::set-seed", name.span, message)
        .help("`restore` without `exact` draws other numbers in each trial")
}

/// `set cortex = 3`.
pub(in crate::check) fn set_of_something_else(name: &Name, is: &str, at: Span) -> Diagnostic {
    let message = format!("`set` gives constants another value, and `{}` is {is}", name.text);
    Diagnostic::error("protocol::not-a-constant", name.span, message).label(at, "defined here")
}

/// `set N = 3` where N is the size of a group.
pub(in crate::check) fn set_too_late(name: &Name, used: Span) -> Diagnostic {
    let message = format!("`{}` is used when the network is built, so it cannot be set later", name.text);
    Diagnostic::error("protocol::set-too-late", name.span, message)
        .label(used, "needed here")
        .help(format!("run the model once for each value: `snnc run FILE --set {}=…`", name.text))
}

/// `set cells.v = 3`.
pub(in crate::check) fn set_of_variable(member: &Name, group: &str, known: bool) -> Diagnostic {
    let message =
        format!("`set` gives another value to a constant, `dt` or `{group}.method`, and to nothing else");
    let told = Diagnostic::error("protocol::set-of-variable", member.span, message);
    if known {
        told.help(format!("a variable is assigned without `set`: `{group}.{} = …`", member.text))
    } else {
        told
    }
}

/// `set part.method = euler`.
pub(in crate::check) fn set_method_of_part(name: &Name, group: &str) -> Diagnostic {
    let message = format!("`{}` has no method of its own", name.text);
    let told = Diagnostic::error("protocol::no-method", name.span, message);
    if *name.text == *group {
        told
    } else {
        told.help(format!("set that of the whole group: `set {group}.method = …`"))
    }
}

/// `set cells.method = 3`.
pub(in crate::check) fn no_method(span: Span) -> Diagnostic {
    Diagnostic::error("protocol::not-a-method", span, "this is no method of integration")
        .help("write for example `set cells.method = heun`")
}

/// A label that cannot be the name of a file.
pub(in crate::check) fn label_of_archive(label: &Text) -> Diagnostic {
    Diagnostic::error("protocol::label", label.span, "this cannot be the name of an archive")
        .help("use letters, digits, `_` and `-`; it is put beside the other results")
}

/// Two statements that save under one name.
pub(in crate::check) fn saved_twice(label: &Text, name: &str, first: Span) -> Diagnostic {
    let message = format!("another statement saves as \"{name}\" already");
    Diagnostic::error("protocol::saved-twice", label.span, message)
        .label(first, "saved here")
        .help("the second would replace the first: give it another name")
}

/// A label that is the name of a monitor's archive.
pub(in crate::check) fn label_of_monitor(label: &Text, name: &str, monitor: Span) -> Diagnostic {
    let message = format!("the archive \"{name}\" is that of a monitor");
    Diagnostic::error("protocol::saved-twice", label.span, message).label(monitor, "this monitor")
}

/// `until 1 > 2`.
pub(in crate::check) fn constant_until(span: Span) -> Diagnostic {
    Diagnostic::error(
        "protocol::constant-condition",
        span,
        "this condition does not depend on the simulation",
    )
    .help("write for example `run 10 s until any(cortex.V > 0 mV)`")
}

/// `until any(3 > 2)`.
pub(in crate::check) fn nothing_to_reduce(span: Span) -> Diagnostic {
    Diagnostic::error(
        "protocol::no-group",
        span,
        "this needs a variable of a group, which is named with its group",
    )
    .help("write for example `any(cortex.V > 0 mV)`")
}

/// `count(cortex.V > 0 mV)`.
pub(in crate::check) fn not_counted(span: Span) -> Diagnostic {
    Diagnostic::error("protocol::not-counted", span, "`count` is the number of spikes of a group so far")
        .help("write for example `count(cortex) >= 100`, or `sum(int(cortex.V > 0 mV)) >= 100`")
}

/// `any(a.v > b.v)`.
pub(in crate::check) fn two_groups(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("protocol::two-groups", span, "variables of different elements cannot be combined")
        .at("of other elements")
        .label(first, "of these elements")
}

/// `count(synapses)`.
pub(in crate::check) fn count_of_silent(span: Span, name: &str, at: Span) -> Diagnostic {
    Diagnostic::error("protocol::no-spikes", span, format!("`{name}` never spikes")).label(at, "defined here")
}

/// A time step that does not divide the time that has passed.
pub(in crate::check) fn time_step(span: Span, dt: &str, time: &str) -> Diagnostic {
    let message = format!("a time step of {dt} does not divide the {time} that have elapsed");
    Diagnostic::error("protocol::time-step", span, message)
        .help("let the runs before it last a multiple of the new time step")
}

/// `set pi = 3`.
pub(in crate::check) fn set_of_reserved(name: &Name, what: &str) -> Diagnostic {
    let message = format!("`{}` cannot be set: it is {what}", name.text);
    Diagnostic::error("protocol::not-a-constant", name.span, message)
        .help("`set` gives another value to a constant that the file defines")
}

/// `save … as "run.json"`.
pub(in crate::check) fn label_of_run(label: &Text) -> Diagnostic {
    Diagnostic::error(
        "protocol::label",
        label.span,
        "`run.json` is the description of the run, and no archive",
    )
    .help("choose another name, for example `\"end\"`")
}
