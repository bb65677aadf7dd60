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
            for (lane, out) in out.iter_mut().enumerate() {
                *out = one(random, address, first + lane, args(lane));
            }
            return;
        }
    }
    for (out, float) in out.iter_mut().zip(floats) {
        *out = float.to_bits();
    }
}
