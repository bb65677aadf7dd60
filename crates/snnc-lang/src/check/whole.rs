//! Whole numbers that need not be constant: degrees, indices.
//!
//! A constant may be written as a float, as long as its value is whole: `1e4`, `0.8*N` if exact.

use super::checker::Checker;
use super::diagnostics::structure;
use super::expected::Expected;
use super::expr;
use super::scope::Scope;
use crate::hir::{Expr, ExprId, ExprKind, Type, Value};
use crate::syntax::ast;
use crate::units::Dimension;

/// An integer expression, constant or not. A whole constant float is converted.
pub(super) fn expression(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    expr: &ast::Expr,
    what: &str,
) -> Option<ExprId> {
    let id = expr::expression(cx, scope, expr, &Expected::float(Dimension::ONE))?;
    if let ExprKind::ToFloat(inner) = cx.exprs[id].kind
        && cx.exprs[inner].ty == Type::Integer
    {
        return Some(inner);
    }
    let Some(whole) = expr::fold(cx, id).and_then(to_whole) else {
        let text = cx.sources.get(expr.span.source).slice(expr.span);
        cx.tell(structure::fractional(expr.span, what, text));
        return None;
    };
    let kind = ExprKind::Integer(whole);
    Some(cx.exprs.push(Expr { kind, ty: Type::Integer, dimension: Dimension::ONE, span: expr.span }))
}

fn to_whole(value: Value) -> Option<i64> {
    match value {
        Value::Integer(n) => Some(n),
        // Beyond 2^63 nothing is exact any more, and a cast would saturate.
        Value::Float(x) if x.fract() == 0.0 && x.abs() < 9.2e18 => Some(x as i64),
        Value::Float(_) | Value::Boolean(_) => None,
    }
}
