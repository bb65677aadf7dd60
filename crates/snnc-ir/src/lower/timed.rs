//! What is done at certain times: `every` and `at`.

use super::body::{Moment, Site};
use super::shared::{self, Around};
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
        let of = [TimedElements::SharedOfGroup(index), TimedElements::Group(population(all))];
        let clock = cx.clock(group.dt);
        for (number, timed) in group.timed.iter().enumerate() {
            let around = (&*group.name, number, clock, of);
            let parts = parts(cx, timed, Site::Group(id), Domain::NEURONS, around);
            plans.extend(parts.map(|plan| (timed.position, plan)));
        }
    }
    for (index, synapses) in model.synapses.iter().enumerate() {
        let id = SynapseGroupId(index as u32);
        let of = [TimedElements::SharedOfSynapses(index), TimedElements::Synapses(index)];
        let clock = cx.clock(synapses.dt);
        for (number, timed) in synapses.timed.iter().enumerate() {
            let around = (&*synapses.name, number, clock, of);
            let domain = domain(&timed.code);
            let parts = parts(cx, timed, Site::Synapses(id), domain, around);
            plans.extend(parts.map(|plan| (timed.position, plan)));
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

/// What a section does for all elements together, and then for each.
fn parts(
    cx: &mut Lowering<'_>,
    timed: &Timed,
    site: Site,
    domain: Domain,
    (block, number, clock, of): (&str, usize, usize, [TimedElements; 2]),
) -> impl Iterator<Item = TimedPlan> + use<> {
    let (section, when) = match &timed.when {
        hir::When::Every(steps) => ("every", When::Every(*steps)),
        hir::When::At(steps) => ("at", When::At(steps.clone())),
    };
    let part = format!("{section}/{number}");
    let moment = Moment::Step;
    let around = Around { block, part: &part, domain, site, moment, protects: true };
    let codes = shared::section(cx, around, &timed.code);
    let (name, slot) = (format!("{block}/{part}"), timed.slot);
    codes.into_iter().zip(of).filter_map(move |(code, of)| {
        let (name, when) = (name.clone(), when.clone());
        Some(TimedPlan { name, of, slot, rank: Rank::Timed, clock, when, code: code? })
    })
}
