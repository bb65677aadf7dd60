//! The values that `init` gives to all elements alike.

use super::blocks::Block;
use super::facts::Facts;
use super::moment::Moment;

/// Carries out `init` of all blocks, as far as it is known.
pub(super) fn initial(mut facts: Facts<'_>) -> Facts<'_> {
    for block in Block::all(facts.model) {
        let mut moment = Moment::init(&facts, block);
        moment.carry_out(block.init(facts.model));
        let values = moment.written();
        facts.begin(block, values);
    }
    facts
}
