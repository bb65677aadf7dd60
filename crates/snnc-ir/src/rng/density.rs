//! Logarithms of probabilities, precise far from and near the mode alike.
//!
//! After Loader, "Fast and accurate computation of binomial probabilities" (2000): the factorials are replaced
//! by Stirling's formula, whose large terms are combined into deviances before anything is rounded.

use crate::math::Function;

/// The logarithm of √(2π).
const LOG_SQRT_TWO_PI: f64 = 0.918_938_533_204_672_8;

/// log P(K = k) for a Poisson number with mean `mean` > 0 and a whole k ≥ 0.
pub(super) fn log_poisson(k: f64, mean: f64) -> f64 {
    if k == 0.0 {
        return -mean;
    }
    -stirling_error(k) - deviance(k, mean) - LOG_SQRT_TWO_PI - 0.5 * log(k)
}

/// log P(K = k) for a binomial number of `n` trials with probability p, for 0 < p < 1, q = 1 - p and a whole k
/// from 0 to n.
pub(super) fn log_binomial(k: f64, n: f64, p: f64, q: f64) -> f64 {
    if k == 0.0 {
        return n * Function::Log1p.eval(&[-p]);
    }
    if k == n {
        return n * log(p);
    }
    let misses = n - k;
    stirling_error(n)
        - stirling_error(k)
        - stirling_error(misses)
        - deviance(k, n * p)
        - deviance(misses, n * q)
        - LOG_SQRT_TWO_PI
        - 0.5 * (log(k) + Function::Log1p.eval(&[-k / n]))
}

fn log(x: f64) -> f64 {
    Function::Log.eval(&[x])
}

/// log n! - log(√(2πn) (n/e)^n) for a whole n ≥ 1.
fn stirling_error(n: f64) -> f64 {
    if n < 16.0 {
        let factorial = (2..=n as u32).fold(1.0, |product, i| product * f64::from(i));
        return log(factorial) - LOG_SQRT_TWO_PI - (n + 0.5) * log(n) + n;
    }
    // Stirling's series; at 16, the first term left out is below 2⁻⁵².
    let square = n * n;
    let tail = 1.0 / 1260.0 - (1.0 / 1680.0 - 1.0 / 1188.0 / square) / square;
    (1.0 / 12.0 - (1.0 / 360.0 - tail / square) / square) / n
}

/// k log(k/mean) + mean - k for k > 0.
fn deviance(k: f64, mean: f64) -> f64 {
    let difference = k - mean;
    let sum = k + mean;
    if difference.abs() >= 0.1 * sum {
        return k * log(k / mean) + mean - k;
    }
    // With v = (k - mean)/(k + mean), log(k/mean) = 2 artanh v; the first terms cancel.
    let v = difference / sum;
    let square = v * v;
    let mut power = 2.0 * k * v;
    let mut total = difference * v;
    for odd in (3..).step_by(2) {
        power *= square;
        let next = total + power / f64::from(odd);
        if next == total {
            break;
        }
        total = next;
    }
    total
}

#[cfg(test)]
mod tests {
    use super::{log_binomial, log_poisson};

    fn exp(x: f64) -> f64 {
        crate::math::Function::Exp.eval(&[x])
    }

    #[test]
    fn probabilities_add_to_one() {
        for mean in [0.3, 7.0, 40.0, 3000.0] {
            let sum: f64 = (0..6000).map(|k| exp(log_poisson(f64::from(k), mean))).sum();
            assert!((sum - 1.0).abs() < 1e-12, "{mean}: {sum}");
        }
        for (n, p) in [(1, 0.3), (20, 0.5), (1000, 0.01), (5000, 0.4)] {
            let n = f64::from(n);
            let sum: f64 = (0..=n as u32).map(|k| exp(log_binomial(f64::from(k), n, p, 1.0 - p))).sum();
            assert!((sum - 1.0).abs() < 1e-12, "{n} {p}: {sum}");
        }
    }

    #[test]
    fn neighbours_have_the_right_ratio() {
        // P(k + 1)/P(k) = mean/(k + 1)
        for k in [0.0, 1.0, 14.0, 15.0, 16.0, 100.0, 1e6] {
            let mean = k + 3.5;
            let ratio = exp(log_poisson(k + 1.0, mean) - log_poisson(k, mean));
            assert!((ratio * (k + 1.0) / mean - 1.0).abs() < 1e-12 * (1.0 + k / 1e3), "{k}");
        }
    }
}
