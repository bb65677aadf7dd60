//! Connections that stand in the text one by one: `pairs […]`.

use super::checker::Checker;
use super::diagnostics::{connections as told, synapses as diagnostics};
use super::expr;
use super::rule::Rule;
use crate::hir::Listed;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};

/// `pairs [(0, 1), (0, 2)]`.
pub(super) fn pairs(rule: &Rule<'_>, cx: &mut Checker<'_>, value: &Expr, lenient: bool) -> Option<Listed> {
    let ExprKind::Array(elements) = &value.kind else {
        cx.tell(told::no_pairs(value.span));
        return None;
    };
    let mut pairs = vec![];
    let mut whole = true;
    for element in elements {
        let pair = match &element.kind {
            ExprKind::Tuple(ends) if ends.len() == 2 => ends,
            _ => {
                cx.tell(told::no_pairs(element.span));
                return None;
            }
        };
        let ends = [expr::whole(cx, &pair[0], "an index"), expr::whole(cx, &pair[1], "an index")];
        let [Some(source), Some(target)] = ends else {
            whole = false;
            continue;
        };
        if !lenient {
            outside(rule, cx, [source, target], [pair[0].span, pair[1].span]);
        }
        pairs.push([source, target]);
    }
    whole.then_some(Listed { pairs, values: vec![], delays: None })
}

/// Tells an index that its group does not have.
fn outside(rule: &Rule<'_>, cx: &mut Checker<'_>, pair: [i64; 2], spans: [Span; 2]) {
    let ends = [("i", "the source", rule.source), ("j", "the target", rule.target)];
    for (((given, name, end), index), span) in ends.into_iter().zip(pair).zip(spans) {
        if let Some(size) = end.size()
            && !(0..i64::from(size)).contains(&index)
        {
            cx.tell(diagnostics::index_out_of_range(span, given, index, "", name, size));
        }
    }
}
