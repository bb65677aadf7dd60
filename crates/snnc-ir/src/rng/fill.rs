//! Random numbers for consecutive elements.

use super::draw::{BLOCKS, LANES, uniform_of};
use super::philox::{Schedule, schedule};
use super::{Draw, StreamKey, box_muller};
use crate::math::widest::for_widest_vectors;

/// The [`uniform`](super::uniform) numbers of the elements from `first_element` on.
pub fn fill_uniform(key: StreamKey, step: u64, epoch: u16, first_element: u64, out: &mut [f64]) {
    fill(Draw { key, step, epoch, element: first_element }, out, uniforms);
}

/// The [`normal`](super::normal) numbers of the elements from `first_element` on.
pub fn fill_normal(key: StreamKey, step: u64, epoch: u16, first_element: u64, out: &mut [f64]) {
    fill(Draw { key, step, epoch, element: first_element }, out, normals);
}

/// The random bits of a word of lanes.
type Bits = [[u64; BLOCKS]; 4];
/// Makes numbers of them.
type Distribution = fn(&Bits, &mut [f64; LANES]);

/// Whole words are drawn into their place, and of those at the ends what is wanted.
fn fill(first: Draw, out: &mut [f64], distribution: Distribution) {
    let schedule = schedule(first.key.0);
    let before = first.element as usize % LANES;
    let (head, rest) = out.split_at_mut(if before == 0 { 0 } else { (LANES - before).min(out.len()) });
    let (middle, tail) = rest.as_chunks_mut();
    let mut word = first.element / LANES as u64;
    let mut next = || {
        let draw = Draw { element: word * BLOCKS as u64, ..first };
        word = word.wrapping_add(1);
        draw
    };
    if !head.is_empty() {
        fill_part(next(), &schedule, distribution, before, head);
    }
    for out in middle {
        distribution(&draw_bits(next(), &schedule), out);
    }
    if !tail.is_empty() {
        fill_part(next(), &schedule, distribution, 0, tail);
    }
}

/// The numbers of a part of a word, which begins after so many of its lanes.
#[inline(never)]
fn fill_part(first: Draw, schedule: &Schedule, distribution: Distribution, before: usize, out: &mut [f64]) {
    let mut word = [0.0; LANES];
    distribution(&draw_bits(first, schedule), &mut word);
    out.copy_from_slice(&word[before..][..out.len()]);
}

// These are functions of their own, which hand the bits over in memory: the chains of operations of several blocks
// overlap, which they would not with all that follows in between, and no shift of a product becomes another product.
for_widest_vectors! {
    /// The element counts blocks, and is a multiple of their number in a word.
    fn draw_bits(first: Draw, schedule: &Schedule) -> Bits {
        let mut bits = [[0; BLOCKS]; 4];
        for i in 0..BLOCKS {
            let block = Draw { element: first.element | i as u64, ..first }.block_by(0, schedule);
            for (words, word) in bits.iter_mut().zip(block) {
                words[i] = word;
            }
        }
        bits
    }

    fn uniforms(bits: &Bits, out: &mut [f64; LANES]) {
        let (out, _) = out.as_chunks_mut::<BLOCKS>();
        for (number, out) in out.iter_mut().enumerate() {
            let (own, low) = (&bits[number], &bits[(number + 1) % 4]);
            for i in 0..BLOCKS {
                out[i] = uniform_of(own[i], low[i]);
            }
        }
    }

    fn normals(bits: &Bits, out: &mut [f64; LANES]) {
        let [a, b, c, d] = bits;
        let ([first_cos, first_sin, second_cos, second_sin], _) = out.as_chunks_mut::<BLOCKS>() else { return };
        for i in 0..BLOCKS {
            [first_cos[i], first_sin[i]] = box_muller::pair(b[i], a[i], d[i]);
            [second_cos[i], second_sin[i]] = box_muller::pair(d[i], c[i], b[i]);
        }
    }
}
