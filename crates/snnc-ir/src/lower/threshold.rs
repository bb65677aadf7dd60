//! Thresholds that are looked at apart from the state update, since what they read is not known before all updates are done.

use super::Lowering;
use super::body::{Body, Moment, Site};
use super::held::reachable;
use super::layout::Kept;
use super::names::PlaceName;
use crate::kernel::Domain;
use crate::plan::KernelUse;
use snnc_lang::hir::{
    ExprId, ExprKind, GroupId, GroupKind, Place, Side, Slot, SlotBase, Variable, VariableKind,
};
use std::collections::HashSet;

/// The kernel that emits the spikes of a group, if the update does not.
pub(super) fn apart(cx: &mut Lowering<'_>, id: GroupId) -> Option<KernelUse> {
    if is_apart(cx, id) { kernel(cx, id) } else { None }
}

/// The kernel that emits the spikes of a group after its update.
pub(super) fn kernel(cx: &mut Lowering<'_>, id: GroupId) -> Option<KernelUse> {
    let group = &cx.model.groups[id.index()];
    let GroupKind::Neurons { threshold: Some(condition), refractory, .. } = group.kind else { return None };
    let place = PlaceName::new(&group.name, "threshold");
    let mut body = Body::new(cx, place, Domain::NEURONS, Site::Group(id), Moment::Step);
    let mut spikes = body.value(condition);
    if refractory.is_some() {
        let owner = body.owner(Place::Own, None);
        let free = body.load_kept(owner, Kept::NotRefractory);
        spikes = body.graph.and(spikes, free);
    }
    body.graph.emit(spikes);
    Some(body.finish())
}

/// Whether a threshold, or the rate of a Poisson source, depends on what the update of its group does not write itself.
pub(super) fn is_apart(cx: &Lowering<'_>, id: GroupId) -> bool {
    let group = &cx.model.groups[id.index()];
    let (GroupKind::Neurons { threshold: Some(root), .. } | GroupKind::Poisson { rate: root }) = group.kind
    else {
        return false;
    };
    if written_between(cx) {
        return true;
    }
    variables(cx, &group.variables, root).iter().any(|variable| match variable.kind {
        VariableKind::Differential { .. } => variable.shared,
        VariableKind::Linked(_) => true,
        _ => false,
    })
}

/// Whether the model does something at certain times between the updates and the thresholds.
fn written_between(cx: &Lowering<'_>) -> bool {
    let [updates, thresholds] =
        [SlotBase::Groups, SlotBase::Thresholds].map(|base| Slot { base, side: Side::At });
    let groups = cx.model.groups.iter().flat_map(|group| &group.timed);
    let synapses = cx.model.synapses.iter().flat_map(|synapses| &synapses.timed);
    groups.chain(synapses).any(|timed| timed.slot > updates && timed.slot <= thresholds)
}

/// The variables that an expression reads, through subexpressions too.
fn variables<'m>(cx: &Lowering<'m>, own: &'m [Variable], root: ExprId) -> Vec<&'m Variable> {
    let mut found = Vec::new();
    let mut met = HashSet::new();
    let mut open = vec![root];
    while let Some(root) = open.pop() {
        for id in reachable(&cx.model.exprs, root) {
            if let ExprKind::Variable(Place::Own, id) = cx.model.exprs[id].kind
                && met.insert(id)
            {
                let variable = &own[id.index()];
                found.push(variable);
                if let VariableKind::Subexpression(value) = variable.kind {
                    open.push(value);
                }
            }
        }
    }
    found
}
