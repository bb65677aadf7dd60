//! Functions of the file, which are inlined, and `sum`, which is unrolled.

use super::fold::evaluate;
use super::typed::{Typed, numeric};
use super::unit::unit;
use super::{array, conform, constant, expression, infer, unify};
use crate::check::checker::{self, Checker};
use crate::check::diagnostics::{names, types, units as told};
use crate::check::expected::{self, Expected, Hint};
use crate::check::scope::{Binding, Scope};
use crate::files::Values;
use crate::hir::{BinaryOp, ExprKind, Type, Value};
use crate::source::Span;
use crate::syntax::ast::{self, Argument, Name};
use crate::units::Dimension;

/// How many calls are inlined in a model.
const CALLS: usize = 20_000;

/// How many terms a `sum` may have.
const TERMS: i64 = 100_000;

/// Inlines a call. Arguments are checked once and shared by all uses of their parameter.
pub(super) fn call(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    expr: &ast::Expr,
    function: &ast::Function,
    arguments: &[Argument],
    hint: Option<&Hint>,
) -> Option<Typed> {
    let name = &function.name;
    if arguments.len() != function.parameters.len() {
        let parameters: Vec<_> = function.parameters.iter().map(|p| &*p.text).collect();
        let ast::ExprKind::Call { function: called, .. } = &expr.kind else { return None };
        let given = arguments.len();
        cx.tell(types::wrong_number_of_arguments(called, expr.span, &parameters, given, Some(name.span)));
        return None;
    }
    let mut body_scope = Scope::new(scope.site);
    body_scope.no_random = scope.no_random;
    body_scope.dt = scope.dt;
    body_scope.function = Some(name.text.clone());
    let mut whole = true;
    for (at, argument) in arguments.iter().enumerate() {
        let parameter = match &argument.name {
            None => &function.parameters[at],
            Some(named) => match function.parameters.iter().find(|p| p.text == named.text) {
                Some(parameter) => parameter,
                None => {
                    cx.tell(names::unknown_parameter(named, name, &function.parameters));
                    return None;
                }
            },
        };
        let binding = match infer(cx, scope, &argument.value, None) {
            Some(typed) => Binding::Value { id: typed.id, any: typed.any },
            None => {
                whole = false;
                Binding::Poisoned
            }
        };
        if body_scope.get(&parameter.text).is_some() {
            cx.tell(types::argument_twice(name, parameter, argument.value.span));
            return None;
        }
        body_scope.bind(parameter.text.clone(), binding);
    }
    if !whole {
        return None;
    }
    // The unit is looked at before the call counts as entered: an error in it is not of this call.
    let declared = match &function.unit {
        Some(written) => {
            let (ty, dimension, shown) = unit(cx, written)?;
            let because = expected::declaration(&name.text, ty, &shown.text);
            Some(Expected::of(ty, dimension).because(written.span, because))
        }
        None => None,
    };
    cx.inlined += 1;
    if cx.inlined > CALLS {
        cx.tell(types::too_many_calls(expr.span, CALLS));
        cx.exhausted = true;
        return None;
    }
    cx.calls.push(checker::Call { name: name.text.clone(), span: expr.span });
    let body_hint = declared.as_ref().map_or_else(|| hint.cloned(), Expected::hint);
    // A function does not see the parameters of the model that calls it.
    let hidden = cx.env.parameters.take();
    let result = infer(cx, &mut body_scope, &function.body, body_hint.as_ref()).and_then(|typed| {
        let Some(expected) = &declared else { return Some(typed) };
        conform::conform(cx, &body_scope, &function.body, typed, expected).map(Typed::from)
    });
    cx.env.parameters = hidden;
    cx.calls.pop();
    result
}

/// `sum(term for k in range(a, b))`.
pub(super) fn sum(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    span: Span,
    name: &Name,
    arguments: &[Argument],
    hint: Option<&Hint>,
) -> Option<Typed> {
    let [
        Argument {
            name: None,
            value: ast::Expr { kind: ast::ExprKind::Comprehension { term, generator }, .. },
        },
    ] = arguments
    else {
        cx.tell(types::sum_without_range(name, span));
        return None;
    };
    let variable = &generator.variable;
    if !cx.is_free(variable) {
        return None;
    }
    let range = range(cx, scope, &generator.over, "sum", TERMS)?;
    let hidden = scope.get(&variable.text).cloned();
    let mut total: Option<Typed> = None;
    let mut failed = false;
    for k in range {
        let id = cx.push(ExprKind::Integer(k), Type::Integer, Dimension::ONE, variable.span);
        scope.bind(variable.text.clone(), Binding::Value { id, any: false });
        match included(cx, scope, generator.filter.as_ref()) {
            Some(true) => {}
            Some(false) => continue,
            None => {
                failed = true;
                break;
            }
        }
        let Some(next) =
            infer(cx, scope, term, hint).and_then(|t| numeric(cx, t.id, term.span, "+").map(|_| t))
        else {
            failed = true;
            break;
        };
        total = Some(match total {
            None => next,
            Some(total) => {
                let Some(dimension) = unify::common(cx, total, next) else {
                    let dimensions = (cx.exprs[total.id].dimension, cx.exprs[next.id].dimension);
                    cx.tell(told::terms_differ(term.span, dimensions.0, dimensions.1));
                    failed = true;
                    break;
                };
                let any = total.any && next.any;
                let (a, b, ty) = unify::unify(cx, total, next, dimension);
                let id = cx.push(ExprKind::Binary(BinaryOp::Add, a, b), ty, dimension, span);
                Typed { id, any }
            }
        });
    }
    match hidden {
        Some(binding) => scope.bind(variable.text.clone(), binding),
        None => scope.unbind(&variable.text),
    }
    if failed {
        return None;
    }
    // An empty sum is the number 0.
    Some(total.unwrap_or_else(|| Typed {
        id: cx.push(ExprKind::Integer(0), Type::Integer, Dimension::ONE, span),
        any: true,
    }))
}

/// Whether the term is counted: a constant condition.
fn included(cx: &mut Checker<'_>, scope: &mut Scope, filter: Option<&ast::Expr>) -> Option<bool> {
    let Some(filter) = filter else { return Some(true) };
    let id = expression(cx, scope, filter, &Expected::boolean())?;
    match evaluate(cx, id)? {
        Value::Boolean(b) => Some(b),
        _ => None,
    }
}

/// `range(b)`, `range(a, b)`, `range(a, b, step)` of constants, or an array of whole numbers: at most so many for `what`.
pub(super) fn range(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    over: &ast::Expr,
    what: &str,
    most: i64,
) -> Option<Vec<i64>> {
    let bounds = match &over.kind {
        ast::ExprKind::Call { function, arguments }
            if &*function.text == "range" && (1..=3).contains(&arguments.len()) =>
        {
            arguments
        }
        ast::ExprKind::Call { function, arguments } if &*function.text == "range" => {
            let parameters = ["start", "stop", "step"];
            let given = arguments.len();
            cx.tell(types::wrong_number_of_arguments(function, over.span, &parameters, given, None));
            return None;
        }
        _ => {
            let found = array::constants(cx, over, &Expected::any())?;
            return match found.values {
                Values::Integers(values) if found.shape.len() == 1 && values.len() as i64 <= most => {
                    Some(values)
                }
                _ => {
                    cx.tell(types::not_a_range(over.span));
                    None
                }
            };
        }
    };
    let mut values = vec![];
    for bound in bounds {
        values.push(constant::whole_in(cx, scope, &bound.value, "a bound of `range`"));
    }
    let values = values.into_iter().collect::<Option<Vec<_>>>()?;
    let (start, stop, step) = match values[..] {
        [stop] => (0, stop, 1),
        [start, stop] => (start, stop, 1),
        [start, stop, step] => (start, stop, step),
        _ => return None,
    };
    if step == 0 {
        cx.tell(types::empty_step(over.span));
        return None;
    }
    // In 128 bits nothing overflows.
    let count = (i128::from(stop) - i128::from(start) + i128::from(step) - i128::from(step.signum()))
        / i128::from(step);
    if count > i128::from(most) {
        cx.tell(types::too_many_terms(over.span, what, count, most));
        return None;
    }
    Some((0..count.max(0) as i64).map(|n| start + n * step).collect())
}
