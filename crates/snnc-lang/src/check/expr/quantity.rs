//! Numbers, and numbers with a unit.

use super::typed::Typed;
use super::{array, constant};
use crate::check::checker::Checker;
use crate::check::diagnostics::units as told;
use crate::check::scope::Scope;
use crate::hir::{ExprKind, Type};
use crate::source::Span;
use crate::syntax::ast::{self, Number};
use crate::units::{self, Dimension, Unit};

/// A number as written. Zero fits any dimension.
pub(super) fn number(cx: &mut Checker<'_>, number: Number, span: Span) -> Typed {
    let (kind, ty, any) = match number {
        Number::Integer(n) => (ExprKind::Integer(n), Type::Integer, n == 0),
        Number::Float(x) => (ExprKind::Float(x), Type::Float, x == 0.0),
    };
    Typed { id: cx.push(kind, ty, Dimension::ONE, span), any }
}

/// `10 mV`, `3 ms**2`: the value times the nearest float to the unit's size, as in Brian's `10*mV`.
pub(super) fn quantity(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    expr: &ast::Expr,
    value: &ast::Expr,
    unit: &ast::Expr,
) -> Option<Typed> {
    let at = unit.span;
    let mut unit = after_number(cx, scope, expr.span, unit)?;
    if let Some(supposed) = cx.supposed.declared.get(&at) {
        unit.dimension = *supposed;
    }
    let value = match &value.kind {
        ast::ExprKind::Number(Number::Integer(n)) => *n as f64,
        ast::ExprKind::Number(Number::Float(x)) => *x,
        _ => return array::with_unit(cx, scope, value, unit, expr.span),
    };
    let kind = ExprKind::Float(value * unit.scale());
    Some(cx.push(kind, Type::Float, unit.dimension, expr.span).into())
}

/// The unit after a number: a name, or a constant power of one.
fn after_number(cx: &mut Checker<'_>, scope: &mut Scope, all: Span, unit: &ast::Expr) -> Option<Unit> {
    match &unit.kind {
        ast::ExprKind::Name(name) => {
            let found = units::after_number(&name.text);
            if found.is_none() {
                let known = scope.get(&name.text).is_some()
                    || cx.env.get(&name.text).is_some()
                    || crate::check::reserved::reserved(&name.text).is_some();
                let number = cx.slice(Span { end: name.span.start, ..all }).trim();
                cx.tell(told::not_a_unit(name, all, number, known));
            }
            found
        }
        ast::ExprKind::Power { base, exponent } => {
            let base = after_number(cx, scope, all, base)?;
            power(cx, base, exponent)
        }
        _ => {
            cx.tell(told::no_unit_here(unit.span));
            None
        }
    }
}

/// A constant power of a unit.
pub(super) fn power(cx: &mut Checker<'_>, base: Unit, exponent: &ast::Expr) -> Option<Unit> {
    let ratio = constant::ratio(cx, exponent)?;
    let unit = base.power(ratio);
    if unit.is_none() {
        cx.tell(told::out_of_range(exponent.span));
    }
    unit
}
