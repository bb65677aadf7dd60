//! `a ** b`.

use super::fold::fold;
use super::infer;
use super::typed::{Typed, numeric};
use crate::check::checker::Checker;
use crate::check::diagnostics::units as told;
use crate::check::expected::Hint;
use crate::check::scope::Scope;
use crate::hir::{BinaryOp, ExprId, ExprKind, Type, Value};
use crate::source::Span;
use crate::syntax::ast;
use crate::units::{Dimension, Ratio};

/// A power. The exponent is dimensionless, and constant if the base is not.
pub(super) fn power(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    expr: &ast::Expr,
    base: &ast::Expr,
    exponent: &ast::Expr,
    hint: Option<&Hint>,
) -> Option<Typed> {
    let because = "an exponent is a dimensionless number".to_string();
    let exponent_id = infer(cx, scope, exponent, Some(&Hint::one(exponent.span, because)))
        .and_then(|typed| numeric(cx, typed.id, exponent.span, "**"))
        .and_then(|id| {
            let dimension = cx.exprs[id].dimension;
            if dimension.is_one() {
                return Some(id);
            }
            cx.tell(told::exponent_with_dimension(exponent.span, dimension));
            None
        });
    let value = exponent_id.and_then(|id| fold(cx, id));
    let ratio = match value {
        Some(Value::Integer(n)) => Ratio::new(n, 1),
        Some(Value::Float(x)) => Ratio::approximate(x),
        _ => None,
    };
    let pushed = hint.and_then(|hint| {
        let inverse = ratio.and_then(|r| Ratio::new(r.denominator().into(), r.numerator().into()))?;
        Some(Hint::plain(hint.dimension.power(inverse)?))
    });
    let typed = infer(cx, scope, base, pushed.as_ref())?;
    let base_id = numeric(cx, typed.id, base.span, "**")?;
    let exponent_id = exponent_id?;
    let dimension = cx.exprs[base_id].dimension;
    let dimension = if dimension.is_one() {
        dimension
    } else {
        dimension_of_power(cx, (base.span, dimension), exponent, value, ratio)?
    };
    if cx.exprs[base_id].ty == Type::Integer
        && let Some(Value::Integer(n @ 0..)) = value
    {
        return Some(repeated(cx, base_id, n, expr.span).into());
    }
    let (a, b) = (cx.float(base_id), cx.float(exponent_id));
    Some(cx.push(ExprKind::Binary(BinaryOp::Pow, a, b), Type::Float, dimension, expr.span).into())
}

fn dimension_of_power(
    cx: &mut Checker<'_>,
    base: (Span, Dimension),
    exponent: &ast::Expr,
    value: Option<Value>,
    ratio: Option<Ratio>,
) -> Option<Dimension> {
    let problem = match (value, ratio) {
        (None, _) => told::exponent_not_constant(exponent.span, base),
        (Some(Value::Float(x)), None) => told::exponent(exponent.span, x),
        (_, None) => told::out_of_range(exponent.span),
        (_, Some(ratio)) => match base.1.power(ratio) {
            Some(dimension) => return Some(dimension),
            None => told::out_of_range(exponent.span),
        },
    };
    cx.tell(problem);
    None
}

/// A whole power of an integer is an integer, as in Python: by repeated squaring.
fn repeated(cx: &mut Checker<'_>, base: ExprId, exponent: i64, span: Span) -> ExprId {
    let mut multiply = |a, b| {
        let kind = ExprKind::Binary(BinaryOp::Mul, a, b);
        cx.push(kind, Type::Integer, Dimension::ONE, span)
    };
    let (mut square, mut left, mut power) = (base, exponent, None);
    while left > 0 {
        if left & 1 == 1 {
            power = Some(power.map_or(square, |p| multiply(p, square)));
        }
        left >>= 1;
        if left > 0 {
            square = multiply(square, square);
        }
    }
    power.unwrap_or_else(|| cx.push(ExprKind::Integer(1), Type::Integer, Dimension::ONE, span))
}
