//! Timed arrays: `timed stim = [0, 1, 2] nA every 10 ms`, `timed noise = randn() every 1 ms for 2 s`.

use super::checker::Checker;
use super::diagnostics::arrays as told;
use super::environment::Definition;
use super::expected::Expected;
use super::scope::{Binding, Scope};
use super::{constants, expr};
use crate::hir::{self, Array, Builtin, ExprKind, Place, TimedArray, TimedValues, Type, Value};
use crate::syntax::ast::{self, ItemKind};
use crate::units::Dimension;
use std::sync::Arc;

/// Evaluates the timed arrays of the file, and enters them.
pub(super) fn define(cx: &mut Checker<'_>, file: &ast::File) {
    for (number, item) in file.items.iter().enumerate() {
        let ItemKind::TimedArray(timed) = &item.kind else { continue };
        let Some(found) = cx.env.get(&timed.name.text) else { continue };
        if let Definition::Timed(id, at) = found.definition
            && at == number
        {
            cx.env.timed[id.index()] = evaluate(cx, timed);
        }
    }
}

fn evaluate(cx: &mut Checker<'_>, timed: &ast::TimedArray) -> Option<TimedArray> {
    let name = &timed.name;
    let time = |cx: &mut Checker<'_>, expr: &ast::Expr, clause: &str| {
        let expected = Expected::float(Dimension::TIME).because(expr.span, clause);
        match expr::constant(cx, expr, &expected)? {
            Value::Float(x) => Some(x),
            _ => None,
        }
    };
    let every = match &timed.every {
        Some(every) => {
            let clause = format!("the period of `{}` is a time", name.text);
            let value = time(cx, every, &clause);
            match value {
                Some(x) if !(x > 0.0 && x.is_finite()) => {
                    cx.tell(told::period(every.span, &name.text, x));
                    None
                }
                value => value,
            }
        }
        None => {
            cx.tell(told::without_period(name.span, &name.text));
            None
        }
    };
    let columns = match &timed.columns {
        Some(columns) => Some(number_of_columns(cx, timed, columns)?),
        None => None,
    };
    match &timed.duration {
        None => {
            if expr::mentions_array(cx, &timed.value) {
                return of_array(cx, timed, every, columns);
            }
            // What else is wrong with it is told as well.
            let _ = of_expression(cx, timed, every, columns, None);
            cx.tell(told::without_duration(name.span, &name.text));
            None
        }
        Some(duration) => {
            if expr::mentions_array(cx, &timed.value) {
                cx.tell(told::needless(duration.span, &name.text, "`for`"));
                return None;
            }
            let clause = format!("`{}` lasts for a time", name.text);
            let length = time(cx, duration, &clause);
            let rows = length.zip(every).map(|(length, every)| (length / every - 1e-3).ceil().max(1.0));
            let most = (expr::MOST_ELEMENTS / columns.unwrap_or(1)) as f64;
            if let Some(rows) = rows.filter(|rows| *rows > most || rows.is_nan()) {
                cx.tell(told::length(duration.span, (rows * columns.unwrap_or(1) as f64) as i64));
                return None;
            }
            of_expression(cx, timed, every, columns, rows.map(|rows| rows as usize))
        }
    }
}

/// How many columns are announced.
fn number_of_columns(cx: &mut Checker<'_>, timed: &ast::TimedArray, columns: &ast::Expr) -> Option<usize> {
    let what = format!("the number of columns of `{}`", timed.name.text);
    let count = expr::whole(cx, columns, &what)?;
    let columns_of =
        |count: i64| usize::try_from(count).ok().filter(|n| (1..=expr::MOST_ELEMENTS).contains(n));
    let found = columns_of(count);
    if found.is_none() {
        cx.tell(told::length(columns.span, count));
    }
    found
}

/// The values are an array.
fn of_array(
    cx: &mut Checker<'_>,
    timed: &ast::TimedArray,
    every: Option<f64>,
    columns: Option<usize>,
) -> Option<TimedArray> {
    let (name, span) = (timed.name.text.clone(), timed.name.span);
    let found = expr::constants(cx, &timed.value, &Expected::any())?;
    if found.shape.is_empty() {
        cx.tell(told::not_an_array(timed.value.span, cx.slice(timed.value.span), None));
        return None;
    }
    if let (Some(written), Some(given)) = (&timed.columns, columns)
        && found.shape.get(1) != Some(&given)
    {
        cx.tell(told::columns(written.span, timed.value.span, given, &found.shape));
        return None;
    }
    let unit = constants::shown_in(cx, &timed.value, constants::largest(&found.values), found.dimension);
    let (rows, columns) = (found.shape[0], found.shape.get(1).copied());
    let expr::Constants { shape, values, ty, dimension, .. } = found;
    let array = Array {
        name: name.clone(),
        span,
        ty,
        dimension,
        unit: unit.clone(),
        shape,
        values: Arc::new(values),
    };
    let values = TimedValues::Array(cx.exprs.push_array(array));
    Some(TimedArray { name, span, ty, dimension, unit, every: every?, rows, columns, values })
}

/// The values are those of an expression in `t`, and in `i` if there are columns.
fn of_expression(
    cx: &mut Checker<'_>,
    timed: &ast::TimedArray,
    every: Option<f64>,
    columns: Option<usize>,
    rows: Option<usize>,
) -> Option<TimedArray> {
    let (name, span) = (timed.name.text.clone(), timed.name.span);
    let mut scope = Scope::constant();
    scope.no_random = None;
    let time = cx.push(ExprKind::Builtin(Builtin::Time), Type::Float, Dimension::TIME, span);
    let index = Builtin::Index(Place::Own);
    let column = cx.push(ExprKind::Builtin(index), Type::Integer, Dimension::ONE, span);
    scope.bind("t".into(), Binding::Value { id: time, any: false });
    if columns.is_some() {
        scope.bind("i".into(), Binding::Value { id: column, any: false });
    }
    let value = expr::expression(cx, &mut scope, &timed.value, &Expected::any())?;
    let hir::Expr { ty, dimension, .. } = cx.exprs[value];
    let unit = constants::shown_in(cx, &timed.value, Value::Float(0.0), dimension);
    let values = TimedValues::Expression { value, time, column };
    Some(TimedArray { name, span, ty, dimension, unit, every: every?, rows: rows?, columns, values })
}
