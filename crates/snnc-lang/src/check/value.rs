//! Values known before the simulation, and their arithmetic.

use crate::hir::Function;

/// The functions of floats with which constants are evaluated. Each has one definition in a simulator, so that a
/// constant and the same expression at run time have the same bits: the checker receives it from there.
pub trait Arithmetic {
    /// A function of the language.
    fn call(&self, function: Function, arguments: &[f64]) -> f64;
    /// `x ** y`.
    fn pow(&self, x: f64, y: f64) -> f64;
    /// `x % y`, with the sign of the divisor.
    fn modulo(&self, x: f64, y: f64) -> f64;
}
