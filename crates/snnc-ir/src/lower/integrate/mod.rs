//! Integrators: from differential equations to the values of their variables one step later.
//!
//! To add one, write `advance` for it, give it a name in the language, and say in `choose` when it is taken.

mod attempt;
mod choose;
mod driven;
mod equation;
mod euler;
mod exact;
mod expm;
mod exponential_euler;
mod linear;
mod obstacle;
mod relax;
mod series;
mod system;

use super::Lowering;
use super::layout::Kept;
use crate::plan::KernelUse;
use attempt::attempt;
use equation::Equation;
use snnc_lang::hir::{GroupId, GroupKind, Method, VariableId, VariableKind};

/// The kernel that advances a group of neurons by a step, if there is anything to do, and the method, with the reason for it.
pub(super) fn update(cx: &mut Lowering<'_>, id: GroupId) -> (Option<KernelUse>, String) {
    let group = &cx.model.groups[id.index()];
    let GroupKind::Neurons { threshold, method, .. } = &group.kind else {
        return (None, String::new());
    };
    let equations: Vec<_> = group
        .variables
        .iter()
        .enumerate()
        .filter_map(|(index, variable)| match variable.kind {
            VariableKind::Differential { rhs, unless_refractory } => {
                let variable_id = VariableId(index as u32);
                Some(Equation { variable: variable_id, name: &variable.name, rhs, unless_refractory })
            }
            _ => None,
        })
        .collect();
    if equations.is_empty() {
        let kept = cx.groups[id.index()].kept(Kept::NotRefractory).is_some();
        let something = threshold.is_some() || kept;
        let kernel = something.then(|| attempt(cx, id, &equations, Method::Euler).ok()).flatten();
        return (kernel, "no differential equations".into());
    }
    match choose::method(cx, id, &equations, *method) {
        Ok((kernel, reason)) => (Some(kernel), reason),
        Err(diagnostics) => {
            cx.diagnostics.extend(diagnostics);
            (None, String::new())
        }
    }
}
