//! The sub-draws of one address as a generator.

use super::Draw;
use super::draw::unit;
use rand::TryRng;
use rand::rand_core::utils::fill_bytes_via_next_word;
use std::convert::Infallible;

/// The first sub-draw that is not shared with a neighbouring element.
const FIRST: u32 = 1;
/// Sub-draws have 24 bits.
const END: u32 = 1 << 24;

/// As many random bits as wanted, all from one address.
///
/// It is a generator in the sense of the crate `rand`, for the samplers of this module and for code that
/// builds networks. After 2²⁸ bytes it goes on under another key, derived from its own.
#[derive(Debug, Clone)]
pub struct Stream {
    first: Draw,
    draw: Draw,
    sub_draw: u32,
    /// How often all sub-draws have been used.
    rounds: u64,
    block: [u32; 4],
    used: usize,
}

impl Stream {
    /// The generator at its beginning.
    pub fn new(draw: Draw) -> Self {
        Self { first: draw, draw, sub_draw: FIRST, rounds: 0, block: [0; 4], used: 4 }
    }

    /// A number in [0, 1), a multiple of 2⁻⁵³.
    pub fn uniform(&mut self) -> f64 {
        let high = self.word();
        let low = self.word();
        unit(high, low)
    }

    fn word(&mut self) -> u32 {
        if self.used == self.block.len() {
            if self.sub_draw == END {
                self.rounds += 1;
                self.draw.key = self.first.key.continued(self.rounds);
                self.sub_draw = FIRST;
            }
            self.block = self.draw.block(self.sub_draw);
            self.sub_draw += 1;
            self.used = 0;
        }
        self.used += 1;
        self.block[self.used - 1]
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.word())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let low = u64::from(self.word());
        Ok(u64::from(self.word()) << 32 | low)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        fill_bytes_via_next_word(bytes, || self.try_next_u32())
    }
}
