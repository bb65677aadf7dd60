//! What stands around a connection rule while its synapses are made.

use super::diagnostics;
use super::failure::Failure;
use crate::error::Error;
use crate::memory;
use crate::program::Program;
use crate::state::State;
use snnc_ir::column::Column;
use snnc_ir::execute::{Bound, Call};
use snnc_ir::plan::{KernelUse, RulePlan, SynapsePlan};
use snnc_ir::rng::{Draw, Stream, StreamKey};

/// How many more synapses may be made before room is looked for again: 64 MiB of them.
const STRIDE: u64 = 1 << 22;

/// The number of synapses that there is known to be room for, or nearly so: asking the system takes time, so it is not asked
/// at every synapse.
#[derive(Default)]
pub(super) struct Room(u64);

impl Room {
    /// Refuses more synapses than fit.
    pub(super) fn take(&mut self, site: &Site<'_>, count: u64) -> Result<(), Failure> {
        if count > self.0 {
            site.room_for(count)?;
            self.0 = (count + STRIDE).min(u32::MAX.into());
        }
        Ok(())
    }
}

/// A rule and what is around it.
pub(super) struct Site<'a> {
    /// The synapses.
    pub(super) synapses: &'a SynapsePlan,
    /// How many sources and targets there are.
    pub(super) sizes: [u32; 2],
    /// The rule.
    pub(super) rule: &'a RulePlan,
    /// Its number in the group.
    pub(super) number: usize,
    /// Compiled kernels.
    pub(super) program: &'a Program,
    /// The state after `init` of the groups, synapses that are an end being in the order of their numbers.
    pub(super) state: &'a State,
    /// The seed of the wiring.
    pub(super) seed: u64,
    /// Whether somebody wants the building to stop.
    pub(super) stop: &'a dyn Fn() -> bool,
}

impl Site<'_> {
    /// Binds a kernel of the rule.
    pub(super) fn bind(&self, used: &KernelUse, output: Option<&Column>) -> Box<dyn Bound> {
        self.program.bind(used, self.state, output, self.seed)
    }

    /// Ends the building if somebody wants it to.
    pub(super) fn go_on(&self) -> Result<(), Failure> {
        if (self.stop)() { Err(Failure::Other(Error::Interrupted)) } else { Ok(()) }
    }

    /// Refuses more synapses than fit.
    pub(super) fn room_for(&self, count: u64) -> Result<(), Failure> {
        if count > u64::from(u32::MAX) {
            return Err(diagnostics::too_many_synapses(self.rule.span, count).into());
        }
        memory::check_synapses(self.synapses, count as usize).map_err(Failure::Other)
    }

    /// Random numbers for one purpose: a stream for each element (a target, a source).
    pub(super) fn streams(&self, purpose: &str) -> impl Fn(u32) -> Stream + use<> {
        let name = format!("{}/connect/{}/{purpose}", self.synapses.name, self.number);
        let key = StreamKey::new(self.seed, &name);
        move |element| Stream::new(Draw { key, step: 0, epoch: 0, element: u64::from(element) })
    }

    /// Executes an integer kernel over all elements of one end.
    pub(super) fn integers(&self, kernel: &KernelUse, size: u32) -> Column {
        let output = Column::zeros(size as usize);
        self.bind(kernel, Some(&output)).call(&Call { lanes: 0..size as usize, ..Call::default() });
        output
    }
}
