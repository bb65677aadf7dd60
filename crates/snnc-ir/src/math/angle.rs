//! An angle in quadrants and what is left of it.

use super::Arith;
use super::double::Double;

/// x = quadrant · π/2 + r; of the quadrant, the lowest two bits count.
pub(super) struct Angle<A: Arith> {
    pub(super) quadrant: A::I,
    pub(super) r: Double<A>,
}
