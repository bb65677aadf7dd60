//! Polynomials.

use super::Arith;

/// c₀ + c₁x + c₂x² + … by Estrin's scheme: neighbouring terms are joined in pairs, then the pairs, and so on,
/// which leaves short chains of dependent operations. There may be 5 to 16 terms. `square` is x², which callers
/// often need themselves.
#[inline(always)]
pub(super) fn estrin<A: Arith, const N: usize>(
    a: &mut A,
    x: A::F,
    square: A::F,
    coefficients: &[f64; N],
) -> A::F {
    const { assert!(4 < N && N <= 16) };
    // No loop over the levels: those over the terms have constant bounds, and vanish when compiled.
    let terms: [_; 16] = std::array::from_fn(|i| (i < N).then(|| a.float(coefficients[i % N])));
    let terms: [_; 8] = join(a, &terms, x);
    let terms: [_; 4] = join(a, &terms, square);
    let power = a.mul(square, square);
    let [low, high] = join(a, &terms, power);
    match (low, high) {
        (Some(low), Some(high)) => {
            let power = a.mul(power, power);
            a.fma(high, power, low)
        }
        (all, _) => all.unwrap_or(x),
    }
}

/// Join neighbours: low + high · power, as far as there are any.
#[inline(always)]
fn join<A: Arith, const N: usize, const HALF: usize>(
    a: &mut A,
    terms: &[Option<A::F>; N],
    power: A::F,
) -> [Option<A::F>; HALF] {
    std::array::from_fn(|i| match (terms[2 * i], terms[2 * i + 1]) {
        (Some(low), Some(high)) => Some(a.fma(high, power, low)),
        (low, _) => low,
    })
}
