//! Poisson inputs.

use super::body::{Moment, Site};
use super::shared::{self, Around};
use super::{Lowering, population};
use crate::kernel::Domain;
use crate::plan::{Rank, TimedElements, TimedPlan, When};
use snnc_lang::hir::{Code, Side, Slot, SlotBase};

/// All Poisson inputs, in the order of the file: they come after the spikes that are delivered in a step.
pub(super) fn inputs(cx: &mut Lowering<'_>) -> Vec<TimedPlan> {
    let model = cx.model;
    let mut plans = Vec::new();
    for input in &model.inputs {
        let group = &model.groups[input.of.group.index()];
        let code = Code { statements: vec![input.statement.clone()], locals: vec![] };
        let all = input.of.size() == group.size;
        let around = Around {
            block: &input.name,
            part: "input",
            domain: if all { Domain::NEURONS } else { Domain::LISTED },
            site: Site::Group(input.of.group),
            moment: Moment::Step,
            protects: true,
        };
        let of = [
            TimedElements::SharedOfGroup(input.of.group.index()),
            TimedElements::Group(population(input.of)),
        ];
        let clock = cx.clock(group.dt);
        let slot = Slot { base: SlotBase::Synapses, side: Side::At };
        let parts = shared::section(cx, around, &code).into_iter().zip(of);
        plans.extend(parts.filter_map(|(code, of)| {
            let (name, when) = (input.name.to_string(), When::Every(1));
            Some(TimedPlan { name, of, slot, rank: Rank::Input, clock, when, code: code? })
        }));
    }
    plans
}
