//! Selections as text.

use super::expr::{Names, print};
use crate::hir::{Model, Selection, SelectionKind};

/// What stands in brackets after a name; nothing, if all are selected.
pub(super) fn selection(model: &Model, names: &Names<'_>, only: &Selection) -> String {
    let parts = match only {
        Selection::All => return String::new(),
        Selection::List(list) => return format!("[{}]", listed(list)),
        Selection::Built(parts) => parts,
    };
    let bound = |at: Option<i64>| at.map(|at| at.to_string()).unwrap_or_default();
    let entries: Vec<_> = parts
        .iter()
        .map(|part| match &part.kind {
            SelectionKind::Number(at) => at.to_string(),
            SelectionKind::Slice { lo, hi, step: 1 } => format!("{}:{}", bound(*lo), bound(*hi)),
            SelectionKind::Slice { lo, hi, step } => format!("{}:{}:{step}", bound(*lo), bound(*hi)),
            SelectionKind::List(list) => listed(list),
            SelectionKind::Condition(id) => print(model, names, *id).text,
        })
        .collect();
    format!("[{}]", entries.join(", "))
}

/// Indices; runs of at least three are written as slices.
fn listed(mut rest: &[u32]) -> String {
    let mut entries = vec![];
    while let [first, ..] = rest {
        let run = rest.iter().zip(u64::from(*first)..).take_while(|(a, b)| u64::from(**a) == *b).count();
        if run < 3 {
            entries.push(first.to_string());
            rest = &rest[1..];
        } else {
            entries.push(format!("{first}:{}", u64::from(*first) + run as u64));
            rest = &rest[run..];
        }
    }
    entries.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_are_written_as_slices_where_they_are_runs() {
        assert_eq!(listed(&[0, 5, 10, 11, 12, 3]), "0, 5, 10:13, 3");
        assert_eq!(listed(&[1, 2, 4]), "1, 2, 4");
        assert_eq!(listed(&[u32::MAX]), "4294967295");
    }
}
