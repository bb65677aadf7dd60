//! Initial values: those of `init`, and of what is held over a step, which rules and the protocol read before the first one.

use super::Csr;
use crate::program::Program;
use crate::state::State;
use snnc_ir::execute::Call;
use snnc_ir::plan::{KernelUse, Plan, Rank, TimedElements};

/// What executes kernels that write initial values.
pub(super) struct Initial<'a> {
    pub(super) plan: &'a Plan,
    pub(super) program: &'a Program,
    pub(super) state: &'a State,
    /// The seed of the wiring.
    pub(super) seed: u64,
}

impl Initial<'_> {
    /// Of a group.
    pub(super) fn group(&self, index: usize) {
        let group = &self.plan.groups[index];
        self.call(group.shared_init.as_ref(), &lanes(1));
        self.call(group.init.as_ref(), &lanes(group.size as usize));
        for (of, code) in self.held() {
            match of {
                TimedElements::SharedOfGroup(of) if of == index => self.call(Some(code), &lanes(1)),
                TimedElements::Group(of) if of.group == index => {
                    self.call(Some(code), &lanes(of.size() as usize));
                }
                _ => {}
            }
        }
    }

    /// Of synapses that have just been connected.
    pub(super) fn synapses(&self, index: usize, csr: &Csr) {
        let synapses = &self.plan.synapses[index];
        self.call(synapses.shared_init.as_ref(), &lanes(1));
        for (of, code) in self.held() {
            if of == TimedElements::SharedOfSynapses(index) {
                self.call(Some(code), &lanes(1));
            }
        }
        let own = |(of, code)| (of == TimedElements::Synapses(index)).then_some(code);
        let codes: Vec<_> = synapses.init.iter().chain(self.held().filter_map(own)).collect();
        if codes.is_empty() || csr.len() == 0 {
            return;
        }
        let sources = if csr.pre_of.is_empty() { &csr.sources() } else { &csr.pre_of };
        let call = Call { pre_of: sources, post_of: &csr.post_of, ..lanes(csr.len()) };
        codes.into_iter().for_each(|code| self.call(Some(code), &call));
    }

    fn held(&self) -> impl Iterator<Item = (TimedElements, &KernelUse)> {
        let held = self.plan.timed.iter().filter(|timed| timed.rank == Rank::Held);
        held.map(|timed| (timed.of, &timed.code))
    }

    fn call(&self, code: Option<&KernelUse>, call: &Call<'_>) {
        if let Some(code) = code {
            self.program.bind(code, self.state, None, self.seed).call(call);
        }
    }
}

fn lanes(size: usize) -> Call<'static> {
    Call { lanes: 0..size, ..Call::default() }
}
