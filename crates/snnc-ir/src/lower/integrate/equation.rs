//! A differential equation, as the methods see it.

use crate::kernel::Value;
use crate::lower::body::Body;
use snnc_lang::hir::{ExprId, Place, Variable, VariableId, VariableKind};

/// A differential equation.
#[derive(Debug, Clone, Copy)]
pub(in crate::lower) struct Equation<'m> {
    pub(in crate::lower) variable: VariableId,
    pub(in crate::lower) name: &'m str,
    pub(in crate::lower) rhs: ExprId,
    /// Whether its variable stays as it is while its neuron is refractory.
    pub(in crate::lower) unless_refractory: bool,
    /// Whether all elements share the variable.
    pub(in crate::lower) shared: bool,
}

impl<'m> Equation<'m> {
    /// All differential equations of a block.
    pub(in crate::lower) fn of(variables: &'m [Variable]) -> Vec<Self> {
        let equation = |(index, variable): (usize, &'m Variable)| match variable.kind {
            VariableKind::Differential { rhs, unless_refractory, .. } => {
                let (name, shared) = (&*variable.name, variable.shared);
                let variable = VariableId(index as u32);
                Some(Equation { variable, name, rhs, unless_refractory, shared })
            }
            _ => None,
        };
        variables.iter().enumerate().filter_map(equation).collect()
    }
}

/// The state of an equation's variable at the start of the step.
pub(super) fn state(body: &mut Body<'_, '_>, equation: &Equation<'_>) -> Value {
    if let Some(value) = body.traces.get(&equation.variable) {
        return *value;
    }
    let owner = body.owner(Place::Own, None);
    match body.variable_column(owner, equation.variable) {
        Some(column) => body.graph.load(column),
        None => body.graph.float(0.0),
    }
}
