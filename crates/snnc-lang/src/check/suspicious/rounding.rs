//! Times of a model that are no multiple of its time step.

use super::blocks::Block;
use super::facts::Facts;
use super::moment::Moment;
use crate::check::diagnostics::suspicious as told;
use crate::check::shown::seconds;
use crate::diagnostic::Diagnostic;
use crate::hir::{Delay, GroupKind, Refractory};

/// The part of a step by which a time may be off without being told.
const ALLOWANCE: f64 = 1e-3;

/// Refractory periods and delays that are rounded.
pub(super) fn rounding(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let mut found = vec![];
    for (at, group) in facts.model.groups.iter().enumerate() {
        let GroupKind::Neurons { refractory: Some(Refractory::Period(period)), .. } = group.kind else {
            continue;
        };
        let value = Moment::any(facts, Block::Group(at)).value(period).number();
        if let Some(period_seconds) = value.filter(|value| value.is_finite() && *value > 0.0) {
            let steps = period_seconds / group.dt;
            let kept = (steps + ALLOWANCE).floor();
            if steps - kept > ALLOWANCE {
                let texts = [seconds(period_seconds), seconds(group.dt), seconds(kept * group.dt)];
                found.push(told::rounded_refractory(facts.model.exprs[period].span, &texts, kept == 0.0));
            }
        }
    }
    for (at, synapses) in facts.model.synapses.iter().enumerate() {
        for pathway in &synapses.pathways {
            let spiking = Block::Synapses(at).end(facts.model, pathway.end);
            let Some(dt) = spiking.map(|block| block.dt(facts.model)) else { continue };
            let Some(span) = pathway.delay_span else { continue };
            let delay = match pathway.delay {
                Delay::Constant(delay) => Some(delay),
                Delay::Each(value) => Moment::any(facts, Block::Synapses(at)).value(value).number(),
            };
            let Some(delay) = delay.filter(|delay| delay.is_finite() && *delay > 0.0) else { continue };
            let kept = (delay / dt + 0.5).floor();
            if (delay / dt - kept).abs() > ALLOWANCE {
                let texts = [seconds(delay), seconds(dt), seconds(kept * dt)];
                found.push(told::rounded_delay(span, &texts, kept == 0.0));
            }
        }
    }
    found
}
