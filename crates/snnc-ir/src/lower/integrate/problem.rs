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
}

impl Problem<'_, '_> {
    /// The states at the start.
    pub(super) fn states(&self, body: &mut Body<'_, '_>) -> Vec<Value> {
        self.equations.iter().map(|equation| state(body, equation)).collect()
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
        progress: f64,
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
        progress: f64,
        states: &[Value],
    ) -> Result<Linear, Vec<(usize, Obstacle)>> {
        self.enter(body, progress, states);
        let slope = linear(body, Unknowns::Noises, self.equations[number].rhs);
        body.enter(Stage::default());
        slope.map_err(|obstacle| vec![(number, obstacle)])
    }

    fn enter(&self, body: &mut Body<'_, '_>, progress: f64, states: &[Value]) {
        let progress = (progress != 0.0).then(|| body.graph.float(progress));
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
            match linear(body, unknowns(equation), equation.rhs) {
                Ok(form) => forms.push(form),
                Err(obstacle) => obstacles.push((number, obstacle)),
            }
        }
        if obstacles.is_empty() { Ok(forms) } else { Err(obstacles) }
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
