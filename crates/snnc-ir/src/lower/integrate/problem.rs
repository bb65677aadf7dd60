//! What a method is given: equations, and the interval over which they are to be advanced.

use super::equation::{Equation, state};
use super::linear::{Linear, Unknowns, linear};
use super::noise::noises;
use super::obstacle::{Obstacle, Why};
use crate::kernel::Value;
use crate::lower::body::{Body, Stage};

/// Equations that are advanced together over an interval that begins now.
#[derive(Clone, Copy)]
pub(super) struct Problem<'e, 'm> {
    pub(super) equations: &'e [Equation<'m>],
    /// Whether the neuron is not refractory; `None`: it never is.
    pub(super) free: Option<Value>,
    /// How long the interval is, in seconds.
    pub(super) dt: Value,
    /// Whether this is the first part of the interval, or one that follows for methods that divide it.
    pub(super) pass: Pass,
}

/// Which part of a step that a method divides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pass {
    /// The first.
    First,
    /// One of those that follow.
    Again,
}

/// The outcome of a method.
pub(super) struct Advanced {
    /// The values of all variables.
    pub(super) values: Vec<Value>,
    /// Where the end of the interval is not reached yet; `None`: nowhere.
    pub(super) again: Option<Value>,
}

impl From<Vec<Value>> for Advanced {
    fn from(values: Vec<Value>) -> Self {
        Advanced { values, again: None }
    }
}

impl Problem<'_, '_> {
    /// The states at the start.
    pub(super) fn states(&self, body: &mut Body<'_, '_>) -> Vec<Value> {
        let state = |equation: &Equation<'_>| match self.pass {
            Pass::Again if only_followed(body, equation) => {
                let column = body.hidden_column(&followed(equation));
                body.graph.load(column)
            }
            _ => state(body, equation),
        };
        self.equations.iter().map(state).collect()
    }

    /// Keeps how far what is shared has been followed within the step, beside what is written when it ends.
    pub(super) fn keep_followed(&self, body: &mut Body<'_, '_>, values: &[Value]) {
        for (equation, value) in self.equations.iter().zip(values) {
            if only_followed(body, equation) {
                let column = body.hidden_column(&followed(equation));
                body.graph.store(column, *value);
            }
        }
    }

    /// `advanced`, but `states` where an equation rests because its neuron is refractory.
    pub(super) fn rest(&self, body: &mut Body<'_, '_>, advanced: &[Value], states: &[Value]) -> Vec<Value> {
        let mut choose = |((equation, &advanced), &x): ((&Equation<'_>, _), _)| match self.free {
            Some(free) if equation.unless_refractory => body.graph.select(free, advanced, x),
            _ => advanced,
        };
        self.equations.iter().zip(advanced).zip(states).map(&mut choose).collect()
    }

    /// The linear forms of the right sides in the noises, where the variables are `states` and the part `progress` of the
    /// step has passed.
    pub(super) fn slopes(
        &self,
        body: &mut Body<'_, '_>,
        progress: Value,
        states: &[Value],
    ) -> Result<Vec<Linear>, Vec<(usize, Obstacle)>> {
        self.enter(body, progress, states);
        let slopes = self.forms(body, |_| Unknowns::Noises);
        body.enter(Stage::default());
        slopes
    }

    /// One of [`slopes`](Self::slopes).
    pub(super) fn slope(
        &self,
        body: &mut Body<'_, '_>,
        number: usize,
        progress: Value,
        states: &[Value],
    ) -> Result<Linear, Vec<(usize, Obstacle)>> {
        self.enter(body, progress, states);
        let slope = linear(body, self.equations, Unknowns::Noises, self.equations[number].rhs);
        body.enter(Stage::default());
        slope.map_err(|obstacle| vec![(number, obstacle)])
    }

    /// From now on expressions are evaluated where the variables are `states` and the part `progress` of the step has passed.
    fn enter(&self, body: &mut Body<'_, '_>, progress: Value, states: &[Value]) {
        let progress = Some(progress).filter(|progress| body.known_float(*progress) != Some(0.0));
        let variables = self.equations.iter().map(|equation| equation.variable);
        body.enter(Stage { progress, states: variables.zip(states.iter().copied()).collect() });
    }

    /// The linear forms of the right sides, or all that keeps them from being linear.
    pub(super) fn forms(
        &self,
        body: &mut Body<'_, '_>,
        unknowns: impl Fn(&Equation<'_>) -> Unknowns,
    ) -> Result<Vec<Linear>, Vec<(usize, Obstacle)>> {
        let mut forms = Vec::new();
        let mut obstacles = Vec::new();
        for (number, equation) in self.equations.iter().enumerate() {
            match linear(body, self.equations, unknowns(equation), equation.rhs) {
                Ok(form) => forms.push(form),
                Err(obstacle) => obstacles.push((number, obstacle)),
            }
        }
        if obstacles.is_empty() { Ok(forms) } else { Err(obstacles) }
    }

    /// The right sides at a point of the step, none of which contains noise; `None` is 0.
    pub(super) fn drifts(
        &self,
        body: &mut Body<'_, '_>,
        progress: Value,
        states: &[Value],
    ) -> Result<Vec<Option<Value>>, Vec<(usize, Obstacle)>> {
        let slopes = self.slopes(body, progress, states)?;
        Ok(slopes.into_iter().map(|slope| slope.constant).collect())
    }

    /// Whether none of the equations contains noise; otherwise where.
    pub(super) fn without_noise(&self, body: &Body<'_, '_>) -> Result<(), Vec<(usize, Obstacle)>> {
        let first = |(number, equation): (usize, &Equation<'_>)| {
            let (_, span) = *noises(body, equation.rhs).first()?;
            Some((number, Obstacle { span, why: Why::Noise }))
        };
        let obstacles: Vec<_> = self.equations.iter().enumerate().filter_map(first).collect();
        if obstacles.is_empty() { Ok(()) } else { Err(obstacles) }
    }
}

/// Whether the variable is shared and written by a kernel of its own, but each neuron follows it for what depends on it.
fn only_followed(body: &Body<'_, '_>, equation: &Equation<'_>) -> bool {
    equation.shared && !body.shared
}

fn followed(equation: &Equation<'_>) -> String {
    format!("_followed_{}", equation.name)
}
