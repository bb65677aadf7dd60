//! Conditions: comparisons, `and`, `or`, `not`, and the choice that depends on one.

use super::typed::Typed;
use super::{expression, infer, remedy, unify, unknown};
use crate::check::checker::Checker;
use crate::check::diagnostics::{types, units as told};
use crate::check::expected::{Expected, Hint};
use crate::check::scope::Scope;
use crate::hir::{BinaryOp, ExprId, ExprKind, Type};
use crate::source::Span;
use crate::syntax::ast::{self, CompareOp};
use crate::units::Dimension;

/// `not x`.
pub(super) fn not(cx: &mut Checker<'_>, scope: &mut Scope, operand: &ast::Expr, span: Span) -> Option<Typed> {
    let id = condition(cx, scope, operand, "not")?;
    Some(cx.push(ExprKind::Not(id), Type::Boolean, Dimension::ONE, span).into())
}

/// `a and b and c`, `a or b or c`.
pub(super) fn junction(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    op: BinaryOp,
    operands: &[ast::Expr],
) -> Option<Typed> {
    let word = if op == BinaryOp::And { "and" } else { "or" };
    let mut ids = Vec::with_capacity(operands.len());
    for (at, operand) in operands.iter().enumerate() {
        // The first operand alone is evaluated in any case.
        let guard = usize::from(at > 0);
        cx.guarded += guard;
        ids.push(condition(cx, scope, operand, word));
        cx.guarded -= guard;
    }
    let ids = ids.into_iter().collect::<Option<Vec<_>>>()?;
    join(cx, op, &ids).map(Typed::from)
}

fn join(cx: &mut Checker<'_>, op: BinaryOp, ids: &[ExprId]) -> Option<ExprId> {
    let (first, rest) = ids.split_first()?;
    Some(rest.iter().fold(*first, |all, id| {
        let span = cx.exprs[all].span.to(cx.exprs[*id].span);
        cx.push(ExprKind::Binary(op, all, *id), Type::Boolean, Dimension::ONE, span)
    }))
}

fn condition(cx: &mut Checker<'_>, scope: &mut Scope, operand: &ast::Expr, word: &str) -> Option<ExprId> {
    let verb = if word == "not" { "reverses a condition" } else { "joins conditions" };
    let expected = Expected::boolean().because(operand.span, format!("a number, but `{word}` {verb}"));
    expression(cx, scope, operand, &expected)
}

/// `a < b <= c`: each operand is evaluated once.
pub(super) fn comparison(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    first: &ast::Expr,
    rest: &[(CompareOp, Span, ast::Expr)],
) -> Option<Typed> {
    let mut left = (first, infer(cx, scope, first, None));
    let mut pairs = vec![];
    for (op, _, expr) in rest {
        let right = (expr, infer(cx, scope, expr, None));
        pairs.push(pair(cx, scope, *op, left, right));
        left = right;
    }
    let pairs = pairs.into_iter().collect::<Option<Vec<_>>>()?;
    join(cx, BinaryOp::And, &pairs).map(Typed::from)
}

fn pair(
    cx: &mut Checker<'_>,
    scope: &Scope,
    op: CompareOp,
    (left, a): (&ast::Expr, Option<Typed>),
    (right, b): (&ast::Expr, Option<Typed>),
) -> Option<ExprId> {
    let (a, b) = match (a, b) {
        (Some(a), Some(b)) => (a, b),
        (None, None) => return None,
        (Some(known), None) => {
            unknown::expect(cx, scope, right, cx.exprs[known.id].dimension);
            return None;
        }
        (None, Some(known)) => {
            unknown::expect(cx, scope, left, cx.exprs[known.id].dimension);
            return None;
        }
    };
    let span = left.span.to(right.span);
    let is_boolean = |typed: Typed| cx.exprs[typed.id].ty == Type::Boolean;
    let (x, y) = match (is_boolean(a), is_boolean(b)) {
        (true, true) if matches!(op, CompareOp::Eq | CompareOp::Ne) => {
            let mut integer = |typed: Typed| {
                let span = cx.exprs[typed.id].span;
                cx.push(ExprKind::ToInteger(typed.id), Type::Integer, Dimension::ONE, span)
            };
            (integer(a), integer(b))
        }
        (false, false) => {
            let Some(dimension) = unify::common(cx, a, b) else {
                let (da, db) = (cx.exprs[a.id].dimension, cx.exprs[b.id].dimension);
                let diagnostic = told::cannot_compare(symbol(op), (left.span, da), (right.span, db));
                // A bare number is the odd one out, whichever side it stands on.
                let ((expr, found), (other, wanted)) =
                    if da.is_one() { ((left, da), (right, db)) } else { ((right, db), (left, da)) };
                let clear = da.is_one() || db.is_one();
                let place = remedy::declared_at(cx, scope, other);
                let blamed = remedy::Blamed { expr, found, wanted, clear, place, declares: None, last: None };
                remedy::tell(cx, scope, diagnostic, &blamed);
                return None;
            };
            let (x, y, _) = unify::unify(cx, a, b, dimension);
            (x, y)
        }
        (first, _) => {
            let (condition, other) = if first { (left, right) } else { (right, left) };
            let texts = (cx.slice(condition.span), cx.slice(other.span));
            cx.tell(types::compared_condition(condition.span, symbol(op), texts.0, texts.1));
            return None;
        }
    };
    Some(cx.push(ExprKind::Compare(op, x, y), Type::Boolean, Dimension::ONE, span))
}

fn symbol(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Lt => "<",
        CompareOp::Le => "<=",
        CompareOp::Gt => ">",
        CompareOp::Ge => ">=",
        CompareOp::Eq => "==",
        CompareOp::Ne => "!=",
    }
}

/// `then if condition else otherwise`.
pub(super) fn select(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    span: Span,
    condition: &ast::Expr,
    then: &ast::Expr,
    otherwise: &ast::Expr,
    hint: Option<&Hint>,
) -> Option<Typed> {
    let expected =
        Expected::boolean().because(condition.span, "a number, but this chooses between two values");
    let chosen = expression(cx, scope, condition, &expected);
    cx.guarded += 1;
    let (a, b) = (infer(cx, scope, then, hint), infer(cx, scope, otherwise, hint));
    cx.guarded -= 1;
    let (condition, a, b) = (chosen?, a?, b?);
    let is_boolean = |typed: Typed| cx.exprs[typed.id].ty == Type::Boolean;
    let (x, y, ty, dimension) = match (is_boolean(a), is_boolean(b)) {
        (true, true) => (a.id, b.id, Type::Boolean, Dimension::ONE),
        (false, false) => {
            let Some(dimension) = unify::common(cx, a, b) else {
                let (da, db) = (cx.exprs[a.id].dimension, cx.exprs[b.id].dimension);
                let first_is_odd = hint.is_some_and(|h| h.dimension == db);
                let (odd, other) =
                    if first_is_odd { ((then, da), (otherwise, db)) } else { ((otherwise, db), (then, da)) };
                let mut diagnostic = told::branches_differ((odd.0.span, odd.1), (other.0.span, other.1));
                let known = hint.filter(|h| h.dimension == other.1);
                if let Some((span, text)) = known.and_then(|h| h.reason("this")) {
                    diagnostic = diagnostic.label(span, text);
                }
                let place = known.and_then(Hint::place);
                let (found, wanted, clear) = (odd.1, other.1, known.is_some());
                let blamed =
                    remedy::Blamed { expr: odd.0, found, wanted, clear, place, declares: None, last: None };
                remedy::tell(cx, scope, diagnostic, &blamed);
                return None;
            };
            let (x, y, ty) = unify::unify(cx, a, b, dimension);
            (x, y, ty, dimension)
        }
        (first, _) => {
            let (condition, number) = if first { (then, otherwise) } else { (otherwise, then) };
            cx.tell(types::mixed_branches(condition.span, number.span));
            return None;
        }
    };
    let kind = ExprKind::Select { condition, then: x, otherwise: y };
    Some(cx.push(kind, ty, dimension, span).into())
}
