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
    let mut word = first.element / LANES as u64;
    let mut bits = [[0; BLOCKS]; 4];
    let mut draw = |out: &mut [f64; LANES]| {
        draw_bits(Draw { element: word * BLOCKS as u64, ..first }, &schedule, &mut bits);
        distribution(&bits, out);
        word = word.wrapping_add(1);
    };
    let before = first.element as usize % LANES;
    let head = if before == 0 { 0 } else { (LANES - before).min(out.len()) };
    let (head, rest) = out.split_at_mut(head);
    let (middle, tail) = rest.as_chunks_mut();
    let mut part = [0.0; LANES];
    if !head.is_empty() {
        draw(&mut part);
        head.copy_from_slice(&part[before..][..head.len()]);
    }
    middle.iter_mut().for_each(&mut draw);
    if !tail.is_empty() {
        draw(&mut part);
        tail.copy_from_slice(&part[..tail.len()]);
    }
}

// These are functions of their own, which hand the bits over in memory: the chains of operations of several blocks
// overlap, which they would not with all that follows in between, and no shift of a product becomes another product.
for_widest_vectors! {
    /// The element counts blocks, and is a multiple of their number in a word.
    fn draw_bits(first: Draw, schedule: &Schedule, out: &mut Bits) {
        for i in 0..BLOCKS {
            let block = Draw { element: first.element | i as u64, ..first }.block_by(0, schedule);
            for (words, word) in out.iter_mut().zip(block) {
                words[i] = word;
            }
        }
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
