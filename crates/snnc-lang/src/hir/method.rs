//! Methods of integration.

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
}

impl Method {
    /// All methods, in the order in which they are told.
    pub const ALL: [Method; 7] = [
        Method::Exact,
        Method::ExponentialEuler,
        Method::Euler,
        Method::Rk2,
        Method::Rk4,
        Method::Heun,
        Method::Milstein,
    ];

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
        }
    }

    /// The method of that name.
    pub fn named(name: &str) -> Option<Method> {
        Method::ALL.into_iter().find(|method| method.name() == name)
    }
}
