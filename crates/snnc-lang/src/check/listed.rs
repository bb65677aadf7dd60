//! Connections that are given one by one: `pairs […]` and `file "…"`.

use super::checker::Checker;
use super::diagnostics::{connections as told, synapses as diagnostics};
use super::expr;
use super::rule::Rule;
use crate::files::{Array, Files, Values};
use crate::hir::{Listed, Type, VariableId};
use crate::source::Span;
use crate::syntax::ast::{EquationKind, Expr, ExprKind, Text};
use std::sync::Arc;

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

/// `file "edges.npz"`.
pub(super) fn file(rule: &Rule<'_>, cx: &mut Checker<'_>, path: &Text) -> Option<Listed> {
    let from = cx.sources.get(path.span.source).name.clone();
    let name = cx.files.resolve(&from, &path.text);
    let opened = match cx.files.arrays(&name) {
        Ok(opened) => opened,
        Err(wrong) => {
            cx.tell(told::file(path.span, &name, None, &wrong));
            return None;
        }
    };
    let get = |cx: &mut Checker<'_>, array: &str| -> Option<Arc<Array>> {
        match opened.get(Some(array)) {
            Ok(found) if found.shape.len() == 1 => return Some(found),
            Ok(found) => cx.tell(told::not_flat(path.span, &name, array, &found.shape)),
            Err(wrong) => cx.tell(told::file(path.span, &name, Some(array), &wrong)),
        }
        None
    };
    let ends = [get(cx, "i"), get(cx, "j")];
    let mut indices = vec![];
    for (array, which) in ends.iter().zip(["i", "j"]) {
        let whole = array.as_ref().and_then(|array| array.integers());
        if let (Some(_), None) = (array, &whole) {
            cx.tell(told::not_whole(path.span, &name, which));
        }
        indices.push(whole);
    }
    let (Some(targets), Some(sources)) = (indices.pop()?, indices.pop()?) else { return None };
    if sources.len() != targets.len() {
        cx.tell(told::lengths(path.span, &name, "j", targets.len(), sources.len()));
        return None;
    }
    let mut listed = Listed {
        pairs: sources.into_iter().zip(targets).map(|(source, target)| [source, target]).collect(),
        values: vec![],
        delays: None,
    };
    let count = listed.pairs.len();
    let mut whole = true;
    for array in opened.names() {
        if matches!(&*array, "i" | "j" | "k") {
            continue;
        }
        let known = rule.variables.iter().position(|variable| *variable.name == *array);
        let stored = known.filter(|at| {
            let equation = rule.variables[*at].equation;
            equation.is_some_and(|equation| {
                let shared = equation.flags.iter().any(|flag| &*flag.text == "shared");
                !matches!(equation.kind, EquationKind::Subexpression(_)) && !shared
            })
        });
        if known.is_some() && stored.is_none() {
            continue;
        }
        if stored.is_none() && array != "delay" {
            cx.tell(told::unused_array(path.span, &name, &array));
            continue;
        }
        let Some(found) = get(cx, &array) else {
            whole = false;
            continue;
        };
        let one_for_all = stored.is_none() && found.values.len() == 1;
        if found.values.len() != count && !one_for_all {
            cx.tell(told::lengths(path.span, &name, &array, found.values.len(), count));
            whole = false;
            continue;
        }
        let Some(at) = stored else {
            let delays = found.floats();
            listed.delays = Some(if one_for_all { vec![delays[0]; count] } else { delays });
            continue;
        };
        let ty = rule.variables[at].meaning.as_ref()?.ty;
        let values = match ty {
            Type::Float => Some(Values::Floats(found.floats())),
            Type::Integer => found.integers().map(Values::Integers),
            Type::Boolean => {
                let truth = |n: &i64| match n {
                    0 => Some(false),
                    1 => Some(true),
                    _ => None,
                };
                let truths = found.integers().and_then(|all| all.iter().map(truth).collect());
                truths.map(Values::Booleans)
            }
        };
        match values {
            Some(values) => listed.values.push((VariableId(at as u32), values)),
            None => {
                cx.tell(told::not_whole(path.span, &name, &array));
                whole = false;
            }
        }
    }
    whole.then_some(listed)
}
