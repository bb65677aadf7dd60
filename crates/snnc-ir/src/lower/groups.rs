//! Populations and Poisson sources.

use super::Lowering;
use super::body::{Body, Moment, Owner, Site};
use super::integrate;
use super::layout::Kept;
use super::names::PlaceName;
use crate::kernel::{Constant, Domain, Random, Value};
use crate::plan::{GroupPlan, KernelUse};
use snnc_lang::hir::{Code, ExprId, Group, GroupId, GroupKind, Place};

/// All groups, but for the kernels that advance them and their memory.
pub(super) fn without_updates(cx: &mut Lowering<'_>) -> Vec<GroupPlan> {
    let model = cx.model;
    let mut groups = Vec::new();
    for (index, group) in model.groups.iter().enumerate() {
        let site = Site::Group(GroupId(index as u32));
        let init = code(cx, group, "init", &group.init, Domain::NEURONS, site, Moment::Initial);
        let (reset, spikes) = match &group.kind {
            GroupKind::Neurons { threshold, reset, .. } => {
                let reset = code(cx, group, "reset", reset, Domain::LISTED, site, Moment::Step);
                (reset, threshold.is_some())
            }
            GroupKind::Poisson { .. } => (None, true),
        };
        groups.push(GroupPlan {
            name: group.name.to_string(),
            size: group.size,
            variables: Vec::new(),
            last_spike: None,
            not_refractory: None,
            init,
            update: None,
            spikes,
            reset,
            method: String::new(),
        });
    }
    groups
}

fn code(
    cx: &mut Lowering<'_>,
    group: &Group,
    part: &str,
    code: &Code,
    domain: Domain,
    site: Site,
    moment: Moment,
) -> Option<KernelUse> {
    if code.statements.is_empty() {
        return None;
    }
    let mut body = Body::new(cx, PlaceName::new(&group.name, part), domain, site, moment);
    body.code(code);
    Some(body.finish())
}

/// Adds the kernels that advance the groups by a step.
pub(super) fn add_updates(cx: &mut Lowering<'_>, plans: &mut [GroupPlan]) {
    let model = cx.model;
    for (index, (group, plan)) in model.groups.iter().zip(plans).enumerate() {
        let id = GroupId(index as u32);
        match &group.kind {
            GroupKind::Poisson { rate } => {
                plan.method = "spikes with probability rate*dt".into();
                plan.update = Some(poisson(cx, id, *rate));
            }
            GroupKind::Neurons { .. } => (plan.update, plan.method) = integrate::update(cx, id),
        }
    }
}

/// Adds the memory of the groups, all kernels being there.
pub(super) fn add_memory(cx: &Lowering<'_>, plans: &mut [GroupPlan]) {
    for (layout, plan) in cx.groups.iter().zip(plans) {
        plan.variables.clone_from(&layout.variables);
        plan.last_spike = layout.kept(Kept::LastSpike);
        plan.not_refractory = layout.kept(Kept::NotRefractory);
    }
}

fn poisson(cx: &mut Lowering<'_>, id: GroupId, rate: ExprId) -> KernelUse {
    let mut body = start_update(cx, id);
    let rate = body.value(rate);
    let dt = body.dt();
    let probability = body.graph.mul(rate, dt);
    let stream = body.place.stream("spikes");
    let stream = body.graph.stream(stream);
    let drawn = body.graph.random(Random::Uniform, stream, &[]);
    let spikes = body.graph.lt(drawn, probability);
    body.graph.emit(spikes);
    body.finish()
}

/// The kernel that advances a group by one step, still empty.
pub(super) fn start_update<'a, 'm>(cx: &'a mut Lowering<'m>, id: GroupId) -> Body<'a, 'm> {
    let place = PlaceName::new(&cx.model.groups[id.index()].name, "update");
    Body::new(cx, place, Domain::NEURONS, Site::Group(id), Moment::Step)
}

/// Computes whether a neuron is not refractory in this step, for the rest of its update; `None` if it always is not.
pub(super) fn refractoriness(body: &mut Body<'_, '_>, id: GroupId) -> Option<Value> {
    let GroupKind::Neurons { refractory: Some(period), .. } = body.cx.model.groups[id.index()].kind else {
        return None;
    };
    let owner = body.owner(Place::Own, None);
    let dt = body.dt();
    let period = body.value(period);
    let steps = body.timestep(period, dt);
    let free = match body.known_int(steps) {
        Some(steps) if steps <= 0 => body.graph.bool(true),
        Some(steps) => {
            // `timestep(t - lastspike, dt) >= steps`, without a conversion to integers: whole steps and the
            // allowance leave no doubt on which side a time is.
            let elapsed = elapsed(body, owner);
            let bound = body.graph.float((steps as f64 - 1e-3) * body.cx.model.settings.dt);
            body.graph.ge(elapsed, bound)
        }
        None => {
            let elapsed = elapsed(body, owner);
            let elapsed = body.timestep(elapsed, dt);
            body.graph.ge(elapsed, steps)
        }
    };
    body.not_refractory = Some(free);
    if body.cx.layout(owner).kept(Kept::NotRefractory).is_some() {
        body.store_kept(owner, Kept::NotRefractory, free);
    }
    match body.graph.constant(free) {
        Some(Constant::Bool(true)) => None,
        _ => Some(free),
    }
}

fn elapsed(body: &mut Body<'_, '_>, owner: Owner) -> Value {
    let last = body.load_kept(owner, Kept::LastSpike);
    let now = body.graph.time();
    body.graph.sub(now, last)
}

/// Emits the spikes of neurons whose state has been advanced.
pub(super) fn threshold(body: &mut Body<'_, '_>, id: GroupId, free: Option<Value>) {
    let GroupKind::Neurons { threshold: Some(condition), .. } = body.cx.model.groups[id.index()].kind else {
        return;
    };
    body.forget();
    let mut spikes = body.value(condition);
    if let Some(free) = free {
        spikes = body.graph.and(spikes, free);
    }
    body.graph.emit(spikes);
}
