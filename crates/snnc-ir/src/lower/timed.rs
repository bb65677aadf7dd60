//! What is done at certain times: `every` and `at`.

use super::body::{Body, Moment, Site};
use super::names::PlaceName;
use super::synapses::synapses_of;
use super::{Lowering, population};
use crate::kernel::{Domain, EndIndex, Lanes};
use crate::plan::{Rank, TimedElements, TimedPlan, When};
use snnc_lang::hir::{self, Code, GroupId, Place, SynapseGroupId, Target, Timed};

/// All `every` and `at`, in the order of the file.
pub(super) fn timed(cx: &mut Lowering<'_>) -> Vec<TimedPlan> {
    let model = cx.model;
    let mut plans: Vec<(u32, TimedPlan)> = Vec::new();
    for (index, group) in model.groups.iter().enumerate() {
        let id = GroupId(index as u32);
        let all = hir::Population { group: id, start: 0, end: group.size };
        let of = TimedElements::Group(population(all));
        let clock = cx.clock(group.dt);
        for (number, timed) in group.timed.iter().enumerate() {
            let around = (&*group.name, number, clock, of);
            plans.push((timed.position, plan(cx, timed, Site::Group(id), Domain::NEURONS, around)));
        }
    }
    for (index, synapses) in model.synapses.iter().enumerate() {
        let id = SynapseGroupId(index as u32);
        let of = TimedElements::Synapses(index);
        let clock = cx.clock(synapses.dt);
        for (number, timed) in synapses.timed.iter().enumerate() {
            let around = (&*synapses.name, number, clock, of);
            let domain = domain(&timed.code);
            plans.push((timed.position, plan(cx, timed, Site::Synapses(id), domain, around)));
        }
    }
    plans.sort_by_key(|(position, _)| *position);
    plans.into_iter().map(|(_, plan)| plan).collect()
}

/// Synapses that write to their ends see each other's effects, and so have an order.
fn domain(code: &Code) -> Domain {
    let to_an_end = |target| matches!(target, Target::Variable(Place::End(_), _));
    if code.statements.iter().any(|statement| to_an_end(statement.target)) {
        Domain { lanes: Lanes::Rows, pre: EndIndex::Row, post: EndIndex::Gathered }
    } else {
        synapses_of(Lanes::Range)
    }
}

fn plan(
    cx: &mut Lowering<'_>,
    timed: &Timed,
    site: Site,
    domain: Domain,
    (block, number, clock, of): (&str, usize, usize, TimedElements),
) -> TimedPlan {
    let (section, when) = match &timed.when {
        hir::When::Every(steps) => ("every", When::Every(*steps)),
        hir::When::At(steps) => ("at", When::At(steps.clone())),
    };
    let place = PlaceName::new(block, format_args!("{section}/{number}"));
    let name = place.to_string();
    let mut body = Body::new(cx, place, domain, site, Moment::Step);
    body.protects = true;
    body.code(&timed.code);
    let code = body.finish();
    TimedPlan { name, of, slot: timed.slot, rank: Rank::Timed, clock, when, code }
}
