//! What is taken for granted against the letter of the text, to see whether it would cure an error.

use crate::hir::DisplayUnit;
use crate::source::Span;
use crate::units::Dimension;
use std::collections::HashMap;
use std::sync::Arc;

/// Other units than the text gives.
#[derive(Debug, Clone, Default)]
pub(super) struct Supposed {
    /// Of constants: the unit of the number that is written, by name.
    pub(super) constants: HashMap<Arc<str>, SupposedUnit>,
    /// Of declarations: what the unit after `:` declares, by its place.
    pub(super) declared: HashMap<Span, Dimension>,
    /// Declarations that are not to be blamed: another unit there would only lead to other errors.
    pub(super) refuted: Vec<Blame>,
}

/// The unit that a constant is supposed to be written in.
#[derive(Debug, Clone)]
pub(super) struct SupposedUnit {
    pub(super) dimension: Dimension,
    pub(super) unit: DisplayUnit,
}

/// A declaration that is taken to be wrong: the place of its unit, and what it should declare.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Blame {
    pub(super) unit: Span,
    pub(super) declared: Dimension,
    pub(super) wanted: Dimension,
}

/// Constants that may have a wrong unit, since an expression of them does not fit.
#[derive(Debug, Clone)]
pub(super) struct Clue {
    /// The error that was told.
    pub(super) error: Span,
    /// The constants in the expression, and where each stands in it.
    pub(super) uses: Vec<(Arc<str>, Span)>,
    /// What the expression is.
    pub(super) found: Dimension,
    /// What it should be.
    pub(super) wanted: Dimension,
}
