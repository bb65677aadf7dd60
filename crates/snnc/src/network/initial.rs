//! Initial values: those of `init`, and of what is held over a step, which rules and the protocol read before the first one.

use super::failure::Failure;
use super::{Crew, Csr};
use crate::program::Program;
use crate::state::State;
use snnc_ir::column::Column;
use snnc_ir::execute::Call;
use snnc_ir::plan::{InitPlan, KernelUse, Plan, Rank, TimedElements};
use snnc_lang::syntax::ast::End;

/// What executes kernels that write initial values.
pub(super) struct Initial<'a> {
    pub(super) crew: &'a Crew<'a>,
    pub(super) plan: &'a Plan,
    pub(super) program: &'a Program,
    pub(super) state: &'a State,
    /// The seed of the wiring.
    pub(super) seed: u64,
}

impl Initial<'_> {
    /// Of a group.
    pub(super) fn group(&self, index: usize) -> Result<(), Failure> {
        let group = &self.plan.groups[index];
        self.call(group.shared_init.as_ref(), &lanes(1))?;
        self.call(group.init.as_ref(), &lanes(group.size as usize))?;
        for (of, code) in self.held() {
            match of {
                TimedElements::SharedOfGroup(of) if of == index => self.call(Some(code), &lanes(1))?,
                TimedElements::Group(of) if of.group == index => {
                    self.call(Some(code), &lanes(of.size() as usize))?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Of synapses that have just been connected.
    pub(super) fn synapses(&self, index: usize, csr: &Csr, sizes: [u32; 2]) -> Result<(), Failure> {
        let synapses = &self.plan.synapses[index];
        self.call(synapses.shared_init.as_ref(), &lanes(1))?;
        for (of, code) in self.held() {
            if of == TimedElements::SharedOfSynapses(index) {
                self.call(Some(code), &lanes(1))?;
            }
        }
        let own = |(of, code)| (of == TimedElements::Synapses(index)).then_some(code);
        let held: Vec<_> = self.held().filter_map(own).collect();
        if synapses.init.is_empty() && held.is_empty() || csr.len() == 0 {
            return Ok(());
        }
        let sources = if csr.pre_of.is_empty() { &csr.sources() } else { &csr.pre_of };
        let call = Call { pre_of: sources, post_of: &csr.post_of, ..lanes(csr.len()) };
        for step in &synapses.init {
            match step {
                InitPlan::Code(code) => self.call(Some(code), &call)?,
                InitPlan::Reduce { reduction, code, scratch } => {
                    self.call(Some(code), &call)?;
                    let ends = if reduction.end == End::Pre { sources } else { &csr.post_of };
                    let size = sizes[usize::from(reduction.end == End::Post)];
                    reduce(&self.state.scratch[*scratch], csr, ends, size, reduction.mean);
                }
            }
        }
        held.into_iter().try_for_each(|code| self.call(Some(code), &call))
    }

    fn held(&self) -> impl Iterator<Item = (TimedElements, &KernelUse)> {
        let held = self.plan.timed.iter().filter(|timed| timed.rank == Rank::Held);
        held.map(|timed| (timed.of, &timed.code))
    }

    fn call(&self, code: Option<&KernelUse>, call: &Call<'_>) -> Result<(), Failure> {
        let Some(code) = code else { return Ok(()) };
        let Initial { crew, plan, program, state, seed } = *self;
        crew.execute(plan, call, |faults| program.bind_apart(code, state, None, seed, faults))
    }
}

/// Replaces the values of synapses by the sums over those of the same end, in the order of their numbers, or by the means.
fn reduce(values: &Column, csr: &Csr, ends: &[u32], size: u32, mean: bool) {
    let mut sums = vec![0.0; size as usize];
    let mut counts = vec![0u32; size as usize];
    let lanes = csr.lane_of_number();
    for number in 0..csr.len() {
        let lane = lanes.as_ref().map_or(number, |lanes| lanes[number] as usize);
        sums[ends[lane] as usize] += values.float(lane);
        counts[ends[lane] as usize] += 1;
    }
    for (lane, end) in ends.iter().take(csr.len()).enumerate() {
        let end = *end as usize;
        values.set_float(lane, if mean { sums[end] / f64::from(counts[end]) } else { sums[end] });
    }
}

fn lanes(size: usize) -> Call<'static> {
    Call { lanes: 0..size, ..Call::default() }
}
