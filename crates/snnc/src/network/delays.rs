//! Delays that differ by synapse: their values, and the layout in memory that makes delivery fast.

use super::csr::Csr;
use super::diagnostics;
use super::failure::Failure;
use super::parts::Parts;
use crate::program::Program;
use crate::state::State;
use snnc_ir::execute::Call;
use snnc_ir::plan::{DelayPlan, PathwayPlan, Plan, SynapsePlan};
use snnc_lang::syntax::ast::End;
use std::sync::Arc;

/// Writes the delays of all synapses, which are laid out by number within their rows.
pub(super) fn set(plan: &SynapsePlan, program: &Program, state: &State, csr: &Csr, seed: u64) {
    let given = |pathway: &PathwayPlan| matches!(pathway.delay, DelayPlan::Each { .. });
    if csr.len() == 0 || !plan.pathways.iter().any(given) {
        return;
    }
    let sources = if csr.pre_of.is_empty() { &csr.sources() } else { &csr.pre_of };
    let call = Call { lanes: 0..csr.len(), pre_of: sources, post_of: &csr.post_of, ..Call::default() };
    for pathway in &plan.pathways {
        if let DelayPlan::Each { code, .. } = &pathway.delay {
            program.bind(code, state, None, seed).call(&call);
        }
    }
}

/// Divides the rows of the pathways by the delays of synapses. Memory is laid out by those of the first such pathway of the
/// source: its synapses that are due in the same step then lie side by side.
pub(super) fn divide(model: &Plan, state: &State, synapses: usize, csr: &mut Csr) -> Result<(), Failure> {
    let plan = &model.synapses[synapses];
    let columns = &state.synapses[synapses];
    let mut delays = in_steps(model, state, synapses, csr)?;
    csr.parts = plan.pathways.iter().map(|_| None).collect();
    let of_source = |at: &usize| plan.pathways[*at].end == End::Pre && delays[*at].is_some();
    let first = (0..delays.len()).find(of_source);
    if let Some((at, steps)) = first.and_then(|at| Some((at, delays[at].take()?))) {
        let mut parts = Parts::new(&csr.offsets, &[], &steps);
        let order = parts.take_order();
        csr.parts[at] = Some(Arc::new(parts));
        if !order.is_sorted() {
            csr.rearrange(&order);
            columns.iter().filter(|column| column.len() == order.len()).for_each(|column| {
                let words: Vec<u64> = order.iter().map(|lane| column.word(*lane as usize)).collect();
                column.write(0, &words);
            });
            for steps in delays.iter_mut().flatten() {
                *steps = order.iter().map(|lane| steps[*lane as usize]).collect();
            }
        }
    }
    divide_rest(plan, csr, delays);
    Ok(())
}

/// Divides the rows anew, the time step having changed. Memory stays as it is laid out.
pub(crate) fn divide_again(
    model: &Plan,
    state: &State,
    synapses: usize,
    csr: &mut Csr,
) -> Result<(), Failure> {
    let delays = in_steps(model, state, synapses, csr)?;
    divide_rest(&model.synapses[synapses], csr, delays);
    Ok(())
}

fn divide_rest(plan: &SynapsePlan, csr: &mut Csr, delays: Vec<Option<Vec<u32>>>) {
    for ((at, pathway), steps) in plan.pathways.iter().enumerate().zip(delays) {
        let Some(steps) = steps else { continue };
        let parts = match (pathway.end, &csr.by_target) {
            (End::Post, Some(index)) => Parts::new(&index.offsets, &index.lanes, &steps),
            _ => Parts::new(&csr.offsets, &csr.by_number, &steps),
        };
        csr.parts[at] = Some(Arc::new(parts));
    }
}

/// The delay of each synapse in steps, for the pathways whose delays differ by synapse.
fn in_steps(
    model: &Plan,
    state: &State,
    synapses: usize,
    csr: &Csr,
) -> Result<Vec<Option<Vec<u32>>>, Failure> {
    let plan = &model.synapses[synapses];
    let columns = &state.synapses[synapses];
    let mut delays = Vec::with_capacity(plan.pathways.len());
    for pathway in &plan.pathways {
        delays.push(match &pathway.delay {
            DelayPlan::Constant(_) => None,
            DelayPlan::Each { variable, span, .. } => {
                let dt = model.clocks[model.groups[pathway.from.group].clock].dt;
                let steps = |lane: usize| {
                    let seconds = columns[*variable].float(lane);
                    let steps = (seconds / dt + 0.5).floor();
                    // Not so for NaN either.
                    if seconds >= 0.0 && steps < f64::from(u32::MAX) {
                        return Ok(steps as u32);
                    }
                    let source = csr.offsets.partition_point(|first| *first <= lane as u64) - 1;
                    let target = csr.post_of[lane];
                    Err(Failure::from(diagnostics::impossible_delay(*span, seconds, source, target)))
                };
                Some((0..csr.len()).map(steps).collect::<Result<Vec<u32>, _>>()?)
            }
        });
    }
    Ok(delays)
}
