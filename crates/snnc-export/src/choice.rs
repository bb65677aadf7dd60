//! What of the results is exported.

use crate::error::Error;
use crate::part::{Kind, Part};
use snnc_results::Results;
use std::ops::Range;

/// What of the results is exported.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Choice {
    /// The monitors, and what was saved, by name; everything if none is named.
    pub names: Vec<String>,
    /// Only what was recorded from the first time until before the second, in seconds; everything if not given. Counts and
    /// saved values have no times of their own, and are left whole.
    pub times: Option<Range<f64>>,
}

impl Choice {
    /// The chosen parts of the results, in the order of the description.
    pub(crate) fn parts(&self, results: &Results) -> Result<Vec<Part>, Error> {
        let description = results.description();
        let monitors = description.monitors.iter().map(|(name, monitor)| {
            (name, Kind::Monitor(monitor.kind), &monitor.group, &monitor.file, &monitor.arrays)
        });
        let saved = description.saved.iter().map(|(name, saved)| {
            let kind =
                if description.synapses.contains_key(&saved.group) { Kind::Synapses } else { Kind::Elements };
            (name, kind, &saved.group, &saved.file, &saved.arrays)
        });
        let all: Vec<_> = monitors.chain(saved).collect();
        if let Some(name) = self.names.iter().find(|name| all.iter().all(|part| part.0 != *name)) {
            return Err(Error::Results(snnc_results::Error::Unknown {
                kind: "monitor or saved state",
                name: name.clone(),
                known: all.iter().map(|part| part.0.clone()).collect(),
            }));
        }
        let chosen = all.into_iter().filter(|part| self.names.is_empty() || self.names.contains(part.0));
        chosen
            .map(|(name, kind, group, file, arrays)| {
                Part::open(results, name, kind, group, file, arrays, self.times.as_ref())
            })
            .collect()
    }
}
