//! What keeps a method from integrating an equation.

use snnc_lang::Span;

/// What keeps a method from integrating an equation.
#[derive(Debug, Clone)]
pub(super) struct Obstacle {
    /// The term.
    pub(super) span: Span,
    pub(super) why: Why,
}

/// What is wrong with a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// It is not linear in the unknowns.
    NotLinear,
    /// It changes within a step.
    DependsOnTime,
    /// It is noise.
    Noise,
    /// It contains noise otherwise than multiplied and added.
    NoiseNotLinear,
    /// It multiplies noise and changes with the state or the time.
    NoiseVaries,
    /// It is a noise that stands in another equation too.
    NoiseShared,
    /// It is a second noise in an equation.
    SecondNoise,
    /// It couples more equations than can be advanced over any interval.
    Coupled,
}
