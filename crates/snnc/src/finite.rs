//! Values that became NaN or infinite.

use snnc_ir::kernel::Type;
use std::fmt;

/// The first value of a variable found not to be finite.
#[derive(Debug, Clone, PartialEq)]
pub struct NotFinite {
    /// The group or synapses.
    pub group: String,
    /// The variable.
    pub variable: String,
    /// The neuron or synapse.
    pub element: u32,
    /// When it was found, in seconds.
    pub time: f64,
    /// NaN or an infinity.
    pub value: f64,
}

impl fmt::Display for NotFinite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let NotFinite { group, variable, element, time, value } = self;
        let what = if value.is_nan() { "not a number (NaN)" } else { "infinite" };
        write!(f, "`{variable}` of `{group}` is {what} in element {element}, first found at t = {time} s")
    }
}

/// Collects the first finding of each variable.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    found: Vec<NotFinite>,
    /// Variables that were given an infinity on purpose, by `init`.
    excused: Vec<(String, String)>,
}

impl Findings {
    /// Excuses a variable that was given an infinity by `init`.
    pub(crate) fn excuse(&mut self, group: &str, variable: &str) {
        self.excused.push((group.to_string(), variable.to_string()));
    }

    /// Looks at a value.
    #[inline]
    pub(crate) fn look(&mut self, value: f64, group: &str, variable: &str, element: u32, time: f64) {
        if !value.is_finite() {
            self.note(value, group, variable, element, time);
        }
    }

    #[cold]
    fn note(&mut self, value: f64, group: &str, variable: &str, element: u32, time: f64) {
        let known = self.found.iter().any(|f| f.group == group && f.variable == variable);
        let excused = value.is_infinite() && self.excused.iter().any(|(g, v)| g == group && v == variable);
        if !known && !excused {
            let (group, variable) = (group.to_string(), variable.to_string());
            self.found.push(NotFinite { group, variable, element, time, value });
        }
    }

    /// What was found, in the order of finding.
    pub(crate) fn into_found(self) -> Vec<NotFinite> {
        self.found
    }
}

/// Whether values of this type can fail to be finite.
pub(crate) fn can_fail(ty: Type) -> bool {
    ty == Type::F64
}
