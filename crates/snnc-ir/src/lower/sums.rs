//! Variables that are sums over synapses.

use super::body::{Body, Moment, Site, space_of};
use super::layout::kernel_type;
use super::names::PlaceName;
use super::{Lowering, endpoint};
use crate::kernel::{Domain, EndIndex, Lanes};
use crate::plan::{Endpoint, SumPart, SumPlan};
use snnc_lang::hir::{self, Sum, SynapseGroupId, VariableId};
use snnc_lang::syntax::ast::End;

/// All sums, each with what several blocks of synapses add to it.
pub(super) fn sums(cx: &mut Lowering<'_>) -> Vec<SumPlan> {
    let model = cx.model;
    let mut keys: Vec<(Site, VariableId)> = Vec::new();
    let mut plans: Vec<SumPlan> = Vec::new();
    for (index, synapses) in model.synapses.iter().enumerate() {
        let id = SynapseGroupId(index as u32);
        for sum in &synapses.sums {
            let part = part(cx, id, sum);
            let owner = owner(cx.end(id, sum.end));
            match keys.iter().position(|key| *key == (owner, sum.variable)) {
                Some(known) => plans[known].parts.push(part),
                None => {
                    keys.push((owner, sum.variable));
                    plans.push(plan(cx, owner, sum.variable, part));
                }
            }
        }
    }
    plans
}

/// Whose variable a sum is, wherever in a group its elements are.
fn owner(end: hir::Endpoint) -> Site {
    match end {
        hir::Endpoint::Population(of) => Site::Group(of.group),
        hir::Endpoint::Synapses(id) => Site::Synapses(id),
    }
}

fn plan(cx: &mut Lowering<'_>, owner: Site, variable: VariableId, first: SumPart) -> SumPlan {
    let (name, layout) = match owner {
        Site::Group(id) => (&cx.model.groups[id.index()].name, &cx.groups[id.index()]),
        Site::Synapses(id) => (&cx.model.synapses[id.index()].name, &cx.synapses[id.index()]),
    };
    let slot = layout.slot(variable).unwrap_or_default();
    let name = format!("{name}.{}", layout.variables[slot].name);
    let clock = cx.clock(cx.dt(owner));
    SumPlan { name, variable: slot, clock, parts: vec![first] }
}

fn part(cx: &mut Lowering<'_>, id: SynapseGroupId, sum: &Sum) -> SumPart {
    let synapses = &cx.model.synapses[id.index()];
    // Synapses of one rule are numbered source by source. Those of several are not: they are taken in the order of their numbers.
    let by_source = synapses.rules.len() <= 1 && synapses.source.population().is_some();
    let pre = if by_source { EndIndex::Row } else { EndIndex::Gathered };
    let domain = Domain { lanes: Lanes::Rows, pre, post: EndIndex::Gathered };
    let end = cx.end(id, sum.end);
    let variable = &match end {
        hir::Endpoint::Population(of) => &cx.model.groups[of.group.index()].variables,
        hir::Endpoint::Synapses(id) => &cx.model.synapses[id.index()].variables,
    }[sum.variable.index()];
    let suffix = if sum.end == End::Pre { "pre" } else { "post" };
    let dt = cx.dt(owner(end));
    let place = PlaceName::new(&synapses.name, format_args!("summed/{}_{suffix}", variable.name));
    let mut body = Body::new(cx, place, domain, Site::Synapses(id), Moment::Step);
    body.caller_dt = dt;
    let value = body.value(sum.value);
    let code = body.finish_adding(&variable.name, space_of(sum.end), kernel_type(variable.ty), value);
    let of: Endpoint = endpoint(end);
    SumPart { synapses: id.index(), end: sum.end, of, code }
}
