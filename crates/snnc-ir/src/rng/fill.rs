//! Random numbers for consecutive elements.

use super::draw::{normal_pair, uniform_pair};
use super::{Draw, StreamKey, normal, uniform};
use crate::math::widest::for_widest_vectors;

/// The [`uniform`] numbers of the elements from `first_element` on.
pub fn fill_uniform(key: StreamKey, step: u64, epoch: u16, first_element: u64, out: &mut [f64]) {
    fill(Draw { key, step, epoch, element: first_element }, out, uniform, uniform_pairs);
}

/// The [`normal`] numbers of the elements from `first_element` on.
pub fn fill_normal(key: StreamKey, step: u64, epoch: u16, first_element: u64, out: &mut [f64]) {
    fill(Draw { key, step, epoch, element: first_element }, out, normal, normal_pairs);
}

/// Elements that share a block of bits are done together, and those at the ends whose neighbour is not wanted
/// alone.
fn fill(first: Draw, out: &mut [f64], one: fn(Draw) -> f64, pairs: fn(Draw, &mut [[f64; 2]])) {
    let odd = first.element % 2 == 1 && !out.is_empty();
    let (head, rest) = out.split_at_mut(usize::from(odd));
    let mut first = first;
    if let [head] = head {
        *head = one(first);
        first.element = first.element.wrapping_add(1);
    }
    let (middle, tail) = rest.as_chunks_mut();
    pairs(Draw { element: first.element / 2, ..first }, middle);
    if let [tail] = tail {
        *tail = one(Draw { element: first.element.wrapping_add(2 * middle.len() as u64), ..first });
    }
}

for_widest_vectors! {
    /// `first.element` counts pairs.
    fn uniform_pairs(first: Draw, out: &mut [[f64; 2]]) {
        for (i, out) in out.iter_mut().enumerate() {
            *out = uniform_pair(&Draw { element: first.element.wrapping_add(i as u64), ..first });
        }
    }

    /// `first.element` counts pairs.
    fn normal_pairs(first: Draw, out: &mut [[f64; 2]]) {
        for (i, out) in out.iter_mut().enumerate() {
            *out = normal_pair(&Draw { element: first.element.wrapping_add(i as u64), ..first });
        }
    }
}
