//! Linear equations together: which depend on which, and which rest while their neuron is refractory.

use super::linear::{Linear, Unknown};
use super::problem::Problem;
use crate::kernel::Value;
use crate::lower::body::Body;

/// `x' = A x + b`, the unknowns being numbers of equations.
pub(super) struct System<'e, 'm> {
    pub(super) problem: Problem<'e, 'm>,
    pub(super) rows: Vec<Linear>,
    pub(super) states: Vec<Value>,
}

impl System<'_, '_> {
    /// An entry of `A`; `None` is 0.
    pub(super) fn entry(&self, i: usize, j: usize) -> Option<Value> {
        self.rows[i].factor(j as Unknown)
    }

    /// Whether a variable stays as it is in refractory neurons.
    pub(super) fn rests(&self, i: usize) -> bool {
        self.problem.free.is_some() && self.problem.equations[i].unless_refractory
    }

    /// `advanced`, but its state if the variable rests.
    pub(super) fn rest(&self, body: &mut Body<'_, '_>, i: usize, advanced: Value) -> Value {
        match self.problem.free {
            Some(free) if self.rests(i) => body.graph.select(free, advanced, self.states[i]),
            _ => advanced,
        }
    }

    /// The equations, in parts that do not depend on each other.
    pub(super) fn parts(&self) -> Vec<Vec<usize>> {
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
    pub(super) fn constant_matrix(&self, body: &Body<'_, '_>, part: &[usize]) -> Option<Vec<Vec<f64>>> {
        let entry = |i: usize, j: usize| self.entry(i, j).map_or(Some(0.0), |value| body.known_float(value));
        part.iter().map(|&i| part.iter().map(|&j| entry(i, j)).collect()).collect()
    }

    /// The values of a part after a step, of which `advance` computes those for when some variables rest, and none.
    pub(super) fn with_rests(
        &self,
        body: &mut Body<'_, '_>,
        part: &[usize],
        advance: impl Fn(&mut Body<'_, '_>, &[bool]) -> Vec<Value>,
    ) -> Vec<Value> {
        let none = vec![false; part.len()];
        let rests: Vec<_> = part.iter().map(|&i| self.rests(i)).collect();
        let all = advance(body, &none);
        let Some(free) = self.problem.free.filter(|_| rests.contains(&true)) else { return all };
        let others = advance(body, &rests);
        let reach = self.reachable(part, &none);
        let choose = |k: usize| {
            // What no resting variable leads to goes on as always.
            let affected = (0..part.len()).any(|l| rests[l] && reach[k][l]);
            if affected { body.graph.select(free, all[k], others[k]) } else { all[k] }
        };
        (0..part.len()).map(choose).collect()
    }

    /// Which variables of a part can have an effect on which, while some rest.
    pub(super) fn reachable(&self, part: &[usize], rests: &[bool]) -> Vec<Vec<bool>> {
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
