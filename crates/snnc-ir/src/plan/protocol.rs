//! What is carried out, in order.

use super::{BlockPlan, Endpoint, KernelUse, Recorded, Selection, TimedElements};
use snnc_lang::Span;
pub use snnc_lang::hir::ReducedKind;

/// A statement of the protocol.
#[derive(Debug, Clone)]
pub enum Step {
    /// Simulates so many steps.
    Run {
        /// How many, of the first clock.
        steps: u64,
        /// When it ends before.
        until: Option<UntilPlan>,
    },
    /// Writes a variable.
    Assign(AssignPlan),
    /// Keeps the whole state under a label.
    Store {
        /// The label.
        label: String,
    },
    /// Goes back to a state that was stored.
    Restore {
        /// Its label.
        label: String,
        /// Whether random streams begin again where they were; otherwise each trial draws anew.
        exact: bool,
        /// The stored variables that are left as they are.
        except: Vec<(BlockPlan, usize)>,
        /// The statement, for errors.
        span: Span,
    },
    /// The same several times.
    Repeat {
        /// How often.
        count: u64,
        /// What.
        body: Vec<Step>,
    },
    /// Saves the current values of a group or of synapses.
    Save(SavePlan),
    /// The rest is the protocol of the next of [`Plan::stages`](super::Plan::stages).
    NextStage {
        /// The `set` that began it, for errors.
        span: Span,
    },
}

/// An assignment.
#[derive(Debug, Clone)]
pub struct AssignPlan {
    /// Of which elements; all that share a variable are one lane.
    pub of: TimedElements,
    /// Which of them.
    pub only: Selection,
    /// Writes the variable. Of neurons, over a list of elements of the whole group; of synapses, over a list of lanes, both ends
    /// gathered; of what is shared, over a range of one lane. Each time it is carried out it draws numbers of its own.
    pub code: KernelUse,
}

/// What is saved.
#[derive(Debug, Clone)]
pub struct SavePlan {
    /// The name of the archive.
    pub label: String,
    /// Of what; a population may be a part of its group.
    pub of: Endpoint,
    /// Variables and subexpressions; those that are shared have one value.
    pub variables: Vec<Recorded>,
    /// The statement, for errors.
    pub span: Span,
}

/// A condition that ends a run, tested at the end of each step.
#[derive(Debug, Clone)]
pub struct UntilPlan {
    /// What is found of many elements: the numbers that the condition reads as
    /// [`Storage::Reduced`](super::Storage::Reduced).
    pub reductions: Vec<ReducedPlan>,
    /// Emits the one lane of its range when the run shall end.
    pub condition: KernelUse,
}

/// One number of many elements.
#[derive(Debug, Clone)]
pub struct ReducedPlan {
    /// How they become one: a mask for `any` and `all`, an integer for `count`, else a float. Sums are formed in order.
    pub kind: ReducedKind,
    /// Of which elements.
    pub of: Endpoint,
    /// Which of them.
    pub only: Selection,
    /// A kernel over a list of elements of the whole group (or of synapse lanes), that stores a float or a mask to
    /// [`Storage::Output`](super::Storage::Output) at the lane's index; `None` for `count`.
    pub value: Option<KernelUse>,
}
