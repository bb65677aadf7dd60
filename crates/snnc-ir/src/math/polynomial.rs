//! Polynomials.

use super::Arith;

/// c₀ + c₁x + c₂x² + … by Estrin's scheme: neighbouring terms are joined in pairs, then the pairs, and so on,
/// which leaves short chains of dependent operations. There may be up to 16 terms.
#[inline(always)]
pub(super) fn estrin<A: Arith, const N: usize>(a: &mut A, x: A::F, coefficients: &[f64; N]) -> A::F {
    const { assert!(N > 8 && N <= 16 || N > 4 && N <= 8) };
    // No loop over the levels: those over the terms have constant bounds, and vanish when compiled.
    let terms: [_; 16] = std::array::from_fn(|i| (i < N).then(|| a.float(coefficients[i % N])));
    let terms: [_; 8] = join(a, &terms, x);
    let power = a.mul(x, x);
    let terms: [_; 4] = join(a, &terms, power);
    let power = a.mul(power, power);
    let [low, high] = join(a, &terms, power);
    match (low, high) {
        (Some(low), Some(high)) => {
            let power = a.mul(power, power);
            a.fma(high, power, low)
        }
        (Some(all), None) => all,
        _ => x,
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
