//! A differential equation, as the methods see it.

use crate::kernel::Value;
use crate::lower::body::Body;
use snnc_lang::hir::{ExprId, Place, VariableId};

/// A differential equation.
pub(super) struct Equation<'m> {
    pub(super) variable: VariableId,
    pub(super) name: &'m str,
    pub(super) rhs: ExprId,
    /// Whether its variable stays as it is while its neuron is refractory.
    pub(super) unless_refractory: bool,
}

/// The state of an equation's variable at the start of the step.
pub(super) fn state(body: &mut Body<'_, '_>, equation: &Equation<'_>) -> Value {
    let owner = body.owner(Place::Own, None);
    match body.variable_column(owner, equation.variable) {
        Some(column) => body.graph.load(column),
        None => body.graph.float(0.0),
    }
}

/// `advanced`, but `x` where the equation rests because its neuron is refractory.
pub(super) fn unless_refractory(
    body: &mut Body<'_, '_>,
    equation: &Equation<'_>,
    free: Option<Value>,
    advanced: Value,
    x: Value,
) -> Value {
    match free {
        Some(free) if equation.unless_refractory => body.graph.select(free, advanced, x),
        _ => advanced,
    }
}
