//! Elementary functions.

use crate::graph::Graph;
use crate::kernel::{Constant, Random, Value};
use crate::math::Function;

/// The largest whole exponent that is done by multiplications.
const LARGEST_EXPONENT: f64 = 16.0;

impl Graph {
    pub(in crate::graph) fn simplify_call(&mut self, function: Function, args: &[Value]) -> Option<Value> {
        let constants: Option<Vec<f64>> = args.iter().map(|&arg| self.float_constant(arg)).collect();
        if let Some(constants) = constants {
            // Folded is computed: by the one definition of the function.
            return Some(self.float(function.eval(&constants)));
        }
        match (function, args) {
            (Function::Pow, &[x, exponent]) => {
                let exponent = self.float_constant(exponent)?;
                self.power(x, exponent)
            }
            (Function::FloorMod, &[x, modulus]) => {
                let x = self.exact_quotient(x)?;
                Some(self.call(Function::FloorMod, &[x, modulus]))
            }
            _ => None,
        }
    }

    /// Whether a number of events is always 0, since nothing is tried, or nothing can succeed.
    pub(in crate::graph) fn draws_nothing(&self, random: Random, args: &[Value]) -> bool {
        let never = |mean: Value| self.float_constant(mean).is_some_and(|mean| mean.is_nan() || mean <= 0.0);
        match (random, args) {
            (Random::Poisson, &[mean]) => never(mean),
            (Random::Binomial, &[trials, probability]) => {
                matches!(self.constant(trials), Some(Constant::Int(trials)) if trials <= 0)
                    || never(probability)
            }
            _ => false,
        }
    }

    /// `x ** exponent`, if it can be done by multiplications and square roots.
    fn power(&mut self, x: Value, exponent: f64) -> Option<Value> {
        if exponent == 0.0 {
            return Some(self.float(1.0));
        }
        if exponent == 1.0 {
            return Some(x);
        }
        let size = exponent.abs();
        let halves = size * 2.0;
        if self.literal || size > LARGEST_EXPONENT || halves != halves.trunc() {
            return None;
        }
        let whole = size.trunc();
        let root = (whole != size).then(|| self.sqrt(x));
        if whole > 1.0 && root.is_some() {
            return None;
        }
        let product = (whole >= 1.0).then(|| self.whole_power(x, whole as u32));
        let power = match (product, root) {
            (Some(product), Some(root)) => self.mul(product, root),
            (Some(power), None) | (None, Some(power)) => power,
            (None, None) => return None,
        };
        if exponent > 0.0 {
            return Some(power);
        }
        let one = self.float(1.0);
        Some(self.div(one, power))
    }

    /// `x ** exponent` of an exponent of at least 1, by squaring.
    fn whole_power(&mut self, x: Value, exponent: u32) -> Value {
        let mut power = x;
        for bit in (0..exponent.ilog2()).rev() {
            power = self.mul(power, power);
            if exponent >> bit & 1 == 1 {
                power = self.mul(power, x);
            }
        }
        power
    }
}
