//! Names of kernels and random streams.
//!
//! A stream is named after its group and its place of use, so that what it yields does not depend on what else
//! stands in the file.

use std::fmt;
use std::sync::Arc;

/// Where a kernel's code stands: `cortex/update`, `exc/on_pre/pre`. Also the name of the kernel.
#[derive(Debug, Clone)]
pub(super) struct PlaceName(Arc<str>);

impl PlaceName {
    /// The place `part` of a block.
    pub(super) fn new(block: &str, part: impl fmt::Display) -> Self {
        PlaceName(format!("{block}/{part}").into())
    }

    /// The stream of the draw number `n` of that place.
    pub(super) fn draw(&self, n: usize) -> String {
        format!("{self}/{n}")
    }

    /// The stream of something that has a name of its own there: `cortex/update/xi`.
    pub(super) fn stream(&self, name: &str) -> String {
        format!("{self}/{name}")
    }
}

impl fmt::Display for PlaceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
