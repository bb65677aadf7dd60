//! What the checker says: one constructor a code, or a case of one.

pub(super) mod language;
pub(super) mod names;
pub(super) mod types;
pub(super) mod units;
pub(super) mod values;

/// "a", "a or b", "a, b or c".
fn one_of(names: &[String]) -> String {
    let quoted: Vec<_> = names.iter().map(|n| format!("`{n}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}
