//! State monitors of populations and of synapses.

use super::Moment;
use super::source::Source;
use crate::finite::{Findings, can_fail};
use crate::network::Network;
use crate::program::Program;
use crate::recording::States;
use snnc_ir::execute::Call;
use snnc_ir::plan::{Plan, Population, Recorded};

/// Records traces.
pub(crate) struct StateRecorder {
    /// The name of the group or synapses.
    group: String,
    /// The synapse group, if it is one.
    synapses: Option<usize>,
    /// The elements in memory: neurons of the whole group, lanes of synapses.
    elements: Vec<u32>,
    every: u64,
    sources: Vec<Source>,
    states: States,
}

impl StateRecorder {
    /// Of a population; `only` and the indices recorded count within it.
    pub(super) fn of_population(
        of: Population,
        variables: &[Recorded],
        only: Option<&[u32]>,
        every: u64,
        (plan, program, network, seed): (&Plan, &Program, &Network, u64),
    ) -> Self {
        let indices = only.map_or_else(|| (0..of.size()).collect(), <[u32]>::to_vec);
        let elements = indices.iter().map(|k| of.start + k).collect();
        let group = &plan.groups[of.group];
        let stored = &network.state.groups[of.group];
        let make = |r: &Recorded| Source::new(r, stored, group.size as usize, program, network, seed);
        let sources = variables.iter().map(make).collect();
        let states = states(&indices, variables);
        StateRecorder { group: group.name.clone(), synapses: None, elements, every, sources, states }
    }

    /// Of synapses; `only` and the indices recorded are their numbers.
    pub(super) fn of_synapses(
        of: usize,
        variables: &[Recorded],
        only: Option<&[u32]>,
        every: u64,
        (plan, program, network, seed): (&Plan, &Program, &Network, u64),
    ) -> Self {
        let csr = &network.synapses[of];
        let numbers = only.map_or_else(|| (0..csr.len() as u32).collect(), <[u32]>::to_vec);
        let elements = match csr.lane_of_number() {
            Some(lanes) => numbers.iter().map(|n| lanes[*n as usize]).collect(),
            None => numbers.clone(),
        };
        let stored = &network.state.synapses[of];
        let make = |r: &Recorded| Source::new(r, stored, csr.len(), program, network, seed);
        let sources = variables.iter().map(make).collect();
        let states = states(&numbers, variables);
        let group = plan.synapses[of].name.clone();
        StateRecorder { group, synapses: Some(of), elements, every, sources, states }
    }

    pub(super) fn record(&mut self, moment: &Moment<'_>, findings: &mut Findings) {
        if !moment.step.is_multiple_of(self.every) {
            return;
        }
        self.states.times.push(moment.time);
        let mut call = Call { time: moment.time, step: moment.step, list: &self.elements, ..Call::default() };
        if let Some(synapses) = self.synapses {
            let csr = &moment.network.synapses[synapses];
            call.pre_of = &csr.pre_of;
            call.post_of = &csr.post_of;
        }
        for (source, (variable, values)) in self.sources.iter().zip(&mut self.states.variables) {
            let before = values.len();
            source.append(&call, values);
            if can_fail(variable.ty) {
                for (value, element) in values[before..].iter().zip(&self.states.indices) {
                    findings.look(*value, &self.group, &variable.name, *element as u32, moment.time);
                }
            }
        }
    }

    pub(super) fn go_on(&mut self, before: StateRecorder) {
        self.states = before.states;
    }

    pub(super) fn len(&self) -> usize {
        self.states.times.len()
    }

    pub(super) fn finish(self) -> States {
        self.states
    }
}

fn states(indices: &[u32], variables: &[Recorded]) -> States {
    States {
        times: vec![],
        indices: indices.iter().map(|k| *k as i32).collect(),
        variables: variables.iter().map(|r| (r.variable.clone(), vec![])).collect(),
    }
}
