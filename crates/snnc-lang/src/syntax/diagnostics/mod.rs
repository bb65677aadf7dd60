//! What can be wrong with the form of a model: one function a code, by family.

mod brackets;
mod connect;
mod equations;
mod foreign;
mod items;
mod layout;
mod monitors;
mod names;
mod numbers;
mod operators;
mod sections;
mod unexpected;

pub(super) use brackets::*;
pub(super) use connect::*;
pub(super) use equations::*;
pub(super) use foreign::*;
pub(super) use items::*;
pub(super) use layout::*;
pub(super) use monitors::*;
pub(super) use names::*;
pub(super) use numbers::*;
pub(super) use operators::*;
pub(super) use sections::*;
pub(super) use unexpected::*;

/// Names in a row: "`a`, `b` or `c`".
fn list<'w>(words: impl IntoIterator<Item = &'w str>, joint: &str) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} {joint} {last}", rest.join(", ")),
    }
}

/// A text short enough for a message.
fn shown(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line,
    }
}
