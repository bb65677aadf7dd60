//! What the checker says: one constructor a code, or a case of one.

pub(super) mod language;
pub(super) mod monitors;
pub(super) mod names;
pub(super) mod numerics;
pub(super) mod structure;
pub(super) mod synapses;
pub(super) mod types;
pub(super) mod units;
pub(super) mod values;

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
fn all_of(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}
