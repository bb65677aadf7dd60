//! Expressions: names, types and dimensions.

use super::checker::Checker;
use super::expected::Expected;
use super::scope::Scope;
use crate::hir::{DisplayUnit, ExprId, Type, Value};
use crate::syntax::ast;
use crate::units::Dimension;

/// Checks an expression. The result has the type and dimension that are expected; `None` means that something is wrong
/// with it, which has been told.
pub fn expression(
    _cx: &mut Checker<'_>,
    _scope: &mut Scope,
    _expr: &ast::Expr,
    _expected: &Expected,
) -> Option<ExprId> {
    None
}

/// Evaluates an expression that must be constant.
pub fn constant(_cx: &mut Checker<'_>, _expr: &ast::Expr, _expected: &Expected) -> Option<Value> {
    None
}

/// The value of a checked expression, if it is constant and without a fault.
pub fn fold(_cx: &Checker<'_>, _id: ExprId) -> Option<Value> {
    None
}

/// The unit after the `:` of a declaration: type, dimension, and how values are shown.
pub fn unit(_cx: &mut Checker<'_>, _expr: &ast::Expr) -> Option<(Type, Dimension, DisplayUnit)> {
    None
}
