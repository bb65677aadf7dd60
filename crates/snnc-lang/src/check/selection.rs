//! What stands in the `[ ]` after a group: indices and slices, counted as in Python.

use super::checker::Checker;
use super::declared::{self, Declared};
use super::diagnostics::{arrays, monitors, structure};
use super::evaluate::Running;
use super::expected::Expected;
use super::scope::{Scope, Site};
use super::{expr, later};
use crate::files::Values;
use crate::hir::{Builtin, Place, Value};
use crate::source::Span;
use crate::syntax::ast::{Expr, Subscript};
use std::ops::Range;

/// The contiguous part of a group of `size` elements that one index or slice selects.
pub(super) fn part(
    cx: &mut Checker<'_>,
    subscripts: &[Subscript],
    name: &str,
    size: u32,
) -> Option<Range<u32>> {
    let [subscript] = subscripts else {
        let span = subscripts.iter().map(span).reduce(Span::to)?;
        cx.tell(structure::not_contiguous(span));
        return None;
    };
    match subscript {
        Subscript::Index(expr) if is_condition(expr) => {
            cx.tell(structure::not_contiguous(expr.span));
            None
        }
        Subscript::Index(expr) => {
            let at = index(cx, expr, name, size)?;
            Some(at..at + 1)
        }
        Subscript::Slice { step: Some(step), .. } => {
            cx.tell(structure::not_contiguous(step.span));
            None
        }
        Subscript::Slice { lo, hi, step: None, span } => slice(cx, [lo, hi], *span, name, size),
    }
}

/// Whether an entry of `[ ]` can only be a condition.
pub(super) fn is_condition(expr: &Expr) -> bool {
    use crate::syntax::ast::ExprKind as K;
    matches!(expr.kind, K::Comparison { .. } | K::And(_) | K::Or(_) | K::Not(_))
}

/// Where an entry of `[ ]` stands.
pub(super) fn span(subscript: &Subscript) -> Span {
    match subscript {
        Subscript::Index(expr) => expr.span,
        Subscript::Slice { span, .. } => *span,
    }
}

/// A constant index; a negative one counts from the end.
pub(super) fn index(cx: &mut Checker<'_>, expr: &Expr, name: &str, size: u32) -> Option<u32> {
    let given = expr::whole(cx, expr, "an index")?;
    let found = from_end(given, size).and_then(|at| u32::try_from(at).ok()).filter(|at| *at < size);
    if found.is_none() {
        cx.tell(structure::outside(expr.span, given, name, size));
    }
    found
}

/// The range of a slice without its step.
pub(super) fn slice(
    cx: &mut Checker<'_>,
    bounds: [&Option<Expr>; 2],
    at: Span,
    name: &str,
    size: u32,
) -> Option<Range<u32>> {
    let [lo, hi] = bounds;
    let lo = bound(cx, lo.as_ref(), 0, name, size);
    let hi = bound(cx, hi.as_ref(), size, name, size);
    let (lo, hi) = (lo?, hi?);
    if lo >= hi {
        cx.tell(structure::empty_slice(at, lo.into(), hi.into()));
        return None;
    }
    Some(lo..hi)
}

/// The step of a slice.
pub(super) fn step(cx: &mut Checker<'_>, step: Option<&Expr>) -> Option<usize> {
    let Some(step) = step else {
        return Some(1);
    };
    let given = expr::whole(cx, step, "the step of a slice")?;
    let found = usize::try_from(given).ok().filter(|step| *step > 0);
    if found.is_none() {
        cx.tell(structure::step(step.span));
    }
    found
}

fn bound(cx: &mut Checker<'_>, expr: Option<&Expr>, default: u32, name: &str, size: u32) -> Option<u32> {
    let Some(expr) = expr else {
        return Some(default);
    };
    let given = expr::whole(cx, expr, "the bound of a slice")?;
    let found = from_end(given, size).and_then(|at| u32::try_from(at).ok()).filter(|at| *at <= size);
    if found.is_none() {
        cx.tell(structure::slice_outside(expr.span, given, name, size));
    }
    found
}

fn from_end(index: i64, size: u32) -> Option<i64> {
    if index < 0 { index.checked_add(size.into()) } else { Some(index) }
}

/// The most elements that a selection may list.
const MOST: usize = 1 << 24;

/// Elements of a group, in the order selected.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Chosen {
    /// One after the other.
    Range(Range<u32>),
    /// In any order.
    List(Vec<u32>),
}

impl Chosen {
    /// The list of elements; `None` if these are all `size` of a group.
    pub(super) fn listed(self, size: u32) -> Option<Vec<u32>> {
        match self {
            Chosen::Range(range) if range == (0..size) => None,
            Chosen::Range(range) => Some(range.collect()),
            Chosen::List(list) => Some(list),
        }
    }

    /// The elements as a range, if each is followed by the next.
    pub(super) fn contiguous(&self) -> Option<Range<u32>> {
        match self {
            Chosen::Range(range) => Some(range.clone()),
            Chosen::List(list) => {
                let (first, last) = (*list.first()?, *list.last()?);
                let steps = list.windows(2).all(|pair| pair[0].checked_add(1) == Some(pair[1]));
                steps.then_some(first..last.checked_add(1)?)
            }
        }
    }
}

/// The elements of a group of `size` that a monitor's `[ ]` selects: indices, slices, conditions.
pub(super) fn elements(
    cx: &mut Checker<'_>,
    subscripts: &[Subscript],
    name: &str,
    size: u32,
    variables: &[Declared<'_>],
) -> Option<Chosen> {
    let entries: Vec<_> =
        subscripts.iter().map(|subscript| entry(cx, subscript, name, size, variables)).collect();
    let entries: Vec<Entry> = entries.into_iter().collect::<Option<_>>()?;
    if let [Entry::Stride(range, 1)] = &entries[..]
        && (*range == (0..size) || range.len() <= MOST)
    {
        return Some(Chosen::Range(range.clone()));
    }
    if entries.iter().map(Entry::len).sum::<usize>() > MOST {
        let span = subscripts.iter().map(span).reduce(Span::to)?;
        cx.tell(later::long_selection(span).told());
        return None;
    }
    let mut list = vec![];
    for entry in entries {
        match entry {
            Entry::Stride(range, step) => list.extend(range.step_by(step)),
            Entry::List(more) => list.extend(more),
        }
    }
    Some(Chosen::List(list))
}

/// What one entry of `[ ]` selects.
enum Entry {
    /// Every so many of a range.
    Stride(Range<u32>, usize),
    /// These.
    List(Vec<u32>),
}

impl Entry {
    fn len(&self) -> usize {
        match self {
            Entry::Stride(range, step) => range.len().div_ceil(*step),
            Entry::List(list) => list.len(),
        }
    }
}

fn entry(
    cx: &mut Checker<'_>,
    subscript: &Subscript,
    name: &str,
    size: u32,
    variables: &[Declared<'_>],
) -> Option<Entry> {
    match subscript {
        Subscript::Index(expr) if expr::mentions_array(cx, expr) => {
            listed(cx, expr, name, size).map(Entry::List)
        }
        Subscript::Index(expr) if is_condition(expr) => {
            condition(cx, expr, name, size, variables).map(Entry::List)
        }
        Subscript::Index(expr) => {
            let at = index(cx, expr, name, size)?;
            Some(Entry::Stride(at..at + 1, 1))
        }
        Subscript::Slice { lo, hi, step: given, span } => {
            let range = slice(cx, [lo, hi], *span, name, size);
            let step = step(cx, given.as_ref());
            Some(Entry::Stride(range?, step?))
        }
    }
}

/// The elements that a constant array lists, or those for which it holds `True`.
fn listed(cx: &mut Checker<'_>, expr: &Expr, name: &str, size: u32) -> Option<Vec<u32>> {
    let found = expr::constants(cx, expr, &Expected::any())?;
    let list: Vec<u32> = match &found.values {
        Values::Integers(indices) if found.shape.len() == 1 => {
            let place = |given: &i64| from_end(*given, size).and_then(|at| u32::try_from(at).ok());
            let mut list = vec![];
            for given in indices {
                let Some(at) = place(given).filter(|at| *at < size) else {
                    cx.tell(structure::outside(expr.span, *given, name, size));
                    return None;
                };
                list.push(at);
            }
            list
        }
        Values::Booleans(chosen) if found.shape == [size as usize] => {
            (0..).zip(chosen).filter_map(|(at, chosen)| chosen.then_some(at)).collect()
        }
        _ => {
            cx.tell(arrays::no_selection(expr.span, name, size, &found.shape));
            return None;
        }
    };
    if list.is_empty() {
        cx.tell(monitors::nothing_selected(expr.span, name));
        return None;
    }
    Some(list)
}

/// The elements for which a condition holds, if it follows from `i` and constants.
fn condition(
    cx: &mut Checker<'_>,
    expr: &Expr,
    name: &str,
    size: u32,
    variables: &[Declared<'_>],
) -> Option<Vec<u32>> {
    let mut scope = Scope::new(Site::Neurons);
    scope.size = Some(size);
    scope.no_random = None;
    declared::bind(&mut scope, variables, Place::Own, "");
    let id = expr::expression(cx, &mut scope, expr, &Expected::boolean())?;
    let values = Running::new(cx, id, Builtin::Index(Place::Own)).sizes(&[(Builtin::Size, size)]).all(size);
    let Some(values) = values else {
        cx.tell(later::built_selection(expr.span).told());
        return None;
    };
    let holds = |(at, value)| (value == Value::Boolean(true)).then_some(at);
    let list: Vec<u32> = (0..).zip(values).filter_map(holds).collect();
    if list.is_empty() {
        cx.tell(monitors::nothing_selected(expr.span, name));
        return None;
    }
    Some(list)
}

/// The numbers of synapses that a monitor's `[ ]` selects. How many synapses there are is known only when the network is
/// built, so they cannot be counted from the end.
pub(super) fn numbers(cx: &mut Checker<'_>, subscripts: &[Subscript]) -> Option<Vec<u32>> {
    let mut list = vec![];
    for subscript in subscripts {
        match subscript {
            Subscript::Index(expr) if expr::mentions_array(cx, expr) => {
                let found = expr::constants(cx, expr, &Expected::any())?;
                let numbers = match &found.values {
                    Values::Integers(numbers) => numbers.iter().map(|n| u32::try_from(*n).ok()).collect(),
                    _ => None,
                };
                let Some(numbers) = numbers else {
                    cx.tell(arrays::no_numbers_of_synapses(expr.span));
                    return None;
                };
                list.extend::<Vec<u32>>(numbers);
            }
            Subscript::Index(expr) if is_condition(expr) => {
                cx.tell(later::built_selection(expr.span).told());
                return None;
            }
            Subscript::Index(expr) => list.push(number(cx, Some(expr), expr.span)?),
            Subscript::Slice { lo, hi, step: given, span } => {
                let lo = lo.as_ref().map_or(Some(0), |lo| number(cx, Some(lo), lo.span))?;
                let hi = number(cx, hi.as_ref(), *span)?;
                let step = step(cx, given.as_ref())?;
                if lo >= hi {
                    cx.tell(structure::empty_slice(*span, lo.into(), hi.into()));
                    return None;
                }
                if list.len() + ((hi - lo) as usize).div_ceil(step) > MOST {
                    cx.tell(later::long_selection(*span).told());
                    return None;
                }
                list.extend((lo..hi).step_by(step));
            }
        }
    }
    Some(list)
}

fn number(cx: &mut Checker<'_>, expr: Option<&Expr>, span: Span) -> Option<u32> {
    let given = match expr {
        None => None,
        Some(expr) => Some(expr::whole(cx, expr, "the number of a synapse")?),
    };
    let found = given.and_then(|given| u32::try_from(given).ok());
    if found.is_none() {
        cx.tell(later::built_selection(span).told());
    }
    found
}
