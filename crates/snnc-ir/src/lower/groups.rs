//! Populations and Poisson sources.

use super::Lowering;
use super::body::{Body, Moment, Site};
use super::integrate;
use super::layout::Kept;
use super::names::PlaceName;
use super::shared::{self, Around};
use super::{threshold, update};
use crate::kernel::{Domain, Random};
use crate::plan::{EventPlan, GivenSpikes, GroupPlan, KernelUse};
use snnc_lang::hir::{Code, Event, ExprId, Group, GroupId, GroupKind, Variable, VariableKind};

/// All groups, but for the kernels that advance them and their memory.
pub(super) fn without_updates(cx: &mut Lowering<'_>) -> Vec<GroupPlan> {
    let model = cx.model;
    let mut groups = Vec::new();
    for (index, group) in model.groups.iter().enumerate() {
        let site = Site::Group(GroupId(index as u32));
        let [shared_init, init] = {
            let (block, part, domain, moment) = (&*group.name, "init", Domain::NEURONS, Moment::Initial);
            let around = Around { block, part, domain, site, moment, protects: false };
            shared::section(cx, around, &group.init)
        };
        let (reset, spikes, events) = match &group.kind {
            GroupKind::Neurons { threshold, reset, events, .. } => {
                let reset = code(cx, group, "reset", reset, Domain::LISTED, site, Moment::Step);
                let events = events.iter().map(|it| event(cx, group, it, site)).collect();
                (reset, threshold.is_some(), events)
            }
            GroupKind::Poisson { .. } | GroupKind::Spikes(_) => (None, true, Vec::new()),
        };
        groups.push(GroupPlan {
            name: group.name.to_string(),
            size: group.size,
            clock: cx.clock(group.dt),
            variables: Vec::new(),
            last_spike: None,
            not_refractory: None,
            shared_init,
            init,
            update: None,
            shared_update: None,
            spikes,
            given: given(&group.kind),
            threshold: None,
            reset,
            events,
            method: String::new(),
        });
    }
    groups
}

fn event(cx: &mut Lowering<'_>, group: &Group, event: &Event, site: Site) -> EventPlan {
    let place = PlaceName::new(&group.name, format_args!("event/{}", event.name));
    let mut body = Body::new(cx, place, Domain::NEURONS, site, Moment::Step);
    let happens = body.value(event.condition);
    body.graph.emit(happens);
    let condition = body.finish();
    let part = format!("on_event/{}", event.name);
    let code = code(cx, group, &part, &event.code, Domain::LISTED, site, Moment::Step);
    EventPlan { name: event.name.to_string(), condition, code }
}

fn given(kind: &GroupKind) -> Option<GivenSpikes> {
    let GroupKind::Spikes(given) = kind else { return None };
    Some(GivenSpikes { spikes: given.spikes.clone(), period: given.period })
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
                let kernel = poisson(cx, id, *rate);
                if threshold::is_apart(cx, id) {
                    plan.threshold = Some(kernel);
                } else {
                    plan.update = Some(kernel.into());
                }
            }
            GroupKind::Spikes(_) => plan.method = "given spikes".into(),
            GroupKind::Neurons { .. } => {
                let of_each = |v: &Variable| !v.shared && matches!(v.kind, VariableKind::Differential { .. });
                let has_equations = group.variables.iter().any(of_each);
                plan.threshold = threshold::apart(cx, id);
                (plan.update, plan.method) = integrate::update(cx, id);
                // An update that divides the step finds no spikes: not all neurons are at its end.
                if plan.update.as_ref().is_some_and(|update| update.again.is_some()) {
                    plan.threshold = plan.threshold.take().or_else(|| threshold::kernel(cx, id));
                }
                if let Some((kernel, method)) = integrate::shared_update(cx, id) {
                    if !has_equations {
                        plan.method = method;
                    }
                    plan.shared_update = Some(kernel);
                }
            }
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
    let mut body = update::start(cx, Site::Group(id));
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
