//! What is known of a value without simulating.

use crate::check::value;
use crate::hir::{ExprId, Value};

/// What is known of a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Known {
    /// It is this, in all elements.
    Value(Value),
    /// It is infinite or no number, because of this operation.
    NotFinite(ExprId),
    /// Nothing.
    Unknown,
}

impl Known {
    /// The number, if it is known.
    pub(super) fn number(self) -> Option<f64> {
        match self {
            Known::Value(value) => Some(value::as_float(value)),
            Known::NotFinite(_) | Known::Unknown => None,
        }
    }

    pub(super) fn is_true(self) -> bool {
        self == Known::Value(Value::Boolean(true))
    }

    pub(super) fn is_false(self) -> bool {
        self == Known::Value(Value::Boolean(false))
    }
}
