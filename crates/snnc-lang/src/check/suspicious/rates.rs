//! Rates at which spikes are no longer a Poisson process.

use super::blocks::Block;
use super::facts::Facts;
use super::moment::Moment;
use crate::check::diagnostics::suspicious as told;
use crate::check::value;
use crate::diagnostic::Diagnostic;
use crate::hir::{BinaryOp, Builtin, ExprId, ExprKind, GroupKind, Place, Random};

/// The probability of a spike in a step from which on it is told.
const DENSE: f64 = 0.5;

/// How many operations are carried out at most to find the rate of each element.
const MOST: usize = 200_000;

/// Poisson sources and inputs that spike in most of the steps.
pub(super) fn rates(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let mut found = vec![];
    for (at, group) in facts.model.groups.iter().enumerate() {
        if let GroupKind::Poisson { rate } = group.kind
            && let Some(hertz) = highest(facts, Block::Group(at), rate, group.size)
            && hertz * group.dt > DENSE
            && !reads_step(facts, rate)
        {
            found.push(told::dense_spikes(facts.model.exprs[rate].span, hertz, group.dt));
        }
    }
    for input in &facts.model.inputs {
        let exprs = &facts.model.exprs;
        let block = Block::Group(input.of.group.index());
        let dt = block.dt(facts.model);
        for id in value::reachable(exprs, input.statement.value) {
            if let ExprKind::Random(Random::Binomial, arguments) = &exprs[id].kind
                && let [_, probability] = arguments.as_slice()
                && let ExprKind::Binary(BinaryOp::Mul, rate, _) = exprs[*probability].kind
                && !reads_step(facts, rate)
                && let Some(probability_value) = Moment::any(facts, block).value(*probability).number()
                && probability_value > DENSE
            {
                found.push(told::dense_spikes(exprs[*probability].span, probability_value / dt, dt));
            }
        }
    }
    found
}

/// Whether a rate is written with `dt`: that many spikes in a step are meant.
fn reads_step(facts: &Facts<'_>, rate: ExprId) -> bool {
    let is_step = |id: &ExprId| facts.model.exprs[*id].kind == ExprKind::Builtin(Builtin::Dt);
    value::reachable(&facts.model.exprs, rate).iter().any(is_step)
}

/// The highest rate of an element, if those of all of them are known.
fn highest(facts: &Facts<'_>, block: Block, rate: ExprId, size: u32) -> Option<f64> {
    if let Some(hertz) = Moment::any(facts, block).value(rate).number() {
        return Some(hertz);
    }
    let order = value::reachable(&facts.model.exprs, rate);
    let of_index = |id: &ExprId| facts.model.exprs[*id].kind == ExprKind::Builtin(Builtin::Index(Place::Own));
    if !order.iter().any(of_index) || order.len() * size as usize > MOST {
        return None;
    }
    let each = (0..size).map(|at| Moment::any(facts, block).of(at).value(rate).number());
    each.reduce(|a, b| Some(a?.max(b?)))?
}
