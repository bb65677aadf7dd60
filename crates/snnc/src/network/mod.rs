//! Building the network: initial values, connections, synaptic values.

mod bounds;
mod candidates;
mod choose;
mod connect;
mod counts;
mod crew;
mod csr;
mod delays;
mod diagnostics;
mod ends;
mod expect;
mod failure;
mod generate;
mod initial;
mod interval;
mod listed;
mod numbers;
mod packed;
mod parts;
mod rearrange;
mod rows;
mod scan;
mod site;
mod waiting;

pub use crew::Building;
pub(crate) use crew::{Crew, Observer};
pub(crate) use csr::Csr;
pub(crate) use delays::Delays;
pub(crate) use packed::Packed;
pub(crate) use parts::{Parts, Span};

use crate::demands;
use crate::error::Error;
use crate::memory;
use crate::program::Program;
use crate::state::State;
use failure::Failure;
use initial::Initial;
use listed::Places;
use site::{Room, Site};
use snnc_ir::column::Column;
use snnc_ir::execute::Call;
use snnc_ir::faults::Faults;
use snnc_ir::kernel::EndIndex;
use snnc_ir::plan::{
    DelayPlan, Endpoint, MonitorKind, MonitorPlan, Plan, RecordedSource, Selection, Step, SumPart,
    SynapsePlan, TimedElements,
};
use snnc_lang::syntax::ast::End;
use snnc_lang::{Diagnostic, Sources};

/// A built network: the state after all `init`, and the synapses.
#[derive(Debug)]
pub(crate) struct Network {
    /// All columns.
    pub(crate) state: State,
    /// Of each synapse group.
    pub(crate) synapses: Vec<Csr>,
    /// Warnings of the building.
    pub(crate) warnings: Vec<Diagnostic>,
}

impl Network {
    /// How many elements an end of synapses has, which has been built.
    fn size(&self, end: Endpoint) -> u32 {
        match end {
            Endpoint::Population(population) => population.size(),
            Endpoint::Synapses(synapses) => self.synapses[synapses].len() as u32,
        }
    }
}

/// What of the building is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// All that somebody may ask for.
    All,
    /// What the protocol and its monitors read.
    WhatIsRead,
}

/// Builds the network of a plan; of the seeds, the first is that of the simulation, the second that of the wiring.
pub(crate) fn build(
    plan: &Plan,
    program: &Program,
    sources: &Sources,
    [drawn, seed]: [u64; 2],
    keep: Keep,
    crew: &Crew<'_>,
) -> Result<Network, Error> {
    memory::check_groups(plan)?;
    let mut network = Network { state: State::new(plan), synapses: vec![], warnings: vec![] };
    for (array, column) in plan.arrays.iter().zip(network.state.arrays()) {
        let Some(fill) = &array.fill else { continue };
        let lanes = 0..array.words.len();
        program.bind(fill, &network.state, Some(column), drawn).call(&Call { lanes, ..Call::default() });
        met(plan, &network.state).map_err(|failure| failure.into_error(sources))?;
    }
    for index in 0..plan.groups.len() {
        let initial = Initial { crew, plan, program, state: &network.state, seed };
        initial.group(index).map_err(|failure| failure.into_error(sources))?;
    }
    network.synapses.resize_with(plan.synapses.len(), Csr::default);
    let expected = expected(crew, plan, program, &network, seed);
    for (synapses, count) in plan.synapses.iter().zip(&expected) {
        can_be_numbered(synapses, *count).map_err(|failure| failure.into_error(sources))?;
    }
    let bytes = memory::check_network(plan, &expected, |index| bytes_a_lane(plan, index, keep))?;
    crew.expect(expected.iter().sum(), bytes)?;
    for index in ends_first(plan) {
        network.synapses[index] = build_synapses(plan, program, &mut network, index, seed, keep, crew)
            .map_err(|failure| failure.into_error(sources))?;
    }
    Ok(network)
}

/// How many synapses each group is expected to have at the least.
fn expected(crew: &Crew<'_>, plan: &Plan, program: &Program, network: &Network, seed: u64) -> Vec<u64> {
    // What is wrong is told where it is used.
    let mut state = network.state.clone();
    state.faults = Faults::default();
    let state = &state;
    let of_group = |synapses: &SynapsePlan| {
        let (Endpoint::Population(source), Endpoint::Population(target)) = (synapses.source, synapses.target)
        else {
            return 0;
        };
        let sizes = [source.size(), target.size()];
        let of_rule = |(number, rule)| {
            let (room, made) = (Room::default(), &crew.made);
            expect::of_rule(&Site { plan, synapses, sizes, rule, number, program, state, seed, room, made })
        };
        synapses.rules.iter().enumerate().map(of_rule).fold(0, u64::saturating_add)
    };
    plan.synapses.iter().map(of_group).collect()
}

/// Refuses more synapses than one group can hold.
fn can_be_numbered(synapses: &SynapsePlan, count: u64) -> Result<(), Failure> {
    match synapses.rules.last() {
        Some(last) if count > u32::MAX.into() => Err(diagnostics::too_many_synapses(last.span, count).into()),
        _ => Ok(()),
    }
}

/// How many bytes a synapse takes in the end.
fn bytes_a_lane(plan: &Plan, index: usize, keep: Keep) -> u64 {
    let synapses = &plan.synapses[index];
    let forgets = keep == Keep::WhatIsRead && !delays::asked_for(plan, index);
    let delays: Vec<usize> = synapses
        .pathways
        .iter()
        .filter_map(|pathway| match &pathway.delay {
            DelayPlan::Each { variable, .. } => Some(*variable),
            DelayPlan::Constant(_) => None,
        })
        .collect();
    let kept = synapses
        .variables
        .iter()
        .enumerate()
        .filter(|(at, variable)| !(variable.shared || forgets && delays.contains(at)));
    let each: u64 = kept.map(|(_, variable)| variable.precision.bytes() as u64).sum();
    let sources = keeps_sources(plan, index);
    let by_target = synapses.pathways.iter().any(|pathway| pathway.end == End::Post);
    each + delays.len() as u64 + 4 * (1 + u64::from(sources) + u64::from(by_target))
}

/// The numbers of all synapse groups, in the order of the file, but each after those that are its ends.
fn ends_first(plan: &Plan) -> Vec<usize> {
    let mut order: Vec<usize> = vec![];
    let mut placed = vec![false; plan.synapses.len()];
    for first in 0..plan.synapses.len() {
        let mut waiting = vec![first];
        while let Some(index) = waiting.last().copied() {
            let synapses = &plan.synapses[index];
            let missing = [synapses.source, synapses.target].into_iter().find_map(|end| match end {
                Endpoint::Synapses(end) if !placed[end] => Some(end),
                _ => None,
            });
            match missing {
                Some(end) => waiting.push(end),
                None => {
                    waiting.pop();
                    if !std::mem::replace(&mut placed[index], true) {
                        order.push(index);
                    }
                }
            }
        }
    }
    order
}

/// Refuses what the model demands, and is not so.
fn met(plan: &Plan, state: &State) -> Result<(), Failure> {
    demands::unmet(plan, &state.faults).map_or(Ok(()), |diagnostic| Err(diagnostic.into()))
}

fn build_synapses(
    plan: &Plan,
    program: &Program,
    network: &mut Network,
    index: usize,
    seed: u64,
    keep: Keep,
    crew: &Crew<'_>,
) -> Result<Csr, Failure> {
    let synapses = &plan.synapses[index];
    let sizes = [synapses.source, synapses.target].map(|end| network.size(end));
    let mut rules = Vec::with_capacity(synapses.rules.len());
    let numbered = ends::by_number(synapses, network);
    for (number, rule) in synapses.rules.iter().enumerate() {
        let state = numbered.as_ref().unwrap_or(&network.state);
        let (room, made) = (Room::default(), &crew.made);
        let rows = connect::rule(
            crew,
            &Site { plan, synapses, sizes, rule, number, program, state, seed, room, made },
        );
        met(plan, state)?;
        let rows = rows?;
        if rows.targets.is_empty() {
            network.warnings.push(diagnostics::no_synapses(rule.span));
        }
        rules.push(rows);
    }
    let total: usize = rules.iter().map(|rule| rule.targets.len()).sum();
    can_be_numbered(synapses, total as u64)?;
    memory::check_synapses(synapses, total).map_err(Failure::Other)?;
    let mut first = 0;
    let mut places = vec![];
    for (rule, rows) in rules.iter_mut().enumerate() {
        if !rows.places.is_empty() {
            places.push(Places { rule, first, listed_at: std::mem::take(&mut rows.places) });
        }
        first += rows.targets.len();
    }
    let kept = [keeps_sources(plan, index), is_read_by_pathways(plan, index, EndIndex::Listed)];
    let mut csr = Csr::new(synapses, sizes, rules, kept);
    network.state.allocate_synapses(plan, index, csr.len());
    fill_numbers(plan, network, &csr, index);
    ends::to_lanes(synapses, network, &mut csr);
    let lanes = csr.lane_of_number().filter(|_| !places.is_empty()).unwrap_or_default();
    listed::write_values(synapses, &network.state, index, &places, &lanes);
    delays::set(crew, plan, index, program, &network.state, &csr, seed)?;
    listed::write_delays(synapses, &network.state, index, &places, &lanes);
    let delays = delays::in_steps(plan, &network.state, index, &csr)?;
    if keep == Keep::WhatIsRead && !delays::asked_for(plan, index) {
        network.state.forget_delays(plan, index);
    }
    network.state.scratch = (0..synapses.scratch).map(|_| Column::zeros(csr.len())).collect();
    Initial { crew, plan, program, state: &network.state, seed }.synapses(index, &csr, sizes)?;
    network.state.scratch.clear();
    delays::lay_out(plan, &network.state, index, &mut csr, delays);
    Ok(csr)
}

/// Lays out the delivery of spikes for other time steps.
pub(crate) fn lay_out_again(network: &mut Network, plan: &Plan, sources: &Sources) -> Result<(), Error> {
    let Network { state, synapses, .. } = network;
    for (k, csr) in synapses.iter_mut().enumerate() {
        delays::lay_out_again(plan, state, k, csr).map_err(|failure| failure.into_error(sources))?;
    }
    Ok(())
}

/// Whether something reads the source of a synapse during the simulation.
fn keeps_sources(plan: &Plan, index: usize) -> bool {
    let computed = |variables: &[snnc_ir::plan::Recorded]| {
        variables.iter().any(|r| matches!(r.source, RecordedSource::Computed(_)))
    };
    let monitored = plan.monitors.iter().any(|monitor| match &monitor.kind {
        MonitorKind::SynapseStates { of, variables, .. } => *of == index && computed(variables),
        _ => false,
    });
    let synapses = &plan.synapses[index];
    let timed = plan.timed.iter().any(|timed| timed.of == TimedElements::Synapses(index));
    let gathered = |part: &SumPart| {
        part.synapses == index && plan.kernels[part.code.kernel].domain.pre == EndIndex::Gathered
    };
    let in_protocol = std::iter::once(plan).chain(&plan.stages);
    monitored
        || timed
        || in_protocol.clone().any(|stage| reads_elements(&stage.protocol, index))
        || in_protocol.flat_map(|stage| &stage.monitors).any(|monitor| is_chosen(monitor, index))
        || synapses.update.is_some()
        || plan.sums.iter().flat_map(|sum| &sum.parts).any(gathered)
        || matches!(synapses.source, Endpoint::Synapses(_))
        || is_read_by_pathways(plan, index, EndIndex::Gathered)
}

/// Whether a pathway, in any stage of the protocol, looks up the source of a synapse there.
fn is_read_by_pathways(plan: &Plan, index: usize, from: EndIndex) -> bool {
    let reads = |plan: &Plan| {
        plan.synapses[index].pathways.iter().any(|it| plan.kernels[it.code.kernel].domain.pre == from)
    };
    std::iter::once(plan).chain(&plan.stages).any(reads)
}

/// Whether a statement of the protocol has code for these synapses.
fn reads_elements(protocol: &[Step], index: usize) -> bool {
    protocol.iter().any(|step| match step {
        Step::Assign(assign) => assign.of == TimedElements::Synapses(index),
        Step::Save(save) => {
            let computed = |r: &snnc_ir::plan::Recorded| matches!(r.source, RecordedSource::Computed(_));
            save.of == Endpoint::Synapses(index) && save.variables.iter().any(computed)
        }
        Step::Run { until: Some(until), .. } => {
            until.reductions.iter().any(|reduction| reduction.of == Endpoint::Synapses(index))
        }
        Step::Repeat { body, .. } => reads_elements(body, index),
        _ => false,
    })
}

/// Whether a monitor records those of these synapses for which a condition holds.
fn is_chosen(monitor: &MonitorPlan, index: usize) -> bool {
    matches!(&monitor.kind, MonitorKind::SynapseStates { of, only: Selection::Built(_), .. } if *of == index)
}

/// Writes what only the built network knows, where the model reads it: degrees, number and count.
pub(crate) fn fill_numbers(plan: &Plan, network: &Network, csr: &Csr, index: usize) {
    let synapses = &plan.synapses[index];
    let sizes = [synapses.source, synapses.target].map(|end| network.size(end));
    let columns = &network.state.synapses[index];
    let fill = |variable: Option<usize>, value: &dyn Fn(usize) -> i64| {
        if let Some(variable) = variable {
            (0..csr.len()).for_each(|lane| columns[variable].set_int(lane, value(lane)));
        }
    };
    if synapses.outgoing.is_some() {
        let degrees = csr.degrees(End::Pre, sizes[0] as usize);
        let sources = csr.sources();
        fill(synapses.outgoing, &|lane| i64::from(degrees[sources[lane] as usize]));
    }
    if synapses.incoming.is_some() {
        let degrees = csr.degrees(End::Post, sizes[1] as usize);
        fill(synapses.incoming, &|lane| i64::from(degrees[csr.post_of[lane] as usize]));
    }
    let numbers = synapses.number.and_then(|_| csr.number_of());
    fill(synapses.number, &|lane| numbers.as_ref().map_or(lane as i64, |numbers| i64::from(numbers[lane])));
    if synapses.rules.iter().any(|rule| rule.multiplicity_index.is_some()) {
        let within = csr.numbers_within_pairs(sizes[1] as usize);
        for rule in &synapses.rules {
            fill(rule.multiplicity_index, &|lane| i64::from(within[lane]));
        }
    }
    fill(synapses.count, &|_| csr.len() as i64);
}
