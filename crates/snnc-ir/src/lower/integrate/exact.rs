//! Exact integration of linear systems.
//!
//! Equations fall into parts that do not depend on each other. One equation by itself has a closed form, and so has one
//! that is driven by variables that only decay, as synaptic currents do. A part whose coefficients are constants
//! gets its propagator when the model is compiled; any other computes it in each step.

use super::expm::Propagator;
use super::linear::{Linear, Unknown, Unknowns, linear};
use super::{Equation, Obstacle, Why, driven, relax, series, state, unless_refractory};
use crate::kernel::Value;
use crate::lower::body::Body;

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
        let values = if let [only] = part[..] {
            vec![system.alone(body, only)]
        } else if let Some(matrix) = system.constant_matrix(body, &part) {
            system.with_rests(body, &part, |body, rests| system.propagated(body, &part, &matrix, rests))
        } else if let Some(values) = driven::advance(&system, body, &part) {
            values
        } else if part.len() <= series::MOST_EQUATIONS {
            system.with_rests(body, &part, |body, rests| series::advance(&system, body, &part, rests))
        } else {
            let span = body.expr(equations[part[0]].rhs).span;
            obstacles.push((part[0], Obstacle { span, why: Why::Coupled }));
            continue;
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
pub(super) struct System<'e, 'm> {
    pub(super) equations: &'e [Equation<'m>],
    pub(super) rows: Vec<Linear>,
    pub(super) states: Vec<Value>,
    /// Whether the neuron is not refractory.
    pub(super) free: Option<Value>,
}

impl System<'_, '_> {
    /// An entry of `A`; `None` is 0.
    pub(super) fn entry(&self, i: usize, j: usize) -> Option<Value> {
        self.rows[i].factor(j as Unknown)
    }

    /// Whether a variable stays as it is in refractory neurons.
    pub(super) fn rests(&self, i: usize) -> bool {
        self.free.is_some() && self.equations[i].unless_refractory
    }

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
        let entry = |i: usize, j: usize| self.entry(i, j).map_or(Some(0.0), |value| body.known_float(value));
        part.iter().map(|&i| part.iter().map(|&j| entry(i, j)).collect()).collect()
    }

    /// An equation that neither drives nor is driven.
    fn alone(&self, body: &mut Body<'_, '_>, i: usize) -> Value {
        let next = relax(body, self.states[i], self.entry(i, i), self.rows[i].constant);
        unless_refractory(body, &self.equations[i], self.free, next, self.states[i])
    }

    /// The values of a part after a step, of which `advance` computes those for when some variables rest, and none.
    fn with_rests(
        &self,
        body: &mut Body<'_, '_>,
        part: &[usize],
        advance: impl Fn(&mut Body<'_, '_>, &[bool]) -> Vec<Value>,
    ) -> Vec<Value> {
        let none = vec![false; part.len()];
        let rests: Vec<_> = part.iter().map(|&i| self.rests(i)).collect();
        let all = advance(body, &none);
        let Some(free) = self.free.filter(|_| rests.contains(&true)) else { return all };
        let others = advance(body, &rests);
        let reach = self.reachable(part, &none);
        let choose = |k: usize| {
            // What no resting variable leads to goes on as always.
            let affected = (0..part.len()).any(|l| rests[l] && reach[k][l]);
            if affected { body.graph.select(free, all[k], others[k]) } else { all[k] }
        };
        (0..part.len()).map(choose).collect()
    }

    /// The values after a step with a constant matrix.
    fn propagated(
        &self,
        body: &mut Body<'_, '_>,
        part: &[usize],
        matrix: &[Vec<f64>],
        rests: &[bool],
    ) -> Vec<Value> {
        let mut matrix = matrix.to_vec();
        for (row, _) in matrix.iter_mut().zip(rests).filter(|(_, rests)| **rests) {
            row.fill(0.0);
        }
        let propagator = Propagator::new(&matrix, body.cx.model.settings.dt);
        let reach = self.reachable(part, rests);
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

    /// Which variables of a part can have an effect on which, while some rest.
    fn reachable(&self, part: &[usize], rests: &[bool]) -> Vec<Vec<bool>> {
        let direct = |k: usize, l: usize| k == l || !rests[k] && self.entry(part[k], part[l]).is_some();
        let n = part.len();
        let mut reach: Vec<Vec<bool>> = (0..n).map(|k| (0..n).map(|l| direct(k, l)).collect()).collect();
        for via in 0..n {
            let onward = reach[via].clone();
            for row in reach.iter_mut().filter(|row| row[via]) {
                row.iter_mut().zip(&onward).for_each(|(reached, onward)| *reached |= onward);
            }
        }
        reach
    }
}
