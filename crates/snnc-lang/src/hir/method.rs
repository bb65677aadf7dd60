//! Methods of integration.

use std::ops::RangeInclusive;

/// Methods of integration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Linear systems, exactly.
    Exact,
    /// Conditionally linear systems.
    ExponentialEuler,
    /// Forward Euler; Euler–Maruyama with additive noise.
    Euler,
    /// The midpoint rule.
    Rk2,
    /// The classical Runge–Kutta method.
    Rk4,
    /// Heun's method; with noise in the sense of Stratonovich.
    Heun,
    /// The derivative-free Milstein method for diagonal noise in the sense of Stratonovich.
    Milstein,
    /// Fehlberg's Runge–Kutta method, which divides the step as each neuron needs it.
    Rkf45,
}

impl Method {
    /// All methods, in the order in which they are told.
    pub const ALL: [Method; 8] = [
        Method::Exact,
        Method::ExponentialEuler,
        Method::Euler,
        Method::Rk2,
        Method::Rk4,
        Method::Heun,
        Method::Milstein,
        Method::Rkf45,
    ];

    /// The tolerance of the methods that have one, unless told.
    pub const TOLERANCE: f64 = 1e-6;
    /// The tolerances that can be asked for.
    pub const TOLERANCES: RangeInclusive<f64> = 1e-13..=1.0;

    /// Its name in the language.
    pub fn name(self) -> &'static str {
        match self {
            Method::Exact => "exact",
            Method::ExponentialEuler => "exponential_euler",
            Method::Euler => "euler",
            Method::Rk2 => "rk2",
            Method::Rk4 => "rk4",
            Method::Heun => "heun",
            Method::Milstein => "milstein",
            Method::Rkf45 => "rkf45",
        }
    }

    /// The method of that name.
    pub fn named(name: &str) -> Option<Method> {
        Method::ALL.into_iter().find(|method| method.name() == name)
    }
}
