//! Expressions that must be constant.

use super::conform::conform;
use super::fold::{evaluate, fold};
use super::{expression, infer};
use crate::check::checker::Checker;
use crate::check::diagnostics::{types, units};
use crate::check::expected::Expected;
use crate::check::scope::Scope;
use crate::hir::Value;
use crate::syntax::ast;
use crate::units::{Dimension, Ratio};

/// Evaluates an expression that must be constant.
pub(in crate::check) fn constant(
    cx: &mut Checker<'_>,
    expr: &ast::Expr,
    expected: &Expected,
) -> Option<Value> {
    constant_in(cx, &mut Scope::constant(), expr, expected)
}

/// The same where names mean what they mean in `scope`.
pub(in crate::check) fn constant_in(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    expr: &ast::Expr,
    expected: &Expected,
) -> Option<Value> {
    let id = expression(cx, scope, expr, expected)?;
    evaluate(cx, id)
}

/// Evaluates an expression that must be a constant whole number; a float without fraction is one.
/// `what` names it in a message: "the size of `cortex`".
pub(in crate::check) fn whole(cx: &mut Checker<'_>, expr: &ast::Expr, what: &str) -> Option<i64> {
    whole_in(cx, &mut Scope::constant(), expr, what)
}

/// The same where names mean what they mean in `scope`: one that is no constant is told as such.
pub(super) fn whole_in(cx: &mut Checker<'_>, scope: &mut Scope, expr: &ast::Expr, what: &str) -> Option<i64> {
    let because = format!("{what} is a whole number");
    let expected = Expected::float(Dimension::ONE).because(expr.span, because);
    let typed = infer(cx, scope, expr, expected.hint().as_ref())?;
    if let Some(Value::Integer(n)) = fold(cx, typed.id) {
        return Some(n);
    }
    let dimension = cx.exprs[typed.id].dimension;
    if let ast::ExprKind::Quantity { value, .. } = &expr.kind
        && !dimension.is_one()
    {
        cx.tell(units::needless(expr.span, what, dimension, cx.slice(value.span)));
        return None;
    }
    let id = conform(cx, scope, expr, typed, &expected)?;
    let Value::Float(x) = evaluate(cx, id)? else { return None };
    if x.trunc() == x && x.abs() < 9e18 {
        return Some(x as i64);
    }
    cx.tell(types::not_whole(expr.span, what, x, cx.slice(expr.span)));
    None
}

/// A constant exponent as a fraction.
pub(super) fn ratio(cx: &mut Checker<'_>, exponent: &ast::Expr) -> Option<Ratio> {
    let value = constant(cx, exponent, &Expected::float(Dimension::ONE))?;
    let Value::Float(x) = value else { return None };
    let ratio = Ratio::approximate(x);
    if ratio.is_none() {
        cx.tell(units::exponent(exponent.span, x));
    }
    ratio
}
