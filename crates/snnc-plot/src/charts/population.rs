//! The parts of groups that have a name or a role of their own, and their colours.

use crate::figure::{Colour, colour};
use snnc_results::Description;
use std::ops::Range;

/// A part of a group.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    /// What it is called.
    pub(crate) label: String,
    /// Its elements, counted in what was watched.
    pub(crate) elements: Range<u64>,
    /// Its colour, the same in all panels of a figure.
    pub(crate) colour: Colour,
}

/// Where a group or subgroup lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Extent {
    /// The group that it is, or of which it is a part.
    pub(crate) group: String,
    /// Which elements of that.
    pub(crate) elements: Range<u64>,
}

impl Extent {
    /// That of a group or subgroup; `None` for synapses.
    pub(crate) fn of(description: &Description, name: &str) -> Option<Extent> {
        if let Some(group) = description.groups.get(name) {
            return Some(Extent { group: name.into(), elements: 0..u64::from(group.size) });
        }
        let part = description.subgroups.get(name)?;
        Some(Extent { group: part.group.clone(), elements: part.start.into()..part.end.into() })
    }
}

/// The parts of all groups that were watched, with their colours.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Populations {
    groups: Vec<(String, Vec<Part>)>,
}

impl Populations {
    /// Those of a run. A group is divided as the model divides it: into its named subgroups, or else into what its
    /// synapses start from.
    pub(crate) fn new(description: &Description) -> Populations {
        let mut groups = vec![];
        let mut number = 0;
        for name in description.groups.keys() {
            let watches =
                |watched: &str| Extent::of(description, watched).is_some_and(|it| it.group == *name);
            let mut all = description.monitors.values().map(|monitor| &monitor.group);
            let mut saved = description.saved.values().map(|saved| &saved.group);
            if !all.any(|watched| watches(watched)) && !saved.any(|watched| watches(watched)) {
                continue;
            }
            let parts = description.parts(name).into_iter().enumerate();
            let parts: Vec<_> = parts
                .map(|(k, part)| Part {
                    label: part.label,
                    elements: part.elements,
                    colour: colour(number + k),
                })
                .collect();
            number += parts.len();
            groups.push((name.clone(), parts));
        }
        Populations { groups }
    }

    /// The parts of what a monitor watched, from its first element on; they leave none out.
    pub(crate) fn of(&self, description: &Description, watched: &str) -> Vec<Part> {
        let Some(extent) = Extent::of(description, watched) else {
            let size = description.synapses.get(watched).map_or(u64::MAX, |synapses| synapses.count);
            return vec![Part { label: watched.into(), elements: 0..size, colour: colour(0) }];
        };
        let (from, to) = (extent.elements.start, extent.elements.end);
        let known = self.groups.iter().find(|(name, _)| *name == extent.group);
        let inside = known.map_or(&[][..], |(_, parts)| parts).iter().filter_map(|part| {
            let (start, end) = (part.elements.start.max(from), part.elements.end.min(to));
            (start < end).then(|| Part { elements: start - from..end - from, ..part.clone() })
        });
        let mut parts: Vec<_> = inside.collect();
        if let [one] = parts.as_mut_slice() {
            one.label = watched.into();
        }
        if parts.is_empty() {
            parts.push(Part { label: watched.into(), elements: 0..to - from, colour: colour(0) });
        }
        parts
    }
}

/// The part that holds an element.
pub(crate) fn part_of(parts: &[Part], element: u64) -> Option<usize> {
    let after = parts.partition_point(|part| part.elements.start <= element);
    let at = after.checked_sub(1)?;
    parts[at].elements.contains(&element).then_some(at)
}
