//! Weights that nobody sets.

use super::blocks::Block;
use super::facts::Facts;
use super::reads::Reads;
use crate::check::diagnostics::suspicious as told;
use crate::diagnostic::Diagnostic;
use crate::hir::{ExprId, Type, VariableKind};

/// Parameters of synapses that pathways read, and that are zero for ever.
pub(super) fn unset(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let mut found = vec![];
    if !facts.runs {
        return found;
    }
    for (at, synapses) in facts.model.synapses.iter().enumerate() {
        let block = Block::Synapses(at);
        let statements = synapses.pathways.iter().flat_map(|pathway| &pathway.code.statements);
        let values =
            statements.map(|statement| statement.value).chain(synapses.sums.iter().map(|sum| sum.value));
        let mut told: Vec<_> = vec![];
        for value in values.collect::<Vec<ExprId>>() {
            for (id, read) in Reads::of(facts, block, value).own {
                let variable = block.variable(facts.model, id);
                let parameter = matches!(variable.kind, VariableKind::Parameter { .. });
                if parameter && variable.ty == Type::Float && facts.is_unset(block, id) && !told.contains(&id)
                {
                    told.push(id);
                    found.push(told::unset_in_synapses(variable.span, &variable.name, &synapses.name, read));
                }
            }
        }
    }
    found
}
