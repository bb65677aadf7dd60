//! Expressions: names, types and dimensions.
//!
//! Dimensions are inferred from the leaves up, and the one that is expected is pushed down into sums, so that a wrong
//! term is told from the right ones. An expression with an error is `None`: what contains it says nothing more.

mod array;
mod call;
mod conform;
mod constant;
mod entries;
mod fold;
mod inline;
mod logic;
mod name;
mod origin;
mod power;
mod product;
mod quantity;
mod remedy;
mod sum;
mod typed;
mod unify;
mod unit;
mod unknown;

pub(super) use array::{
    Constants, MOST as MOST_ELEMENTS, constants, constants_in, floats, mentions as mentions_array,
};
pub(super) use call::unknown as unknown_function;
pub(super) use constant::{constant, constant_in, whole};
pub(super) use fold::{evaluate, float, fold, is_constant, time_step};
pub(super) use unit::unit;

use super::checker::Checker;
use super::diagnostics::types;
use super::expected::{Expected, Hint};
use super::scope::Scope;
use crate::hir::{ExprId, ExprKind, Type};
use crate::source::Span;
use crate::syntax::ast;
use typed::{Typed, numeric};

/// How deep an expression may be nested, functions of the file included.
const DEPTH: usize = 600;

/// How many expressions a model may have.
const SIZE: usize = 1_000_000;

/// Checks an expression. The result has the type and dimension that are expected; `None` means that something is wrong
/// with it, which has been told.
pub(super) fn expression(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    expr: &ast::Expr,
    expected: &Expected,
) -> Option<ExprId> {
    let hint = expected.hint();
    let Some(typed) = infer(cx, scope, expr, hint.as_ref()) else {
        unknown::expect_hint(cx, scope, expr, hint.as_ref());
        return None;
    };
    conform::conform(cx, scope, expr, typed, expected)
}

/// Checks an expression that may as well be a condition.
pub(super) fn condition_or(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    expr: &ast::Expr,
    expected: &Expected,
) -> Option<ExprId> {
    let typed = infer(cx, scope, expr, expected.hint().as_ref())?;
    if cx.exprs[typed.id].ty == Type::Boolean {
        return Some(typed.id);
    }
    conform::conform(cx, scope, expr, typed, expected)
}

/// Checks an expression of which nothing is expected; also says whether it is a literal that fits any dimension.
pub(super) fn unexpected(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    expr: &ast::Expr,
) -> Option<(ExprId, bool)> {
    infer(cx, scope, expr, None).map(|typed| (typed.id, typed.any))
}

/// Infers type and dimension; sums are held to `hint`, if there is one.
fn infer(cx: &mut Checker<'_>, scope: &mut Scope, expr: &ast::Expr, hint: Option<&Hint>) -> Option<Typed> {
    if cx.exhausted {
        return None;
    }
    if cx.depth >= DEPTH || cx.exprs.len() >= SIZE {
        let deep = cx.depth >= DEPTH;
        cx.tell(if deep { types::too_deep(expr.span) } else { types::too_large(expr.span, SIZE) });
        cx.exhausted = true;
        return None;
    }
    if cx.depth == 0 {
        cx.whole = Some(expr.span);
        cx.arguments.clear();
    }
    cx.depth += 1;
    let typed = dispatch(cx, scope, expr, hint);
    cx.depth -= 1;
    typed
}

fn dispatch(cx: &mut Checker<'_>, scope: &mut Scope, expr: &ast::Expr, hint: Option<&Hint>) -> Option<Typed> {
    use ast::ExprKind as K;
    match &expr.kind {
        K::Number(number) => Some(quantity::number(cx, *number, expr.span)),
        K::Quantity { value, unit } => quantity::quantity(cx, scope, expr, value, unit),
        K::Name(name) => name::name(cx, scope, name),
        K::Sign { negative, operand } => sign(cx, scope, *negative, operand, expr.span, hint),
        K::Not(operand) => logic::not(cx, scope, operand, expr.span),
        K::Sum { first, rest } => sum::sum(cx, scope, first, rest, hint),
        K::Product { first, rest } => product::product(cx, scope, first, rest, hint),
        K::Power { base, exponent } => power::power(cx, scope, expr, base, exponent, hint),
        K::Comparison { first, rest } => logic::comparison(cx, scope, first, rest),
        K::And(operands) => logic::junction(cx, scope, crate::hir::BinaryOp::And, operands),
        K::Or(operands) => logic::junction(cx, scope, crate::hir::BinaryOp::Or, operands),
        K::Conditional { condition, then, otherwise } => {
            logic::select(cx, scope, expr.span, condition, then, otherwise, hint)
        }
        K::Call { function, arguments } => call::call(cx, scope, expr, function, arguments, hint),
        K::Index { base, subscripts } => array::element(cx, scope, base, subscripts, expr.span),
        K::Array(items) => array::literal(cx, scope, items, expr.span),
        K::Member { .. } => refuse(cx, types::member(expr.span, scope.site)),
        K::Text(_) => refuse(cx, types::no_number(expr.span, "a string")),
        K::Tuple(_) => {
            let text = cx.slice(expr.span);
            refuse(cx, types::no_pair(expr.span, text))
        }
        K::Comprehension { .. } => refuse(cx, types::no_number(expr.span, "a generator")),
    }
}

fn refuse(cx: &mut Checker<'_>, diagnostic: crate::Diagnostic) -> Option<Typed> {
    cx.tell(diagnostic);
    None
}

/// `-x`, `+x`.
fn sign(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    negative: bool,
    operand: &ast::Expr,
    span: Span,
    hint: Option<&Hint>,
) -> Option<Typed> {
    let typed = infer(cx, scope, operand, hint)?;
    let id = numeric(cx, typed.id, operand.span, if negative { "-" } else { "+" })?;
    let dimension = cx.exprs[id].dimension;
    let id = match (&cx.exprs[id].kind, negative) {
        (_, false) => id,
        (ExprKind::Float(x), _) => {
            let value = ExprKind::Float(-x);
            cx.push(value, Type::Float, dimension, span)
        }
        (ExprKind::Integer(n), _) => {
            // Written numbers are not negative, so that this cannot overflow.
            let value = ExprKind::Integer(n.saturating_neg());
            cx.push(value, Type::Integer, dimension, span)
        }
        _ => {
            let ty = cx.exprs[id].ty;
            cx.push(ExprKind::Negate(id), ty, dimension, span)
        }
    };
    Some(Typed { id, any: typed.any })
}
