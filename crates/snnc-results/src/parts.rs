//! How a group is divided where its parts are told apart: in colours, tables and legends.

use crate::description::Description;
use std::ops::Range;

/// More parts that have no name are not told apart.
const MOST_UNNAMED: usize = 6;

/// A part of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name; where it has none, as a model writes it: `cells[:80]`.
    pub label: String,
    /// Its elements, counted in the group.
    pub elements: Range<u64>,
}

impl Description {
    /// A group as its parts, which are disjoint, in order, and leave nothing out: its named subgroups, those declared first where
    /// they overlap, or else what its synapses start from. A group that is not divided is its only part.
    pub fn parts(&self, group: &str) -> Vec<Part> {
        let size = self.groups.get(group).map_or(0, |group| group.size.into());
        let subgroups = self.subgroups.iter().filter(|(_, part)| part.group == group);
        let named = subgroups.map(|(label, part)| (label.clone(), part.start.into()..part.end.into()));
        let mut found = disjoint(named, size);
        if found.is_empty() {
            let sources = self.synapses.values().filter_map(|synapses| synapses.source.as_ref());
            let sources = sources.filter(|source| source.group == group);
            let ranges = sources.map(|source| {
                let range = source.start..source.end;
                (slice(group, &range, size), range)
            });
            found = disjoint(ranges, size);
            if found.len() > MOST_UNNAMED {
                found.clear();
            }
        }
        found.sort_by_key(|part| part.elements.start);
        let mut parts = vec![];
        let mut reached = 0;
        let rest = |elements: Range<u64>| Part { label: slice(group, &elements, size), elements };
        for part in found {
            if part.elements.start > reached {
                parts.push(rest(reached..part.elements.start));
            }
            reached = part.elements.end;
            parts.push(part);
        }
        if parts.is_empty() || reached < size {
            parts.push(rest(reached..size));
        }
        parts
    }
}

/// Those that are parts and not the whole, without what overlaps an earlier one.
fn disjoint(ranges: impl Iterator<Item = (String, Range<u64>)>, size: u64) -> Vec<Part> {
    let mut found: Vec<Part> = vec![];
    for (label, elements) in ranges {
        let overlaps =
            |other: &Part| elements.start < other.elements.end && other.elements.start < elements.end;
        let is_part = elements.start < elements.end && (elements.start, elements.end) != (0, size);
        if is_part && !found.iter().any(overlaps) {
            found.push(Part { label, elements });
        }
    }
    found
}

/// Elements of a group as a model writes them: `cells`, `cells[:80]`, `cells[7]`.
pub fn slice(group: &str, elements: &Range<u64>, size: u64) -> String {
    let start = if elements.start == 0 { String::new() } else { elements.start.to_string() };
    let end = if elements.end == size { String::new() } else { elements.end.to_string() };
    match elements.end - elements.start {
        all if all == size => group.to_string(),
        1 => format!("{group}[{}]", elements.start),
        _ => format!("{group}[{start}:{end}]"),
    }
}
