//! Equations that decay faster than the time step can follow, or that do not decay at all.

use super::blocks::Block;
use super::facts::Facts;
use super::moment::Moment;
use super::reads::Reads;
use super::slope::{Slope, is_nonlinear};
use crate::check::diagnostics::suspicious as told;
use crate::check::value;
use crate::diagnostic::Diagnostic;
use crate::hir::{BinaryOp, Drive, ExprId, ExprKind, Method, VariableId, VariableKind};
use crate::source::Span;
use crate::units::Dimension;

/// Of blocks with more equations nothing is said.
const MOST: usize = 60;

/// By how many powers of e something may grow in all runs.
const GROWTH: f64 = 30.0;

/// Equations whose time constant is shorter than a step of a method that minds, and those that grow for ever.
pub(super) fn decay(facts: &Facts<'_>) -> Vec<Diagnostic> {
    Block::all(facts.model).flat_map(|block| of_block(facts, block)).collect()
}

/// An equation that is integrated in each step.
struct Equation {
    id: VariableId,
    rhs: ExprId,
}

fn of_block(facts: &Facts<'_>, block: Block) -> Vec<Diagnostic> {
    let model = facts.model;
    let equations =
        block.variables(model).iter().enumerate().filter_map(|(at, variable)| match variable.kind {
            VariableKind::Differential { rhs, drive, .. } if drive != Drive::Event => {
                Some(Equation { id: VariableId(at as u32), rhs })
            }
            _ => None,
        });
    let equations: Vec<Equation> = equations.collect();
    if equations.len() > MOST {
        return vec![];
    }
    let (method, linear) = method(facts, block, &equations);
    let dt = block.dt(model);
    let mut found = vec![];
    for equation in &equations {
        let Some(slope) = Slope::new(facts, block, equation.id).of(equation.rhs) else { continue };
        let variable = block.variable(model, equation.id);
        let span = model.exprs[equation.rhs].span;
        let constant = divisor(facts, block, equation.rhs, 1.0 / slope.abs());
        if let Some(method) = method.filter(|_| slope * dt < -1.001) {
            let moves = equations.iter().any(|it| Reads::of(facts, block, it.rhs).moves);
            let other = match linear {
                _ if moves => None,
                true => Some("exact"),
                false => Some("exponential_euler"),
            };
            let times = [-1.0 / slope, dt];
            found.push(told::step_too_long(span, &variable.name, method, times, constant, other));
        } else if facts.runs && slope * facts.end > GROWTH && is_alone(facts, block, &equations, equation) {
            found.push(told::grows(span, &variable.name, 1.0 / slope));
        }
    }
    found
}

/// The method that integrates a block, if it is one that follows the slope at its points, and whether it need not.
fn method(facts: &Facts<'_>, block: Block, equations: &[Equation]) -> (Option<Method>, bool) {
    let roots: Vec<ExprId> = equations.iter().map(|equation| equation.rhs).collect();
    let linear = !is_nonlinear(facts, block, &roots);
    let method = match block.method(facts.model) {
        Some(Method::Exact | Method::ExponentialEuler | Method::Rkf45) => None,
        Some(method) => Some(method),
        None if block.noises(facts.model).is_empty() && linear => None,
        None => Some(Method::Euler),
    };
    (method, linear)
}

/// Whether nothing that depends on the variable acts back on it.
fn is_alone(facts: &Facts<'_>, block: Block, equations: &[Equation], equation: &Equation) -> bool {
    let reads = Reads::of(facts, block, equation.rhs);
    let acts_back = |other: VariableId| {
        let theirs = equations.iter().find(|it| it.id == other);
        theirs.is_none_or(|it| Reads::of(facts, block, it.rhs).own.iter().any(|(id, _)| *id == equation.id))
    };
    let others = reads.own.iter().map(|(id, _)| *id).filter(|id| *id != equation.id);
    let mut stored = others.filter(|id| match block.variable(facts.model, *id).kind {
        VariableKind::Differential { .. } => acts_back(*id),
        // What synapses or statements change may hold it back.
        _ => facts.writers(block, *id).contains(&super::facts::Writer::Simulation),
    });
    stored.next().is_none()
}

/// The constant by which an equation divides and which has that value: its name and where it is defined.
fn divisor(facts: &Facts<'_>, block: Block, rhs: ExprId, seconds: f64) -> Option<(Span, String)> {
    let exprs = &facts.model.exprs;
    let moment = Moment::any(facts, block);
    value::reachable(exprs, rhs).into_iter().find_map(|id| {
        let ExprKind::Binary(BinaryOp::Div, _, divisor) = exprs[id].kind else { return None };
        let value = moment.value(divisor).number()?;
        if exprs[divisor].dimension != Dimension::TIME || (value / seconds - 1.0).abs() > 1e-9 {
            return None;
        }
        match exprs[divisor].kind {
            ExprKind::Constant(id) => {
                let constant = &facts.model.constants[id.index()];
                Some((constant.span, constant.name.to_string()))
            }
            _ => None,
        }
    })
}
