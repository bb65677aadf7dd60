//! A connection rule, and what is said of the numbers in all kinds of them.

use super::checker::Checker;
use super::declared::{Declared, Named};
use super::diagnostics::synapses as diagnostics;
use super::expr;
use crate::hir::{Builtin, ExprId, ExprKind, Place, Value};
use crate::source::Span;
use crate::syntax::ast::{ConnectClause, End};

/// One `connect:` and what it stands between.
pub(super) struct Rule<'a> {
    /// All of it.
    pub(super) span: Span,
    /// Its clauses.
    pub(super) clauses: &'a [ConnectClause],
    /// The presynaptic end.
    pub(super) source: &'a Named,
    /// The postsynaptic end.
    pub(super) target: &'a Named,
    /// The variables of the synapses, those that number them within a pair included.
    pub(super) variables: &'a [Declared<'a>],
}

impl Rule<'_> {
    /// `N_pre` and `N_post`, as far as they are known.
    pub(super) fn sizes(&self) -> Vec<(Builtin, u32)> {
        let ends = [(End::Pre, self.source), (End::Post, self.target)];
        ends.into_iter().filter_map(|(end, part)| Some((Builtin::EndSize(end), part.size()?))).collect()
    }
}

/// `None`, and told, if an expression reads the index or a variable of one of these ends.
pub(super) fn reads(cx: &mut Checker<'_>, root: ExprId, ends: &[End], why: &str) -> Option<()> {
    let mut open = vec![root];
    let mut seen = std::collections::HashSet::new();
    while let Some(id) = open.pop() {
        let expr = &cx.exprs[id];
        let end = match &expr.kind {
            ExprKind::Variable(Place::End(end), _)
            | ExprKind::Builtin(
                Builtin::Index(Place::End(end))
                | Builtin::LastSpike(Place::End(end))
                | Builtin::NotRefractory(Place::End(end)),
            ) => Some(*end),
            _ => None,
        };
        if end.is_some_and(|end| ends.contains(&end)) {
            let text = cx.sources.get(expr.span.source).slice(expr.span);
            cx.tell(diagnostics::not_known_yet(expr.span, text, why));
            return None;
        }
        open.extend(expr.kind.operands().into_iter().filter(|operand| seen.insert(*operand)));
    }
    Some(())
}

pub(super) fn probability_range(cx: &mut Checker<'_>, id: ExprId, span: Span) {
    match expr::float(cx, id) {
        Some(p) if p < 0.0 || p.is_nan() => cx.tell(diagnostics::negative_probability(span, p)),
        Some(p) if p > 1.0 => cx.tell(diagnostics::probability_above_one(span, p)),
        Some(0.0) => cx.tell(diagnostics::no_synapses(span, "its probability is 0")),
        _ => {}
    }
}

pub(super) fn number_range(cx: &mut Checker<'_>, id: ExprId, span: Span, what: &str) {
    match expr::fold(cx, id) {
        Some(Value::Integer(0)) => cx.tell(diagnostics::no_synapses(span, &format!("{what} is 0"))),
        Some(Value::Integer(n)) if n < 0 => cx.tell(diagnostics::negative_number(span, what, n)),
        _ => {}
    }
}
