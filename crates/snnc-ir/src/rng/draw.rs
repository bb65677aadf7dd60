//! Addresses of random numbers, and the two distributions that need one block of bits.

use super::{StreamKey, philox4x32_10};
use crate::math::log::log_of_normal;
use crate::math::trig::cos_sin_turn;
use crate::math::widest::for_widest_vectors;
use crate::math::{Arith, Scalar};

/// The address of one random number.
///
/// Philox's counter of 128 bits is divided into
///
/// | bits | |
/// |---|---|
/// | 0–39 | element |
/// | 40–63 | sub-draw |
/// | 64–111 | step |
/// | 112–127 | epoch |
///
/// so that each address owns 2²⁴ blocks of 128 bits, its sub-draws. [`uniform`] and [`normal`] use sub-draw 0
/// only, and the elements 2k and 2k + 1 share that of element k; samplers that need more begin with sub-draw 1
/// of their own element. Higher bits of elements and steps are not looked at: what differs only there gets the
/// same numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Draw {
    /// The stream: the place in the model that draws.
    pub key: StreamKey,
    /// The step of the simulation.
    pub step: u64,
    /// How often the simulation was set back to draw anew.
    pub epoch: u16,
    /// The neuron, the synapse, or whatever else the place draws for.
    pub element: u64,
}

impl Draw {
    /// The bits of a sub-draw.
    #[inline(always)]
    pub(super) fn block(&self, sub_draw: u32) -> [u32; 4] {
        let counter = [
            self.element as u32,
            (self.element >> 32) as u32 & 0xff | sub_draw << 8,
            self.step as u32,
            (self.step >> 32) as u32 & 0xffff | u32::from(self.epoch) << 16,
        ];
        philox4x32_10(counter, self.key.0)
    }

    /// The address whose first block this one shares with its neighbour.
    #[inline(always)]
    fn pair(&self) -> Self {
        Self { element: self.element / 2, ..*self }
    }
}

/// A number in [0, 1), a multiple of 2⁻⁵³.
#[inline]
pub fn uniform(draw: Draw) -> f64 {
    uniform_pair(&draw.pair())[(draw.element % 2) as usize]
}

/// A standard normal number (Box and Muller 1958, doi:10.1214/aoms/1177706645).
#[inline]
pub fn normal(draw: Draw) -> f64 {
    normal_of_pair(&draw.pair())[(draw.element % 2) as usize]
}

for_widest_vectors! {
    fn normal_of_pair(pair: &Draw) -> [f64; 2] {
        normal_pair(pair)
    }
}

/// The uniform numbers of the elements 2k and 2k + 1, where `pair.element` is k.
#[inline(always)]
pub(super) fn uniform_pair(pair: &Draw) -> [f64; 2] {
    let [a, b, c, d] = pair.block(0);
    [unit(a, b), unit(c, d)]
}

/// The normal numbers of the elements 2k and 2k + 1, where `pair.element` is k.
#[inline(always)]
pub(super) fn normal_pair(pair: &Draw) -> [f64; 2] {
    let [a, b, c, d] = pair.block(0);
    // In (0, 1], so that the logarithm is finite.
    let distance = (-fraction(a, b)).mul_add(UNIT, 1.0);
    let turn = fraction(c, d) * UNIT;
    let log = log_of_normal(&mut Scalar, distance);
    let radius = Scalar.sqrt(-2.0 * log);
    let (cos, sin) = cos_sin_turn(&mut Scalar, turn);
    [radius * cos, radius * sin]
}

/// 2⁻⁵³
const UNIT: f64 = 1.0 / 9_007_199_254_740_992.0;

/// 64 random bits as a number in [0, 1), a multiple of 2⁻⁵³.
#[inline(always)]
pub(super) fn unit(high: u32, low: u32) -> f64 {
    fraction(high, low) * UNIT
}

/// The 53 highest of 64 bits.
#[inline(always)]
fn fraction(high: u32, low: u32) -> f64 {
    ((u64::from(high) << 32 | u64::from(low)) >> 11) as f64
}
