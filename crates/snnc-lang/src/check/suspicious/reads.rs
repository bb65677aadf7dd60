//! What an expression reads, by way of subexpressions too.

use super::blocks::Block;
use super::facts::Facts;
use crate::hir::{Builtin, ExprId, ExprKind, Place, VariableId, VariableKind};
use crate::source::Span;
use std::collections::HashSet;

/// What an expression of a block reads.
#[derive(Debug, Default)]
pub(super) struct Reads {
    /// Stored variables of the block, each once, and where it is read first.
    pub(super) own: Vec<(VariableId, Span)>,
    /// Whether it depends on time, spikes or chance by itself.
    pub(super) moves: bool,
}

impl Reads {
    /// Of an expression.
    pub(super) fn of(facts: &Facts<'_>, block: Block, root: ExprId) -> Self {
        let exprs = &facts.model.exprs;
        let mut reads = Reads::default();
        let mut seen = HashSet::from([root]);
        let mut open = vec![root];
        let mut met = HashSet::new();
        while let Some(id) = open.pop() {
            let expr = &exprs[id];
            match &expr.kind {
                ExprKind::Variable(Place::Own, variable) if met.insert(*variable) => {
                    match block.variable(facts.model, *variable).kind {
                        VariableKind::Subexpression(value) | VariableKind::Held(value) => {
                            if seen.insert(value) {
                                open.push(value);
                            }
                        }
                        VariableKind::Linked(_) => reads.moves = true,
                        VariableKind::Differential { .. } | VariableKind::Parameter { .. } => {
                            reads.own.push((*variable, expr.span));
                        }
                    }
                }
                ExprKind::Builtin(
                    Builtin::Time | Builtin::TimeStep | Builtin::LastSpike(_) | Builtin::NotRefractory(_),
                )
                | ExprKind::Random(..)
                | ExprKind::Timed(..)
                | ExprKind::Noise(_) => reads.moves = true,
                _ => {}
            }
            open.extend(expr.kind.operands().into_iter().filter(|operand| seen.insert(*operand)));
        }
        reads.own.sort_by_key(|(_, span)| *span);
        reads
    }

    /// Those that have a differential equation.
    pub(super) fn integrated(&self, facts: &Facts<'_>, block: Block) -> Vec<(VariableId, Span)> {
        let is_integrated = |id: VariableId| {
            matches!(block.variable(facts.model, id).kind, VariableKind::Differential { .. })
        };
        self.own.iter().copied().filter(|(id, _)| is_integrated(*id)).collect()
    }
}
