//! What can be wrong with connections that is known only when they are made.

use snnc_lang::{Diagnostic, Span};

/// A given index that the group does not have.
pub(super) fn index_out_of_range(rule: Span, given: char, other: u32, index: i64, size: u32) -> Diagnostic {
    let from = if given == 'j' { 'i' } else { 'j' };
    Diagnostic::error(
        "synapses::index-out-of-range",
        rule,
        format!("this rule yields {given} = {index} for {from} = {other}, and the group has {size} elements"),
    )
    .at(format!("{given} must lie in 0 to {}", size.saturating_sub(1)))
    .help("add `skip_if_invalid` to the rule to leave such pairs out")
}

/// A pair of a list that cannot be.
pub(super) fn pair_out_of_range(rule: Span, place: u32, pair: [i64; 2], sizes: [u32; 2]) -> Diagnostic {
    let [source, target] = pair;
    let message = format!("pair {place} of this rule, ({source}, {target}), does not exist");
    Diagnostic::error("synapses::index-out-of-range", rule, message)
        .at(format!("the source has {} elements, the target {}", sizes[0], sizes[1]))
        .help("add `skip_if_invalid` to the rule to leave such pairs out")
}

/// A range without progress.
pub(super) fn no_step(rule: Span, element: u32) -> Diagnostic {
    let message = format!("the step of this rule's range is 0 for element {element}");
    Diagnostic::error("values::out-of-range", rule, message)
}

/// A sample of more than there are.
pub(super) fn large_sample(rule: Span, wanted: i64, there: u64, element: u32) -> Diagnostic {
    let message =
        format!("this rule wants a sample of {wanted} for element {element}, but its range has only {there}");
    Diagnostic::error("synapses::too-many-partners", rule, message)
        .help("with `skip_if_invalid`, as many are taken as there are")
}

/// The probability of a sample that is negative or NaN.
pub(super) fn negative_sampling(rule: Span, element: u32, p: f64) -> Diagnostic {
    let message = format!("the probability of the sample of element {element} is {p}");
    Diagnostic::error("synapses::negative-probability", rule, message)
        .help("`clip(…, 0, 1)` keeps a probability in its bounds")
}

/// More partners wanted than there are.
pub(super) fn too_many_partners(rule: Span, wanted: i64, available: usize, of: &str) -> Diagnostic {
    let what = if available == 0 {
        "no partner is".into()
    } else {
        format!("only {available} different partners are")
    };
    let message = format!("{what} allowed for {of}, and this rule wants {wanted}");
    let help = match available {
        0 => "the conditions of the rule exclude every partner",
        _ => "ask for fewer, or leave `unique` out, so that a partner may be drawn more than once",
    };
    Diagnostic::error("synapses::too-many-partners", rule, message).help(help)
}

/// A probability that is negative or NaN for some pair.
pub(super) fn negative_probability(rule: Span, source: u32, target: u32) -> Diagnostic {
    let message =
        format!("the probability of the pair i = {source}, j = {target} is negative or not a number");
    Diagnostic::error("synapses::negative-probability", rule, message)
        .help("`clip(…, 0, 1)` keeps a probability in its bounds")
}

/// A negative number of synapses.
pub(super) fn negative_count(rule: Span, count: i64, of: &str) -> Diagnostic {
    Diagnostic::error("synapses::negative-number", rule, format!("this rule wants {count} synapses for {of}"))
        .help("a number of synapses cannot be negative")
}

/// More synapses than one group can hold.
pub(super) fn too_many_synapses(rule: Span, count: u64) -> Diagnostic {
    let message = format!("these rules make {count} synapses, and one group holds at most {}", u32::MAX);
    Diagnostic::error("synapses::too-many", rule, message)
        .help("divide the populations into several synapse groups")
}

/// A delay that is negative, endless or no number.
pub(super) fn impossible_delay(delay: Span, seconds: f64, source: usize, target: u32) -> Diagnostic {
    let (has_to_be, help) = if seconds < 0.0 {
        ("cannot be negative", "`clip(…, 0*ms, inf)` keeps a delay from being negative")
    } else if seconds.is_finite() {
        ("cannot be as long", "is it given in the right unit?")
    } else {
        ("has to be finite", "look for a division by a number that can be 0")
    };
    let pair = format!("i = {source}, j = {target}");
    let message = format!("a delay {has_to_be}; that of the synapse {pair} is {} ms", seconds * 1e3);
    Diagnostic::error("numerics::out-of-range", delay, message).help(help)
}

/// A rule without effect.
pub(super) fn no_synapses(rule: Span) -> Diagnostic {
    Diagnostic::warning("synapses::no-synapses", rule, "this rule made no synapse")
}
