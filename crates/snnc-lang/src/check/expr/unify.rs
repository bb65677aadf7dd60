//! Bringing two values to one type and dimension.

use super::typed::{Typed, in_dimension};
use crate::check::checker::Checker;
use crate::hir::{ExprId, Type};
use crate::units::Dimension;

/// The dimension that two numbers have in common; `None` if they differ.
pub(super) fn common(cx: &Checker<'_>, a: Typed, b: Typed) -> Option<Dimension> {
    let (da, db) = (cx.exprs[a.id].dimension, cx.exprs[b.id].dimension);
    match (a.any, b.any) {
        (true, _) => Some(db),
        (_, true) => Some(da),
        _ => (da == db).then_some(da),
    }
}

/// Two numbers of one dimension, converted to one type.
pub(super) fn unify(
    cx: &mut Checker<'_>,
    a: Typed,
    b: Typed,
    dimension: Dimension,
) -> (ExprId, ExprId, Type) {
    let (a, b) = (in_dimension(cx, a, dimension), in_dimension(cx, b, dimension));
    if cx.exprs[a].ty == Type::Integer && cx.exprs[b].ty == Type::Integer {
        return (a, b, Type::Integer);
    }
    (cx.float(a), cx.float(b), Type::Float)
}
