//! What all charts of a figure have in common.

use super::drawn::Drawn;
use super::population::{Part, Populations};
use super::timeline::Timeline;
use crate::choices::Choices;
use crate::error::Error;
use snnc_results::{Monitor, MonitorKind, Results};

/// The results that are drawn, what was asked of the figure, and what its panels share.
#[derive(Debug)]
pub(crate) struct Context<'r> {
    pub(crate) results: &'r Results,
    pub(crate) choices: &'r Choices,
    pub(crate) timeline: Timeline,
    populations: Populations,
}

impl<'r> Context<'r> {
    /// Looks at results as the choices ask for it.
    ///
    /// # Errors
    /// If a monitor or variable that was chosen does not exist, or nothing was recorded in the time chosen.
    pub(crate) fn new(results: &'r Results, choices: &'r Choices) -> Result<Context<'r>, Error> {
        let description = results.description();
        let known = || description.monitors.keys().chain(description.saved.keys());
        for name in &choices.monitors {
            if !known().any(|it| it == name) {
                let all: Vec<_> = known().map(String::as_str).collect();
                let told = format!("nothing was recorded as `{name}`; there are: {}", all.join(", "));
                return Err(Error::Nothing(told));
            }
        }
        let monitored = description.monitors.values().flat_map(|monitor| monitor.arrays.keys());
        let mut variables: Vec<_> =
            monitored.chain(description.saved.values().flat_map(|it| it.arrays.keys())).collect();
        variables.sort();
        variables.dedup();
        for name in &choices.variables {
            if !variables.contains(&name) {
                let all: Vec<_> = variables.iter().map(|it| it.as_str()).filter(|it| !is_index(it)).collect();
                let told = format!("no variable `{name}` was recorded; there are: {}", all.join(", "));
                return Err(Error::Nothing(told));
            }
        }
        let timeline = Timeline::new(description, choices)?;
        Ok(Context { results, choices, timeline, populations: Populations::new(description) })
    }

    /// The monitors of a kind that are to be drawn.
    pub(crate) fn monitors(&self, kind: MonitorKind) -> impl Iterator<Item = (&str, &Monitor)> {
        self.results.monitors(kind).filter(|(name, _)| self.wants(name))
    }

    /// What a chart makes of each monitor of a kind, one behind the other.
    pub(crate) fn each(
        &self,
        kind: MonitorKind,
        draw: impl Fn(&Self, &str, &Monitor) -> Result<Drawn, Error>,
    ) -> Result<Drawn, Error> {
        let mut drawn = Drawn::default();
        for (name, monitor) in self.monitors(kind) {
            drawn.add(draw(self, name, monitor)?);
        }
        Ok(drawn)
    }

    /// Whether a monitor or saved state is to be drawn.
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.choices.monitors.is_empty() || self.choices.monitors.iter().any(|chosen| chosen == name)
    }

    /// Whether a variable is to be drawn.
    pub(crate) fn wants_variable(&self, name: &str) -> bool {
        self.choices.variables.is_empty() || self.choices.variables.iter().any(|chosen| chosen == name)
    }

    /// Whether an element of a group of `size` is to be drawn.
    pub(crate) fn wants_element(&self, element: u64, size: u64) -> bool {
        self.choices.neurons.as_ref().is_none_or(|chosen| chosen.contains(element, size))
    }

    /// The parts of what a monitor watched.
    pub(crate) fn parts(&self, watched: &str) -> Vec<Part> {
        self.populations.of(self.results.description(), watched)
    }

    /// How many elements are in what a monitor watched.
    pub(crate) fn size(&self, watched: &str) -> u64 {
        self.results.size(watched).unwrap_or(0)
    }
}

/// Whether what was watched or saved is synapses.
pub(crate) fn is_of_synapses(results: &Results, watched: &str) -> bool {
    results.description().synapses.contains_key(watched)
}

/// Whether an array says of which elements or times the others are.
pub(crate) fn is_index(array: &str) -> bool {
    matches!(array, "i" | "j" | "k" | "t")
}
