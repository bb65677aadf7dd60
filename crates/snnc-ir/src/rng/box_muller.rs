//! Normal numbers from uniform ones (Box and Muller 1958, doi:10.1214/aoms/1177706645).
//!
//! With u uniform in (0, 1] and a random direction, √(-2 log u) times its cosine and its sine are two independent
//! normal numbers. The logarithm and the sine are those of this file, for the arguments that occur here: their
//! relative errors are below 2⁻⁵⁰, whatever the processor.

use super::mantissa;
use std::f64::consts::{FRAC_PI_2, LN_2};

/// Minimax polynomial in z = s² for (-4 artanh s + 4s)/(s z), |s| ≤ (√2 - 1)/(√2 + 1).
const LOG_TAIL: [f64; 6] = [
    -1.3333333333317499,
    -0.8000000010427316,
    -0.5714283430242451,
    -0.4444674044522547,
    -0.3624737556870292,
    -0.3363860229454658,
];

/// Minimax polynomial in z = v² for sin(v π/2)/v, |v| ≤ ½.
const SIN: [f64; 7] = [
    FRAC_PI_2,
    -0.6459640975062443,
    0.07969262624603957,
    -0.004681754132282439,
    0.00016044115029181273,
    -3.5986417550295243e-06,
    5.633721091135191e-08,
];

/// Minimax polynomial in z = v² for (cos(v π/2) - 1)/z, |v| ≤ ½.
const COS_TAIL: [f64; 6] = [
    -1.2337005501361624,
    0.2536695079002712,
    -0.020863480740718126,
    0.0009192599886479998,
    -2.520025774135733e-05,
    4.656783430629148e-07,
];

/// Two standard normal numbers, from words of which the lower halves count. `distance` and the 20 lowest bits of
/// `low` give the radius, `turn` the direction.
#[inline(always)]
pub(super) fn pair(distance: u64, turn: u64, low: u64) -> [f64; 2] {
    // In (0, 1], so that the logarithm is finite.
    let radius = minus_two_log(2.0 - mantissa::with_borrowed(distance, low)).sqrt();
    // The direction is at most an eighth of a turn from one of four; the numbers in the middle of 2³⁰ equal parts.
    let v = mantissa::of_30_bits(turn) - (1.5 - HALF_PART);
    let z = v * v;
    let sin = v * polynomial(z, &SIN);
    let cos = polynomial(z, &COS_TAIL).mul_add(z, 1.0);
    let cos = f64::from_bits(cos.to_bits() ^ turn << 32 & 1 << 63);
    let (x, y) = if turn & 1 << 30 == 0 { (cos, sin) } else { (sin, cos) };
    [radius * x, radius * y]
}

/// 2⁻³¹
const HALF_PART: f64 = 1.0 / 2_147_483_648.0;

/// -2 log u for 2⁻⁵² ≤ u ≤ 1.
#[inline(always)]
pub(super) fn minus_two_log(u: f64) -> f64 {
    const SQRT_HALF: u64 = 0x3fe6_a09e_667f_3bcd;
    const ONE: u64 = 0x3ff0_0000_0000_0000;
    const FRACTION: u64 = 0x000f_ffff_ffff_ffff;
    const TWO_52: f64 = 4_503_599_627_370_496.0;
    // u = 2^k m with m between √½ and √2: moved so that the exponent field changes at √½ instead of at 1.
    let moved = u.to_bits().wrapping_add(ONE - SQRT_HALF);
    let k = f64::from_bits(moved >> 52 | TWO_52.to_bits()) - (TWO_52 + 1023.0);
    let m = f64::from_bits((moved & FRACTION).wrapping_add(SQRT_HALF));
    // log m = 2 artanh s
    let s = (m - 1.0) / (m + 1.0);
    let z = s * s;
    let near = s * polynomial(z, &LOG_TAIL).mul_add(z, -4.0);
    k.mul_add(-2.0 * LN_2, near)
}

/// The even terms and the odd ones each by Horner's scheme: short chains, and one power only.
#[inline(always)]
fn polynomial<const N: usize>(x: f64, coefficients: &[f64; N]) -> f64 {
    let square = x * x;
    let (mut even, mut odd): (f64, f64) = (0.0, 0.0);
    for i in (0..N).rev() {
        let sum = if i % 2 == 0 { &mut even } else { &mut odd };
        *sum = if i + 2 < N { sum.mul_add(square, coefficients[i]) } else { coefficients[i] };
    }
    odd.mul_add(x, even)
}

#[cfg(test)]
mod tests {
    use super::{minus_two_log, pair};
    use core_math::{cos, log, sin};
    use std::f64::consts::{FRAC_PI_2, PI};

    #[test]
    fn logarithms_are_precise_everywhere() {
        let mut u = 1.0;
        while u > f64::EPSILON {
            let expected = -2.0 * log(u);
            let error = (minus_two_log(u) - expected).abs();
            assert!(error <= expected * 4.0 * f64::EPSILON, "{u:e}: {error:e}");
            u *= 0.999_37;
        }
        for ulps in 0..1000 {
            let u = 1.0 - f64::from(ulps) * f64::EPSILON;
            let expected = -2.0 * log(u);
            assert!((minus_two_log(u) - expected).abs() <= expected * 4.0 * f64::EPSILON, "{u}");
        }
    }

    #[test]
    fn directions_go_round_evenly() {
        // A radius of √(2 log 2).
        let (distance, low) = (1 << 31, 0);
        let radius = (2.0 * std::f64::consts::LN_2).sqrt();
        let mut quarters = [0; 4];
        for i in 0..4096_u64 {
            let turn = i << 20 | 0x5_a5a5;
            let [x, y] = pair(distance, turn, low);
            let v = ((turn & 0x3fff_ffff) as f64 + 0.5) / 1_073_741_824.0 - 0.5;
            let (cos, sin) = (cos(v * FRAC_PI_2), sin(v * FRAC_PI_2));
            let cos = if i >> 11 == 1 { -cos } else { cos };
            let expected = if i >> 10 & 1 == 1 { [sin, cos] } else { [cos, sin] };
            for (found, expected) in [x, y].into_iter().zip(expected) {
                assert!((found - radius * expected).abs() < 2e-15, "{turn:x}");
            }
            let angle = y.atan2(x) / (2.0 * PI) + 0.5;
            quarters[((angle + 0.125) * 4.0) as usize % 4] += 1;
        }
        assert_eq!(quarters, [1024; 4]);
    }
}
