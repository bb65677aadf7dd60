//! The unit after the `:` of a declaration.

use super::quantity;
use crate::check::checker::Checker;
use crate::check::diagnostics::units as told;
use crate::hir::{DisplayUnit, Type};
use crate::syntax::ast::{self, ExprKind, Number, ProductOp};
use crate::units::{self, Dimension, Unit};

/// The unit after the `:` of a declaration: type, dimension, and how values are shown.
pub(in crate::check) fn unit(
    cx: &mut Checker<'_>,
    expr: &ast::Expr,
) -> Option<(Type, Dimension, DisplayUnit)> {
    if let ExprKind::Name(name) = &expr.kind {
        let ty = match &*name.text {
            "boolean" => Some(Type::Boolean),
            "integer" => Some(Type::Integer),
            _ => None,
        };
        if let Some(ty) = ty {
            return Some((ty, Dimension::ONE, DisplayUnit { text: "1".into(), scale: 1.0 }));
        }
    }
    let unit = measure(cx, expr)?;
    let text = cx.slice(expr.span).split_whitespace().collect::<Vec<_>>().join(" ");
    let dimension = cx.supposed.declared.get(&expr.span).copied().unwrap_or(unit.dimension);
    Some((Type::Float, dimension, DisplayUnit { text: text.into(), scale: unit.scale() }))
}

/// A product of powers of units.
fn measure(cx: &mut Checker<'_>, expr: &ast::Expr) -> Option<Unit> {
    match &expr.kind {
        ExprKind::Number(Number::Integer(1)) => Some(Unit::ONE),
        ExprKind::Name(name) => {
            let found = units::after_number(&name.text);
            if found.is_none() {
                cx.tell(told::unknown_unit(name));
            }
            found
        }
        ExprKind::Power { base, exponent } => {
            let base = measure(cx, base)?;
            quantity::power(cx, base, exponent)
        }
        ExprKind::Product { first, rest } => {
            let mut unit = measure(cx, first)?;
            for (op, at, factor) in rest {
                let factor = measure(cx, factor)?;
                let next = match op {
                    ProductOp::Mul => unit.times(factor),
                    ProductOp::Div => unit.over(factor),
                    ProductOp::FloorDiv | ProductOp::Mod => {
                        cx.tell(told::no_unit_here(*at));
                        return None;
                    }
                };
                let Some(next) = next else {
                    cx.tell(told::out_of_range(expr.span));
                    return None;
                };
                unit = next;
            }
            Some(unit)
        }
        ExprKind::Number(_) | ExprKind::Quantity { .. } => {
            cx.tell(told::number_in_unit(expr.span));
            None
        }
        _ => {
            cx.tell(told::no_unit_here(expr.span));
            None
        }
    }
}
