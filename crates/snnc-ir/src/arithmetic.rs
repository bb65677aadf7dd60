//! The arithmetic with which the checker evaluates constants: the same functions as in the simulation.

use crate::math;
use snnc_lang::check::{Arithmetic, exact};
use snnc_lang::hir::Function;

/// The functions of [`math`], for the checker.
#[derive(Debug, Clone, Copy, Default)]
pub struct Elementary;

impl Arithmetic for Elementary {
    fn call(&self, function: Function, arguments: &[f64]) -> f64 {
        match elementary(function) {
            Some(function) => function.eval(arguments),
            None => exact(function, arguments),
        }
    }

    fn pow(&self, x: f64, y: f64) -> f64 {
        math::Function::Pow.eval(&[x, y])
    }

    fn modulo(&self, x: f64, y: f64) -> f64 {
        math::Function::FloorMod.eval(&[x, y])
    }
}

/// The transcendental function of that name, if it is one.
pub(crate) fn elementary(function: Function) -> Option<math::Function> {
    Some(match function {
        Function::Exp => math::Function::Exp,
        Function::Expm1 => math::Function::Expm1,
        Function::Exprel => math::Function::Exprel,
        Function::Log => math::Function::Log,
        Function::Log10 => math::Function::Log10,
        Function::Log1p => math::Function::Log1p,
        Function::Sin => math::Function::Sin,
        Function::Cos => math::Function::Cos,
        Function::Tan => math::Function::Tan,
        Function::Arcsin => math::Function::Arcsin,
        Function::Arccos => math::Function::Arccos,
        Function::Arctan => math::Function::Arctan,
        Function::Sinh => math::Function::Sinh,
        Function::Cosh => math::Function::Cosh,
        Function::Tanh => math::Function::Tanh,
        Function::Sqrt
        | Function::Abs
        | Function::Sign
        | Function::Floor
        | Function::Ceil
        | Function::Round
        | Function::TimestepOf => return None,
    })
}
