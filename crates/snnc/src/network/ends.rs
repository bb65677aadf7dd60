//! Synapses that are an end of other synapses.
//!
//! As an end they are counted by their numbers, in memory by lanes. Rules are carried out on copies in the order of the numbers;
//! once all synapses are made, what is looked up at an end is a lane.

use super::{Csr, Network};
use crate::state::State;
use snnc_ir::column::Column;
use snnc_ir::plan::{Endpoint, SynapsePlan};

/// The state with the synapses at the ends of others in the order of their numbers; `None` if they are.
pub(super) fn by_number(synapses: &SynapsePlan, network: &Network) -> Option<State> {
    let mut numbered = None;
    for (end, lanes) in ends(synapses, network) {
        let state = numbered.get_or_insert_with(|| network.state.clone());
        // What all synapses share has no order.
        let each = state.synapses[end].iter_mut().filter(|column| column.len() == lanes.len());
        for column in each {
            let copy = Column::zeros_in(column.precision(), column.len());
            for (number, lane) in lanes.iter().enumerate() {
                copy.set_word(number, column.word(*lane as usize));
            }
            *column = copy;
        }
    }
    numbered
}

/// From the numbers of synapses at an end to their lanes.
pub(super) fn to_lanes(synapses: &SynapsePlan, network: &Network, csr: &mut Csr) {
    for (end, lanes) in ends(synapses, network) {
        let count = csr.len();
        let look_up = |of: &mut Vec<u32>| {
            of.iter_mut().take(count).for_each(|number| *number = lanes[*number as usize]);
        };
        if synapses.source == Endpoint::Synapses(end) {
            look_up(&mut csr.pre_of);
        }
        if synapses.target == Endpoint::Synapses(end) {
            look_up(&mut csr.post_of);
        }
    }
}

/// The synapses at the ends that are not in the order of their numbers, each once, with the lane of each number.
fn ends(synapses: &SynapsePlan, network: &Network) -> Vec<(usize, Vec<u32>)> {
    let mut found: Vec<(usize, Vec<u32>)> = vec![];
    for end in [synapses.source, synapses.target] {
        if let Endpoint::Synapses(end) = end
            && found.iter().all(|(known, _)| *known != end)
            && let Some(lanes) = network.synapses[end].lane_of_number()
        {
            found.push((end, lanes));
        }
    }
    found
}
