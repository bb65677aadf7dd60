//! Addresses of random numbers, and the two distributions that need one block of bits.

use super::philox::{Schedule, schedule, scrambled};
use super::{StreamKey, box_muller, mantissa};
use crate::math::widest::for_widest_vectors;

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
/// only, as do counting numbers of small means, and four elements share one: i, i + 16, i + 32 and i + 48 of each 64. Samplers that need more begin with
/// sub-draw 1 of their own element. Higher bits of elements and steps are not looked at: what differs only there gets the
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
    /// The addresses of the elements from this one on.
    pub(super) fn following(self) -> impl Iterator<Item = Self> {
        (0..).map(move |n| Self { element: self.element.wrapping_add(n), ..self })
    }

    /// The bits of a sub-draw.
    #[inline(always)]
    pub(super) fn block(&self, sub_draw: u32) -> [u32; 4] {
        self.block_by(sub_draw, &schedule(self.key.0)).map(|word| word as u32)
    }

    /// The same, of which the lower halves of the words count.
    #[inline(always)]
    pub(super) fn block_by(&self, sub_draw: u32, schedule: &Schedule) -> [u64; 4] {
        let step = self.step & 0xffff_ffff_ffff | u64::from(self.epoch) << 48;
        let counter = [self.element, self.element >> 32 & 0xff | u64::from(sub_draw) << 8, step, step >> 32];
        scrambled(counter, schedule)
    }

    /// The block of bits that holds this element's, and which of its words.
    #[inline(always)]
    fn shared(&self) -> ([u64; 4], usize) {
        let (word, lane) = (self.element / LANES as u64, self.element as usize % LANES);
        let block = Self { element: word * BLOCKS as u64 + (lane % BLOCKS) as u64, ..*self };
        (block.block_by(0, &schedule(self.key.0)), lane / BLOCKS)
    }
}

/// Elements that are drawn for together, beginning with a multiple of this number.
pub(super) const LANES: usize = 64;
/// The blocks of bits that they need: the lanes i, i + 16, i + 32 and i + 48 share one, and each has a word of it.
pub(super) const BLOCKS: usize = LANES / 4;

/// A number in [0, 1), a multiple of 2⁻⁵².
#[inline]
pub fn uniform(draw: Draw) -> f64 {
    let (words, number) = draw.shared();
    uniform_of(words[number], words[(number + 1) % 4])
}

/// A standard normal number (Box and Muller 1958, doi:10.1214/aoms/1177706645).
#[inline]
pub fn normal(draw: Draw) -> f64 {
    let ([a, b, c, d], number) = draw.shared();
    let pair = if number < 2 { normal_pair(b, a, d) } else { normal_pair(d, c, b) };
    pair[number % 2]
}

for_widest_vectors! {
    fn normal_pair(distance: u64, turn: u64, low: u64) -> [f64; 2] {
        box_muller::pair(distance, turn, low)
    }
}

/// A number in [0, 1): 32 bits of its own, and 20 below them of the next element of the block.
///
/// So each number has all its bits, and numbers of one block are independent as far as the upper 32 bits go.
#[inline(always)]
pub(super) fn uniform_of(own: u64, low: u64) -> f64 {
    mantissa::with_borrowed(own, low) - 1.0
}

/// 64 random bits as a number in [0, 1), a multiple of 2⁻⁵³.
#[inline(always)]
pub(super) fn unit(high: u32, low: u32) -> f64 {
    ((u64::from(high) << 32 | u64::from(low)) >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
}
