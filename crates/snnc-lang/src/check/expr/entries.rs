//! Arrays computed entry by entry: an expression in which arrays stand for their entry at one place.

use super::fold;
use crate::check::checker::{Checker, Entries};
use crate::check::diagnostics::{arrays as told, values};
use crate::check::value::{self, Fault, FaultKind};
use crate::files::Values;
use crate::hir::{ArrayId, ExprId, ExprKind, Type, Value};
use crate::source::Span;

/// The values of an expression: an array's, or of shape `[]` that of a number.
#[derive(Debug, Clone)]
pub(super) struct Evaluated {
    pub(super) shape: Vec<usize>,
    pub(super) values: Values,
}

/// An array that stands in an expression: its entry, where the expression may be an array.
pub(super) fn entry(cx: &mut Checker<'_>, array: ArrayId, span: Span) -> Option<ExprId> {
    let (name, shape, ty, dimension) = {
        let array = cx.exprs.array(array);
        (array.name.clone(), array.shape.clone(), array.ty, array.dimension)
    };
    match &mut cx.entries {
        None => {
            cx.tell(told::no_value(span, &name, shape.len()));
            return None;
        }
        Some(entries) => match &entries.first {
            Some((first, place)) if *first != shape => {
                let diagnostic = told::shapes_differ((span, &shape), (*place, first));
                cx.tell(diagnostic);
                return None;
            }
            Some(_) => {}
            None => entries.first = Some((shape, span)),
        },
    }
    Some(cx.push(ExprKind::Entry(array), ty, dimension, span))
}

/// The values of a checked expression in which these arrays were met; a fault is told.
pub(super) fn evaluate(cx: &mut Checker<'_>, root: ExprId, entries: &Entries) -> Option<Evaluated> {
    let Some((shape, _)) = entries.first.clone() else {
        let values = match fold::evaluate(cx, root)? {
            Value::Float(x) => Values::Floats(vec![x]),
            Value::Integer(n) => Values::Integers(vec![n]),
            Value::Boolean(b) => Values::Booleans(vec![b]),
        };
        return Some(Evaluated { shape: vec![], values });
    };
    if let ExprKind::Entry(array) = cx.exprs[root].kind {
        let values = cx.exprs.array(array).values.as_ref().clone();
        return Some(Evaluated { shape, values });
    }
    let count = shape.iter().product();
    match all(cx, root, count) {
        Ok(values) => Some(Evaluated { shape, values }),
        Err((fault, at)) => {
            let told = values::fault(fault, cx.slice(fault.span));
            cx.tell(told.label(cx.exprs[root].span, format!("at index {at} of the array")));
            None
        }
    }
}

fn all(cx: &Checker<'_>, root: ExprId, count: usize) -> Result<Values, (Fault, usize)> {
    let order = value::reachable(&cx.exprs, root);
    let mut values: Vec<Result<Value, Fault>> = Vec::with_capacity(order.len());
    let mut one = |at: usize| -> Result<Value, (Fault, usize)> {
        let leaf = |kind: &ExprKind| match kind {
            ExprKind::Entry(array) => Some(value::at(&cx.exprs.array(*array).values, at)),
            kind => fold::known(cx, kind),
        };
        values.clear();
        for id in &order {
            let of = |operand: &ExprId| match order.binary_search(operand) {
                Ok(found) => values[found],
                Err(_) => Err(Fault { kind: FaultKind::NotConstant, span: cx.exprs[*operand].span }),
            };
            let value = value::step(&cx.exprs, *id, &of, &leaf, cx.env.arithmetic);
            values.push(value);
        }
        let missing = Fault { kind: FaultKind::NotConstant, span: cx.exprs[root].span };
        values.last().copied().unwrap_or(Err(missing)).map_err(|fault| (fault, at))
    };
    Ok(match cx.exprs[root].ty {
        Type::Float => {
            let float = |at| one(at).map(value::as_float);
            Values::Floats((0..count).map(float).collect::<Result<_, _>>()?)
        }
        Type::Integer => {
            let integer = |at| one(at).map(|value| if let Value::Integer(n) = value { n } else { 0 });
            Values::Integers((0..count).map(integer).collect::<Result<_, _>>()?)
        }
        Type::Boolean => {
            let boolean = |at| one(at).map(|value| value == Value::Boolean(true));
            Values::Booleans((0..count).map(boolean).collect::<Result<_, _>>()?)
        }
    })
}
