//! `a + b - c`, and who is to blame if the dimensions differ.

use super::typed::{Typed, in_dimension, numeric};
use super::{infer, remedy, unknown};
use crate::check::checker::Checker;
use crate::check::diagnostics::units as told;
use crate::check::expected::Hint;
use crate::check::scope::Scope;
use crate::hir::{BinaryOp, ExprKind, Type};
use crate::source::Span;
use crate::syntax::ast::{self, SumOp};
use crate::units::Dimension;

/// A term: its expression, and what it came out as.
struct Term<'a> {
    expr: &'a ast::Expr,
    typed: Typed,
    operator: Option<(SumOp, Span)>,
}

/// A sum.
pub(super) fn sum(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    first: &ast::Expr,
    rest: &[(SumOp, Span, ast::Expr)],
    hint: Option<&Hint>,
) -> Option<Typed> {
    let operands = std::iter::once((None, first)).chain(rest.iter().map(|(op, at, e)| (Some((*op, *at)), e)));
    let mut terms = Vec::with_capacity(rest.len() + 1);
    for (operator, expr) in operands {
        let typed = infer(cx, scope, expr, hint);
        let sign = match operator.or(rest.first().map(|(op, at, _)| (*op, *at))) {
            Some((SumOp::Sub, _)) => "-",
            _ => "+",
        };
        let typed = typed.and_then(|t| numeric(cx, t.id, expr.span, sign).map(|_| t));
        terms.push(typed.map(|typed| Term { expr, typed, operator }));
    }
    let known = |term: &Term<'_>| (!term.typed.any).then(|| cx.exprs[term.typed.id].dimension);
    let wanted = hint.map(|hint| hint.dimension).or_else(|| terms.iter().flatten().find_map(known));
    if let Some(wanted) = wanted.filter(|_| terms.iter().any(Option::is_none)) {
        for expr in std::iter::once(first).chain(rest.iter().map(|(_, _, expr)| expr)) {
            unknown::expect(cx, scope, expr, wanted);
        }
    }
    // Only after all of them were looked at, so that the errors of each are told.
    let terms = terms.into_iter().collect::<Option<Vec<_>>>()?;
    let dimension = agreed(cx, scope, &terms, hint)?;
    Some(chain(cx, &terms, dimension).into())
}

/// The dimension of all terms; if they differ, that is told.
fn agreed(cx: &mut Checker<'_>, scope: &Scope, terms: &[Term<'_>], hint: Option<&Hint>) -> Option<Dimension> {
    let of = |term: &Term<'_>| cx.exprs[term.typed.id].dimension;
    let mut dimensions = terms.iter().filter(|t| !t.typed.any).map(of);
    let Some(dimension) = dimensions.next() else { return Some(Dimension::ONE) };
    if dimensions.all(|d| d == dimension) {
        return Some(dimension);
    }
    // The odd one is the one that differs from what is expected, if any term is as expected; else from most others.
    let count = |d: Dimension| terms.iter().filter(|t| !t.typed.any && of(t) == d).count();
    let expected = hint.map(|h| h.dimension).filter(|d| count(*d) > 0);
    let most = terms.iter().filter(|t| !t.typed.any).map(of).max_by_key(|d| count(*d)).unwrap_or(dimension);
    let clear = expected.is_some() || 2 * count(most) > terms.iter().filter(|t| !t.typed.any).count();
    let right = expected.unwrap_or(if clear { most } else { dimension });
    let odd = terms.iter().position(|t| !t.typed.any && of(t) != right)?;
    let near = |at: &usize| at.abs_diff(odd);
    let other =
        (0..terms.len()).filter(|at| !terms[*at].typed.any && of(&terms[*at]) == right).min_by_key(near)?;
    let (odd, other) = (&terms[odd], &terms[other]);
    let later = if odd.expr.span.start > other.expr.span.start { odd } else { other };
    let subtracts = matches!(later.operator, Some((SumOp::Sub, _)));
    let (left, right) = if std::ptr::eq(later, odd) { (other, odd) } else { (odd, other) };
    let mut diagnostic = told::cannot_add(
        subtracts,
        (odd.expr.span, of(odd)),
        (other.expr.span, of(other)),
        (of(left), of(right)),
    );
    if let Some((span, text)) = hint.filter(|h| h.dimension == of(other)).and_then(|h| h.reason("this sum")) {
        diagnostic = diagnostic.label(span, text);
    }
    let error = diagnostic.primary.span;
    let dimensions = (of(odd), of(other));
    let (last, before) = terms.split_last()?;
    let only_last =
        of(last) == dimensions.1 && before.iter().all(|term| term.typed.any || of(term) == dimensions.0);
    let last = before.first().filter(|_| only_last).map(|first| (first.expr.span, last.expr));
    suspect_both(cx, scope, error, (odd, dimensions.0), (other, dimensions.1), hint);
    let place = hint.filter(|h| h.dimension == dimensions.1).and_then(Hint::place);
    let (found, wanted) = dimensions;
    let blamed = remedy::Blamed { expr: odd.expr, found, wanted, clear, place, declares: None, last };
    remedy::tell(cx, scope, diagnostic, &blamed);
    None
}

/// Any of the terms may be wrong: as a whole they are to fit what is expected, the two that are told each other.
fn suspect_both(
    cx: &mut Checker<'_>,
    scope: &Scope,
    error: Span,
    (odd, a): (&Term<'_>, Dimension),
    (other, b): (&Term<'_>, Dimension),
    hint: Option<&Hint>,
) {
    remedy::suspect(cx, scope, error, other.expr, (b, a));
    if let Some(hint) = hint {
        remedy::suspect(cx, scope, error, odd.expr, (a, hint.dimension));
        remedy::suspect(cx, scope, error, other.expr, (b, hint.dimension));
    }
}

/// The terms added from the left.
fn chain(cx: &mut Checker<'_>, terms: &[Term<'_>], dimension: Dimension) -> crate::hir::ExprId {
    let integer = terms.iter().all(|t| cx.exprs[t.typed.id].ty == Type::Integer) && dimension.is_one();
    let ty = if integer { Type::Integer } else { Type::Float };
    let mut sum = None;
    let mut span = terms[0].expr.span;
    for term in terms {
        let mut id = in_dimension(cx, term.typed, dimension);
        if !integer {
            id = cx.float(id);
        }
        span = span.to(term.expr.span);
        sum = Some(match (sum, term.operator) {
            (Some(sum), Some((op, _))) => {
                let op = if op == SumOp::Add { BinaryOp::Add } else { BinaryOp::Sub };
                cx.push(ExprKind::Binary(op, sum, id), ty, dimension, span)
            }
            _ => id,
        });
    }
    sum.unwrap_or(terms[0].typed.id)
}
