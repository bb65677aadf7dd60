//! Whether an expression is what is expected of it.

use super::fold::fold;
use super::remedy;
use super::typed::{Typed, in_dimension};
use crate::check::checker::Checker;
use crate::check::diagnostics::{types, units as told};
use crate::check::expected::{Expected, Want};
use crate::check::scope::Scope;
use crate::hir::{ExprId, ExprKind, Function, Type, Value};
use crate::syntax::ast;
use crate::units::Dimension;

/// Converts an expression to what is expected; if it cannot be, that is told.
pub(super) fn conform(
    cx: &mut Checker<'_>,
    scope: &Scope,
    expr: &ast::Expr,
    typed: Typed,
    expected: &Expected,
) -> Option<ExprId> {
    let because = expected.because.as_ref().map(|b| (b.span, b.text.as_str()));
    let found = (cx.exprs[typed.id].ty, cx.exprs[typed.id].dimension);
    match (expected.want, found.0) {
        (Want::Anything, _) | (Want::Boolean, Type::Boolean) | (Want::Integer, Type::Integer) => {
            Some(typed.id)
        }
        (Want::Boolean, _) => {
            cx.tell(types::not_a_condition(expr.span, cx.slice(expr.span), found.1, because));
            None
        }
        (_, Type::Boolean) => {
            cx.tell(types::not_a_number(expr.span, cx.slice(expr.span), because));
            None
        }
        (Want::Integer, Type::Float) => to_integer(cx, expr, typed, because),
        (Want::Float(wanted) | Want::Number(wanted), _) => {
            if typed.any || found.1 == wanted {
                let id = in_dimension(cx, typed, wanted);
                let keep = matches!(expected.want, Want::Number(_));
                return Some(if keep { id } else { cx.float(id) });
            }
            let diagnostic = told::mismatch(expr.span, found.1, wanted, because);
            let because = expected.because.as_ref();
            let declares = because.and_then(|b| b.declares);
            let place = because.map(|b| b.span);
            let blamed =
                remedy::Blamed { expr, found: found.1, wanted, clear: true, place, declares, last: None };
            remedy::tell(cx, scope, diagnostic, &blamed);
            None
        }
    }
}

/// A float where an integer is expected: only a constant without fraction, or one that was rounded.
fn to_integer(
    cx: &mut Checker<'_>,
    expr: &ast::Expr,
    typed: Typed,
    because: Option<(crate::source::Span, &str)>,
) -> Option<ExprId> {
    let dimension = cx.exprs[typed.id].dimension;
    if dimension.is_one()
        && let Some(Value::Float(x)) = fold(cx, typed.id)
        && x.trunc() == x
        && x.abs() < 9e18
    {
        return Some(cx.push(ExprKind::Integer(x as i64), Type::Integer, Dimension::ONE, expr.span));
    }
    let whole = |function: &Function| matches!(function, Function::Floor | Function::Ceil | Function::Round);
    if dimension.is_one()
        && matches!(&cx.exprs[typed.id].kind, ExprKind::Call(function, _) if whole(function))
    {
        let kind = ExprKind::ToInteger(typed.id);
        return Some(cx.push(kind, Type::Integer, Dimension::ONE, expr.span));
    }
    let told = types::not_an_integer(expr.span, cx.slice(expr.span), dimension, because);
    // One constant with a fraction is one mistake, wherever it is used as an index.
    match &expr.kind {
        ast::ExprKind::Name(name) if matches!(cx.exprs[typed.id].kind, ExprKind::Constant(_)) => {
            cx.tell_of_name(name, told);
        }
        _ => cx.tell(told),
    }
    None
}
