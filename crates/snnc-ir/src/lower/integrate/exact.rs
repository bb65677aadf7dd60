//! Exact integration of linear systems.
//!
//! Equations fall into parts that do not depend on each other. One equation by itself has a closed form, and so has one
//! that is driven by variables that only decay, as synaptic currents do. A part whose coefficients are constants
//! gets its propagator when the model is compiled; any other computes it in each step, or, if it is large, only what it does
//! to the state.

use super::equation::Equation;
use super::expm::Propagator;
use super::linear::{Linear, Unknown, Unknowns};
use super::obstacle::{Obstacle, Why};
use super::problem::{Advanced, Pass, Problem};
use super::relax::relax;
use super::system::System;
use super::{action, driven, series};
use crate::kernel::Value;
use crate::lower::body::Body;

pub(super) fn advance(
    body: &mut Body<'_, '_>,
    problem: Problem<'_, '_>,
) -> Result<Advanced, Vec<(usize, Obstacle)>> {
    let rows = problem.forms(body, |_| Unknowns::States)?;
    let rows = rows.into_iter().map(|row| number_unknowns(row, problem.equations)).collect();
    let states = problem.states(body);
    let system = System { problem, rows, states };
    let mut values = system.states.clone();
    let mut large = Vec::new();
    for part in system.parts() {
        let advanced = match kind(&system, body, &part)? {
            Kind::Large => {
                large.extend(part);
                continue;
            }
            // The first pass has done it.
            _ if problem.pass == Pass::Again => continue,
            Kind::Alone => vec![alone(&system, body, part[0])],
            Kind::Constant { matrix, dt } => system
                .with_rests(body, &part, |body, rests| propagated(&system, body, &part, &matrix, dt, rests)),
            Kind::Driven(values) => values,
            Kind::Small => {
                system.with_rests(body, &part, |body, rests| series::advance(&system, body, &part, rests))
            }
        };
        for (&number, value) in part.iter().zip(advanced) {
            values[number] = value;
        }
    }
    if large.is_empty() {
        return Ok(values.into());
    }
    let (advanced, again) = action::advance(&system, body, &large);
    for (&number, value) in large.iter().zip(advanced) {
        values[number] = value;
    }
    Ok(Advanced { values, again: Some(again) })
}

/// How a part of the equations is advanced.
enum Kind {
    /// By the closed form of one equation.
    Alone,
    /// By a propagator that is known already.
    Constant { matrix: Vec<Vec<f64>>, dt: f64 },
    /// By closed forms, which lead to these values.
    Driven(Vec<Value>),
    /// By a propagator that is computed in the kernel.
    Small,
    /// In parts of the step.
    Large,
}

fn kind(
    system: &System<'_, '_>,
    body: &mut Body<'_, '_>,
    part: &[usize],
) -> Result<Kind, Vec<(usize, Obstacle)>> {
    if part.len() == 1 {
        return Ok(Kind::Alone);
    }
    let dt = body.known_float(system.problem.dt);
    if let Some((matrix, dt)) = system.constant_matrix(body, part).zip(dt) {
        return Ok(Kind::Constant { matrix, dt });
    }
    if let Some(values) = driven::advance(system, body, part) {
        return Ok(Kind::Driven(values));
    }
    match (part.len(), dt) {
        (..=series::MOST_EQUATIONS, _) | (..=series::MOST_OVER_ANY_INTERVAL, None) => Ok(Kind::Small),
        (_, Some(_)) => Ok(Kind::Large),
        (_, None) => {
            let span = body.expr(system.problem.equations[part[0]].rhs).span;
            Err(vec![(part[0], Obstacle { span, why: Why::Coupled })])
        }
    }
}

/// From numbers of variables to numbers of equations.
fn number_unknowns(mut form: Linear, equations: &[Equation<'_>]) -> Linear {
    for (unknown, _) in &mut form.factors {
        let number = equations.iter().position(|equation| equation.variable.0 == *unknown);
        *unknown = number.map_or(*unknown, |number| number as Unknown);
    }
    form
}

/// An equation that neither drives nor is driven.
fn alone(system: &System<'_, '_>, body: &mut Body<'_, '_>, i: usize) -> Value {
    let (dt, x) = (system.problem.dt, system.states[i]);
    let next = relax(body, dt, x, system.entry(i, i), system.rows[i].constant);
    system.rest(body, i, next)
}

/// The values after a step with a constant matrix.
fn propagated(
    system: &System<'_, '_>,
    body: &mut Body<'_, '_>,
    part: &[usize],
    matrix: &[Vec<f64>],
    dt: f64,
    rests: &[bool],
) -> Vec<Value> {
    let mut matrix = matrix.to_vec();
    for (row, _) in matrix.iter_mut().zip(rests).filter(|(_, rests)| **rests) {
        row.fill(0.0);
    }
    let propagator = Propagator::new(&matrix, dt);
    let reach = system.reachable(part, rests);
    let mut advanced = Vec::new();
    for (k, &i) in part.iter().enumerate() {
        if rests[k] {
            advanced.push(system.states[i]);
            continue;
        }
        let mut sum = None;
        let mut add = |body: &mut Body<'_, '_>, weight: f64, value: Value| {
            let weight = body.graph.float(weight);
            let term = body.graph.mul(weight, value);
            sum = Some(sum.map_or(term, |sum| body.graph.add(term, sum)));
        };
        // Inputs first: as a rule they are constants, and become one.
        for (l, &j) in part.iter().enumerate().filter(|(l, _)| reach[k][*l] && !rests[*l]) {
            if let Some(input) = system.rows[j].constant {
                add(body, propagator.input(k, l), input);
            }
        }
        for (l, &j) in part.iter().enumerate().filter(|(l, _)| reach[k][*l]) {
            add(body, propagator.state(k, l), system.states[j]);
        }
        advanced.push(sum.unwrap_or(system.states[i]));
    }
    advanced
}
