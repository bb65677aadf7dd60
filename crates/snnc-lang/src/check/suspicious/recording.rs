//! Monitors that record more than fits into memory.

use super::blocks::Block;
use super::facts::Facts;
use super::moment::Moment;
use crate::check::diagnostics::suspicious as told;
use crate::diagnostic::Diagnostic;
use crate::hir::{MonitorKind, Pairs, Selection, SynapseGroupId};
use crate::syntax::ast::End;

/// So many values may be recorded without being told.
const MANY: f64 = 2e8;

/// Monitors of which the values take gigabytes.
pub(super) fn recording(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let model = facts.model;
    let mut found = vec![];
    for monitor in &model.monitors {
        let (elements, variables, period) = match &monitor.kind {
            MonitorKind::States { of, variables, only, every } => {
                let elements = selected(only, Some(f64::from(of.size())));
                (elements, variables.len(), every.unwrap_or(Block::Group(of.group.index()).dt(model)))
            }
            MonitorKind::SynapseStates { of, variables, only, every } => {
                let elements = selected(only, synapses(facts, *of));
                (elements, variables.len(), every.unwrap_or(Block::Synapses(of.index()).dt(model)))
            }
            MonitorKind::Spikes { .. } | MonitorKind::Count { .. } | MonitorKind::Rate { .. } => continue,
        };
        let Some(elements) = elements else { continue };
        let samples = facts.total / period;
        let values = elements * variables as f64 * samples;
        if values > MANY {
            let counts = [elements, variables as f64, samples.round()];
            found.push(told::large_recording(monitor.span, counts, values));
        }
    }
    found
}

fn selected(only: &Selection, all: Option<f64>) -> Option<f64> {
    match only {
        Selection::All => all,
        Selection::List(list) => Some(list.len() as f64),
        Selection::Built(_) => None,
    }
}

/// About how many synapses there will be, if the rules are as simple as that.
fn synapses(facts: &Facts<'_>, id: SynapseGroupId) -> Option<f64> {
    let block = Block::Synapses(id.index());
    let size = |end: End| Some(f64::from(block.population(facts.model, end)?.size()));
    let (sources, targets) = (size(End::Pre)?, size(End::Post)?);
    let moment = Moment::any(facts, block);
    let rules = facts.model.synapses[id.index()].rules.iter().map(|rule| {
        let pairs = match rule.pairs {
            Pairs::All if rule.condition.is_none() => sources * targets,
            Pairs::Indegree(number) => targets * moment.value(number).number()?,
            Pairs::Outdegree(number) => sources * moment.value(number).number()?,
            Pairs::Total(number) => moment.value(number).number()?,
            _ => return None,
        };
        let probability = rule.probability.map_or(Some(1.0), |it| moment.value(it).number())?;
        let number = rule.multiplicity.map_or(Some(1.0), |it| moment.value(it).number())?;
        Some(pairs * probability.min(1.0) * number)
    });
    rules.sum()
}
