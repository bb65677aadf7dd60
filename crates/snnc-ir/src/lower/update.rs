//! What every update of a group has, however its state is advanced: refractoriness before, the threshold after.

use super::body::{Body, Moment, Owner, Site};
use super::layout::Kept;
use super::names::PlaceName;
use super::synapses::synapses_of;
use super::{Lowering, threshold};
use crate::kernel::{Constant, Domain, Lanes, Space, Value};
use snnc_lang::hir::{ExprId, GroupKind, Place, Refractory};

/// The kernel that advances a group or synapses by one step, still empty.
pub(super) fn start<'a, 'm>(cx: &'a mut Lowering<'m>, site: Site) -> Body<'a, 'm> {
    part(cx, site, "update", Lanes::Range)
}

/// One that advances further who is in a list.
pub(super) fn start_again<'a, 'm>(cx: &'a mut Lowering<'m>, site: Site) -> Body<'a, 'm> {
    part(cx, site, "substep", Lanes::List)
}

fn part<'a, 'm>(cx: &'a mut Lowering<'m>, site: Site, part: &str, lanes: Lanes) -> Body<'a, 'm> {
    let (name, domain) = match site {
        Site::Group(id) => (&cx.model.groups[id.index()].name, Domain { lanes, ..Domain::NEURONS }),
        Site::Synapses(id) => (&cx.model.synapses[id.index()].name, synapses_of(lanes)),
    };
    Body::new(cx, PlaceName::new(name, part), domain, site, Moment::Step)
}

/// Sees to it that whether a neuron is not refractory can be read in what follows the first part of the update.
pub(super) fn keep_refractoriness(cx: &mut Lowering<'_>, site: Site) {
    if let Some(owner) = refractory(cx, site) {
        cx.layout_mut(owner).keep(Kept::NotRefractory);
    }
}

/// Reads whether a neuron is not refractory in this step, which the first part of the update has found out.
pub(super) fn kept_refractoriness(body: &mut Body<'_, '_>) -> Option<Value> {
    let owner = refractory(body.cx, body.site)?;
    let free = body.load_kept(owner, Kept::NotRefractory);
    body.not_refractory = Some(free);
    Some(free)
}

/// Whose neurons can be refractory.
fn refractory(cx: &Lowering<'_>, site: Site) -> Option<Owner> {
    let Site::Group(id) = site else { return None };
    let kind = &cx.model.groups[id.index()].kind;
    let ever = matches!(kind, GroupKind::Neurons { refractory: Some(_), .. });
    ever.then_some(Owner::Group { id, space: Space::Lane, offset: 0 })
}

/// The kernel that advances what all elements of a group share, still empty.
pub(super) fn start_shared<'a, 'm>(cx: &'a mut Lowering<'m>, site: Site) -> Body<'a, 'm> {
    let mut body = part(cx, site, "update/shared", Lanes::Range);
    body.shared = true;
    body
}

/// One that advances it further, still empty.
pub(super) fn start_shared_again<'a, 'm>(cx: &'a mut Lowering<'m>, site: Site) -> Body<'a, 'm> {
    let mut body = part(cx, site, "substep/shared", Lanes::List);
    body.shared = true;
    body
}

/// Computes whether a neuron is not refractory in this step, for the rest of its update; `None` if it always is not.
pub(super) fn refractoriness(body: &mut Body<'_, '_>) -> Option<Value> {
    let Site::Group(id) = body.site else { return None };
    if body.shared {
        return None;
    }
    let GroupKind::Neurons { refractory: Some(refractory), .. } = body.cx.model.groups[id.index()].kind
    else {
        return None;
    };
    let owner = body.owner(Place::Own, None);
    let free = match refractory {
        Refractory::Period(period) => after_period(body, owner, period),
        Refractory::Condition(condition) => {
            // It ends a refractory period only: without a spike a neuron does not become refractory.
            let before = body.load_kept(owner, Kept::NotRefractory);
            let goes_on = body.value(condition);
            let ends = body.graph.not(goes_on);
            body.graph.or(before, ends)
        }
    };
    body.not_refractory = Some(free);
    if body.cx.layout(owner).kept(Kept::NotRefractory).is_some() {
        body.store_kept(owner, Kept::NotRefractory, free);
    }
    // What was read before may have meant the step before.
    body.forget();
    match body.graph.constant(free) {
        Some(Constant::Bool(true)) => None,
        _ => Some(free),
    }
}

/// Whether a period has passed since the last spike.
fn after_period(body: &mut Body<'_, '_>, owner: Owner, period: ExprId) -> Value {
    let dt = body.dt();
    let period = body.value(period);
    let steps = body.timestep(period, dt);
    match body.known_int(steps) {
        Some(steps) if steps <= 0 => body.graph.bool(true),
        Some(steps) => {
            // `timestep(t - lastspike, dt) >= steps`, without a conversion to integers: whole steps and the
            // allowance leave no doubt on which side a time is.
            let elapsed = elapsed(body, owner);
            let bound = body.graph.float((steps as f64 - 1e-3) * body.step_size());
            body.graph.ge(elapsed, bound)
        }
        None => {
            let elapsed = elapsed(body, owner);
            let elapsed = body.timestep(elapsed, dt);
            body.graph.ge(elapsed, steps)
        }
    }
}

fn elapsed(body: &mut Body<'_, '_>, owner: Owner) -> Value {
    let last = body.load_kept(owner, Kept::LastSpike);
    let now = body.graph.time();
    body.graph.sub(now, last)
}

/// Emits the spikes of neurons whose state has been advanced, unless that is done apart.
pub(super) fn threshold(body: &mut Body<'_, '_>, free: Option<Value>) {
    let Site::Group(id) = body.site else { return };
    if body.shared || threshold::is_apart(body.cx, id) {
        return;
    }
    if let Some(mut spikes) = above_threshold(body) {
        if let Some(free) = free {
            spikes = body.graph.and(spikes, free);
        }
        body.graph.emit(spikes);
    }
}

/// Whether the threshold's condition holds; `None` if there is none.
pub(super) fn above_threshold(body: &mut Body<'_, '_>) -> Option<Value> {
    let Site::Group(id) = body.site else { return None };
    match body.cx.model.groups[id.index()].kind {
        GroupKind::Neurons { threshold: Some(condition), .. } => Some(body.value(condition)),
        _ => None,
    }
}
