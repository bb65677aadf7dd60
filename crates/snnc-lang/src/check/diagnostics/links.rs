//! Linked variables.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A right side that names no variable of a group.
pub(in crate::check) fn not_a_link(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("structure::link", span, "a linked variable stands for one variable of another group")
        .help(format!("write `{name} = other.y : unit (linked)`, or leave out `(linked)`"))
}

/// A flag without anything to link to.
pub(in crate::check) fn linked_to_what(span: Span, name: &str) -> Diagnostic {
    let message = format!("`{name}` is linked, but it is not said to what");
    Diagnostic::error("structure::link", span, message)
        .help(format!("name the variable of the other group: `{name} = other.y : unit (linked)`"))
}

/// Something else than an index after `other.y`.
pub(in crate::check) fn not_one_index(span: Span) -> Diagnostic {
    Diagnostic::error("structure::link", span, "a link leads each element to one element of the other group")
        .help("write one index, `other.y[expr]`, or a part of the group, `other[2:5].y`")
}

/// Another unit than that of the variable.
pub(in crate::check) fn other_unit(span: Span, name: &str, unit: &str, at: Span) -> Diagnostic {
    let message = format!("`{name}` is linked to a variable in another unit");
    Diagnostic::error("units::mismatch", span, message)
        .label(at, format!("in `{unit}`"))
        .help(format!("a link does not convert: declare it as `{unit}`"))
}

/// Groups of different sizes.
pub(in crate::check) fn sizes(span: Span, text: &str, (size, its): (u32, u32)) -> Diagnostic {
    let message = format!("this group has {size} elements, but what it is linked to has {its}");
    Diagnostic::error("structure::link", span, message)
        .help(format!("say which element each reads: `{text}[i % {its}]`, or link to a part of {size} or 1"))
}

/// Synapses, linked to many.
pub(in crate::check) fn of_synapses(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error("structure::link", span, "synapses can be linked only to one value, or by an index")
        .help(format!("say which element each synapse reads: `{text}[j]`"))
}

/// A link to other elements of the same group.
pub(in crate::check) fn to_itself(span: Span) -> Diagnostic {
    let message = "a group cannot be linked to other elements of itself: they change together";
    Diagnostic::error("structure::link", span, message)
        .help("couple them by synapses from the group to itself, with a `summed` variable")
}

/// Links in a circle, or too many.
pub(in crate::check) fn endless(span: Span) -> Diagnostic {
    Diagnostic::error("names::cycle", span, "this link leads back to itself, and to no variable")
        .at("one linked variable leads to the next")
}
