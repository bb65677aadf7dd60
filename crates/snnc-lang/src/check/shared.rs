//! Shared variables: one value for all elements of a block. What they depend on must be shared too, and statements write
//! them before anything that differs between elements.

use super::checker::Checker;
use super::declared::Declared;
use super::diagnostics::structure as told;
use crate::hir::{Builtin, ExprId, ExprKind, LocalId, Place, Variable, VariableId, VariableKind};
use crate::source::Span;
use crate::syntax::ast::End;
use std::collections::HashSet;

/// The variables that the expressions of a block can mean.
#[derive(Clone, Copy)]
pub(super) struct Tables<'a> {
    /// The block's own.
    pub(super) own: &'a [Declared<'a>],
    /// Those of the source and target of synapses.
    pub(super) ends: [&'a [Declared<'a>]; 2],
}

impl<'a> Tables<'a> {
    /// The variable of that number.
    pub(super) fn variable(&self, place: Place, id: VariableId) -> &'a Declared<'a> {
        let table = match place {
            Place::Own => self.own,
            Place::End(End::Pre) => self.ends[0],
            Place::End(End::Post) => self.ends[1],
        };
        &table[id.index()]
    }

    /// Where an expression reads something that differs between elements; `locals` are the local names that do.
    fn varying(&self, cx: &Checker<'_>, locals: &HashSet<LocalId>, root: ExprId) -> Option<Span> {
        let mut seen = HashSet::from([root]);
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            let expr = &cx.exprs[id];
            let differs = match &expr.kind {
                ExprKind::Variable(place, id) => !self.variable(*place, *id).is_shared(),
                ExprKind::Local(id) => locals.contains(id),
                ExprKind::Builtin(builtin) => matches!(
                    builtin,
                    Builtin::Index(_)
                        | Builtin::LastSpike(_)
                        | Builtin::NotRefractory(_)
                        | Builtin::Degree(_)
                        | Builtin::SynapseNumber
                        | Builtin::LastUpdate
                ),
                _ => false,
            };
            if differs {
                return Some(expr.span);
            }
            open.extend(expr.kind.operands().into_iter().filter(|operand| seen.insert(*operand)));
        }
        None
    }
}

/// Tells the shared variables whose right sides differ between elements.
pub(super) fn equations(cx: &mut Checker<'_>, tables: Tables<'_>, variables: &[Variable]) {
    for variable in variables.iter().filter(|variable| variable.shared) {
        let (VariableKind::Differential { rhs: root, .. }
        | VariableKind::Subexpression(root)
        | VariableKind::Held(root)) = variable.kind
        else {
            continue;
        };
        if let Some(span) = tables.varying(cx, &HashSet::new(), root) {
            cx.tell(told::not_shared(span, &name_at(cx, span), &variable.name, variable.span));
        }
    }
}

fn name_at(cx: &Checker<'_>, span: Span) -> String {
    format!("`{}`", cx.slice(span))
}

/// What is known of the statements of a section before the next one.
#[derive(Default)]
pub(super) struct Written {
    /// The local names that differ between elements.
    locals: HashSet<LocalId>,
    /// The first statement that is carried out for each element.
    each: Option<Span>,
}

impl Written {
    /// Looks at the definition of a local name.
    pub(super) fn local(
        &mut self,
        cx: &Checker<'_>,
        tables: Tables<'_>,
        id: LocalId,
        value: ExprId,
        at: Span,
    ) {
        if draws(cx, value) || tables.varying(cx, &self.locals, value).is_some() {
            self.locals.insert(id);
            self.each.get_or_insert(at);
        }
    }

    /// Looks at an assignment to a variable. `at_spikes`: it is carried out for the elements of a spike or event.
    pub(super) fn variable(
        &mut self,
        cx: &mut Checker<'_>,
        tables: Tables<'_>,
        (place, id): (Place, VariableId),
        value: ExprId,
        at: Span,
        at_spikes: bool,
    ) {
        let variable = tables.variable(place, id);
        if !variable.is_shared() {
            self.each.get_or_insert(at);
        } else if at_spikes || place != Place::Own {
            let who = if at_spikes { "the statements of a spike or event" } else { "synapses" };
            cx.tell(told::shared_at_spikes(at, &variable.name, who, variable.span));
        } else if let Some(span) = tables.varying(cx, &self.locals, value) {
            cx.tell(told::not_shared(span, &name_at(cx, span), &variable.name, variable.span));
        } else if let Some(first) = self.each {
            cx.tell(told::shared_too_late(at, &variable.name, first));
        }
    }
}

/// Whether an expression draws a random number.
fn draws(cx: &Checker<'_>, root: ExprId) -> bool {
    let reachable = super::value::reachable(&cx.exprs, root);
    reachable.into_iter().any(|id| matches!(cx.exprs[id].kind, ExprKind::Random(..)))
}
