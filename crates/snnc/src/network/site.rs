//! What stands around a connection rule while its synapses are made.

use super::diagnostics;
use super::failure::Failure;
use crate::memory;
use crate::program::Program;
use crate::state::State;
use snnc_ir::column::Column;
use snnc_ir::execute::{Bound, Call};
use snnc_ir::faults::Faults;
use snnc_ir::plan::{KernelUse, Plan, RulePlan, SynapsePlan};
use snnc_ir::rng::{Draw, Stream, StreamKey};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// How many more synapses may be made before room is looked for again: 64 MiB of them.
const STRIDE: u64 = 1 << 22;

/// The number of synapses that a rule has made, and that there is known to be room for, or nearly so: asking the system takes
/// time, so it is not asked at every synapse.
#[derive(Debug, Default)]
pub(super) struct Room {
    made: AtomicU64,
    known: AtomicU64,
}

/// A rule and what is around it.
pub(super) struct Site<'a> {
    /// The whole model.
    pub(super) plan: &'a Plan,
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
    /// How many synapses the rule has made by now.
    pub(super) room: Room,
    /// How many all rules have.
    pub(super) made: &'a AtomicU64,
}

impl Site<'_> {
    /// Binds a kernel of the rule; what it demands and is not so goes to `faults`.
    pub(super) fn bind(&self, used: &KernelUse, output: Option<&Column>, faults: &Faults) -> Box<dyn Bound> {
        self.program.bind_apart(used, self.state, output, self.seed, faults)
    }

    /// Refuses more synapses than fit.
    pub(super) fn room_for(&self, count: u64) -> Result<(), Failure> {
        if count > u64::from(u32::MAX) {
            return Err(diagnostics::too_many_synapses(self.rule.span, count).into());
        }
        memory::check_synapses(self.synapses, count as usize).map_err(Failure::Other)
    }

    /// Refuses so many more synapses if they do not fit.
    pub(super) fn room_for_more(&self, count: u64) -> Result<(), Failure> {
        self.made.fetch_add(count, Relaxed);
        let made = self.room.made.fetch_add(count, Relaxed).saturating_add(count);
        if made > self.room.known.load(Relaxed) {
            self.room_for(made)?;
            self.room.known.store((made + STRIDE).min(u32::MAX.into()), Relaxed);
        }
        Ok(())
    }

    /// The key of random numbers for one purpose.
    pub(super) fn key(&self, purpose: &str) -> StreamKey {
        let name = format!("{}/connect/{}/{purpose}", self.synapses.name, self.number);
        StreamKey::new(self.seed, &name)
    }

    /// Random numbers for one purpose: a stream for each element (a target, a source).
    pub(super) fn streams(&self, purpose: &str) -> impl Fn(u32) -> Stream + use<> {
        let key = self.key(purpose);
        move |element| Stream::new(Draw { key, step: 0, epoch: 0, element: u64::from(element) })
    }

    /// Executes an integer kernel over all elements of one end.
    pub(super) fn integers(&self, kernel: &KernelUse, size: u32) -> Column {
        let output = Column::zeros(size as usize);
        let call = Call { lanes: 0..size as usize, ..Call::default() };
        self.bind(kernel, Some(&output), &self.state.faults).call(&call);
        output
    }
}
