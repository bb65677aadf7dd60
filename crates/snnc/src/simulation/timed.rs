//! What is done at certain times, at work.

use crate::network::{Csr, Network};
use crate::program::Program;
use snnc_ir::execute::{Bound, Call};
use snnc_ir::kernel::Lanes;
use snnc_ir::plan::{Plan, TimedElements, TimedPlan, When};

/// A timed kernel, bound.
pub(super) struct RunningTimed {
    code: Box<dyn Bound>,
    when: When,
    lanes: Lanes,
    of: TimedElements,
    /// The elements, or the sources of synapses, if the kernel wants a list.
    list: Vec<u32>,
}

impl RunningTimed {
    /// Binds it to the state of a network.
    pub(super) fn new(
        timed: &TimedPlan,
        plan: &Plan,
        program: &Program,
        network: &Network,
        seed: u64,
    ) -> RunningTimed {
        let lanes = plan.kernels[timed.code.kernel].domain.lanes;
        let list = match (lanes, timed.of) {
            (Lanes::Range, _) | (_, TimedElements::SharedOfGroup(_) | TimedElements::SharedOfSynapses(_)) => {
                vec![]
            }
            (_, TimedElements::Group(of)) => (of.start..of.end).collect(),
            (Lanes::List, TimedElements::Synapses(of)) => (0..network.synapses[of].len() as u32).collect(),
            (Lanes::Rows, TimedElements::Synapses(of)) => (0..network.synapses[of].rows() as u32).collect(),
        };
        let code = program.bind(&timed.code, &network.state, None, seed);
        RunningTimed { code, when: timed.when.clone(), lanes, of: timed.of, list }
    }

    /// Does it, if it is to be done in this step of its clock.
    pub(super) fn execute(&self, synapses: &[Csr], step: u64, time: f64) {
        if !self.when.includes(step) {
            return;
        }
        let mut call = Call { time, step, list: &self.list, ..Call::default() };
        let size = match self.of {
            TimedElements::Group(of) => of.size() as usize,
            TimedElements::Synapses(of) => {
                let csr = &synapses[of];
                (call.pre_of, call.post_of) = (&csr.pre_of, &csr.post_of);
                call = Call { order: &csr.by_number, ..call.rows(&csr.offsets) };
                csr.len()
            }
            TimedElements::SharedOfGroup(_) | TimedElements::SharedOfSynapses(_) => 1,
        };
        if size == 0 {
            return;
        }
        if self.lanes == Lanes::Range {
            call.lanes = 0..size;
        }
        self.code.call(&call);
    }
}
