//! Delays that differ by synapse: their values, and the layout in memory that makes delivery fast.

use super::crew::Crew;
use super::csr::Csr;
use super::diagnostics;
use super::failure::Failure;
use super::packed::Packed;
use super::parts::Parts;
use super::rearrange::{Lanes, rearrange};
use crate::program::Program;
use crate::state::State;
use snnc_ir::execute::Call;
use snnc_ir::plan::{DelayPlan, Endpoint, PathwayPlan, Plan, Step, SynapsePlan, TimedElements};
use snnc_lang::syntax::ast::End;

/// The delays of the synapses of a pathway, in steps.
#[derive(Debug)]
pub(crate) enum Delays {
    /// Of each synapse.
    Each {
        /// At each position of a row: in the order of the numbers.
        delays: Packed,
        /// Whether the code asks for nothing of a synapse but its target.
        target_alone: bool,
    },
    /// Rows are laid out in parts of the same delay.
    Parts(Parts),
}

impl Delays {
    /// The longest.
    pub(crate) fn longest(&self) -> u32 {
        match self {
            Delays::Each { delays, .. } => delays.largest(),
            Delays::Parts(parts) => parts.longest(),
        }
    }

    /// How many bytes of memory.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Delays::Each { delays, .. } => delays.bytes(),
            Delays::Parts(parts) => parts.bytes(),
        }
    }
}

/// So many delays are converted at a time.
const CHUNK: usize = 1024;

/// For each pathway the delay of each lane, if they differ.
pub(super) type InSteps = Vec<Option<Packed>>;

/// Writes the delays of all synapses, which are laid out by number within their rows.
pub(super) fn set(
    crew: &Crew<'_>,
    model: &Plan,
    synapses: usize,
    program: &Program,
    state: &State,
    csr: &Csr,
    seed: u64,
) -> Result<(), Failure> {
    let plan = &model.synapses[synapses];
    let given = |pathway: &PathwayPlan| matches!(pathway.delay, DelayPlan::Each { .. });
    if csr.len() == 0 || !plan.pathways.iter().any(given) {
        return Ok(());
    }
    let sources = if csr.pre_of.is_empty() { &csr.sources() } else { &csr.pre_of };
    let call = Call { lanes: 0..csr.len(), pre_of: sources, post_of: &csr.post_of, ..Call::default() };
    for pathway in &plan.pathways {
        if let DelayPlan::Each { code, .. } = &pathway.delay {
            crew.execute(model, &call, |faults| program.bind_apart(code, state, None, seed, faults))?;
        }
    }
    Ok(())
}

/// The delay of each synapse in steps, for the pathways whose delays differ by synapse.
pub(super) fn in_steps(model: &Plan, state: &State, synapses: usize, csr: &Csr) -> Result<InSteps, Failure> {
    let plan = &model.synapses[synapses];
    let columns = &state.synapses[synapses];
    let mut all = Vec::with_capacity(plan.pathways.len());
    for pathway in &plan.pathways {
        let DelayPlan::Each { variable, span, .. } = &pathway.delay else {
            all.push(None);
            continue;
        };
        let column = &columns[*variable];
        let dt = model.clocks[model.groups[pathway.from.group].clock].dt;
        let mut packed = Packed::up_to(0, csr.len());
        let (mut words, mut steps) = ([0; CHUNK], [0; CHUNK]);
        for first in (0..csr.len()).step_by(CHUNK) {
            let words = &mut words[..CHUNK.min(csr.len() - first)];
            column.read(first, words);
            for (steps, word) in steps.iter_mut().zip(&*words) {
                // What is negative or NaN is refused.
                let exact = f64::from_bits(*word) / dt + 0.5;
                *steps = if f64::from_bits(*word) >= 0.0 { exact as u32 } else { u32::MAX };
            }
            let steps = &steps[..words.len()];
            let longest = steps.iter().copied().max().unwrap_or(0);
            if longest == u32::MAX {
                let lane = first + steps.iter().take_while(|steps| **steps != u32::MAX).count();
                let source = csr.offsets.partition_point(|first| *first <= lane as u64) - 1;
                let (seconds, target) = (column.float(lane), csr.post_of[lane]);
                return Err(diagnostics::impossible_delay(*span, seconds, source, target).into());
            }
            packed.widen_to(longest);
            packed.extend(steps);
        }
        all.push(Some(packed));
    }
    Ok(all)
}

/// Lays delivery out for these delays. Memory is laid out for those of the first pathway from the source, if it is worth while: its
/// synapses that are due in the same step then lie side by side.
pub(super) fn lay_out(model: &Plan, state: &State, synapses: usize, csr: &mut Csr, mut delays: InSteps) {
    let plan = &model.synapses[synapses];
    csr.delays = plan.pathways.iter().map(|_| None).collect();
    let of_source = |at: &usize| plan.pathways[*at].end == End::Pre && delays[*at].is_some();
    let first = (0..delays.len()).find(of_source);
    if let Some((at, delay_of)) = first.and_then(|at| Some((at, delays[at].take()?))) {
        csr.delays[at] = Some(match Parts::worthwhile(&csr.offsets, &delay_of) {
            None => {
                Delays::Each { delays: delay_of, target_alone: asks_for_target_alone(model, synapses, at) }
            }
            Some(parts) => {
                let count = csr.len();
                let each = |column: &&_| snnc_ir::column::Column::len(column) == count;
                let columns = state.synapses[synapses].iter().filter(each).collect();
                let others = delays.iter_mut().flatten().collect();
                let lanes = Lanes { columns, delays: others };
                let ordered = needs_order(model, synapses, at);
                Delays::Parts(rearrange(csr, &delay_of, parts, lanes, ordered))
            }
        });
    }
    let target_alone: Vec<bool> =
        (0..plan.pathways.len()).map(|at| asks_for_target_alone(model, synapses, at)).collect();
    lay_out_rest(plan, csr, delays, &target_alone);
}

/// Lays delivery out anew, the time step having changed. Memory stays as it is laid out.
pub(crate) fn lay_out_again(
    model: &Plan,
    state: &State,
    synapses: usize,
    csr: &mut Csr,
) -> Result<(), Failure> {
    let delays = in_steps(model, state, synapses, csr)?;
    if delays.iter().any(Option::is_some) {
        csr.order_by_number();
    }
    // What the code of a later stage may ask for was known when the network was built.
    let known = |delays: &Option<Delays>| matches!(delays, Some(Delays::Each { target_alone: true, .. }));
    let target_alone: Vec<bool> = csr.delays.iter().map(known).collect();
    lay_out_rest(&model.synapses[synapses], csr, delays, &target_alone);
    Ok(())
}

fn lay_out_rest(plan: &SynapsePlan, csr: &mut Csr, delays: InSteps, target_alone: &[bool]) {
    for ((at, pathway), delay_of) in plan.pathways.iter().enumerate().zip(delays) {
        let Some(delay_of) = delay_of else { continue };
        let order = match (pathway.end, &csr.by_target) {
            (End::Post, Some(index)) => &index.lanes,
            _ => &csr.by_number,
        };
        let delays = if order.is_empty() {
            delay_of
        } else {
            let mut by_position = Packed::up_to(delay_of.largest(), order.len());
            order.iter().for_each(|lane| by_position.push(delay_of.get(*lane as usize)));
            by_position
        };
        csr.delays[at] = Some(Delays::Each { delays, target_alone: target_alone[at] });
    }
}

/// Whether the code of a pathway never asks for anything of a synapse but its target, whatever the constants are set to.
fn asks_for_target_alone(model: &Plan, synapses: usize, pathway: usize) -> bool {
    std::iter::once(model).chain(&model.stages).all(|stage| {
        let code = &stage.synapses[synapses].pathways[pathway].code;
        stage.kernels[code.kernel].asks_for_target_alone()
    })
}

/// Whether something beside this pathway works on whole rows, in the order of the numbers.
fn needs_order(model: &Plan, synapses: usize, pathway: usize) -> bool {
    let pathways = &model.synapses[synapses].pathways;
    let mut others = pathways.iter().enumerate().filter(|(at, _)| *at != pathway);
    others.any(|(_, other)| other.end == End::Pre)
        || std::iter::once(model).chain(&model.stages).any(|stage| {
            stage.sums.iter().flat_map(|sum| &sum.parts).any(|part| part.synapses == synapses)
                || stage.timed.iter().any(|timed| timed.of == TimedElements::Synapses(synapses))
        })
}

/// Whether the protocol asks for delays as they were given: when it saves these synapses, and when it changes the time step.
pub(super) fn asked_for(model: &Plan, synapses: usize) -> bool {
    let steps_of = |plan: &Plan| plan.clocks.iter().map(|clock| clock.dt.to_bits()).collect::<Vec<_>>();
    let clocks = steps_of(model);
    model.stages.iter().any(|stage| steps_of(stage) != clocks)
        || std::iter::once(model).chain(&model.stages).any(|stage| saves(&stage.protocol, synapses))
}

fn saves(protocol: &[Step], synapses: usize) -> bool {
    protocol.iter().any(|step| match step {
        Step::Save(save) => save.of == Endpoint::Synapses(synapses),
        Step::Repeat { body, .. } => saves(body, synapses),
        _ => false,
    })
}
