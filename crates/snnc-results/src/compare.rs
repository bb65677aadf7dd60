//! Whether two runs have the same results, bit for bit.

use crate::archive::{Archive, Array};
use crate::error::Error;
use crate::results::Results;
use std::collections::BTreeSet;
use std::fmt;

/// How many elements are compared at a time.
const PIECE: usize = 1 << 20;

/// What two runs have in common, and what not.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// How many archives both have.
    pub archives: usize,
    /// How many arrays are the same, bit for bit.
    pub same: usize,
    /// What is not.
    pub differences: Vec<Difference>,
}

/// Where two runs differ.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Difference {
    /// Only one of them has this archive or array.
    Missing {
        /// `cells_states`, or `cells_states: v`.
        what: String,
        /// Whether the first has it.
        in_first: bool,
    },
    /// An array has another type or shape.
    Shape {
        /// The archive and the array.
        what: String,
        /// The shape in the first.
        first: Vec<usize>,
        /// And in the second.
        second: Vec<usize>,
    },
    /// An array has other values.
    Values {
        /// The archive and the array.
        what: String,
        /// The first element that differs, counted through all dimensions.
        at: usize,
        /// What it is in either.
        values: (f64, f64),
        /// How many differ.
        count: usize,
        /// Of how many.
        of: usize,
    },
    /// Something that is told of the run is another.
    Told {
        /// What: "spikes of cells".
        what: String,
        /// In the first.
        first: String,
        /// In the second.
        second: String,
    },
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Difference::Missing { what, in_first: true } => write!(f, "{what}: it is missing now"),
            Difference::Missing { what, in_first: false } => write!(f, "{what}: it was not there"),
            Difference::Shape { what, first, second } => {
                write!(f, "{what}: its shape was {first:?} and is {second:?}")
            }
            Difference::Values { what, at, values: (was, is), count, of } => {
                write!(
                    f,
                    "{what}: {count} of {of} values differ, first number {at}, which was {was} and is {is}"
                )
            }
            Difference::Told { what, first, second } => write!(f, "{what}: was {first} and is {second}"),
        }
    }
}

/// Compares the results of two runs: all archives, and what the descriptions say of the simulation. Where and how fast they were
/// made does not matter.
///
/// # Errors
/// If an archive cannot be read.
pub fn compare(first: &Results, second: &Results) -> Result<Comparison, Error> {
    let mut comparison = Comparison { differences: told(first, second), ..Comparison::default() };
    let files = |results: &Results| -> BTreeSet<String> {
        let description = results.description();
        let monitors = description.monitors.values().map(|monitor| monitor.file.clone());
        monitors.chain(description.saved.values().map(|saved| saved.file.clone())).collect()
    };
    let (of_first, of_second) = (files(first), files(second));
    for file in of_first.union(&of_second) {
        let name = file.trim_end_matches(".npz");
        if !of_second.contains(file) || !of_first.contains(file) {
            let in_first = of_first.contains(file);
            comparison.differences.push(Difference::Missing { what: name.to_string(), in_first });
            continue;
        }
        comparison.archives += 1;
        let [a, b] = [first, second].map(|results| Archive::open(results.folder().join(file)));
        let (a, b) = (a?, b?);
        let names: BTreeSet<&str> = a.names().chain(b.names()).collect();
        for array in names {
            let what = format!("{name}: {array}");
            let difference = match (a.get(array), b.get(array)) {
                (Ok(a), Ok(b)) => arrays(what, a, b)?,
                (in_first, _) => Some(Difference::Missing { what, in_first: in_first.is_ok() }),
            };
            match difference {
                Some(difference) => comparison.differences.push(difference),
                None => comparison.same += 1,
            }
        }
    }
    Ok(comparison)
}

/// What the descriptions say of the simulations.
fn told(first: &Results, second: &Results) -> Vec<Difference> {
    let (a, b) = (first.description(), second.description());
    let mut told = vec![];
    let mut tell = |what: &str, first: String, second: String| {
        if first != second {
            told.push(Difference::Told { what: what.to_string(), first, second });
        }
    };
    tell("seed", a.seed.to_string(), b.seed.to_string());
    tell("wiring seed", a.wiring_seed.to_string(), b.wiring_seed.to_string());
    tell("time step", a.dt.to_string(), b.dt.to_string());
    tell("simulated time", a.duration.to_string(), b.duration.to_string());
    let spikes = |of: Option<&crate::Group>| {
        of.map_or("absent".into(), |group| group.spikes.map_or("none".into(), |spikes| spikes.to_string()))
    };
    for name in a.groups.keys().chain(b.groups.keys().filter(|name| !a.groups.contains_key(*name))) {
        tell(&format!("spikes of {name}"), spikes(a.groups.get(name)), spikes(b.groups.get(name)));
    }
    let count = |of: Option<&crate::Synapses>| of.map_or("absent".into(), |it| it.count.to_string());
    for name in a.synapses.keys().chain(b.synapses.keys().filter(|name| !a.synapses.contains_key(*name))) {
        tell(&format!("synapses {name}"), count(a.synapses.get(name)), count(b.synapses.get(name)));
    }
    let found = |of: &crate::Description| of.not_finite.len().to_string();
    tell("values that are not finite", found(a), found(b));
    told
}

fn arrays(what: String, a: &Array, b: &Array) -> Result<Option<Difference>, Error> {
    if a.shape() != b.shape() || a.element() != b.element() {
        let (first, second) = (a.shape().to_vec(), b.shape().to_vec());
        return Ok(Some(Difference::Shape { what, first, second }));
    }
    let (size, of) = (a.element().size(), a.len());
    let mut first = None;
    let mut count = 0;
    for start in (0..of).step_by(PIECE) {
        let range = start..of.min(start + PIECE);
        let (ours, theirs) = (a.bytes(range.clone())?, b.bytes(range)?);
        if ours == theirs {
            continue;
        }
        let pairs = ours.chunks_exact(size).zip(theirs.chunks_exact(size)).enumerate();
        for (at, _) in pairs.filter(|(_, (ours, theirs))| ours != theirs) {
            count += 1;
            first.get_or_insert(start + at);
        }
    }
    let Some(at) = first else { return Ok(None) };
    let values = (a.floats(at..at + 1)?[0], b.floats(at..at + 1)?[0]);
    Ok(Some(Difference::Values { what, at, values, count, of }))
}
