//! The condition that ends a run: `any(cortex.V > 0 mV)`, `count(cortex) >= 100`.

use super::Check;
use crate::check::checker::Checker;
use crate::check::declared::Block;
use crate::check::diagnostics::{names, protocol as told};
use crate::check::expected::Expected;
use crate::check::expr;
use crate::check::reserved;
use crate::check::scope::{Binding, Scope, Site};
use crate::check::selection::Among;
use crate::hir::{Endpoint, ExprKind, Reduced, ReducedId, ReducedKind, Type, Until};
use crate::source::Span;
use crate::spelling;
use crate::syntax::ast::{self, Argument, Expr, Name, Subscript};
use crate::units::{self, Dimension};
use std::sync::Arc;

/// The names that make one number of many, in `until`.
const REDUCTIONS: [(&str, ReducedKind); 7] = [
    ("any", ReducedKind::Any),
    ("all", ReducedKind::All),
    ("mean", ReducedKind::Mean),
    ("max", ReducedKind::Max),
    ("min", ReducedKind::Min),
    ("sum", ReducedKind::Sum),
    ("count", ReducedKind::Count),
];

/// What stands for the reduction of that number: no name of a model begins like this.
fn stand_in(at: usize) -> Arc<str> {
    format!("{at}").into()
}

impl<'a> Check<'_, 'a> {
    /// What stands after `until`.
    pub(super) fn until(&self, cx: &mut Checker<'a>, until: &'a Expr) -> Option<Until> {
        let mut scope = Scope::new(Site::Until);
        let mut reductions = vec![];
        let mut complete = true;
        let condition = until.map(&mut |expr| {
            let (kind, argument) = reduction(cx, expr)?;
            let at = reductions.len();
            let name = stand_in(at);
            match self.reduce(cx, kind, argument, expr.span) {
                Some(reduction) => {
                    let (ty, dimension) = match (kind, reduction.value) {
                        (ReducedKind::Any | ReducedKind::All, _) => (Type::Boolean, Dimension::ONE),
                        (ReducedKind::Count, _) | (_, None) => (Type::Integer, Dimension::ONE),
                        (_, Some(value)) => (Type::Float, cx.exprs[value].dimension),
                    };
                    let id = ReducedId(at as u32);
                    let id = cx.push(ExprKind::Reduced(id), ty, dimension, expr.span);
                    scope.bind(name.clone(), Binding::Value { id, any: false });
                    reductions.push(reduction);
                }
                None => {
                    complete = false;
                    scope.bind(name.clone(), Binding::Poisoned);
                }
            }
            let name = Name { text: name, span: expr.span };
            Some(Expr { kind: ast::ExprKind::Name(name), span: expr.span })
        });
        let expected = Expected::boolean().because(until.span, "a run ends at a condition");
        let condition = expr::expression(cx, &mut scope, &condition, &expected)?;
        if reductions.is_empty() && complete && expr::is_constant(cx, condition) {
            cx.tell(told::constant_until(until.span));
            return None;
        }
        complete.then_some(Until { reductions, condition })
    }

    fn reduce(
        &self,
        cx: &mut Checker<'a>,
        kind: ReducedKind,
        argument: &'a Expr,
        span: Span,
    ) -> Option<Reduced> {
        if kind == ReducedKind::Count {
            let Some((name, selection)) = elements(argument) else {
                cx.tell(told::not_counted(argument.span));
                return None;
            };
            let (block, of, mut among) = self.among(cx, name)?;
            let only = among.select(cx, selection)?;
            if matches!(of, Endpoint::Synapses(_)) || !block.spikes() {
                cx.tell(told::count_of_silent(argument.span, &block.name.text, block.name.span));
                return None;
            }
            return Some(Reduced { kind, of, only, value: None });
        }
        let mut members = vec![];
        argument.visit(&mut |expr| {
            if let ast::ExprKind::Member { base, name } = &expr.kind {
                members.push((&**base, name));
            }
        });
        let Some((first, _)) = members.first() else {
            cx.tell(told::nothing_to_reduce(span));
            return None;
        };
        let Some((name, selection)) = elements(first) else {
            cx.tell(told::nothing_to_reduce(first.span));
            return None;
        };
        let written = cx.slice(first.span);
        if let Some((other, _)) = members.iter().find(|(base, _)| cx.slice(base.span) != written) {
            cx.tell(told::two_groups(other.span, first.span));
            return None;
        }
        let (block, of, mut among) = self.among(cx, name)?;
        let only = among.select(cx, selection)?;
        let unknown = members.iter().find(|(_, name)| !is_known(&among.scope, &name.text));
        if let Some((_, name)) = unknown {
            let known = block.variables.iter().map(|known| &*known.name);
            cx.tell(names::unknown_variable(name, block.name, &spelling::similar(&name.text, known)));
            return None;
        }
        let value = value(cx, block, &mut among, kind, argument)?;
        Some(Reduced { kind, of, only, value: Some(value) })
    }
}

/// What is found of each element.
fn value<'a>(
    cx: &mut Checker<'a>,
    block: &Block<'a>,
    among: &mut Among<'a>,
    kind: ReducedKind,
    argument: &'a Expr,
) -> Option<crate::hir::ExprId> {
    let value = argument.map(&mut |expr| match &expr.kind {
        ast::ExprKind::Member { name, .. } => {
            Some(Expr { kind: ast::ExprKind::Name(name.clone()), span: expr.span })
        }
        _ => None,
    });
    let parameters = block.parameters.clone();
    cx.within(&parameters, |cx| match kind {
        ReducedKind::Any | ReducedKind::All => {
            let expected = Expected::boolean().because(argument.span, "of each element it must hold or not");
            expr::expression(cx, &mut among.scope, &value, &expected)
        }
        _ => {
            let id = expr::expression(cx, &mut among.scope, &value, &Expected::any())?;
            if cx.exprs[id].ty == Type::Boolean {
                let id = cx.push(ExprKind::ToFloat(id), Type::Float, Dimension::ONE, argument.span);
                return Some(id);
            }
            Some(cx.float(id))
        }
    })
}

/// Whether elements have a value of that name.
fn is_known(scope: &Scope, name: &str) -> bool {
    let of_all = |name| units::is_reserved(name) || reserved::constant(name).is_some();
    scope.get(name).is_some() || name == "N" || reserved::reserved(name).is_some() && !of_all(name)
}

/// A call that makes one number of many.
fn reduction<'e>(cx: &Checker<'_>, expr: &'e Expr) -> Option<(ReducedKind, &'e Expr)> {
    let ast::ExprKind::Call { function, arguments } = &expr.kind else { return None };
    let [Argument { name: None, value }] = &arguments[..] else { return None };
    let (_, kind) = REDUCTIONS.iter().find(|(name, _)| *name == &*function.text)?;
    // A file may have a function of its own that is called so; `min`, `max` and `sum` are functions of numbers, too.
    let mut of_group = cx.env.get(&function.text).is_none()
        && matches!(kind, ReducedKind::Any | ReducedKind::All | ReducedKind::Mean | ReducedKind::Count);
    value.visit(&mut |expr| of_group |= matches!(expr.kind, ast::ExprKind::Member { .. }));
    of_group.then_some((*kind, value))
}

/// A group and what stands in brackets after it.
fn elements(expr: &Expr) -> Option<(&Name, Option<&[Subscript]>)> {
    match &expr.kind {
        ast::ExprKind::Name(name) => Some((name, None)),
        ast::ExprKind::Index { base, subscripts } => match &base.kind {
            ast::ExprKind::Name(name) => Some((name, Some(subscripts))),
            _ => None,
        },
        _ => None,
    }
}
