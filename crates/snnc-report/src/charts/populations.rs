//! Which neurons share a colour.

use serde::Serialize;
use snnc_results::{Description, Results};
use std::ops::Range;

/// No group is divided into more parts.
const MOST_PARTS: usize = 16;

/// Neurons that share a colour: a group, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Population {
    /// Its name, or that of its group and the elements: `cells[3200:4000]`.
    pub name: String,
    /// The group, or the synapses, whose elements these are.
    pub group: String,
    /// The first element.
    pub from: u64,
    /// One past the last.
    pub to: u64,
}

/// All populations of a run, in file order: groups, each divided into its parts.
#[derive(Debug)]
pub(super) struct Populations<'r> {
    results: &'r Results,
    all: Vec<Population>,
}

impl<'r> Populations<'r> {
    /// The parts are the named ones if there are any, or else those that are sources of synapses.
    pub(super) fn of(results: &'r Results) -> Populations<'r> {
        let description = results.description();
        let groups = description.groups.iter();
        let all = groups.flat_map(|(name, group)| divided(description, name, u64::from(group.size)));
        Populations { results, all: all.collect() }
    }

    /// All of them.
    pub(super) fn all(&self) -> &[Population] {
        &self.all
    }

    /// Where elements are that a monitor watches: the group or synapses, the first element, and how many there are.
    pub(super) fn place(&self, watched: &str) -> (String, u64, u64) {
        match self.results.description().subgroups.get(watched) {
            Some(part) => (part.group.clone(), u64::from(part.start), u64::from(part.end - part.start)),
            None => (watched.to_string(), 0, self.results.size(watched).unwrap_or(0)),
        }
    }

    /// The populations that have elements in a range of a group, each with those elements.
    pub(super) fn within(&self, group: &str, range: &Range<u64>) -> Vec<(usize, Range<u64>)> {
        let common = |population: &Population| {
            population.from.max(range.start)..population.to.min(range.end).max(range.start)
        };
        let all = self.all.iter().enumerate().filter(|(_, population)| population.group == group);
        all.map(|(k, population)| (k, common(population))).filter(|(_, range)| !range.is_empty()).collect()
    }
}

/// A group as parts side by side, larger named ones first where they overlap.
fn divided(description: &Description, group: &str, size: u64) -> Vec<Population> {
    let named = description.subgroups.iter().filter(|(_, part)| part.group == group);
    let named = named.map(|(name, part)| (name.clone(), u64::from(part.start)..u64::from(part.end)));
    let mut parts: Vec<(String, Range<u64>)> = named.collect();
    if parts.is_empty() {
        let sources = description.synapses.values().filter_map(|synapses| synapses.source.as_ref());
        let sources = sources.filter(|source| source.group == group);
        parts = sources.map(|end| (end.name.clone(), end.start..end.end)).collect();
    }
    parts.retain(|(_, range)| !range.is_empty() && (range.end - range.start) < size);
    parts.sort_by_key(|(_, range)| std::cmp::Reverse(range.end - range.start));
    let mut kept: Vec<(String, Range<u64>)> = Vec::new();
    for (name, range) in parts {
        if kept.iter().all(|(_, other)| range.end <= other.start || other.end <= range.start) {
            kept.push((name, range));
        }
    }
    kept.sort_by_key(|(_, range)| range.start);
    let mut all = Vec::new();
    let part = |name: String, range: Range<u64>| Population {
        name,
        group: group.to_string(),
        from: range.start,
        to: range.end,
    };
    let rest = |range: Range<u64>| part(format!("{group}[{}:{}]", range.start, range.end), range);
    let mut end = 0;
    for (name, range) in &kept {
        if end < range.start {
            all.push(rest(end..range.start));
        }
        all.push(part(name.clone(), range.clone()));
        end = range.end;
    }
    if 0 < end && end < size {
        all.push(rest(end..size));
    }
    if all.is_empty() || all.len() > MOST_PARTS {
        return vec![part(group.to_string(), 0..size)];
    }
    all
}
