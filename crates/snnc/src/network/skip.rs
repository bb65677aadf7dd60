//! Choosing each of many with one probability.

use rand::RngExt;
use snnc_ir::math::Function;
use snnc_ir::rng::Stream;

/// Each of `count` with probability `p`, in time proportional to those that are chosen: the gaps are geometric
/// (Batagelj & Brandes 2005, doi:10.1103/PhysRevE.71.036113).
pub(super) fn skip_through(stream: &mut Stream, count: u32, p: f64, chosen: &mut Vec<u32>) {
    chosen.clear();
    if p <= 0.0 {
        return;
    }
    let scale = 1.0 / Function::Log1p.eval(&[-p]);
    let mut next = 0.0;
    loop {
        let u: f64 = 1.0 - stream.random::<f64>();
        next += (Function::Log.eval(&[u]) * scale).floor();
        if next >= f64::from(count) {
            return;
        }
        chosen.push(next as u32);
        next += 1.0;
    }
}
