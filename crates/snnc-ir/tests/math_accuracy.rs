//! The elementary functions against correctly rounded ones.

use snnc_ir::math::{Function, points};

/// The correctly rounded value; for `exprel` and its reciprocal, up to an error of about 2⁻⁸⁵ before rounding.
fn reference(function: Function, x: f64, y: f64) -> f64 {
    match function {
        Function::Exp => core_math::exp(x),
        Function::Expm1 => core_math::expm1(x),
        Function::Exprel => exprel(x),
        Function::Bernoulli => bernoulli(x),
        Function::Log => core_math::log(x),
        Function::Log10 => core_math::log10(x),
        Function::Log1p => core_math::log1p(x),
        Function::Sin => core_math::sin(x),
        Function::Cos => core_math::cos(x),
        Function::Tan => core_math::tan(x),
        Function::Arcsin => core_math::asin(x),
        Function::Arccos => core_math::acos(x),
        Function::Arctan => core_math::atan(x),
        Function::Sinh => core_math::sinh(x),
        Function::Cosh => core_math::cosh(x),
        Function::Tanh => core_math::tanh(x),
        // C leaves open what a signalling NaN does here.
        Function::Pow if x == 1.0 || y == 0.0 => 1.0,
        Function::Pow => core_math::pow(x, y),
        Function::FloorMod => floor_mod(x, y),
    }
}

/// Python's `float.__mod__`, but NaN where that raises.
fn floor_mod(x: f64, y: f64) -> f64 {
    // The remainder of truncated division is exact, whoever computes it.
    let rest = x % y;
    if rest == 0.0 {
        0.0_f64.copysign(y)
    } else if rest.is_nan() || (rest < 0.0) == (y < 0.0) {
        rest
    } else {
        rest + y
    }
}

/// A number as the sum of two floats.
#[derive(Clone, Copy)]
struct Pair(f64, f64);

impl Pair {
    fn plus(self, other: Self) -> Self {
        let sum = self.0 + other.0;
        let part = sum - self.0;
        let error = (self.0 - (sum - part)) + (other.0 - part);
        Self::normal(sum, error + self.1 + other.1)
    }

    fn times(self, other: Self) -> Self {
        let product = self.0 * other.0;
        let error = self.0.mul_add(other.0, -product);
        Self::normal(product, error + self.0 * other.1 + self.1 * other.0)
    }

    fn over(self, divisor: f64) -> Self {
        let quotient = self.0 / divisor;
        let rest = (-quotient).mul_add(divisor, self.0) + self.1;
        Self::normal(quotient, rest / divisor)
    }

    fn reciprocal(self) -> Self {
        let quotient = 1.0 / self.0;
        let rest = (-quotient).mul_add(self.0, 1.0) - quotient * self.1;
        Self::normal(quotient, quotient * rest)
    }

    fn normal(high: f64, low: f64) -> Self {
        let sum = high + low;
        Self(sum, low - (sum - high))
    }
}

fn exprel(x: f64) -> f64 {
    if x.is_nan() || x > 720.0 {
        return x * f64::INFINITY;
    }
    if x < -800.0 {
        return -1.0 / x;
    }
    let [value, growth] = exprel_factors(x);
    Pair(value.0 / 1024.0, value.1 / 1024.0).times(growth).0 * 1024.0
}

fn bernoulli(x: f64) -> f64 {
    if x.is_nan() || x > 800.0 {
        return if x.is_nan() { x } else { 0.0 };
    }
    if x < -800.0 {
        return -x;
    }
    // Scaled, so that the product is not subnormal before it is rounded.
    let scale = 2f64.powi(200);
    let [value, growth] = exprel_factors(x).map(Pair::reciprocal);
    Pair(value.0 * scale, value.1 * scale).times(growth).0 / scale
}

/// Two factors of exprel(x), each of which is finite.
fn exprel_factors(x: f64) -> [Pair; 2] {
    const DOUBLINGS: i32 = 14;
    // The series at x/2^n, then exprel(2x) = exprel(x) (1 + x exprel(x)/2). The last step has half the value,
    // so that nothing overflows which the result does not.
    let mut argument = x / 16384.0;
    let one = Pair(1.0, 0.0);
    let mut value = one;
    for n in (1..16).rev() {
        value = value.times(Pair(argument, 0.0)).over(f64::from(n + 1)).plus(one);
    }
    for _ in 1..DOUBLINGS {
        value = value.times(value.times(Pair(argument / 2.0, 0.0)).plus(one));
        argument *= 2.0;
    }
    let growth = value.times(Pair(argument / 2.0, 0.0)).plus(one);
    [value, growth]
}

/// Floats from one to the other; 0 and -0 are next to each other.
fn distance(a: f64, b: f64) -> u64 {
    if a.is_nan() || b.is_nan() {
        return if a.is_nan() && b.is_nan() { 0 } else { u64::MAX };
    }
    let order = |x: f64| {
        let bits = x.to_bits() as i64;
        if bits < 0 { -1 - (bits & i64::MAX) } else { bits }
    };
    order(a).abs_diff(order(b))
}

fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
}

#[test]
fn errors_stay_below_the_stated_bounds() {
    let mut broken = Vec::new();
    for function in Function::ALL {
        let columns = points::points(function);
        let (x, y) = (&columns[0], &columns[function.arity() - 1]);
        assert!(x.len() >= 200_000, "{function:?}: {}", x.len());
        let mut worst = (0, 0.0, 0.0);
        let mut wrong = 0;
        for (&x, &y) in x.iter().zip(y) {
            let distance = distance(function.eval(&[x, y]), reference(function, x, y));
            wrong += u64::from(distance > 0);
            if distance > worst.0 {
                worst = (distance, x, y);
            }
        }
        let (distance, x, y) = worst;
        let share = 100.0 * wrong as f64 / columns[0].len() as f64;
        println!(
            "{:9} {distance} ulp at ({x:e}, {y:e}), {share:.2} % not correctly rounded",
            function.name()
        );
        if distance > function.max_ulp() {
            let (ours, right) = (function.eval(&[x, y]), reference(function, x, y));
            broken.push(format!("{function:?}({x:e}, {y:e}) = {ours:e}, not {right:e}"));
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn special_values_are_exact() {
    // Where an argument or the value is 0, infinite or NaN, the functions agree with C to the bit.
    let mut wrong = Vec::new();
    for function in Function::ALL {
        let special = points::special();
        let seconds = if function.arity() == 2 { special.clone() } else { vec![1.5] };
        for &x in &special {
            for &y in &seconds {
                let (ours, right) = (function.eval(&[x, y]), reference(function, x, y));
                let peculiar = [x, y, right, ours].iter().any(|v| *v == 0.0 || !v.is_finite());
                if peculiar && !same(ours, right) {
                    wrong.push(format!("{function:?}({x:e}, {y:e}) = {ours:e}, not {right:e}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn logarithms_of_powers_of_ten_are_whole() {
    let mut power = 1.0;
    for n in 0..=22 {
        assert_eq!(Function::Log10.eval(&[power]), f64::from(n));
        power *= 10.0;
    }
}
