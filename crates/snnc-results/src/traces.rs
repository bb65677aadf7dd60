//! Recorded variables and rates.

use crate::archive::{Archive, Array};
use crate::description::{ArrayDescription, Shown};
use crate::error::Error;
use indexmap::IndexMap;
use std::ops::Range;

/// Variables of some elements over time. Times are in memory, values on disk.
#[derive(Debug, Clone)]
pub struct States {
    /// The times of the samples, in seconds.
    pub times: Vec<f64>,
    /// The elements recorded, within the group or synapses watched.
    pub indices: Vec<i32>,
    pub(crate) archive: Archive,
    pub(crate) variables: IndexMap<String, ArrayDescription>,
}

impl States {
    /// The variables, in the order of the monitor.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.variables.keys().map(String::as_str)
    }

    /// The unit in which a variable is declared, or else that of its values.
    ///
    /// # Errors
    /// If it was not recorded.
    pub fn unit(&self, variable: &str) -> Result<Shown, Error> {
        let found = self.variables.get(variable);
        let found = found.ok_or_else(|| Error::unknown("variable", variable, self.variables()))?;
        Ok(found.shown.clone().unwrap_or_else(|| Shown { unit: found.unit.clone(), scale: 1.0 }))
    }

    /// Some of the values, in SI, of the `row`-th of the recorded elements.
    ///
    /// # Errors
    /// If there is no such variable, row or sample, or the file cannot be read.
    pub fn values(&self, variable: &str, row: usize, samples: Range<usize>) -> Result<Vec<f64>, Error> {
        let start = row * self.times.len();
        self.array(variable)?.floats(start + samples.start..start + samples.end)
    }

    /// All values of a variable: `[index, time]`, in SI.
    ///
    /// # Errors
    /// If it was not recorded.
    pub fn array(&self, variable: &str) -> Result<&Array, Error> {
        if !self.variables.contains_key(variable) {
            return Err(Error::unknown("variable", variable, self.variables()));
        }
        self.archive.get(variable)
    }
}

/// A population rate.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rate {
    /// The beginning of each bin, in seconds.
    pub times: Vec<f64>,
    /// Spikes a neuron and second, in hertz.
    pub rates: Vec<f64>,
}
