//! What the checker says: one constructor a code, or a case of one.

pub(super) mod arrays;
pub(super) mod connections;
pub(super) mod events;
pub(super) mod links;
pub(super) mod models;
pub(super) mod monitors;
pub(super) mod names;
pub(super) mod numerics;
pub(super) mod protocol;
pub(super) mod spikes;
pub(super) mod structure;
pub(super) mod suspicious;
pub(super) mod synapses;
pub(super) mod types;
pub(super) mod units;
pub(super) mod values;

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// "a", "a or b", "a, b or c".
pub(super) fn one_of(names: &[String]) -> String {
    let quoted: Vec<_> = names.iter().map(|n| format!("`{n}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}

/// `` `a`, `b` and `c` ``.
fn all_of(names: &[impl std::fmt::Display]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

/// Offers names that resemble the one that stands at `span`.
fn did_you_mean(diagnostic: Diagnostic, span: Span, similar: &[String]) -> Diagnostic {
    let Some(first) = similar.first() else { return diagnostic };
    diagnostic.help(format!("did you mean {}?", one_of(similar))).fix(
        format!("Write `{first}`"),
        span,
        first.as_str(),
    )
}
