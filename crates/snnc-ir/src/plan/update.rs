//! How the state of a block is advanced by a step.

use super::KernelUse;

/// How the state of a block is advanced by a step.
#[derive(Debug, Clone)]
pub struct UpdatePlan {
    /// Advances all elements, and emits the spikes; if it is done again, the elements that are not yet at the end of the step.
    pub kernel: KernelUse,
    /// Of methods by which each element takes the step in as many parts as it needs: over a list of the elements that are not
    /// at its end. Advances them, and emits those that still are not; it is repeated until there are none.
    pub again: Option<KernelUse>,
}

impl From<KernelUse> for UpdatePlan {
    fn from(kernel: KernelUse) -> Self {
        UpdatePlan { kernel, again: None }
    }
}
