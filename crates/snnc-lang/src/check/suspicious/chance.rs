//! Draws that are always or never so, and ranges that hold nothing.

use super::blocks::Block;
use super::facts::Facts;
use super::moment::Moment;
use super::roots::roots;
use crate::check::diagnostics::suspicious as told;
use crate::check::shown::in_unit;
use crate::check::value;
use crate::diagnostic::Diagnostic;
use crate::hir::{BinaryOp, Builtin, ExprId, ExprKind, Random, Value};
use crate::syntax::ast::CompareOp;
use crate::units;

/// The probability of a spike in a step from which on it is told.
const DENSE: f64 = 0.5;

/// `rand() < p` with a `p` outside of 0 to 1, or near 1 if it is a rate times `dt`, and `clip` with its bounds exchanged.
pub(super) fn chance(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let exprs = &facts.model.exprs;
    let mut found = vec![];
    for block in Block::all(facts.model) {
        let always = Moment::any(facts, block);
        for (root, _) in roots(facts, block) {
            for id in value::reachable(exprs, root) {
                match exprs[id].kind {
                    ExprKind::Compare(op, a, b) => found.extend(drawn(facts, block, &always, id, (op, a, b))),
                    ExprKind::Binary(BinaryOp::Min, lower, high) => {
                        if let ExprKind::Binary(BinaryOp::Max, _, low) = exprs[lower].kind
                            && exprs[lower].span == exprs[id].span
                            && let (Some(low_value), Some(high_value)) =
                                (always.value(low).number(), always.value(high).number())
                            && low_value > high_value
                        {
                            let text = |x| in_unit(Value::Float(x), &units::natural(x, exprs[id].dimension));
                            found.push(told::empty_range(
                                exprs[id].span,
                                &text(low_value),
                                &text(high_value),
                            ));
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    found
}

fn drawn(
    facts: &Facts<'_>,
    block: Block,
    always: &Moment<'_, '_>,
    id: ExprId,
    (op, a, b): (CompareOp, ExprId, ExprId),
) -> Option<Diagnostic> {
    let exprs = &facts.model.exprs;
    let is_draw = |id: ExprId| matches!(exprs[id].kind, ExprKind::Random(Random::Uniform, _));
    // Of both ways to write it, the one with the draw at the left.
    let (below, limit) = match op {
        CompareOp::Lt | CompareOp::Le if is_draw(a) => (true, b),
        CompareOp::Gt | CompareOp::Ge if is_draw(a) => (false, b),
        CompareOp::Gt | CompareOp::Ge if is_draw(b) => (true, a),
        CompareOp::Lt | CompareOp::Le if is_draw(b) => (false, a),
        _ => return None,
    };
    let value = always.value(limit).number()?;
    let dt = block.dt(facts.model);
    let is_step = |it: &ExprId| exprs[*it].kind == ExprKind::Builtin(Builtin::Dt);
    if below && value > DENSE && value::reachable(exprs, limit).iter().any(is_step) {
        return Some(told::dense_spikes(exprs[limit].span, value / dt, dt));
    }
    let holds = match value {
        value if value > 1.0 => below,
        value if value < 0.0 => !below,
        _ => return None,
    };
    Some(told::certain_draw(exprs[id].span, value, holds))
}
