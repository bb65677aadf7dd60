//! The matrix exponential.
//!
//! Scaling and squaring (N. J. Higham, "The scaling and squaring method for the matrix exponential revisited",
//! SIAM J. Matrix Anal. Appl. 26, 2005, doi:10.1137/04061101X) around a Taylor polynomial, carried out in twice
//! the precision of a float: the matrices have a few rows and the result is needed once, so that accuracy is
//! the only thing that counts. Rounding to a float at the end is then the only error that matters, however
//! stiff the system and whether or not its matrix is singular, defective or has complex eigenvalues.

use std::ops::{Add, Mul};

/// What a system `x' = A x + b` with constant `A` and `b` does in a time step: `x(t + dt) = state·x(t) + input·b`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Propagator {
    n: usize,
    state: Vec<f64>,
    input: Vec<f64>,
}

impl Propagator {
    /// Of the square matrix `a`, given row by row. Entries are NaN if one of `a*dt` is not finite or above 1e300.
    pub(crate) fn new(a: &[Vec<f64>], dt: f64) -> Self {
        let n = a.len();
        let m =
            Matrix { n, entries: a.iter().flatten().map(|&x| Double::from(x) * Double::from(dt)).collect() };
        let norm = m.norm();
        // Nobody means a rate like that, and its halves could not be counted.
        if norm > 1e300 || norm.is_nan() {
            let nan = vec![f64::NAN; n * n];
            return Propagator { n, state: nan.clone(), input: nan };
        }
        // Halve the step until the norm is below 1/16, where the series converges fast.
        let halvings = (exponent(norm) + 5).max(0);
        let m = m.scale(Double::from(power_of_two(-halvings)));
        let (mut state, mut input) = series(&m);
        input = input.scale(Double::from(dt) * Double::from(power_of_two(-halvings)));
        for _ in 0..halvings {
            input = input.add(&state.mul(&input));
            state = state.mul(&state);
        }
        let round = |m: Matrix| m.entries.into_iter().map(Double::round).collect();
        Propagator { n, state: round(state), input: round(input) }
    }

    /// What remains of variable `j`, in variable `i`.
    pub(crate) fn state(&self, i: usize, j: usize) -> f64 {
        self.state[i * self.n + j]
    }

    /// What the input of variable `j` does to variable `i`, for each unit of it.
    pub(crate) fn input(&self, i: usize, j: usize) -> f64 {
        self.input[i * self.n + j]
    }
}

/// `Σ m^k/k!` and `Σ m^k/(k+1)!`, for a norm of `m` below 1/16.
fn series(m: &Matrix) -> (Matrix, Matrix) {
    // (1/16)^20/20! is 2^-141, far below the precision of 2^-106.
    const TERMS: u32 = 20;
    let mut term = Matrix::identity(m.n);
    let (mut state, mut input) = (term.clone(), term.clone());
    for k in 1..=TERMS {
        term = term.mul(m).divide(f64::from(k));
        state = state.add(&term);
        input = input.add(&term.clone().divide(f64::from(k + 1)));
    }
    (state, input)
}

/// The exponent of the power of two at or below `x`.
fn exponent(x: f64) -> i32 {
    ((x.to_bits() >> 52) & 0x7ff) as i32 - 1023
}

fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((exponent + 1023).max(0) as u64) << 52)
}

#[derive(Debug, Clone)]
struct Matrix {
    n: usize,
    entries: Vec<Double>,
}

impl Matrix {
    fn identity(n: usize) -> Self {
        let one = |k| Double::from(if k % (n + 1) == 0 { 1.0 } else { 0.0 });
        Matrix { n, entries: (0..n * n).map(one).collect() }
    }

    /// The largest sum of magnitudes in a row.
    fn norm(&self) -> f64 {
        let rows = self.entries.chunks(self.n.max(1));
        rows.map(|row| row.iter().map(|x| x.high.abs()).sum())
            .fold(0.0, |a: f64, b: f64| if b > a || b.is_nan() { b } else { a })
    }

    fn mul(&self, other: &Matrix) -> Matrix {
        let n = self.n;
        let entry = |k: usize| {
            let products = (0..n).map(|l| self.entries[k / n * n + l] * other.entries[l * n + k % n]);
            products.fold(Double::from(0.0), Double::add)
        };
        Matrix { n, entries: (0..n * n).map(entry).collect() }
    }

    fn add(&self, other: &Matrix) -> Matrix {
        let entries = self.entries.iter().zip(&other.entries).map(|(a, b)| *a + *b).collect();
        Matrix { n: self.n, entries }
    }

    fn scale(self, factor: Double) -> Matrix {
        Matrix { n: self.n, entries: self.entries.into_iter().map(|x| x * factor).collect() }
    }

    fn divide(self, by: f64) -> Matrix {
        Matrix { n: self.n, entries: self.entries.into_iter().map(|x| x.divide(by)).collect() }
    }
}

/// An unevaluated sum of two floats, the second at most half a unit in the last place of the first
/// (T. J. Dekker, "A floating-point technique for extending the available precision", 1971, doi:10.1007/BF01397083).
#[derive(Debug, Clone, Copy)]
struct Double {
    high: f64,
    low: f64,
}

impl Double {
    /// The sum of `high` and a smaller `low`.
    fn normal(high: f64, low: f64) -> Self {
        let sum = high + low;
        Double { high: sum, low: low - (sum - high) }
    }

    fn divide(self, by: f64) -> Self {
        let quotient = self.high / by;
        let rest = quotient.mul_add(-by, self.high) + self.low;
        Double::normal(quotient, rest / by)
    }

    fn round(self) -> f64 {
        self.high + self.low
    }
}

impl From<f64> for Double {
    fn from(high: f64) -> Self {
        Double { high, low: 0.0 }
    }
}

impl Add for Double {
    type Output = Double;

    fn add(self, other: Double) -> Double {
        let sum = self.high + other.high;
        let part = sum - self.high;
        let error = (self.high - (sum - part)) + (other.high - part);
        Double::normal(sum, error + self.low + other.low)
    }
}

impl Mul for Double {
    type Output = Double;

    fn mul(self, other: Double) -> Double {
        let product = self.high * other.high;
        let error = self.high.mul_add(other.high, -product);
        Double::normal(product, error + (self.high * other.low + self.low * other.high))
    }
}

#[cfg(test)]
mod tests {
    use super::Propagator;

    fn assert_close(found: f64, expected: f64, what: &str) {
        let error = (found - expected).abs() / expected.abs().max(f64::MIN_POSITIVE);
        assert!(found == expected || error < 4e-16, "{what}: {found:e}, not {expected:e} ({error:e})");
    }

    /// Compares `state` with `expected`, entry by entry.
    fn check(a: &[&[f64]], dt: f64, expected: &[&[f64]]) -> Propagator {
        let a: Vec<Vec<f64>> = a.iter().map(|row| row.to_vec()).collect();
        let propagator = Propagator::new(&a, dt);
        for (i, row) in expected.iter().enumerate() {
            for (j, &entry) in row.iter().enumerate() {
                assert_close(propagator.state(i, j), entry, &format!("({i}, {j}) for {a:?}"));
            }
        }
        propagator
    }

    #[test]
    fn of_one_variable_it_is_the_exponential_function() {
        for rate in [-0.005, -1.0, -30.0, -700.0, 2.0, 50.0] {
            check(&[&[rate]], 1.0, &[&[f64::exp(rate)]]);
            let input = Propagator::new(&[vec![rate]], 1.0).input(0, 0);
            assert_close(input, f64::exp_m1(rate) / rate, "input");
        }
    }

    #[test]
    fn of_nothing_it_is_time() {
        let p = check(&[&[0.0, 0.0], &[0.0, 0.0]], 0.25, &[&[1.0, 0.0], &[0.0, 1.0]]);
        assert_eq!([p.input(0, 0), p.input(0, 1), p.input(1, 0), p.input(1, 1)], [0.25, 0.0, 0.0, 0.25]);
    }

    #[test]
    fn equal_time_constants() {
        // x' = y - x, y' = -y: an alpha function.
        let (dt, decay) = (0.5, f64::exp(-0.5));
        check(&[&[-1.0, 1.0], &[0.0, -1.0]], dt, &[&[decay, dt * decay], &[0.0, decay]]);
    }

    #[test]
    fn nearly_equal_time_constants() {
        let [x, y] = [-1.0, -1.0 - 1e-9];
        // e^x (e^(y - x) - 1)/(y - x)
        let difference: f64 = y - x;
        let driven = f64::exp(x) * (f64::exp_m1(difference) / difference);
        check(&[&[x, 1.0], &[0.0, y]], 1.0, &[&[f64::exp(x), driven], &[0.0, f64::exp(y)]]);
    }

    #[test]
    fn very_different_time_constants() {
        let [x, y] = [-1e4, -1.0];
        let driven = (f64::exp(y) - f64::exp(x)) / (y - x);
        check(&[&[x, 1.0], &[0.0, y]], 1.0, &[&[0.0, driven], &[0.0, f64::exp(y)]]);
    }

    #[test]
    fn oscillations() {
        let (sin, cos) = f64::sin_cos(1.5);
        check(&[&[0.0, -1.5], &[1.5, 0.0]], 1.0, &[&[cos, -sin], &[sin, cos]]);
        // Damped: eigenvalues -1 ± 2i.
        let (sin, cos) = f64::sin_cos(2.0);
        let decay = f64::exp(-1.0);
        check(
            &[&[-1.0, -2.0], &[2.0, -1.0]],
            1.0,
            &[&[decay * cos, -decay * sin], &[decay * sin, decay * cos]],
        );
    }

    #[test]
    fn a_chain_of_integrators() {
        // x' = y, y' = z, z' = 0
        let a: [&[f64]; 3] = [&[0.0, 1.0, 0.0], &[0.0, 0.0, 1.0], &[0.0; 3]];
        let p = check(&a, 2.0, &[&[1.0, 2.0, 2.0], &[0.0, 1.0, 2.0], &[0.0, 0.0, 1.0]]);
        assert_eq!([p.input(0, 0), p.input(0, 1), p.input(0, 2)], [2.0, 2.0, 8.0 / 6.0]);
    }

    #[test]
    fn two_half_steps_make_one() {
        let a = [vec![-50.0, 200.0, 3.0], vec![1e-3, -120.0, 9.0], vec![0.0, 4.0, -0.1]];
        let whole = Propagator::new(&a, 0.02);
        let half = Propagator::new(&a, 0.01);
        for i in 0..3 {
            for j in 0..3 {
                let twice: f64 = (0..3).map(|k| half.state(i, k) * half.state(k, j)).sum();
                assert!((twice - whole.state(i, j)).abs() <= 1e-15 * whole.state(i, j).abs().max(1e-3));
            }
        }
    }

    #[test]
    fn what_is_not_finite_yields_nan() {
        assert!(Propagator::new(&[vec![f64::INFINITY]], 1.0).state(0, 0).is_nan());
        assert!(Propagator::new(&[vec![f64::NAN]], 1.0).state(0, 0).is_nan());
    }

    #[test]
    fn large_and_tiny_rates() {
        check(&[&[-1e300]], 1.0, &[&[0.0]]);
        check(&[&[1e-300]], 1.0, &[&[1.0]]);
        check(&[&[5e-324]], 1.0, &[&[1.0]]);
    }
}
