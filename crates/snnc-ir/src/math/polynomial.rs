//! Polynomials.

use super::Arith;

/// c₀ + c₁x + c₂x² + … by Estrin's scheme: neighbouring terms are joined in pairs, then the pairs, and so on,
/// which leaves short chains of dependent operations.
#[inline(always)]
pub(super) fn estrin<A: Arith, const N: usize>(a: &mut A, x: A::F, coefficients: &[f64; N]) -> A::F {
    let mut terms = coefficients.map(|c| a.float(c));
    let mut count = N;
    let mut power = x;
    loop {
        let pairs = count / 2;
        for i in 0..pairs {
            terms[i] = a.fma(terms[2 * i + 1], power, terms[2 * i]);
        }
        if count % 2 == 1 {
            terms[pairs] = terms[count - 1];
        }
        count = count.div_ceil(2);
        if count == 1 {
            return terms[0];
        }
        power = a.mul(power, power);
    }
}
