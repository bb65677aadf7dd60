//! What a chart gives to a figure.

use crate::figure::{Panel, Row};

/// What a chart gives to a figure.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Drawn {
    /// Rows with one panel each, over time.
    pub(crate) over_time: Vec<Row>,
    /// Panels with other axes.
    pub(crate) others: Vec<Panel>,
}

impl Drawn {
    /// Puts what another chart gives behind it.
    pub(crate) fn add(&mut self, other: Drawn) {
        self.over_time.extend(other.over_time);
        self.others.extend(other.others);
    }

    /// Whether there is nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.over_time.is_empty() && self.others.is_empty()
    }
}
