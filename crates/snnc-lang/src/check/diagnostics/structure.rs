//! Blocks and what stands in them: sections, equations, flags, sizes, slices.

use super::all_of;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Flag, Name};

/// A section that may stand only once.
pub(in crate::check) fn repeated_section(span: Span, section: &str, first: Span) -> Diagnostic {
    let message = format!("`{section}` is given twice in this block");
    Diagnostic::error("structure::repeated-section", span, message)
        .at("here again")
        .label(first, "first given here")
        .help("keep one of them")
}

/// A block without a section that it must have.
pub(in crate::check) fn missing_section(span: Span, block: &str, section: &str, help: &str) -> Diagnostic {
    let message = format!("{block} needs `{section}`");
    Diagnostic::error("structure::missing-section", span, message).help(help)
}

/// A kind of equation that a kind of block cannot have.
pub(in crate::check) fn equation(span: Span, message: &str, help: &str) -> Diagnostic {
    Diagnostic::error("structure::equation", span, message).help(help)
}

/// A flag that this kind of equation cannot have, or that nothing can have.
pub(in crate::check) fn flag(span: Span, flag: &str, equation: &str, flags: &[&str]) -> Diagnostic {
    let told = |message: String| Diagnostic::error("structure::flag", span, message);
    match (flag, equation) {
        ("constant", "a subexpression" | "a subexpression of synapses") => {
            return told(format!("`{flag}` is no flag of {equation}"))
                .help("a value that is held within each step is `constant over dt`")
                .fix("Write `constant over dt`", span, "constant over dt");
        }
        ("event-driven" | "clock-driven", "a differential equation") => {
            return told(format!("`{flag}` is a flag of synapses, and this is no block of synapses"))
                .help("the equations of neurons are integrated in every step: leave the flag out");
        }
        ("unless refractory", "a differential equation of synapses") => {
            return told(
                "`unless refractory` is a flag of neurons, and synapses are never refractory".into(),
            )
            .help("a refractory target does not take what synapses write to its variables with this flag");
        }
        ("summed", "a subexpression") => {
            return told("`summed` is a flag of synapses, and this is no block of synapses".into())
                .help("the sum stands in the block of synapses: `x_post = w*s_pre : 1 (summed)`; here stands `x : 1`");
        }
        _ => {}
    }
    let plural = if flags.len() == 1 { "" } else { "s" };
    let help = format!("{equation} may have the flag{plural} {}", all_of(flags));
    Diagnostic::error("structure::flag", span, format!("`{flag}` is no flag of {equation}")).help(help)
}

/// Two flags that exclude each other.
pub(in crate::check) fn conflicting_flags(span: Span, flag: &str, other: &Flag, why: &str) -> Diagnostic {
    let message = format!("`{}` and `{flag}` exclude each other: {why}", other.text);
    Diagnostic::error("structure::flag", span, message).label(other.span, "the other flag")
}

/// A variable of each element in what all of them share.
pub(in crate::check) fn not_shared(span: Span, what: &str, variable: &str, at: Span) -> Diagnostic {
    let message = format!("`{variable}` is shared by all elements, but {what} differs between them");
    Diagnostic::error("structure::not-shared", span, message)
        .label(at, "declared `shared` here")
        .help("a shared variable depends on constants, `t` and other shared variables only")
}

/// A shared variable that is written where only some elements are concerned.
pub(in crate::check) fn shared_at_spikes(span: Span, variable: &str, who: &str, at: Span) -> Diagnostic {
    let message = format!("`{variable}` is shared, so {who} cannot write it");
    Diagnostic::error("structure::shared-at-spikes", span, message)
        .label(at, "declared `shared` here")
        .help("several spikes or events may come in one step, and each would write the same value: write it in `every` of its own block, or make it a variable of each element")
}

/// A shared variable that is written after variables of each element.
pub(in crate::check) fn shared_too_late(span: Span, variable: &str, first: Span) -> Diagnostic {
    let message =
        format!("`{variable}` is shared, so it has to be written before the variables of each element");
    Diagnostic::error("structure::shared-too-late", span, message)
        .label(first, "written for each element")
        .help(
            "move this statement up; shared values are computed once, all others for each element after them",
        )
}

/// A flag that stands twice.
pub(in crate::check) fn repeated_flag(span: Span, flag: &str) -> Diagnostic {
    Diagnostic::warning("structure::repeated-flag", span, format!("the flag `{flag}` stands here twice"))
        .safe_fix("Remove it", span, "")
}

/// A variable of a block that hides a name of the file.
pub(in crate::check) fn hides(span: Span, name: &str, what: &str, hidden: Span) -> Diagnostic {
    let message = format!("the variable `{name}` hides {what}");
    Diagnostic::warning("structure::hides", span, message)
        .label(hidden, format!("this `{name}` cannot be read inside the block"))
        .help("rename one of them")
}

/// A variable whose name would be taken for that of an end of a synapse.
pub(in crate::check) fn variable_name(span: Span, name: &str, why: &str) -> Diagnostic {
    Diagnostic::error(
        "structure::variable-name",
        span,
        format!("a variable cannot be called `{name}`: {why}"),
    )
}

/// A number of elements that no group can have.
pub(in crate::check) fn size(span: Span, message: String) -> Diagnostic {
    Diagnostic::error("structure::size", span, message)
}

/// A name where only a group, or synapses, can stand.
pub(in crate::check) fn not_a_group(name: &Name, is: &str, wanted: &str, at: Span) -> Diagnostic {
    Diagnostic::error("structure::not-a-group", name.span, format!("`{}` is {is}, not {wanted}", name.text))
        .label(at, "defined here")
}

/// A subgroup that is a part of itself.
pub(in crate::check) fn subgroup_cycle(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("structure::subgroup-cycle", span, format!("the group `{name}` is a part of itself"))
}

/// An index or slice that leaves its group.
pub(in crate::check) fn outside(span: Span, index: i64, name: &str, size: u32) -> Diagnostic {
    let message = format!("{index} lies outside `{name}`, which has {}", elements(size));
    let range = match size {
        1 => "its only index is 0, or -1 from the end".to_string(),
        _ => format!("indices go from 0 to {}, or from -{size} to -1 from the end", size - 1),
    };
    Diagnostic::error("structure::outside", span, message).help(range)
}

/// A slice whose end leaves its group.
pub(in crate::check) fn slice_outside(span: Span, bound: i64, name: &str, size: u32) -> Diagnostic {
    let message = format!("the slice leaves `{name}`: its bound {bound} lies outside the {}", elements(size));
    Diagnostic::error("structure::outside", span, message)
        .help(format!("bounds go from 0 to {size}; the upper one is not part of the slice"))
}

/// A slice without elements.
pub(in crate::check) fn empty_slice(span: Span, lo: i64, hi: i64) -> Diagnostic {
    Diagnostic::error("structure::empty-slice", span, format!("the slice from {lo} up to {hi} is empty"))
        .help("the upper bound is not part of a slice: `[0:80]` are the elements 0 to 79")
}

/// Brackets that do not select one contiguous part.
pub(in crate::check) fn not_contiguous(span: Span) -> Diagnostic {
    let message = "only one contiguous part of a group can stand here";
    Diagnostic::error("structure::not-contiguous", span, message).help(
        "write one slice, such as `[:80]`, or one index; lists, steps and conditions belong to monitors",
    )
}

/// A slice with a step of zero or less.
pub(in crate::check) fn step(span: Span) -> Diagnostic {
    Diagnostic::error("structure::step", span, "the step of a slice has to be at least 1")
}

/// A statement whose target cannot be written.
pub(in crate::check) fn not_writable(span: Span, name: &str, is: &str) -> Diagnostic {
    Diagnostic::error("structure::not-writable", span, format!("`{name}` cannot be assigned: it is {is}"))
}

/// `s += e` of a name that has no value.
pub(in crate::check) fn no_value(span: Span, name: &str, op: &str) -> Diagnostic {
    let message = format!("`{op}` changes a value, but `{name}` has none: it is no variable of this block");
    Diagnostic::error("structure::no-value", span, message)
}

/// A local name that no later statement reads.
pub(in crate::check) fn unread_local(span: Span, name: &str, similar: &[String]) -> Diagnostic {
    let message = format!("the value of `{name}` is never used");
    let told = Diagnostic::warning("structure::unread-local", span, message)
        .at("a local name, since the block has no such variable");
    super::did_you_mean(told, span, similar)
}

/// A plain `xi` in the equations of two variables.
pub(in crate::check) fn shared_noise(span: Span, variable: &str, first: Span, other: &str) -> Diagnostic {
    let message = format!("`xi` drives `{variable}` here, and `{other}` too: one noise or two?");
    Diagnostic::error("structure::shared-noise", span, message)
        .label(first, format!("in the equation of `{other}`"))
        .help(format!(
            "write `xi_{other}` and `xi_{variable}` for independent noise, or one name such as `xi_common` in both equations for the same"
        ))
        .fix("Make it independent", span, format!("xi_{variable}"))
}

/// An operator that a type of variable does not have.
pub(in crate::check) fn operator(span: Span, op: &str, name: &str, ty: &str) -> Diagnostic {
    Diagnostic::error("structure::operator", span, format!("`{op}` cannot change `{name}`, which is {ty}"))
}

/// A reset or refractory period of a group that never spikes.
pub(in crate::check) fn never_spikes(sections: &[(Span, &str)]) -> Option<Diagnostic> {
    let ((span, first), others) = sections.split_first()?;
    let message = format!("`{first}` has no effect, since this group has no `threshold`");
    let told = Diagnostic::warning("structure::never-spikes", *span, message);
    Some(others.iter().fold(told, |told, (span, _)| told.label(*span, "nor has this one")))
}

/// A threshold without anything that ends the spike.
pub(in crate::check) fn no_reset(span: Span) -> Diagnostic {
    let message = "this group has neither `reset` nor `refractory`, so it spikes in every step in which the threshold is met";
    Diagnostic::warning("structure::no-reset", span, message)
        .help("add `reset: …`, or `refractory: …` for a model whose equations end the spike")
}

/// A variable that would rest in refractory neurons, of which there are none.
pub(in crate::check) fn never_refractory(span: Span) -> Diagnostic {
    let message = "`unless refractory` has no effect, since this group has no `refractory`";
    Diagnostic::warning("structure::never-refractory", span, message)
        .help("add how long a neuron rests after a spike: `refractory: 2 ms`")
}

/// A definition that nothing uses.
pub(in crate::check) fn unused(span: Span, what: &str, name: &str) -> Diagnostic {
    Diagnostic::warning("structure::unused", span, format!("the {what} `{name}` is never used"))
}

fn elements(size: u32) -> String {
    if size == 1 { "1 element".into() } else { format!("{size} elements") }
}
