//! Expressions on their way up, of which type and dimension are known.

use crate::check::checker::Checker;
use crate::check::diagnostics::types;
use crate::hir::{ExprId, Type};
use crate::source::Span;
use crate::units::Dimension;

/// An expression on its way up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Typed {
    pub(super) id: ExprId,
    /// A literal 0 or infinity, which fits any dimension.
    pub(super) any: bool,
}

impl From<ExprId> for Typed {
    fn from(id: ExprId) -> Typed {
        Typed { id, any: false }
    }
}

/// The same expression, if it is a number; a condition is told.
pub(super) fn numeric(cx: &mut Checker<'_>, id: ExprId, span: Span, operator: &str) -> Option<ExprId> {
    if cx.exprs[id].ty != Type::Boolean {
        return Some(id);
    }
    cx.tell(types::condition_in_arithmetic(span, operator, cx.slice(span)));
    None
}

/// A literal that fits any dimension, in this one.
pub(super) fn in_dimension(cx: &mut Checker<'_>, typed: Typed, dimension: Dimension) -> ExprId {
    if !typed.any || dimension.is_one() {
        return typed.id;
    }
    let id = cx.float(typed.id);
    let (kind, span) = (cx.exprs[id].kind.clone(), cx.exprs[id].span);
    cx.push(kind, Type::Float, dimension, span)
}
