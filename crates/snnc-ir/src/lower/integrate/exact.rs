//! Exact integration of linear systems.
//!
//! Equations fall into parts that do not depend on each other. A part whose coefficients are constants gets its
//! propagator when the model is compiled; one equation by itself has a closed form, whatever its coefficients;
//! and so has an equation that is driven by variables that only decay, as synaptic currents do.

use super::expm::Propagator;
use super::linear::{Linear, Unknown, Unknowns, linear};
use super::{Equation, Obstacle, Why, relax, state, unless_refractory};
use crate::kernel::Value;
use crate::lower::body::Body;
use crate::math::Function;

pub(super) fn advance(
    body: &mut Body<'_, '_>,
    equations: &[Equation<'_>],
    free: Option<Value>,
) -> Result<Vec<Value>, Vec<(usize, Obstacle)>> {
    let mut rows = Vec::new();
    let mut obstacles = Vec::new();
    for (number, equation) in equations.iter().enumerate() {
        match linear(body, Unknowns::States, equation.rhs) {
            Ok(form) => rows.push(number_unknowns(form, equations)),
            Err(obstacle) => obstacles.push((number, obstacle)),
        }
    }
    if !obstacles.is_empty() {
        return Err(obstacles);
    }
    let states: Vec<_> = equations.iter().map(|equation| state(body, equation)).collect();
    let system = System { equations, rows, states, free };
    let mut advanced = system.states.clone();
    for part in system.parts() {
        let values = match (&part[..], system.constant_matrix(body, &part)) {
            (&[only], _) => vec![system.alone(body, only)],
            (_, Some(matrix)) => system.propagate(body, &part, &matrix),
            (_, None) => match system.driven(body, &part) {
                Ok(values) => values,
                Err(number) => {
                    let span = body.expr(equations[number].rhs).span;
                    obstacles.push((number, Obstacle { span, why: Why::Coupled }));
                    continue;
                }
            },
        };
        for (&number, value) in part.iter().zip(values) {
            advanced[number] = value;
        }
    }
    if obstacles.is_empty() { Ok(advanced) } else { Err(obstacles) }
}

/// From numbers of variables to numbers of equations.
fn number_unknowns(mut form: Linear, equations: &[Equation<'_>]) -> Linear {
    for (unknown, _) in &mut form.factors {
        let number = equations.iter().position(|equation| equation.variable.0 == *unknown);
        *unknown = number.map_or(*unknown, |number| number as Unknown);
    }
    form
}

/// `x' = A x + b`, the unknowns being numbers of equations.
struct System<'e, 'm> {
    equations: &'e [Equation<'m>],
    rows: Vec<Linear>,
    states: Vec<Value>,
    /// Whether the neuron is not refractory.
    free: Option<Value>,
}

impl System<'_, '_> {
    /// The equations, in parts that do not depend on each other.
    fn parts(&self) -> Vec<Vec<usize>> {
        let n = self.rows.len();
        let mut part: Vec<usize> = (0..n).collect();
        for (i, row) in self.rows.iter().enumerate() {
            for &(j, _) in &row.factors {
                let (keep, merge) = (part[i].min(part[j as usize]), part[i].max(part[j as usize]));
                part.iter_mut().filter(|p| **p == merge).for_each(|p| *p = keep);
            }
        }
        let members = |p: usize| (0..n).filter(|&i| part[i] == p).collect::<Vec<_>>();
        (0..n).map(members).filter(|members| !members.is_empty()).collect()
    }

    /// The matrix of a part, if it is the same for all neurons and steps.
    fn constant_matrix(&self, body: &Body<'_, '_>, part: &[usize]) -> Option<Vec<Vec<f64>>> {
        let entry = |i: usize, j: usize| match self.rows[i].factor(j as Unknown) {
            Some(value) => body.known_float(value),
            None => Some(0.0),
        };
        part.iter().map(|&i| part.iter().map(|&j| entry(i, j)).collect()).collect()
    }

    /// An equation that neither drives nor is driven.
    fn alone(&self, body: &mut Body<'_, '_>, i: usize) -> Value {
        let row = &self.rows[i];
        let next = relax(body, self.states[i], row.factor(i as Unknown), row.constant);
        unless_refractory(body, &self.equations[i], self.free, next, self.states[i])
    }

    /// A part with a constant matrix.
    fn propagate(&self, body: &mut Body<'_, '_>, part: &[usize], matrix: &[Vec<f64>]) -> Vec<Value> {
        let rests: Vec<_> =
            part.iter().map(|&i| self.free.is_some() && self.equations[i].unless_refractory).collect();
        let all = self.propagated(body, part, matrix, &vec![false; part.len()]);
        let Some(free) = self.free.filter(|_| rests.contains(&true)) else { return all };
        let mut held = matrix.to_vec();
        for (row, _) in held.iter_mut().zip(&rests).filter(|(_, rests)| **rests) {
            row.fill(0.0);
        }
        let reach = reachable(matrix);
        let others = self.propagated(body, part, &held, &rests);
        let choose = |k: usize| {
            // What no resting variable leads to goes on as always.
            let affected = (0..part.len()).any(|l| rests[l] && reach[k][l]);
            if affected { body.graph.select(free, all[k], others[k]) } else { all[k] }
        };
        (0..part.len()).map(choose).collect()
    }

    /// The values after a step with that matrix, in which the variables that rest have no input either.
    fn propagated(
        &self,
        body: &mut Body<'_, '_>,
        part: &[usize],
        matrix: &[Vec<f64>],
        rests: &[bool],
    ) -> Vec<Value> {
        let propagator = Propagator::new(matrix, body.cx.model.settings.dt);
        let reach = reachable(matrix);
        let mut advanced = Vec::new();
        for (k, &i) in part.iter().enumerate() {
            if rests[k] {
                advanced.push(self.states[i]);
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
                if let Some(input) = self.rows[j].constant {
                    add(body, propagator.input(k, l), input);
                }
            }
            for (l, &j) in part.iter().enumerate().filter(|(l, _)| reach[k][*l]) {
                add(body, propagator.state(k, l), self.states[j]);
            }
            advanced.push(sum.unwrap_or(self.states[i]));
        }
        advanced
    }

    /// A part with coefficients of each neuron's own, in which every equation either stands alone or is driven only by
    /// ones that decay by themselves; else the number of an equation for which that does not hold.
    fn driven(&self, body: &mut Body<'_, '_>, part: &[usize]) -> Result<Vec<Value>, usize> {
        part.iter().map(|&i| self.driven_equation(body, i)).collect()
    }

    fn driven_equation(&self, body: &mut Body<'_, '_>, i: usize) -> Result<Value, usize> {
        let row = &self.rows[i];
        let own = row.factor(i as Unknown);
        let mut next = relax(body, self.states[i], own, row.constant);
        // What drives it is held itself while refractory, and is then like a constant input.
        let mut held_input = row.constant;
        let mut held_next = next;
        let mut holds_something = false;
        for &(j, factor) in row.factors.iter().filter(|(j, _)| *j as usize != i) {
            let j = j as usize;
            let driver = &self.rows[j];
            let decays = driver.factors.iter().all(|(k, _)| *k as usize == j) && driver.constant.is_none();
            if !decays {
                return Err(i);
            }
            let response = response(body, own, driver.factor(j as Unknown));
            let drive = body.graph.mul(factor.value, self.states[j]);
            let effect = body.graph.mul(drive, response);
            next = body.graph.add(next, effect);
            if self.free.is_some() && self.equations[j].unless_refractory {
                holds_something = true;
                held_input = Some(held_input.map_or(drive, |input| body.graph.add(input, drive)));
            } else {
                held_next = body.graph.add(held_next, effect);
            }
        }
        if let Some(free) = self.free.filter(|_| holds_something) {
            let zero = body.graph.float(0.0);
            let without = relax(body, zero, own, row.constant);
            let with = relax(body, zero, own, held_input);
            let more = body.graph.sub(with, without);
            held_next = body.graph.add(held_next, more);
            next = body.graph.select(free, next, held_next);
        }
        Ok(unless_refractory(body, &self.equations[i], self.free, next, self.states[i]))
    }
}

/// What a unit of a variable that decays at rate `y` adds up to in one that decays at rate `x`: `dt*(e^(x dt) − e^(y dt))/(x dt − y dt)`.
fn response(body: &mut Body<'_, '_>, x: Option<Value>, y: Option<Value>) -> Value {
    let dt = body.dt();
    let graph = &mut body.graph;
    let mut rate = |rate: Option<Value>| match rate {
        Some(rate) => graph.mul(rate, dt),
        None => graph.float(0.0),
    };
    let (x, y) = (rate(x), rate(y));
    // From the larger of the two, so that nothing overflows that is multiplied by nothing.
    let larger = graph.max(x, y);
    let smaller = graph.min(x, y);
    let difference = graph.sub(smaller, larger);
    let decay = graph.call(Function::Exp, &[larger]);
    let mean = graph.call(Function::Exprel, &[difference]);
    let product = graph.mul(decay, mean);
    graph.mul(product, dt)
}

/// Which variables can have an effect on which.
fn reachable(matrix: &[Vec<f64>]) -> Vec<Vec<bool>> {
    let n = matrix.len();
    let mut reach: Vec<Vec<bool>> =
        (0..n).map(|i| (0..n).map(|j| i == j || matrix[i][j] != 0.0).collect()).collect();
    for via in 0..n {
        let onward = reach[via].clone();
        for row in reach.iter_mut().filter(|row| row[via]) {
            row.iter_mut().zip(&onward).for_each(|(reached, onward)| *reached |= onward);
        }
    }
    reach
}
