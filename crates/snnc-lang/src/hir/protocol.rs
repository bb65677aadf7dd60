//! What is carried out, in order.

use super::{Code, Endpoint, ExprId, Selection, VariableId};
use crate::source::Span;
use std::sync::Arc;

/// A statement of the protocol.
#[derive(Debug, Clone)]
pub enum Protocol {
    /// `run T until …`.
    Run {
        /// Seconds.
        duration: f64,
        /// When it ends before.
        until: Option<Until>,
        /// The statement.
        span: Span,
    },
    /// `cortex[:80].V = …`.
    Assign {
        /// Of what a variable is written.
        of: Endpoint,
        /// Of which elements.
        only: Selection,
        /// Whether all elements share the variable.
        shared: bool,
        /// One statement.
        code: Code,
        /// The statement.
        span: Span,
    },
    /// `store "trained"`.
    Store {
        /// The name of what is stored.
        label: Arc<str>,
    },
    /// `restore "trained"`.
    Restore {
        /// The name of what was stored before.
        label: Arc<str>,
        /// Whether random streams begin again where they were.
        exact: bool,
        /// The variables that are left as they are.
        except: Vec<(Endpoint, VariableId)>,
        /// The statement.
        span: Span,
    },
    /// `repeat n { … }`, also what is left of a loop that changes constants.
    Repeat {
        /// How often.
        count: u64,
        /// What.
        body: Vec<Protocol>,
    },
    /// `save stdp as "weights"`.
    Save {
        /// Of what.
        of: Endpoint,
        /// The name of the archive.
        label: Arc<str>,
        /// The statement.
        span: Span,
    },
    /// `set tau = …`: what comes after it is the protocol of the model's next stage.
    Set {
        /// The statement.
        span: Span,
    },
}

/// A condition that ends a run.
#[derive(Debug, Clone)]
pub struct Until {
    /// What is found of the elements of groups at the end of a step.
    pub reductions: Vec<Reduced>,
    /// A boolean of them ([`ExprKind::Reduced`](super::ExprKind::Reduced)) and the time.
    pub condition: ExprId,
}

/// One number of many elements.
#[derive(Debug, Clone)]
pub struct Reduced {
    /// How they become one.
    pub kind: ReducedKind,
    /// Of which elements.
    pub of: Endpoint,
    /// Of which of them.
    pub only: Selection,
    /// What is found of each: booleans for `any` and `all`, else floats; `None` for `count`.
    pub value: Option<ExprId>,
}

/// How values become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReducedKind {
    /// Whether one holds; boolean.
    Any,
    /// Whether all hold; boolean.
    All,
    /// Their mean; float.
    Mean,
    /// The largest; float.
    Max,
    /// The smallest; float.
    Min,
    /// Their sum, in order; float.
    Sum,
    /// How many spikes a population has emitted so far; integer.
    Count,
}
