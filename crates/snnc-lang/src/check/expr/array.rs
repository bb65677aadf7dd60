//! Arrays: literals, files, ranges, and their elements.

use super::entries::{self, Evaluated};
use super::typed::Typed;
use super::{constant, expression, fold, infer, inline};
use crate::check::checker::{Checker, Entries};
use crate::check::diagnostics::{arrays as told, names, types};
use crate::check::environment::Definition;
use crate::check::evaluate::Running;
use crate::check::expected::Expected;
use crate::check::scope::{Scope, Site};
use crate::files::{Files, Values};
use crate::hir::{self, ArrayId, Builtin, DisplayUnit, ExprId, ExprKind, Place, Type, Value};
use crate::source::Span;
use crate::syntax::ast::{self, Argument, Name, Subscript};
use crate::units::{self, Dimension};
use std::sync::Arc;

/// How many elements an array may have.
pub(in crate::check) const MOST: usize = 1 << 28;

/// The value of a constant expression that may be an array.
#[derive(Debug, Clone)]
pub(in crate::check) struct Constants {
    /// The lengths of an array; empty for a number.
    pub(in crate::check) shape: Vec<usize>,
    pub(in crate::check) values: Values,
    pub(in crate::check) ty: Type,
    pub(in crate::check) dimension: Dimension,
    /// A literal 0 or infinity, which fits any dimension.
    any: bool,
}

/// Checks and evaluates a constant expression that may be an array.
pub(in crate::check) fn constants(
    cx: &mut Checker<'_>,
    expr: &ast::Expr,
    expected: &Expected,
) -> Option<Constants> {
    constants_in(cx, &mut Scope::constant(), expr, expected)
}

/// The same where names mean what they mean in `scope`.
pub(in crate::check) fn constants_in(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    expr: &ast::Expr,
    expected: &Expected,
) -> Option<Constants> {
    let outer = cx.entries.replace(Entries::default());
    let typed = infer(cx, scope, expr, expected.hint().as_ref());
    let id = typed.and_then(|typed| super::conform::conform(cx, scope, expr, typed, expected));
    let met = std::mem::replace(&mut cx.entries, outer).unwrap_or_default();
    let id = id?;
    let Evaluated { shape, values } = entries::evaluate(cx, id, &met)?;
    let any = shape.is_empty() && typed.is_some_and(|typed| typed.any);
    let (ty, dimension) = (cx.exprs[id].ty, cx.exprs[id].dimension);
    Some(Constants { shape, values, ty, dimension, any })
}

/// `[1, 2, 3]`, `[[1, 2], [3, 4]]`.
pub(super) fn literal(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    items: &[ast::Expr],
    span: Span,
) -> Option<Typed> {
    let array = literal_array(cx, scope, items, span)?;
    entries::entry(cx, array, span).map(Typed::from)
}

fn literal_array(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    items: &[ast::Expr],
    span: Span,
) -> Option<ArrayId> {
    if items.is_empty() {
        cx.tell(told::empty(span));
        return None;
    }
    let parts: Vec<_> = items
        .iter()
        .map(|item| match item.kind {
            ast::ExprKind::Tuple(_) => {
                cx.tell(types::no_number(item.span, "a pair"));
                None
            }
            _ => constants_in(cx, scope, item, &Expected::any()),
        })
        .collect();
    let parts: Vec<Constants> = parts.into_iter().collect::<Option<_>>()?;
    let first = &parts[0];
    let decided = parts.iter().zip(items).find(|(part, _)| !part.any);
    let dimension = decided.map_or(Dimension::ONE, |(part, _)| part.dimension);
    for (part, item) in parts.iter().zip(items) {
        if part.shape != first.shape {
            cx.tell(told::ragged((item.span, &part.shape), (items[0].span, &first.shape)));
            return None;
        }
        if !part.any && part.dimension != dimension {
            let place = decided.map_or(span, |(_, item)| item.span);
            cx.tell(told::dimensions_differ((item.span, part.dimension), (place, dimension)));
            return None;
        }
        if (part.ty == Type::Boolean) != (first.ty == Type::Boolean) {
            cx.tell(told::mixed_types(item.span, items[0].span));
            return None;
        }
    }
    if first.shape.len() > 1 {
        cx.tell(told::too_many_dimensions(span));
        return None;
    }
    let shape: Vec<usize> = std::iter::once(parts.len()).chain(first.shape.iter().copied()).collect();
    let values = parts.into_iter().map(|part| part.values).reduce(join)?;
    let values = match values {
        Values::Integers(_) if !dimension.is_one() => Values::Floats(floats(&values)),
        values => values,
    };
    Some(push(cx, span, dimension, shape, values))
}

/// The elements of one after those of the other, as floats if either has some.
fn join(a: Values, b: Values) -> Values {
    match (a, b) {
        (Values::Integers(mut a), Values::Integers(b)) => {
            a.extend(b);
            Values::Integers(a)
        }
        (Values::Booleans(mut a), Values::Booleans(b)) => {
            a.extend(b);
            Values::Booleans(a)
        }
        (Values::Floats(mut a), b) => {
            a.extend(floats(&b));
            Values::Floats(a)
        }
        (a, b) => {
            let mut a = floats(&a);
            a.extend(floats(&b));
            Values::Floats(a)
        }
    }
}

/// Elements as floats.
pub(in crate::check) fn floats(values: &Values) -> Vec<f64> {
    match values {
        Values::Floats(values) => values.clone(),
        Values::Integers(values) => values.iter().map(|n| *n as f64).collect(),
        Values::Booleans(values) => values.iter().map(|b| f64::from(u8::from(*b))).collect(),
    }
}

/// Adds an array without a name.
fn push(
    cx: &mut Checker<'_>,
    span: Span,
    dimension: Dimension,
    shape: Vec<usize>,
    values: Values,
) -> ArrayId {
    let ty = match &values {
        Values::Floats(_) => Type::Float,
        Values::Integers(_) => Type::Integer,
        Values::Booleans(_) => Type::Boolean,
    };
    let text = cx.slice(span);
    let name: Arc<str> =
        if text.len() <= 40 && !text.contains('\n') { text.into() } else { "this array".into() };
    let unit = natural(&values, dimension);
    cx.exprs.push_array(hir::Array { name, span, ty, dimension, unit, shape, values: Arc::new(values) })
}

/// The unit in which values are shown if none is written.
pub(in crate::check) fn natural(values: &Values, dimension: Dimension) -> DisplayUnit {
    let largest = match values {
        Values::Floats(values) => values.iter().map(|x| x.abs()).fold(0.0, f64::max),
        _ => 0.0,
    };
    units::natural(largest, dimension)
}

/// `[1, 2] nA`, `load("f.npy") mV`: the array and its number of units; `None` if it is no array.
pub(super) fn with_unit(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    value: &ast::Expr,
    unit: units::Unit,
    span: Span,
) -> Option<Typed> {
    let array = match &value.kind {
        ast::ExprKind::Array(items) => literal_array(cx, scope, items, value.span)?,
        ast::ExprKind::Call { function, arguments } if &*function.text == "load" => {
            load_array(cx, function, arguments, value.span)?
        }
        _ => {
            cx.tell(types::no_number(value.span, "this"));
            return None;
        }
    };
    let hir::Array { ty, dimension, ref shape, ref values, .. } = *cx.exprs.array(array);
    if !dimension.is_one() || ty == Type::Boolean {
        cx.tell(told::unit_of_no_numbers(value.span, dimension, ty == Type::Boolean));
        return None;
    }
    let (shape, values) = (shape.clone(), floats(values));
    let values = Values::Floats(values.into_iter().map(|x| x * unit.scale()).collect());
    let array = push(cx, span, unit.dimension, shape, values);
    entries::entry(cx, array, span).map(Typed::from)
}

/// `load("f.npy")`, `load("f.npz", "name")`.
pub(super) fn load(cx: &mut Checker<'_>, name: &Name, arguments: &[Argument], span: Span) -> Option<Typed> {
    let array = load_array(cx, name, arguments, span)?;
    entries::entry(cx, array, span).map(Typed::from)
}

fn load_array(cx: &mut Checker<'_>, name: &Name, arguments: &[Argument], span: Span) -> Option<ArrayId> {
    let texts: Option<Vec<_>> = arguments
        .iter()
        .map(|argument| match &argument.value.kind {
            ast::ExprKind::Text(text) if argument.name.is_none() => Some((&*text.text, argument.value.span)),
            _ => None,
        })
        .collect();
    let (path, key) = match texts.as_deref() {
        Some([path]) => (*path, None),
        Some([path, key]) => (*path, Some(*key)),
        _ => {
            cx.tell(told::load_without_file(name, span));
            return None;
        }
    };
    let from = &cx.sources.get(span.source).name;
    let file = cx.files.resolve(from, path.0);
    let array = cx.files.arrays(&file).and_then(|arrays| arrays.get(key.map(|(key, _)| key)));
    let array = match array {
        Ok(array) => array,
        Err(wrong) => {
            cx.tell(told::file(wrong, (&file, path.1), key, span));
            return None;
        }
    };
    if !(1..=2).contains(&array.shape.len()) {
        cx.tell(told::wrong_rank(path.1, &file, array.shape.len()));
        return None;
    }
    if array.values.is_empty() {
        cx.tell(told::empty_file(path.1, &file));
        return None;
    }
    Some(push(cx, span, Dimension::ONE, array.shape.clone(), array.values.clone()))
}

/// `range(b)`, `range(a, b)`, `range(a, b, step)`.
pub(super) fn range(cx: &mut Checker<'_>, scope: &mut Scope, expr: &ast::Expr) -> Option<Typed> {
    let outer = cx.entries.take();
    let values = inline::range(cx, scope, expr, "range", MOST as i64);
    cx.entries = outer;
    let values = values?;
    if values.is_empty() {
        cx.tell(told::empty(expr.span));
        return None;
    }
    let array = push(cx, expr.span, Dimension::ONE, vec![values.len()], Values::Integers(values));
    entries::entry(cx, array, expr.span).map(Typed::from)
}

/// `linspace(a, b, n)`: `n` numbers from `a` to `b`, both included.
pub(super) fn linspace(
    cx: &mut Checker<'_>,
    name: &Name,
    arguments: &[Argument],
    span: Span,
) -> Option<Typed> {
    let [first, last, count] = arguments else {
        let parameters = ["a", "b", "n"];
        cx.tell(types::wrong_number_of_arguments(name, span, &parameters, arguments.len(), None));
        return None;
    };
    if let Some(named) = arguments.iter().find_map(|argument| argument.name.as_ref()) {
        cx.tell(types::named_argument(name, named));
        return None;
    }
    let bounds = [first, last].map(|bound| constants(cx, &bound.value, &Expected::any()));
    let outer = cx.entries.take();
    let steps = constant::whole(cx, &count.value, "the last argument of `linspace`");
    cx.entries = outer;
    let [Some(a), Some(b)] = bounds else { return None };
    let steps = steps?;
    for (bound, argument) in [(&a, first), (&b, last)] {
        if !bound.shape.is_empty() || bound.ty == Type::Boolean {
            cx.tell(told::bound_of_linspace(argument.value.span));
            return None;
        }
    }
    let dimension = if a.any { b.dimension } else { a.dimension };
    if !b.any && b.dimension != dimension {
        let (a, b) = ((first.value.span, a.dimension), (last.value.span, b.dimension));
        cx.tell(told::dimensions_differ(b, a));
        return None;
    }
    let Some(steps) = usize::try_from(steps).ok().filter(|n| (1..=MOST).contains(n)) else {
        cx.tell(told::length(count.value.span, steps));
        return None;
    };
    let (a, b) = (floats(&a.values)[0], floats(&b.values)[0]);
    let step = (b - a) / (steps.max(2) - 1) as f64;
    let mut values: Vec<f64> = (0..steps).map(|k| k as f64 * step + a).collect();
    if steps > 1 {
        values[steps - 1] = b;
    }
    let array = push(cx, span, dimension, vec![steps], Values::Floats(values));
    entries::entry(cx, array, span).map(Typed::from)
}

/// `a[k]`, `a[row, column]`.
pub(super) fn element(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    base: &ast::Expr,
    subscripts: &[Subscript],
    span: Span,
) -> Option<Typed> {
    let array = indexed(cx, scope, base)?;
    let (name, shape) = (cx.exprs.array(array).name.clone(), cx.exprs.array(array).shape.clone());
    if subscripts.len() != shape.len() {
        cx.tell(told::wrong_number_of_indices(span, &name, shape.len(), subscripts.len()));
        return None;
    }
    let mut indices = vec![];
    for (subscript, length) in subscripts.iter().zip(&shape) {
        let Subscript::Index(index) = subscript else {
            let Subscript::Slice { span, .. } = subscript else { return None };
            cx.tell(told::slice(*span, &name));
            return None;
        };
        let because = format!("`{name}` is indexed by whole numbers");
        let expected = Expected::integer().because(base.span, because);
        let id = expression(cx, scope, index, &expected);
        let axis = match (indices.len(), shape.len()) {
            (0, 1) => "element",
            (0, _) => "row",
            _ => "column",
        };
        indices.push(id.and_then(|id| within(cx, scope, id, &name, (axis, *length))));
    }
    let indices: Vec<ExprId> = indices.into_iter().collect::<Option<_>>()?;
    let (ty, dimension) = (cx.exprs.array(array).ty, cx.exprs.array(array).dimension);
    Some(cx.push(ExprKind::Element(array, indices), ty, dimension, span).into())
}

/// The array that is indexed.
fn indexed(cx: &mut Checker<'_>, scope: &mut Scope, base: &ast::Expr) -> Option<ArrayId> {
    if let ast::ExprKind::Name(name) = &base.kind {
        if scope.get(&name.text).is_some() {
            // What it is in the block decides; that it is no array is all there is to say.
            infer(cx, scope, base, None)?;
            cx.tell(told::not_an_array(base.span, &name.text, None));
            return None;
        }
        match cx.env.look_up(&name.text).map(|found| (found.definition, found.what, found.span)) {
            Some((Definition::Array(array), ..)) => return Some(array),
            Some((Definition::Timed(..), _, place)) => {
                cx.tell(told::timed_without_call(name.span, &name.text, place));
                return None;
            }
            Some((Definition::Item(_), what, place)) => {
                let told = names::no_value(name, what, place);
                cx.tell(if what.starts_with("a group") {
                    told.help(format!("a part of it gets a name by `group part = {}[…]`", name.text))
                } else {
                    told
                });
                return None;
            }
            Some((Definition::Constant(_), _, place)) => {
                infer(cx, scope, base, None)?;
                cx.tell(told::not_an_array(base.span, &name.text, Some(place)));
                return None;
            }
            _ => {
                infer(cx, scope, base, None)?;
                cx.tell(told::not_an_array(base.span, &name.text, None));
                return None;
            }
        }
    }
    let Constants { shape, values, dimension, .. } = constants_in(cx, scope, base, &Expected::any())?;
    if shape.is_empty() {
        cx.tell(told::not_an_array(base.span, cx.slice(base.span), None));
        return None;
    }
    Some(push(cx, base.span, dimension, shape, values))
}

/// The index, if it is not known to lie outside of the array; a negative constant one from the beginning.
pub(super) fn within(
    cx: &mut Checker<'_>,
    scope: &Scope,
    index: ExprId,
    name: &str,
    (axis, length): (&str, usize),
) -> Option<ExprId> {
    let outside = |value: i64| value >= length as i64 || value < -(length as i64);
    let span = cx.exprs[index].span;
    if let Some(Value::Integer(value)) = fold(cx, index) {
        if outside(value) {
            if cx.guarded > 0 {
                // It may never be evaluated.
                return Some(index);
            }
            cx.tell(told::out_of_range(span, name, (axis, length), value, None));
            return None;
        }
        if value < 0 {
            let value = ExprKind::Integer(value + length as i64);
            return Some(cx.push(value, Type::Integer, Dimension::ONE, span));
        }
        return Some(index);
    }
    if let (Some(size), true, 0) =
        (scope.size, matches!(scope.site, Site::Neurons | Site::Poisson), cx.guarded)
    {
        let running = Running::new(cx, index, Builtin::Index(Place::Own)).sizes(&[(Builtin::Size, size)]);
        let found = running.first(size, |value| matches!(value, Value::Integer(value) if outside(value)));
        if let Some((at, Value::Integer(value))) = found {
            cx.tell(told::out_of_range(span, name, (axis, length), value, Some(at)));
            return None;
        }
    }
    Some(index)
}

/// Whether an expression stands for an array, as far as its form tells.
pub(in crate::check) fn mentions(cx: &Checker<'_>, expr: &ast::Expr) -> bool {
    use ast::ExprKind as K;
    let any = |operands: &[ast::Expr]| operands.iter().any(|operand| mentions(cx, operand));
    match &expr.kind {
        K::Array(_) => true,
        K::Name(name) => {
            matches!(cx.env.get(&name.text), Some(found) if matches!(found.definition, Definition::Array(_)))
        }
        K::Quantity { value, .. } => mentions(cx, value),
        K::Sign { operand, .. } | K::Not(operand) => mentions(cx, operand),
        K::Sum { first, rest } => mentions(cx, first) || rest.iter().any(|(_, _, e)| mentions(cx, e)),
        K::Product { first, rest } => mentions(cx, first) || rest.iter().any(|(_, _, e)| mentions(cx, e)),
        K::Comparison { first, rest } => mentions(cx, first) || rest.iter().any(|(_, _, e)| mentions(cx, e)),
        K::Power { base, exponent } => mentions(cx, base) || mentions(cx, exponent),
        K::And(operands) | K::Or(operands) => any(operands),
        K::Conditional { condition, then, otherwise } => {
            [condition, then, otherwise].iter().any(|e| mentions(cx, e))
        }
        K::Call { function, arguments } => {
            matches!(&*function.text, "load" | "linspace" | "range")
                || arguments.iter().any(|argument| mentions(cx, &argument.value))
        }
        K::Index { subscripts, .. } => subscripts.iter().any(|subscript| match subscript {
            Subscript::Index(index) => mentions(cx, index),
            Subscript::Slice { .. } => false,
        }),
        K::Comprehension { term, .. } => mentions(cx, term),
        K::Number(_) | K::Text(_) | K::Member { .. } | K::Tuple(_) => false,
    }
}
