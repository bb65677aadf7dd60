//! How an equation depends on the variables of its block.

use super::blocks::Block;
use super::facts::Facts;
use super::known::Known;
use super::moment::Moment;
use crate::check::value;
use crate::hir::{BinaryOp, ExprId, ExprKind, Place, Value, VariableId, VariableKind};
use std::collections::HashMap;

/// How deep subexpressions in subexpressions are followed.
const DEPTH: usize = 60;

/// The derivatives of expressions of a block by one of its variables, where they are constants.
pub(super) struct Slope<'f, 'm> {
    facts: &'f Facts<'m>,
    block: Block,
    moment: Moment<'f, 'm>,
    by: VariableId,
    known: HashMap<VariableId, Option<f64>>,
}

impl<'f, 'm> Slope<'f, 'm> {
    /// By that variable.
    pub(super) fn new(facts: &'f Facts<'m>, block: Block, by: VariableId) -> Self {
        Slope { facts, block, moment: Moment::any(facts, block), by, known: HashMap::new() }
    }

    /// The derivative of an expression; `None` if it is not a constant, or not known.
    pub(super) fn of(&mut self, root: ExprId) -> Option<f64> {
        self.within(root, 0)
    }

    fn within(&mut self, root: ExprId, depth: usize) -> Option<f64> {
        let (order, values) = self.moment.values(root);
        let mut slopes: Vec<Option<f64>> = Vec::with_capacity(order.len());
        let place = |id: ExprId| order.binary_search(&id).ok();
        for id in &order {
            let slope = |id: ExprId| place(id).and_then(|at| slopes[at]);
            let value = |id: ExprId| place(id).map_or(Known::Unknown, |at| values[at]);
            let kind = &self.facts.model.exprs[*id].kind;
            let found = match kind {
                ExprKind::Variable(Place::Own, variable) => self.variable(*variable, depth),
                ExprKind::Negate(a) => slope(*a).map(|a| -a),
                ExprKind::ToFloat(a) => slope(*a),
                ExprKind::Binary(BinaryOp::Add, a, b) => slope(*a).zip(slope(*b)).map(|(a, b)| a + b),
                ExprKind::Binary(BinaryOp::Sub, a, b) => slope(*a).zip(slope(*b)).map(|(a, b)| a - b),
                ExprKind::Binary(BinaryOp::Mul, a, b) => {
                    let part = |slope: Option<f64>, factor: ExprId| match slope {
                        Some(0.0) => Some(0.0),
                        slope => Some(slope? * value(factor).number()?),
                    };
                    part(slope(*a), *b).zip(part(slope(*b), *a)).map(|(a, b)| a + b)
                }
                ExprKind::Binary(BinaryOp::Div, a, b) => match (slope(*a), slope(*b)) {
                    (Some(0.0), Some(0.0)) => Some(0.0),
                    (Some(a), Some(0.0)) => value(*b).number().map(|b| a / b),
                    _ => None,
                },
                ExprKind::Select { condition, then, otherwise } => match value(*condition) {
                    Known::Value(Value::Boolean(true)) => slope(*then),
                    Known::Value(_) => slope(*otherwise),
                    _ if slope(*then) == slope(*otherwise) => slope(*then),
                    _ => None,
                },
                _ => kind.operands().iter().all(|a| slope(*a) == Some(0.0)).then_some(0.0),
            };
            slopes.push(found.filter(|slope| slope.is_finite()));
        }
        slopes.pop()?
    }

    fn variable(&mut self, id: VariableId, depth: usize) -> Option<f64> {
        if id == self.by {
            return Some(1.0);
        }
        let VariableKind::Subexpression(value) = self.block.variable(self.facts.model, id).kind else {
            return Some(0.0);
        };
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        let found = if depth < DEPTH { self.within(value, depth + 1) } else { None };
        self.known.insert(id, found);
        found
    }
}

/// Whether the equations of a block are certainly not linear in its variables.
pub(super) fn is_nonlinear(facts: &Facts<'_>, block: Block, equations: &[ExprId]) -> bool {
    let mut known = HashMap::new();
    equations.iter().any(|root| degree(facts, block, *root, &mut known, 0) > 1)
}

/// 0 if an expression does not depend on what is integrated in the block, 1 if it does so linearly, else 2.
fn degree(
    facts: &Facts<'_>,
    block: Block,
    root: ExprId,
    known: &mut HashMap<VariableId, u8>,
    depth: usize,
) -> u8 {
    let exprs = &facts.model.exprs;
    let order = value::reachable(exprs, root);
    let mut degrees: Vec<u8> = Vec::with_capacity(order.len());
    for id in &order {
        let of = |id: &ExprId| order.binary_search(id).map_or(0, |at| degrees[at]);
        let kind = &exprs[*id].kind;
        let found = match kind {
            ExprKind::Variable(Place::Own, id) => match block.variable(facts.model, *id).kind {
                VariableKind::Differential { .. } => 1,
                VariableKind::Subexpression(value) if depth < DEPTH => match known.get(id) {
                    Some(known) => *known,
                    None => {
                        let found = degree(facts, block, value, known, depth + 1);
                        known.insert(*id, found);
                        found
                    }
                },
                _ => 0,
            },
            ExprKind::Negate(a) | ExprKind::ToFloat(a) => of(a),
            ExprKind::Binary(BinaryOp::Add | BinaryOp::Sub, a, b) => of(a).max(of(b)),
            ExprKind::Binary(BinaryOp::Mul, a, b) => (of(a) + of(b)).min(2),
            ExprKind::Binary(BinaryOp::Div, a, b) if of(b) == 0 => of(a),
            _ => match kind.operands().iter().all(|a| of(a) == 0) {
                true => 0,
                false => 2,
            },
        };
        degrees.push(found);
    }
    degrees.pop().unwrap_or(0)
}
