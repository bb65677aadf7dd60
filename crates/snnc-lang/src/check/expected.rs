//! What an expression has to be, and why.

use crate::hir::Type;
use crate::source::Span;
use crate::units::Dimension;

/// What an expression has to be.
#[derive(Debug, Clone)]
pub struct Expected {
    pub(super) want: Want,
    pub(super) because: Option<Because>,
}

/// The kinds of demands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Want {
    /// Anything.
    Anything,
    /// A condition.
    Boolean,
    /// A whole number.
    Integer,
    /// A number of this dimension; integers are converted.
    Float(Dimension),
}

/// The place that makes the demand, and a clause that says so: "dV/dt is V/s".
#[derive(Debug, Clone)]
pub(super) struct Because {
    pub(super) span: Span,
    pub(super) text: String,
}

impl Expected {
    /// No demand; the type and dimension are inferred.
    pub fn any() -> Self {
        Expected { want: Want::Anything, because: None }
    }

    /// A condition.
    pub fn boolean() -> Self {
        Expected { want: Want::Boolean, because: None }
    }

    /// A whole number.
    pub fn integer() -> Self {
        Expected { want: Want::Integer, because: None }
    }

    /// A number of that dimension.
    pub fn float(dimension: Dimension) -> Self {
        Expected { want: Want::Float(dimension), because: None }
    }

    /// A value for a variable of that type and dimension.
    pub fn of(ty: Type, dimension: Dimension) -> Self {
        match ty {
            Type::Boolean => Expected::boolean(),
            Type::Integer => Expected::integer(),
            Type::Float => Expected::float(dimension),
        }
    }

    /// Says where the demand comes from: a place and a clause about it, such as "dV/dt is V/s" or
    /// "`w` is declared in nS here".
    #[must_use]
    pub fn because(mut self, span: Span, clause: impl Into<String>) -> Self {
        self.because = Some(Because { span, text: clause.into() });
        self
    }
}
