//! Samples in memory, and what each consists of.

/// Samples one after the other.
#[derive(Debug, Default)]
pub(crate) struct Samples {
    /// The time of each.
    pub(crate) times: Vec<f64>,
    /// The neuron of each, if they are spikes.
    pub(crate) indices: Vec<i32>,
    /// Of each variable, for each sample the values of all elements.
    pub(crate) values: Vec<Vec<f64>>,
}

impl Samples {
    /// Forgets them, but keeps the memory.
    pub(super) fn clear(&mut self) {
        self.times.clear();
        self.indices.clear();
        self.values.iter_mut().for_each(Vec::clear);
    }

    /// The size of that memory, in bytes.
    pub(super) fn bytes_reserved(&self) -> usize {
        let values = self.times.capacity() + self.values.iter().map(Vec::capacity).sum::<usize>();
        values * size_of::<f64>() + self.indices.capacity() * size_of::<i32>()
    }
}

/// What a sample consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Whether each belongs to a neuron.
    pub(crate) indexed: bool,
    /// The number of variables.
    pub(crate) variables: usize,
    /// For how many elements each variable has a value.
    pub(crate) width: usize,
}

impl Shape {
    /// The bytes of a sample.
    pub(crate) fn bytes(self) -> u64 {
        let index = if self.indexed { size_of::<i32>() } else { 0 };
        (index + size_of::<f64>()) as u64 + (size_of::<f64>() * self.variables) as u64 * self.width as u64
    }
}
