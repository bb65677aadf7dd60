//! The noises of equations.

use crate::kernel::{Random, Value};
use crate::lower::body::{Body, Site};
use crate::lower::held;
use crate::lower::layout::Kept;
use snnc_lang::Span;
use snnc_lang::hir::{ExprId, ExprKind, NoiseId, Place};
use std::collections::HashSet;

/// What a noise adds up to in this step; one number for each neuron, whichever equations it stands in.
pub(super) fn increment(body: &mut Body<'_, '_>, id: NoiseId) -> Value {
    if let Some(increment) = body.noises.get(&id) {
        return *increment;
    }
    let noises = match body.site {
        Site::Group(group) => &body.cx.model.groups[group.index()].noises,
        Site::Synapses(synapses) => &body.cx.model.synapses[synapses.index()].noises,
    };
    let is_shared = matches!(body.site, Site::Group(group) if held::is_shared(body.cx.model, group, id));
    let normal = if is_shared {
        let owner = body.owner(Place::Own, None);
        body.load_kept(owner, Kept::Noise(id))
    } else {
        let name = &noises[id.index()];
        let stream = body.place.stream(name);
        let stream = body.graph.stream(stream);
        body.graph.random(Random::Normal, stream, &[])
    };
    let dt = body.dt();
    let root = body.graph.sqrt(dt);
    let increment = body.graph.mul(root, normal);
    body.noises.insert(id, increment);
    increment
}

/// The noises that an expression contains, each with the first place where it is found, subexpressions included.
pub(super) fn noises(body: &Body<'_, '_>, root: ExprId) -> Vec<(NoiseId, Span)> {
    let mut seen = HashSet::from([root]);
    let mut stack = vec![root];
    let mut found: Vec<(NoiseId, Span)> = Vec::new();
    while let Some(id) = stack.pop() {
        let expr = body.expr(id);
        let operands = match expr.kind {
            ExprKind::Noise(noise) => {
                if found.iter().all(|(known, _)| *known != noise) {
                    found.push((noise, expr.span));
                }
                continue;
            }
            ExprKind::Variable(place, variable) => {
                body.subexpression(place, variable, None).map(|(id, _)| id).into_iter().collect()
            }
            ref kind => kind.operands(),
        };
        stack.extend(operands.into_iter().rev().filter(|operand| seen.insert(*operand)));
    }
    found
}
