//! Floats that are compared for equality.

use super::blocks::Block;
use super::facts::Facts;
use super::moment::Moment;
use super::roots::{Computed, roots};
use crate::check::diagnostics::suspicious as told;
use crate::check::shown;
use crate::check::value;
use crate::diagnostic::Diagnostic;
use crate::hir::{BinaryOp, Builtin, ExprId, ExprKind, Place, Type, VariableKind};
use crate::syntax::ast::CompareOp;

/// In how many of the first steps a comparison of the time is looked at, and at how many periods later.
const STEPS: u64 = 300;

/// The part of a step that counts as no time at all.
const ALLOWANCE: f64 = 1e-6;

/// Comparisons that are hardly ever true, or not when they should be.
pub(super) fn equality(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let exprs = &facts.model.exprs;
    let mut found = vec![];
    for block in Block::all(facts.model) {
        for (root, computed) in roots(facts, block) {
            if computed == Computed::Before {
                continue;
            }
            for id in value::reachable(exprs, root) {
                if let ExprKind::Compare(CompareOp::Eq | CompareOp::Ne, a, b) = exprs[id].kind
                    && exprs[a].ty == Type::Float
                {
                    found.extend(
                        of_state(facts, block, id, [a, b]).or_else(|| of_time(facts, block, id, [a, b])),
                    );
                }
            }
        }
    }
    found
}

/// `v == 30 mV`, where `v` is integrated.
fn of_state(facts: &Facts<'_>, block: Block, id: ExprId, sides: [ExprId; 2]) -> Option<Diagnostic> {
    let always = Moment::any(facts, block);
    let integrated = |side: ExprId| {
        let ExprKind::Variable(place, variable) = facts.model.exprs[side].kind else { return None };
        let of = match place {
            Place::Own => block,
            Place::End(end) => block.end(facts.model, end)?,
        };
        let variable = of.variable(facts.model, variable);
        matches!(variable.kind, VariableKind::Differential { .. }).then_some(variable)
    };
    let variable = sides.into_iter().find_map(integrated)?;
    let constant = sides.into_iter().find_map(|side| always.value(side).number())?;
    // Exactly zero is what a variable without input stays at.
    (constant != 0.0).then(|| told::equal_state(facts.model.exprs[id].span, &variable.name))
}

/// `t == 5 ms`, `t % (10 ms) == 0`: times are multiples of `dt` as far as floats go.
fn of_time(facts: &Facts<'_>, block: Block, id: ExprId, [a, b]: [ExprId; 2]) -> Option<Diagnostic> {
    let exprs = &facts.model.exprs;
    let is_time = |it: &ExprId| exprs[*it].kind == ExprKind::Builtin(Builtin::Time);
    if !value::reachable(exprs, id).iter().any(is_time) {
        return None;
    }
    let dt = block.dt(facts.model);
    let modulus = |side: ExprId| match exprs[side].kind {
        ExprKind::Binary(BinaryOp::Mod, _, period) => Some(period),
        _ => None,
    };
    let period = modulus(a).or_else(|| modulus(b));
    let last = if facts.runs { (facts.end / dt).ceil() as u64 } else { u64::MAX };
    for step in candidates(facts, block, [a, b], period).filter(|step| *step < last) {
        let moment = Moment::any(facts, block).in_step(step);
        let (a, b) = (moment.value(a).number()?, moment.value(b).number()?);
        let period = period.and_then(|it| moment.value(it).number());
        let apart = (a - b).abs();
        let apart = period.map_or(apart, |period| apart.min((period - apart).abs()));
        // The unit of both sides may be another than seconds.
        let scale = a.abs().max(b.abs()).max(period.unwrap_or(0.0)).max(dt);
        if a != b && apart < ALLOWANCE * dt.min(scale) {
            return Some(told::equal_time(exprs[id].span, &shown::seconds(step as f64 * dt)));
        }
    }
    None
}

/// The first steps, and those in which `t == x` or `t % period == x` may hold.
fn candidates(
    facts: &Facts<'_>,
    block: Block,
    sides: [ExprId; 2],
    modulus: Option<ExprId>,
) -> impl Iterator<Item = u64> {
    let always = Moment::any(facts, block);
    let dt = block.dt(facts.model);
    let constant = sides.into_iter().find_map(|side| always.value(side).number());
    let period = modulus.and_then(|period| always.value(period).number()).unwrap_or(0.0);
    let near = move |round: u64| ((constant.unwrap_or(0.0) + round as f64 * period) / dt).round() as u64;
    (0..STEPS).chain((0..STEPS).map(near))
}
