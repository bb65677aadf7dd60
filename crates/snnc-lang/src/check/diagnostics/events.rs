//! Custom events.

use super::did_you_mean;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::Name;

/// An event that a block does not have.
pub(in crate::check) fn unknown(name: &Name, block: &Name, similar: &[String]) -> Diagnostic {
    let message = format!("`{}` has no event `{}`", block.text, name.text);
    let told = Diagnostic::error("names::unknown", name.span, message).label(block.span, "declared here");
    if &*name.text == "spike" {
        return told.help("what is done at a spike stands in `reset:`");
    }
    if similar.is_empty() {
        return told.help(format!("declare it there: `event {}: condition`", name.text));
    }
    did_you_mean(told, name.span, similar)
}

/// An event of the name of a variable of its block.
pub(in crate::check) fn name_of_variable(name: &Name, variable: Span) -> Diagnostic {
    let message = format!("an event cannot be called `{}`: it is a variable of this block", name.text);
    Diagnostic::error("structure::event-name", name.span, message)
        .label(variable, "the variable")
        .help("rename the event: a monitor could not tell them apart")
}

/// An event of a name that means something else where events are named.
pub(in crate::check) fn reserved_name(name: &Name, why: &str) -> Diagnostic {
    let message = format!("an event cannot be called `{}`: {why}", name.text);
    Diagnostic::error("structure::event-name", name.span, message)
}
