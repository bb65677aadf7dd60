//! Synapses: connection rules and pathways.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Synapses without a rule that makes any.
pub(in crate::check) fn unconnected(span: Span, name: &str) -> Diagnostic {
    let message = format!("the synapses `{name}` have no connection rule");
    Diagnostic::error("synapses::unconnected", span, message)
        .help("add one: `connect: all`, `connect: p = 0.1`, `connect: j = i`, …")
}

/// A variable of synapses that bears the name of one of their target.
pub(in crate::check) fn hides_target(span: Span, name: &str, target: Span) -> Diagnostic {
    let message = format!("`{name}` is also a variable of the target of these synapses");
    Diagnostic::error("synapses::hides-target", span, message)
        .label(target, "the target's")
        .help(format!("rename this one; in statements `{name}` means the target's"))
}

/// Two clauses of one rule that exclude each other.
pub(in crate::check) fn conflicting_clauses(
    span: Span,
    message: &str,
    first: Span,
    help: &str,
) -> Diagnostic {
    Diagnostic::error("synapses::conflicting-clauses", span, message)
        .label(first, "beside this one")
        .help(help)
}

/// A clause that changes nothing in its rule.
pub(in crate::check) fn idle_clause(span: Span, clause: &str, why: &str) -> Diagnostic {
    Diagnostic::warning("synapses::idle-clause", span, format!("`{clause}` has no effect here: {why}"))
}

/// An index that a rule gives outside of its group.
pub(in crate::check) fn index_out_of_range(
    span: Span,
    given: &str,
    index: i64,
    pair: &str,
    end: &str,
    size: u32,
) -> Diagnostic {
    let elements = if size == 1 { "element" } else { "elements" };
    let message = format!("this rule gives {given} = {index}{pair}, but {end} has only {size} {elements}");
    Diagnostic::error("synapses::index-out-of-range", span, message)
        .help("add `skip_if_invalid` to the rule to leave such pairs out")
}

/// More partners without repeats than there are.
pub(in crate::check) fn too_many_partners(span: Span, wanted: i64, there: u64, of: &str) -> Diagnostic {
    let there = if there == 0 { "are none".to_string() } else { format!("are only {there}") };
    let message = format!("{wanted} different {of} are asked for, but there {there}");
    Diagnostic::error("synapses::too-many-partners", span, message)
        .help("ask for fewer, or leave out `unique` if one may be drawn several times")
}

/// A number of synapses below zero.
pub(in crate::check) fn negative_number(span: Span, what: &str, value: i64) -> Diagnostic {
    Diagnostic::error(
        "synapses::negative-number",
        span,
        format!("{what} cannot be negative; this is {value}"),
    )
}

/// A negative probability.
pub(in crate::check) fn negative_probability(span: Span, value: f64) -> Diagnostic {
    let message = format!("a probability cannot be negative; this is {value}");
    Diagnostic::error("synapses::negative-probability", span, message)
}

/// A probability above one.
pub(in crate::check) fn probability_above_one(span: Span, value: f64) -> Diagnostic {
    let message = format!("a probability is at most 1; this is {value}, and counts as 1");
    Diagnostic::warning("synapses::probability-above-one", span, message)
}

/// A rule that makes no synapse.
pub(in crate::check) fn no_synapses(span: Span, why: &str) -> Diagnostic {
    Diagnostic::warning("synapses::no-synapses", span, format!("this rule makes no synapse: {why}"))
}

/// A pathway of an end that never spikes.
pub(in crate::check) fn silent_end(span: Span, section: &str, group: &str, at: Span) -> Diagnostic {
    let message = format!("`{section}` is never carried out, since `{group}` never spikes");
    Diagnostic::warning("synapses::silent-end", span, message).label(at, "it has no `threshold`")
}

/// A pathway of spikes of synapses.
pub(in crate::check) fn no_spikes_of_synapses(span: Span, section: &str, name: &str, at: Span) -> Diagnostic {
    let message = format!("`{section}` cannot be carried out, since synapses do not spike");
    Diagnostic::error("synapses::no-spikes", span, message)
        .label(at, format!("`{name}` are synapses"))
        .help("the end that is synapses can be read and written by the pathway of the other end")
}

/// Synapses that are an end of themselves, by way of others.
pub(in crate::check) fn end_cycle(span: Span, name: &str) -> Diagnostic {
    let message = format!("`{name}` is an end of itself");
    Diagnostic::error("synapses::end-cycle", span, message)
        .help("synapses are made one after the other: those that are an end of others first")
}

/// A part of synapses as an end.
pub(in crate::check) fn part_of_synapses(span: Span, name: &str) -> Diagnostic {
    let message =
        format!("only all of `{name}` can be an end, since how many there are is known when they are built");
    Diagnostic::error("synapses::part-as-end", span, message)
        .help("choose among them by a condition on `i` or `j` in `connect:`")
}

/// Two pathways of one name.
pub(in crate::check) fn repeated_pathway(span: Span, name: &str, section: &str, first: Span) -> Diagnostic {
    let message = format!("there are two pathways called `{name}`");
    Diagnostic::error("synapses::repeated-pathway", span, message)
        .label(first, "the first")
        .help(format!("name them: `{section} up: …`, `{section} down: …`"))
}

/// A delay or order of a pathway that does not exist.
pub(in crate::check) fn unknown_pathway(span: Span, name: &str, pathways: &[&str]) -> Diagnostic {
    let diagnostic =
        Diagnostic::error("synapses::unknown-pathway", span, format!("there is no pathway called `{name}`"));
    match pathways {
        [] => diagnostic.help("a pathway is made by `on_pre: …` or `on_post: …`"),
        _ => diagnostic.help(format!("these synapses have {}", super::all_of(pathways))),
    }
}

/// A rule that reads what it is about to choose.
pub(in crate::check) fn not_known_yet(span: Span, text: &str, why: &str) -> Diagnostic {
    Diagnostic::error("synapses::not-known-yet", span, format!("`{text}` cannot be read here: {why}"))
}

/// A constant that bears the name by which a variable of an end is read.
pub(in crate::check) fn ambiguous_name(
    span: Span,
    name: &str,
    variable: &str,
    end: &str,
    constant: Span,
    declared: Span,
) -> Diagnostic {
    let message =
        format!("`{name}` is both a constant of the file and the variable `{variable}` of the {end}");
    Diagnostic::error("synapses::ambiguous-name", span, message)
        .label(constant, "the constant")
        .label(declared, "the variable")
        .help("rename the constant")
}

/// An event-driven equation that reads what is integrated in each step.
pub(in crate::check) fn changes_between_events(
    span: Span,
    variable: &str,
    read: &str,
    at: Span,
) -> Diagnostic {
    let message = format!(
        "the event-driven `{variable}` cannot depend on `{read}`, which changes between the events of a synapse"
    );
    Diagnostic::error("synapses::changes-between-events", span, message)
        .label(at, "integrated in each step")
        .help("make both `(event-driven)` or both `(clock-driven)`")
}

/// What is needed in each step, but reads an event-driven variable.
pub(in crate::check) fn known_at_events(span: Span, what: &str, read: &str, at: Span) -> Diagnostic {
    let message =
        format!("{what} is needed in each step, but `{read}` is known only at the events of a synapse");
    Diagnostic::error("synapses::known-at-events", span, message)
        .label(at, "event-driven")
        .help(format!("make `{read}` `(clock-driven)`"))
}

/// A sum that is no variable of an end.
pub(in crate::check) fn sum_of_no_end(span: Span, name: &str, suffix: &str) -> Diagnostic {
    let message = format!(
        "a sum over synapses is a variable of their source or target, but `{name}` does not say of which"
    );
    Diagnostic::error("synapses::sum-of-no-end", span, message)
        .help(format!("write `{name}_post` for a variable of the target, `{name}_pre` for one of the source"))
        .fix(
            format!("Sum for each {}", if suffix == "pre" { "source" } else { "target" }),
            span,
            format!("{name}_{suffix}"),
        )
}

/// A sum that is to be what is no parameter.
pub(in crate::check) fn not_a_sum(span: Span, variable: &str, why: &str, at: Span) -> Diagnostic {
    let message = format!("`{variable}` cannot be a sum over synapses: {why}");
    Diagnostic::error("synapses::not-a-sum", span, message)
        .label(at, "declared here")
        .help("declare a variable for the sum there, `name : unit` without an equation")
}

/// A sum with another unit than its variable.
pub(in crate::check) fn unit_of_sum(span: Span, variable: &str, unit: &str, at: Span) -> Diagnostic {
    let message = format!("a sum has the unit of its variable, and `{variable}` is declared as `{unit}`");
    Diagnostic::error("synapses::unit-of-sum", span, message).label(at, "declared here").fix(
        format!("Declare it in `{unit}`"),
        span,
        unit,
    )
}

/// A sum that is to be a condition.
pub(in crate::check) fn boolean_sum(span: Span, variable: &str, at: Span) -> Diagnostic {
    let message = format!("`{variable}` is a condition, so it cannot be a sum");
    Diagnostic::error("synapses::boolean-sum", span, message)
        .label(at, "declared here")
        .help("declare it `: integer` to count, and compare it where it is read")
}
