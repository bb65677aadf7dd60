//! Fehlberg's Runge–Kutta method with a step of its own for each neuron (E. Fehlberg, "Klassische Runge-Kutta-Formeln
//! vierter und niedrigerer Ordnung mit Schrittweiten-Kontrolle und ihre Anwendung auf Wärmeleitungsprobleme", 1970,
//! doi:10.1007/BF02241732).
//!
//! A time step is divided into substeps. One pass tries one substep: it goes on with the formula of fifth order, if that of
//! fourth order differs by no more than the tolerance allows; if not, the next pass tries a shorter one.

use super::equation::Equation;
use super::obstacle::Obstacle;
use super::problem::{Advanced, Pass, Problem};
use crate::kernel::{BinaryOp, Value};
use crate::lower::body::{Body, Site};
use crate::lower::update;
use crate::math::Function;
use snnc_lang::hir::{GroupKind, Method};

/// Where the stages are.
const NODES: [f64; 6] = [0.0, 1.0 / 4.0, 3.0 / 8.0, 12.0 / 13.0, 1.0, 1.0 / 2.0];
/// How the slopes of the stages before lead to a stage.
const STAGES: [&[f64]; 6] = [
    &[],
    &[1.0 / 4.0],
    &[3.0 / 32.0, 9.0 / 32.0],
    &[1932.0 / 2197.0, -7200.0 / 2197.0, 7296.0 / 2197.0],
    &[439.0 / 216.0, -8.0, 3680.0 / 513.0, -845.0 / 4104.0],
    &[-8.0 / 27.0, 2.0, -3544.0 / 2565.0, 1859.0 / 4104.0, -11.0 / 40.0],
];
/// The formula of fifth order.
const FIFTH: [f64; 6] = [16.0 / 135.0, 0.0, 6656.0 / 12825.0, 28561.0 / 56430.0, -9.0 / 50.0, 2.0 / 55.0];
/// The formula of fifth order less that of fourth.
const DIFFERENCE: [f64; 6] = [1.0 / 360.0, 0.0, -128.0 / 4275.0, -2197.0 / 75240.0, 1.0 / 50.0, 2.0 / 55.0];

/// The shortest substep, as a part of the step.
const SHORTEST: f64 = 1.0 / 65536.0;
/// By how much a substep is chosen smaller than it might be, so that it is not refused.
const SAFETY: f64 = 0.9;
/// The least and the largest part of a substep that the next one can be.
const CHANGE: [f64; 2] = [0.2, 5.0];
/// The last substep may be longer than intended by this factor, lest a tiny one remain.
const STRETCH: f64 = 1.01;

pub(super) fn advance(
    body: &mut Body<'_, '_>,
    problem: Problem<'_, '_>,
) -> Result<Advanced, Vec<(usize, Obstacle)>> {
    problem.without_noise(body)?;
    let states = problem.states(body);
    let above = update::above_threshold(body);
    let clock = Clock::read(body, problem.pass);
    let trial = Trial::of(body, problem, &states, &clock)?;
    let accuracy = accuracy(body, problem, &states, &trial);
    let (fate, stride) = clock.judge(body, accuracy);

    // Where no substep is short enough, a spike ends the step, as its upstroke may lead to infinity; else there is no solution.
    let lost = match above {
        Some(above) => {
            let below = body.graph.not(above);
            body.graph.and(fate.gives_up, below)
        }
        None => fate.gives_up,
    };
    let nan = body.graph.float(f64::NAN);
    let settle = |(&there, &x): (&Value, &Value)| {
        let next = body.graph.select(fate.accepted, there, x);
        body.graph.select(lost, nan, next)
    };
    let values: Vec<_> = trial.end.iter().zip(&states).map(settle).collect();
    let values = problem.rest(body, &values, &states);
    let (progress_column, stride_column) = (body.hidden_column(PROGRESS), body.hidden_column(STRIDE));
    body.graph.store(progress_column, fate.progress);
    body.graph.store(stride_column, stride);
    Ok(Advanced { values, again: Some(fate.again) })
}

const PROGRESS: &str = "_progress";
const STRIDE: &str = "_stride";

/// How far a neuron is in the step, and how it is to go on; all as parts of the step.
struct Clock {
    progress: Value,
    /// The substep that is tried.
    tried: Value,
    /// The substep that was intended.
    intended: Value,
    /// Whether it leads to the end of the step.
    last: Value,
}

/// What comes of a trial.
struct Fate {
    accepted: Value,
    /// Whether the substep was refused that is as short as can be.
    gives_up: Value,
    progress: Value,
    /// Whether the end of the step is not reached.
    again: Value,
}

impl Clock {
    fn read(body: &mut Body<'_, '_>, pass: Pass) -> Self {
        let progress = match pass {
            Pass::First => body.graph.float(0.0),
            Pass::Again => {
                let column = body.hidden_column(PROGRESS);
                body.graph.load(column)
            }
        };
        let column = body.hidden_column(STRIDE);
        let kept = body.graph.load(column);
        let [zero, one, stretch] = [0.0, 1.0, STRETCH].map(|x| body.graph.float(x));
        // At first it is 0: a whole step is tried.
        let known = body.graph.gt(kept, zero);
        let intended = body.graph.select(known, kept, one);
        let remaining = body.graph.sub(one, progress);
        let stretched = body.graph.mul(intended, stretch);
        let last = body.graph.ge(stretched, remaining);
        let tried = body.graph.select(last, remaining, intended);
        Clock { progress, tried, intended, last }
    }

    /// What comes of the trial, and the length of the next substep. `error` is 1 where it is as large as the tolerance allows.
    fn judge(&self, body: &mut Body<'_, '_>, error: Value) -> (Fate, Value) {
        let graph = &mut body.graph;
        let [one, shortest, infinity] = [1.0, SHORTEST, f64::INFINITY].map(|x| graph.float(x));
        let accepted = graph.le(error, one);
        // The error of a substep is of fifth order.
        let exponent = graph.float(-0.2);
        let power = graph.call(Function::Pow, &[error, exponent]);
        let safety = graph.float(SAFETY);
        let change = graph.mul(power, safety);
        let [least, most] = CHANGE.map(|x| graph.float(x));
        let change = graph.min(change, most);
        let change = graph.max(change, least);
        let finite = graph.lt(error, infinity);
        let change = graph.select(finite, change, least);
        let next = graph.mul(self.tried, change);
        let too_short = graph.lt(next, shortest);
        let refused = graph.not(accepted);
        let gives_up = graph.and(refused, too_short);
        // A substep that was cut short by the end of the step says nothing against the intended one.
        let longer = graph.max(next, self.intended);
        let cut = graph.and(accepted, self.last);
        let next = graph.select(cut, longer, next);
        let next = graph.max(next, shortest);
        let stride = graph.min(next, one);

        let there = graph.add(self.progress, self.tried);
        let there = graph.select(self.last, one, there);
        let progress = graph.select(accepted, there, self.progress);
        let progress = graph.select(gives_up, one, progress);
        let again = graph.lt(progress, one);
        (Fate { accepted, gives_up, progress, again }, stride)
    }
}

/// A substep.
struct Trial {
    /// The states to which the formula of fifth order leads.
    end: Vec<Value>,
    /// How far that of fourth order is away; `None`: it cannot be.
    difference: Vec<Option<Value>>,
    /// The magnitude of the first slope and the last.
    slopes: Vec<[Option<Value>; 2]>,
}

impl Trial {
    fn of(
        body: &mut Body<'_, '_>,
        problem: Problem<'_, '_>,
        states: &[Value],
        clock: &Clock,
    ) -> Result<Trial, Vec<(usize, Obstacle)>> {
        let length = body.graph.mul(clock.tried, problem.dt);
        let mut slopes: Vec<Vec<Option<Value>>> = Vec::new();
        for (node, weights) in NODES.into_iter().zip(STAGES) {
            let point = moved(body, problem, states, length, weights, &slopes);
            let node = body.graph.float(node);
            let part = body.graph.mul(clock.tried, node);
            let progress = body.graph.add(clock.progress, part);
            slopes.push(problem.drifts(body, progress, &point)?);
        }
        let end = moved(body, problem, states, length, &FIFTH, &slopes);
        let mut difference = Vec::new();
        let mut magnitudes = Vec::new();
        for k in 0..states.len() {
            let sum = weighted(body, &DIFFERENCE, slopes.iter().map(|slopes| slopes[k]));
            difference.push(sum.map(|sum| {
                let step = body.graph.mul(sum, length);
                body.graph.abs(step)
            }));
            let mut magnitude = |slope: Option<Value>| slope.map(|slope| body.graph.abs(slope));
            magnitudes.push([magnitude(slopes[0][k]), magnitude(slopes[NODES.len() - 1][k])]);
        }
        Ok(Trial { end, difference, slopes: magnitudes })
    }
}

/// `x + length*Σ weight*slope`, but for those that rest.
fn moved(
    body: &mut Body<'_, '_>,
    problem: Problem<'_, '_>,
    states: &[Value],
    length: Value,
    weights: &[f64],
    slopes: &[Vec<Option<Value>>],
) -> Vec<Value> {
    let mut advanced = states.to_vec();
    for (k, x) in advanced.iter_mut().enumerate() {
        if let Some(sum) = weighted(body, weights, slopes.iter().map(|slopes| slopes[k])) {
            let step = body.graph.mul(sum, length);
            *x = body.graph.add(*x, step);
        }
    }
    problem.rest(body, &advanced, states)
}

/// The sum of the terms that are not 0, if there are any.
fn weighted(
    body: &mut Body<'_, '_>,
    weights: &[f64],
    values: impl Iterator<Item = Option<Value>>,
) -> Option<Value> {
    let mut sum = None;
    for (weight, value) in weights.iter().zip(values) {
        let Some(value) = value.filter(|_| *weight != 0.0) else { continue };
        let weight = body.graph.float(*weight);
        let term = body.graph.mul(value, weight);
        sum = Some(sum.map_or(term, |sum| body.graph.add(sum, term)));
    }
    sum
}

/// The largest error of a variable, where 1 is what the tolerance allows. Each is relative to the largest magnitude that the
/// variable has had, or to what its slope amounts to in a whole step.
fn accuracy(body: &mut Body<'_, '_>, problem: Problem<'_, '_>, states: &[Value], trial: &Trial) -> Value {
    let tolerance = tolerance(body);
    let mut worst = body.graph.float(0.0);
    for (k, equation) in problem.equations.iter().enumerate() {
        let Some(difference) = trial.difference[k] else { continue };
        let mut scale = largest(body, equation, states[k], trial.end[k]);
        for slope in trial.slopes[k].iter().flatten() {
            let change = body.graph.mul(*slope, problem.dt);
            scale = body.graph.max(change, scale);
        }
        let allowed = body.graph.mul(scale, tolerance);
        let smallest = body.graph.float(f64::MIN_POSITIVE);
        let allowed = body.graph.max(allowed, smallest);
        let mut error = body.graph.div(difference, allowed);
        if let Some(free) = problem.free.filter(|_| equation.unless_refractory) {
            let zero = body.graph.float(0.0);
            error = body.graph.select(free, error, zero);
        }
        worst = body.extreme(BinaryOp::Max, worst, error);
    }
    worst
}

/// The largest magnitude that a variable has had, the end of this trial included; kept from now on.
fn largest(body: &mut Body<'_, '_>, equation: &Equation<'_>, x: Value, end: Value) -> Value {
    let column = body.hidden_column(&format!("_largest_{}", equation.name));
    let before = body.graph.load(column);
    let [x, end] = [x, end].map(|x| body.graph.abs(x));
    let so_far = body.graph.max(x, before);
    body.graph.store(column, so_far);
    body.graph.max(end, so_far)
}

/// The tolerance of the block.
fn tolerance(body: &mut Body<'_, '_>) -> Value {
    let tolerance = match body.site {
        Site::Group(id) => match body.cx.model.groups[id.index()].kind {
            GroupKind::Neurons { tolerance, .. } => tolerance,
            _ => Method::TOLERANCE,
        },
        Site::Synapses(id) => body.cx.model.synapses[id.index()].tolerance,
    };
    body.graph.float(tolerance)
}
