//! `a * b / c // d % e`.

use super::typed::{Typed, numeric};
use super::{infer, unify, unknown};
use crate::check::checker::Checker;
use crate::check::diagnostics::{units as told, values};
use crate::check::expected::Hint;
use crate::check::scope::Scope;
use crate::hir::{BinaryOp, ExprId, ExprKind, Type};
use crate::source::Span;
use crate::syntax::ast::{self, ProductOp};
use crate::units::Dimension;

/// A product.
pub(super) fn product(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    first: &ast::Expr,
    rest: &[(ProductOp, Span, ast::Expr)],
    hint: Option<&Hint>,
) -> Option<Typed> {
    let factors = factors(cx, scope, first, rest, hint)?;
    let mut span = first.span;
    let mut product = factors[0];
    for ((op, at, expr), factor) in rest.iter().zip(&factors[1..]) {
        let left = span;
        span = span.to(expr.span);
        product = step(cx, (*op, *at), (left, product), (expr.span, *factor), span)?.into();
    }
    Some(product)
}

/// The factors. If only one of them is a sum, what the others are tells what it must be.
fn factors(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    first: &ast::Expr,
    rest: &[(ProductOp, Span, ast::Expr)],
    hint: Option<&Hint>,
) -> Option<Vec<Typed>> {
    let operands: Vec<_> =
        std::iter::once((ProductOp::Mul, first)).chain(rest.iter().map(|(op, _, e)| (*op, e))).collect();
    let multiplicative = operands.iter().all(|(op, _)| matches!(op, ProductOp::Mul | ProductOp::Div));
    let mut sums = operands.iter().enumerate().filter(|(_, (_, e))| is_additive(e)).map(|(at, _)| at);
    let only = match (sums.next(), sums.next(), hint) {
        (Some(at), None, Some(_)) if multiplicative => Some(at),
        _ => None,
    };
    let mut found = vec![None; operands.len()];
    for (at, (op, expr)) in operands.iter().enumerate() {
        if only != Some(at) {
            found[at] = factor(cx, scope, *op, expr, None);
        }
    }
    if let Some(at) = only {
        let (op, expr) = operands[at];
        let others = operands.iter().zip(&found).enumerate().filter(|(other, _)| *other != at);
        let pushed = others.map(|(_, ((op, _), found))| found.map(|t| (*op, t))).collect::<Option<Vec<_>>>();
        let pushed = pushed.zip(hint).and_then(|(others, hint)| push_down(cx, hint, op, &others));
        found[at] = factor(cx, scope, op, expr, pushed.as_ref());
    }
    expect_lone(cx, scope, &operands, &found, hint);
    found.into_iter().collect()
}

/// If one factor alone is unknown, the others say which dimension it must have.
fn expect_lone(
    cx: &mut Checker<'_>,
    scope: &Scope,
    operands: &[(ProductOp, &ast::Expr)],
    found: &[Option<Typed>],
    hint: Option<&Hint>,
) {
    let mut missing = (0..found.len()).filter(|at| found[*at].is_none());
    let (Some(at), None, Some(hint)) = (missing.next(), missing.next(), hint) else { return };
    if operands.iter().any(|(op, _)| !matches!(op, ProductOp::Mul | ProductOp::Div)) {
        return;
    }
    let others = operands.iter().zip(found).enumerate().filter(|(other, _)| *other != at);
    let others: Vec<_> = others.filter_map(|(_, ((op, _), found))| found.map(|typed| (*op, typed))).collect();
    let (op, expr) = operands[at];
    if let Some(pushed) = push_down(cx, hint, op, &others) {
        unknown::expect(cx, scope, expr, pushed.dimension);
    }
}

fn factor(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    op: ProductOp,
    expr: &ast::Expr,
    hint: Option<&Hint>,
) -> Option<Typed> {
    let typed = infer(cx, scope, expr, hint)?;
    numeric(cx, typed.id, expr.span, symbol(op)).map(|_| typed)
}

/// What the factor after `op` must be, for its product with `others` to be as the hint says.
fn push_down(cx: &Checker<'_>, hint: &Hint, op: ProductOp, others: &[(ProductOp, Typed)]) -> Option<Hint> {
    if op == ProductOp::Div {
        // whole = others / factor
        let mut dimension = Dimension::ONE;
        for (op, typed) in others {
            let other = cx.exprs[typed.id].dimension;
            dimension =
                if *op == ProductOp::Mul { dimension.times(other)? } else { dimension.over(other)? };
        }
        return Some(Hint::plain(dimension.over(hint.dimension)?));
    }
    others.iter().try_fold(hint.clone(), |hint, (op, typed)| {
        hint.through(*op == ProductOp::Div, cx.exprs[typed.id].dimension)
    })
}

/// Whether the expected dimension helps to find an error inside.
fn is_additive(expr: &ast::Expr) -> bool {
    match &expr.kind {
        ast::ExprKind::Sign { operand, .. } => is_additive(operand),
        ast::ExprKind::Sum { .. } | ast::ExprKind::Conditional { .. } => true,
        ast::ExprKind::Call { function, .. } => {
            matches!(&*function.text, "min" | "max" | "clip" | "where" | "abs" | "sum")
        }
        _ => false,
    }
}

fn symbol(op: ProductOp) -> &'static str {
    match op {
        ProductOp::Mul => "*",
        ProductOp::Div => "/",
        ProductOp::FloorDiv => "//",
        ProductOp::Mod => "%",
    }
}

/// One operation of two numbers.
fn step(
    cx: &mut Checker<'_>,
    (op, at): (ProductOp, Span),
    (left_span, left): (Span, Typed),
    (right_span, right): (Span, Typed),
    span: Span,
) -> Option<ExprId> {
    let (dl, dr) = (cx.exprs[left.id].dimension, cx.exprs[right.id].dimension);
    if op != ProductOp::Mul && cx.guarded == 0 && is_zero(cx, right.id) {
        cx.tell(values::division_by_zero(right_span, symbol(op)));
        return None;
    }
    let (dimension, op) = match op {
        ProductOp::Mul => (dl.times(dr), BinaryOp::Mul),
        ProductOp::Div => (dl.over(dr), BinaryOp::Div),
        ProductOp::FloorDiv => {
            if !(dl.is_one() && dr.is_one()) {
                let operand = if dl.is_one() { (right_span, dr) } else { (left_span, dl) };
                cx.tell(told::floor_division(operand, at, dl == dr));
                return None;
            }
            (Some(Dimension::ONE), BinaryOp::FloorDiv)
        }
        ProductOp::Mod => {
            let Some(dimension) = unify::common(cx, left, right) else {
                cx.tell(told::cannot_take_remainder((left_span, dl), (right_span, dr)));
                return None;
            };
            (Some(dimension), BinaryOp::Mod)
        }
    };
    let Some(dimension) = dimension else {
        cx.tell(told::out_of_range(span));
        return None;
    };
    let integers = cx.exprs[left.id].ty == Type::Integer && cx.exprs[right.id].ty == Type::Integer;
    if integers && op != BinaryOp::Div {
        return Some(cx.push(ExprKind::Binary(op, left.id, right.id), Type::Integer, dimension, span));
    }
    let (a, b) = (cx.float(left.id), cx.float(right.id));
    Some(cx.push(ExprKind::Binary(op, a, b), Type::Float, dimension, span))
}

fn is_zero(cx: &Checker<'_>, id: ExprId) -> bool {
    match cx.exprs[id].kind {
        ExprKind::Integer(n) => n == 0,
        ExprKind::Float(x) => x == 0.0,
        _ => false,
    }
}
