//! What is computed at the start of each step and held until the next: subexpressions that are `constant over dt`, and the
//! noises that all elements of a group share.

use super::body::{Body, Moment, Site};
use super::layout::Kept;
use super::names::PlaceName;
use super::synapses::synapses_of;
use super::{Lowering, population};
use crate::kernel::{Domain, Lanes, Random};
use crate::plan::{KernelUse, Rank, TimedElements, TimedPlan, When};
use snnc_lang::hir::{
    ExprId, ExprKind, Exprs, GroupId, Model, NoiseId, Place, Population, Side, Slot, SlotBase,
    SynapseGroupId, Variable, VariableId, VariableKind,
};
use std::collections::HashSet;

/// All of it, in the order of the file.
pub(super) fn held(cx: &mut Lowering<'_>) -> Vec<TimedPlan> {
    let model = cx.model;
    let mut plans = Vec::new();
    for (index, group) in model.groups.iter().enumerate() {
        let id = GroupId(index as u32);
        let all = population(Population { group: id, start: 0, end: group.size });
        let noises: Vec<_> = (0..group.noises.len() as u32)
            .map(NoiseId)
            .filter(|noise| is_shared(model, id, *noise))
            .collect();
        let block = Block {
            name: &group.name,
            site: Site::Group(id),
            domain: Domain::NEURONS,
            variables: &group.variables,
            noises: noises.iter().map(|noise| (*noise, &*group.noises[noise.index()])).collect(),
        };
        let elements = [TimedElements::SharedOfGroup(index), TimedElements::Group(all)];
        block.plans(cx, elements, &mut plans);
    }
    for (index, synapses) in model.synapses.iter().enumerate() {
        let block = Block {
            name: &synapses.name,
            site: Site::Synapses(SynapseGroupId(index as u32)),
            domain: synapses_of(Lanes::Range),
            variables: &synapses.variables,
            noises: Vec::new(),
        };
        let elements = [TimedElements::SharedOfSynapses(index), TimedElements::Synapses(index)];
        block.plans(cx, elements, &mut plans);
    }
    plans
}

/// Whether a noise of a group is one number for all its elements: it stands in a shared equation.
pub(super) fn is_shared(model: &Model, group: GroupId, noise: NoiseId) -> bool {
    model.groups[group.index()].variables.iter().any(|variable| match variable.kind {
        VariableKind::Differential { rhs, .. } if variable.shared => {
            let is = |id: &ExprId| model.exprs[*id].kind == ExprKind::Noise(noise);
            reachable(&model.exprs, rhs).iter().any(is)
        }
        _ => false,
    })
}

/// An expression and all its operands.
pub(super) fn reachable(exprs: &Exprs, root: ExprId) -> HashSet<ExprId> {
    let mut seen = HashSet::from([root]);
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        open.extend(exprs[id].kind.operands().into_iter().filter(|operand| seen.insert(*operand)));
    }
    seen
}

/// A block that holds something.
struct Block<'m> {
    name: &'m str,
    site: Site,
    domain: Domain,
    variables: &'m [Variable],
    /// Its shared noises.
    noises: Vec<(NoiseId, &'m str)>,
}

impl Block<'_> {
    /// First what is shared, which the rest may read.
    fn plans(&self, cx: &mut Lowering<'_>, [one, all]: [TimedElements; 2], plans: &mut Vec<TimedPlan>) {
        let clock = cx.clock(cx.dt(self.site));
        let order = in_order(&cx.model.exprs, self.variables);
        let (shared, each): (Vec<_>, Vec<_>) =
            order.into_iter().partition(|(id, _)| self.variables[id.index()].shared);
        if !shared.is_empty() || !self.noises.is_empty() {
            let code = self.kernel(cx, "held/shared", &shared, true);
            plans.push(self.plan("held/shared", one, clock, code));
        }
        if !each.is_empty() {
            let code = self.kernel(cx, "held", &each, false);
            plans.push(self.plan("held", all, clock, code));
        }
    }

    fn plan(&self, part: &str, of: TimedElements, clock: usize, code: KernelUse) -> TimedPlan {
        TimedPlan {
            name: format!("{}/{part}", self.name),
            of,
            slot: Slot { base: SlotBase::Start, side: Side::Before },
            rank: Rank::Held,
            clock,
            when: When::Every(1),
            code,
        }
    }

    fn kernel(
        &self,
        cx: &mut Lowering<'_>,
        part: &str,
        held: &[(VariableId, ExprId)],
        shared: bool,
    ) -> KernelUse {
        let domain = if shared { Domain::NEURONS } else { self.domain };
        let mut body = Body::new(cx, PlaceName::new(self.name, part), domain, self.site, Moment::Step);
        body.shared = shared;
        let owner = body.owner(Place::Own, None);
        if shared {
            for (id, name) in &self.noises {
                let stream = PlaceName::new(self.name, "update").stream(name);
                let stream = body.graph.stream(stream);
                let normal = body.graph.random(Random::Normal, stream, &[]);
                body.store_kept(owner, Kept::Noise(*id), normal);
            }
        }
        for (id, root) in held {
            let value = body.value(*root);
            if let Some(column) = body.variable_column(owner, *id) {
                body.graph.store(column, value);
            }
            body.forget();
        }
        body.finish()
    }
}

/// The variables that are held, each after those that it reads, through subexpressions too.
fn in_order(exprs: &Exprs, variables: &[Variable]) -> Vec<(VariableId, ExprId)> {
    let root = |id: VariableId| match variables[id.index()].kind {
        VariableKind::Held(root) | VariableKind::Subexpression(root) => Some(root),
        _ => None,
    };
    let reads = |id: VariableId| -> Vec<VariableId> {
        let Some(root) = root(id) else { return Vec::new() };
        let own = |id: ExprId| match exprs[id].kind {
            ExprKind::Variable(Place::Own, read) => Some(read),
            _ => None,
        };
        let mut reads: Vec<_> = reachable(exprs, root).into_iter().filter_map(own).collect();
        reads.sort_unstable();
        reads.dedup();
        reads
    };
    let mut done = vec![false; variables.len()];
    let mut order = Vec::new();
    for start in 0..variables.len() as u32 {
        let mut path = vec![(VariableId(start), reads(VariableId(start)))];
        while let Some((id, open)) = path.last_mut() {
            match open.pop() {
                _ if done[id.index()] => {
                    path.pop();
                }
                Some(next) if !done[next.index()] => path.push((next, reads(next))),
                Some(_) => {}
                None => {
                    done[id.index()] = true;
                    let held = matches!(variables[id.index()].kind, VariableKind::Held(_));
                    order.extend(root(*id).filter(|_| held).map(|root| (*id, root)));
                    path.pop();
                }
            }
        }
    }
    order
}
