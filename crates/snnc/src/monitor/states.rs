//! State monitors of populations and of synapses.

use super::Moment;
use super::elements::Elements;
use super::source::Source;
use crate::finite::{Findings, can_fail};
use crate::network::Network;
use crate::program::Program;
use crate::recording::{Data, States, Streamed};
use crate::tape::{Samples, Shape, Tape};
use snnc_ir::column::Column;
use snnc_ir::execute::Call;
use snnc_ir::plan::{Plan, Population, Recorded, StoredVariable};

/// Records traces.
pub(crate) struct StateRecorder {
    /// The name of the group or synapses.
    group: String,
    /// The synapse group, if it is one.
    synapses: Option<usize>,
    /// The elements in memory: neurons of the whole group, lanes of synapses.
    elements: Elements,
    /// By their number within the group named.
    indices: Vec<i32>,
    every: u64,
    sources: Vec<Source>,
    variables: Vec<StoredVariable>,
    tape: Tape,
}

impl StateRecorder {
    /// Of a population; `only` and the indices recorded count within it.
    pub(super) fn of_population(
        of: Population,
        variables: &[Recorded],
        only: Option<&[u32]>,
        every: u64,
        around: (&Plan, &Program, &Network, u64),
    ) -> Self {
        let (plan, _, network, _) = around;
        let indices = only.map_or_else(|| (0..of.size()).collect(), <[u32]>::to_vec);
        let elements = indices.iter().map(|k| of.start + k).collect();
        let group = &plan.groups[of.group];
        let columns = (&network.state.groups[of.group][..], group.size as usize);
        Self::new((&group.name, None), (&indices, elements), variables, every, columns, around)
    }

    /// Of synapses; `only` and the indices recorded are their numbers.
    pub(super) fn of_synapses(
        of: usize,
        variables: &[Recorded],
        only: Option<&[u32]>,
        every: u64,
        around: (&Plan, &Program, &Network, u64),
    ) -> Self {
        let (plan, _, network, _) = around;
        let csr = &network.synapses[of];
        let numbers = only.map_or_else(|| (0..csr.len() as u32).collect(), <[u32]>::to_vec);
        let elements = match csr.lane_of_number() {
            Some(lanes) => numbers.iter().map(|n| lanes[*n as usize]).collect(),
            None => numbers.clone(),
        };
        let columns = (&network.state.synapses[of][..], csr.len());
        let name = &plan.synapses[of].name;
        Self::new((name, Some(of)), (&numbers, elements), variables, every, columns, around)
    }

    fn new(
        (group, synapses): (&str, Option<usize>),
        (numbers, elements): (&[u32], Vec<u32>),
        variables: &[Recorded],
        every: u64,
        (stored, len): (&[Column], usize),
        around: (&Plan, &Program, &Network, u64),
    ) -> Self {
        let shape = Shape { indexed: false, variables: variables.len(), width: numbers.len() };
        StateRecorder {
            group: group.to_string(),
            synapses,
            elements: Elements::new(elements),
            indices: numbers.iter().map(|k| *k as i32).collect(),
            every,
            sources: variables.iter().map(|r| Source::new(r, stored, len, around)).collect(),
            variables: variables.iter().map(|r| r.variable.clone()).collect(),
            tape: Tape::new(shape),
        }
    }

    pub(super) fn record(&mut self, moment: &Moment<'_>, findings: &mut Findings) {
        if !moment.step.is_multiple_of(self.every) {
            return;
        }
        let mut call = Call { time: moment.time, step: moment.step, ..Call::default() };
        if let Some(synapses) = self.synapses {
            let csr = &moment.network.synapses[synapses];
            call.pre_of = &csr.pre_of;
            call.post_of = &csr.post_of;
        }
        let samples = &mut self.tape.last;
        samples.times.push(moment.time);
        for ((source, variable), values) in self.sources.iter().zip(&self.variables).zip(&mut samples.values)
        {
            let before = values.len();
            source.append_all(&call, &self.elements, values);
            if can_fail(variable.ty) {
                let elements = self.indices.iter().map(|k| *k as u32);
                findings.look_at(&values[before..], &self.group, &variable.name, elements, moment.time);
            }
        }
        self.tape.added();
    }

    /// The bytes of `steps` steps.
    pub(super) fn bytes(&self, steps: f64) -> u64 {
        self.tape.shape.bytes().saturating_mul((steps / self.every as f64).ceil() as u64)
    }

    pub(super) fn go_on(&mut self, before: StateRecorder) {
        self.tape = before.tape;
    }

    pub(super) fn tape(&self) -> &Tape {
        &self.tape
    }

    pub(super) fn tape_mut(&mut self) -> &mut Tape {
        &mut self.tape
    }

    pub(super) fn finish(self) -> Data {
        let StateRecorder { indices, variables, tape, .. } = self;
        if tape.earlier.is_some() {
            return Data::Streamed(Streamed::states(indices, variables, tape));
        }
        let Samples { times, values, .. } = tape.last;
        Data::States(States { times, indices, variables: variables.into_iter().zip(values).collect() })
    }
}
