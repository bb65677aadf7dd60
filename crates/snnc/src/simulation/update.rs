//! The state update of a block at work.

use crate::program::Program;
use crate::state::State;
use snnc_ir::bits;
use snnc_ir::column::Column;
use snnc_ir::execute::{Bound, Call};
use snnc_ir::plan::{KernelUse, UpdatePlan};

/// The kernels that advance a block by a step, bound.
pub(super) struct RunningUpdate {
    kernel: Box<dyn Bound>,
    substeps: Option<Substeps>,
}

/// What follows for methods that divide the step.
struct Substeps {
    again: Box<dyn Bound>,
    /// Who is not at the end of the step.
    list: Vec<u32>,
    /// Which of these, by their place in the list.
    left: Column,
    places: Vec<u32>,
}

impl RunningUpdate {
    /// Binds the kernels of a block of that size.
    pub(super) fn new(
        plan: &UpdatePlan,
        size: usize,
        program: &Program,
        state: &State,
        seed: u64,
    ) -> RunningUpdate {
        let bind = |used: &KernelUse| program.bind(used, state, None, seed);
        let substeps = |again: &KernelUse| Substeps {
            again: bind(again),
            list: vec![],
            left: bits::none_of(size),
            places: vec![],
        };
        RunningUpdate { kernel: bind(&plan.kernel), substeps: plan.again.as_ref().map(substeps) }
    }

    /// Advances all elements by a step. `call` has their range, and the set for those that spike.
    pub(super) fn step(&mut self, call: &Call<'_>) {
        match &mut self.substeps {
            None => self.kernel.call(call),
            Some(substeps) => {
                let unfinished = call.bits.unwrap_or(&substeps.left).clone();
                self.kernel.call(&Call { bits: Some(&unfinished), ..call.clone() });
                substeps.list.clear();
                bits::append_within(&unfinished, call.lanes.clone(), &mut substeps.list);
                substeps.repeat(call);
            }
        }
    }
}

impl Substeps {
    /// Advances who is in the list, until nobody is.
    fn repeat(&mut self, call: &Call<'_>) {
        while !self.list.is_empty() {
            let again = Call { lanes: 0..0, list: &self.list, bits: Some(&self.left), ..call.clone() };
            self.again.call(&again);
            self.places.clear();
            bits::append(&self.left, self.list.len(), &mut self.places);
            // The places ascend, so that none is overwritten before it is read.
            for (to, from) in self.places.iter().enumerate() {
                self.list[to] = self.list[*from as usize];
            }
            self.list.truncate(self.places.len());
        }
    }
}
