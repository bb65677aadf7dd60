//! Random numbers of lanes.

use super::BoundProgram;
use crate::execute::Call;
use crate::kernel::Random;
use crate::rng::{self, Draw};

/// The address of the draw of lane 0 from a stream.
pub(super) fn address(bound: &BoundProgram, call: &Call<'_>, stream: u32) -> Draw {
    Draw { key: bound.keys[stream as usize], step: call.step, epoch: call.epoch, element: 0 }
}

/// The number of a lane, as a word.
pub(super) fn one(random: Random, address: Draw, lane: usize, [a, b]: [u64; 2]) -> u64 {
    let draw = Draw { element: lane as u64, ..address };
    match random {
        Random::Uniform => rng::uniform(draw).to_bits(),
        Random::Normal => rng::normal(draw).to_bits(),
        Random::Poisson => rng::poisson(draw, f64::from_bits(a)) as u64,
        Random::Binomial => rng::binomial(draw, a as i64, f64::from_bits(b)) as u64,
    }
}

/// The numbers of the lanes from `first` on. `floats` is memory to use.
pub(super) fn range(
    random: Random,
    address: Draw,
    first: usize,
    args: impl Fn(usize) -> [u64; 2],
    floats: &mut Vec<f64>,
    out: &mut [u64],
) {
    let Draw { key, step, epoch, .. } = address;
    floats.resize(out.len(), 0.0);
    match random {
        Random::Uniform => rng::fill_uniform(key, step, epoch, first as u64, floats),
        Random::Normal => rng::fill_normal(key, step, epoch, first as u64, floats),
        Random::Poisson | Random::Binomial => {
            for (part, out) in out.chunks_mut(PART).enumerate() {
                counts(random, address, first + part * PART, |lane| args(part * PART + lane), out);
            }
            return;
        }
    }
    for (out, float) in out.iter_mut().zip(floats) {
        *out = float.to_bits();
    }
}

/// Lanes whose parameters are collected at a time.
const PART: usize = 64;

/// Counting numbers of at most [`PART`] lanes.
fn counts(
    random: Random,
    Draw { key, step, epoch, .. }: Draw,
    first: usize,
    args: impl Fn(usize) -> [u64; 2],
    out: &mut [u64],
) {
    let (mut whole, mut floats, mut counts) = ([0; PART], [0.0; PART], [0; PART]);
    let (first, len) = (first as u64, out.len());
    for lane in 0..len {
        let [a, b] = args(lane);
        whole[lane] = a as i64;
        floats[lane] = f64::from_bits(if random == Random::Poisson { a } else { b });
    }
    let (whole, floats, counts) = (&whole[..len], &floats[..len], &mut counts[..len]);
    if random == Random::Poisson {
        rng::fill_poisson(key, step, epoch, first, floats, counts);
    } else {
        rng::fill_binomial(key, step, epoch, first, (whole, floats), counts);
    }
    for (out, count) in out.iter_mut().zip(counts) {
        *out = *count as u64;
    }
}
