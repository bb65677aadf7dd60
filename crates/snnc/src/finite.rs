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

    /// Looks at the values of elements, of which most often all are finite.
    #[inline]
    pub(crate) fn look_at(
        &mut self,
        values: &[f64],
        group: &str,
        variable: &str,
        elements: impl Iterator<Item = u32>,
        time: f64,
    ) {
        if !all_finite(values) {
            self.look_closer(values, group, variable, elements, time);
        }
    }

    #[cold]
    fn look_closer(
        &mut self,
        values: &[f64],
        group: &str,
        variable: &str,
        elements: impl Iterator<Item = u32>,
        time: f64,
    ) {
        let excused = self.is_excused(group, variable);
        let first = values.iter().zip(elements).find(|(v, _)| v.is_nan() || v.is_infinite() && !excused);
        if let Some((value, element)) = first {
            self.note(*value, group, variable, element, time);
        }
    }

    fn is_excused(&self, group: &str, variable: &str) -> bool {
        self.excused.iter().any(|(g, v)| g == group && v == variable)
    }

    #[cold]
    fn note(&mut self, value: f64, group: &str, variable: &str, element: u32, time: f64) {
        let known = self.found.iter().any(|f| f.group == group && f.variable == variable);
        let excused = value.is_infinite() && self.is_excused(group, variable);
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

/// Whether no value is NaN or infinite.
pub(crate) fn all_finite(values: &[f64]) -> bool {
    // Such a value times zero is NaN, and stays it in a sum; several sums at a time are what a vector unit is made for.
    let (blocks, rest) = values.as_chunks::<8>();
    let mut sums = [0.0; 8];
    for block in blocks {
        for (sum, value) in sums.iter_mut().zip(block) {
            *sum += value * 0.0;
        }
    }
    sums.iter().all(|sum| *sum == 0.0) && rest.iter().all(|value| value.is_finite())
}

/// Whether values of this type can fail to be finite.
pub(crate) fn can_fail(ty: Type) -> bool {
    ty == Type::F64
}

#[cfg(test)]
mod tests {
    use super::all_finite;

    #[test]
    fn one_value_among_many_is_found() {
        for len in [0, 1, 7, 8, 9, 100] {
            let fine: Vec<f64> = (0..len).map(|k| [1.5, -0.0, f64::MAX, f64::MIN_POSITIVE][k % 4]).collect();
            assert!(all_finite(&fine));
            for at in 0..len {
                for wrong in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
                    let mut values = fine.clone();
                    values[at] = wrong;
                    assert!(!all_finite(&values), "{wrong} at {at} of {len}");
                }
            }
        }
    }
}
