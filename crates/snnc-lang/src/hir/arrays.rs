//! Constant arrays, and arrays of which each row is a time.

use super::{ArrayId, DisplayUnit, ExprId, Type};
use crate::files::Values;
use crate::source::Span;
use crate::units::Dimension;
use std::sync::Arc;

/// A constant array; floats in SI.
#[derive(Debug, Clone)]
pub struct Array {
    /// Its name; of one without, what is written.
    pub name: Arc<str>,
    /// Where it is defined: the name, or all of it.
    pub span: Span,
    /// The type of its elements.
    pub ty: Type,
    /// Their dimension.
    pub dimension: Dimension,
    /// How they are shown.
    pub unit: DisplayUnit,
    /// One length, or the number of rows and that of columns.
    pub shape: Vec<usize>,
    /// The elements, row by row.
    pub values: Arc<Values>,
}

/// An array that is read at times.
#[derive(Debug, Clone)]
pub struct TimedArray {
    /// Its name.
    pub name: Arc<str>,
    /// Where it is defined: the name.
    pub span: Span,
    /// The type of its elements.
    pub ty: Type,
    /// Their dimension.
    pub dimension: Dimension,
    /// How they are shown.
    pub unit: DisplayUnit,
    /// For how long each row holds, in seconds.
    pub every: f64,
    /// How many rows there are, at least one.
    pub rows: usize,
    /// How many columns there are, if it has an index besides the time; at least one.
    pub columns: Option<usize>,
    /// What its elements are.
    pub values: TimedValues,
}

/// The elements of a timed array.
#[derive(Debug, Clone, Copy)]
pub enum TimedValues {
    /// Those of an array.
    Array(ArrayId),
    /// Of an expression, evaluated once, before the simulation.
    Expression {
        /// The expression.
        value: ExprId,
        /// The expression that stands for the time at which a row begins to hold.
        time: ExprId,
        /// The expression that stands for the number of the column.
        column: ExprId,
    },
}
