//! Recorded spikes and their counts.

/// Spikes in the order in which they happened.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spikes {
    /// The neuron of each, within the group watched.
    pub indices: Vec<i32>,
    /// The time of each, in seconds; never falling.
    pub times: Vec<f64>,
}

impl Spikes {
    /// How many.
    pub fn len(&self) -> usize {
        self.times.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }
}

/// How many spikes each neuron had.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// The neurons, within the group watched.
    pub indices: Vec<i32>,
    /// One number for each of them.
    pub counts: Vec<i64>,
}
