//! Which neurons share a colour.

use serde::Serialize;
use snnc_results::Results;
use std::ops::Range;

/// Neurons that share a colour: a group, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Population {
    /// Its name, or that of its group and the elements: `cells[3200:]`.
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
    pub(super) fn of(results: &'r Results) -> Populations<'r> {
        let description = results.description();
        let all = description.groups.keys().flat_map(|group| {
            let parts = description.parts(group).into_iter();
            parts.map(move |part| Population {
                name: part.label,
                group: group.clone(),
                from: part.elements.start,
                to: part.elements.end,
            })
        });
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
