//! What stands in the `[ ]` after a group: indices and slices, counted as in Python.

use super::checker::Checker;
use super::declared::{self, Block, Part};
use super::diagnostics::{arrays, monitors, structure};
use super::evaluate::Running;
use super::expected::Expected;
use super::expr;
use super::scope::{Binding, Scope, Site};
use super::sections::BlockKind;
use crate::files::Values;
use crate::hir::{BinaryOp, Builtin, ExprKind, Place, Selection, SelectionKind, SelectionPart, Type, Value};
use crate::source::Span;
use crate::syntax::ast::{self, Expr, Subscript};
use crate::units::Dimension;
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

/// The most elements that a selection may list; a longer one is made when the network is built.
const MOST: usize = 1 << 24;

/// Whose elements are selected.
pub(super) struct Among<'a> {
    /// The name of the group or synapses, as written.
    pub(super) name: &'a str,
    /// How many there are; of synapses that is known only when the network is built.
    pub(super) size: Option<u32>,
    /// What names mean in a condition.
    pub(super) scope: Scope,
}

impl<'a> Among<'a> {
    /// A part of a group with these variables, in which `i` counts.
    pub(super) fn part(cx: &mut Checker<'_>, name: &'a ast::Name, part: &Part, block: &Block<'_>) -> Self {
        let size = part.size();
        let site = if block.kind == BlockKind::Poisson { Site::Poisson } else { Site::Neurons };
        let mut scope = Scope::new(site);
        scope.size = size;
        declared::bind(&mut scope, &block.variables, Place::Own, "");
        if let Some(range) = &part.range
            && range.start > 0
        {
            let span = name.span;
            let index =
                cx.push(ExprKind::Builtin(Builtin::Index(Place::Own)), Type::Integer, Dimension::ONE, span);
            let start = cx.push(ExprKind::Integer(range.start.into()), Type::Integer, Dimension::ONE, span);
            let within = ExprKind::Binary(BinaryOp::Sub, index, start);
            let id = cx.push(within, Type::Integer, Dimension::ONE, span);
            scope.bind("i".into(), Binding::Value { id, any: false });
        }
        if let (Some(range), Some(whole)) = (&part.range, block.size)
            && *range != (0..whole)
        {
            let size = ExprKind::Integer((range.end - range.start).into());
            let id = cx.push(size, Type::Integer, Dimension::ONE, name.span);
            scope.bind("N".into(), Binding::Value { id, any: false });
        }
        Among { name: &name.text, size, scope }
    }

    /// Synapses, with what names mean in their statements.
    pub(super) fn synapses(name: &'a ast::Name, scope: Scope) -> Self {
        Among { name: &name.text, size: None, scope }
    }

    /// The elements that `[ ]` selects: indices, slices, conditions.
    pub(super) fn select(
        &mut self,
        cx: &mut Checker<'_>,
        subscripts: Option<&[Subscript]>,
    ) -> Option<Selection> {
        let Some(subscripts) = subscripts else {
            return Some(Selection::All);
        };
        let parts: Vec<_> = subscripts.iter().map(|subscript| self.entry(cx, subscript)).collect();
        let parts: Vec<_> = parts.into_iter().collect::<Option<_>>()?;
        if let ([SelectionPart { kind: SelectionKind::Slice { lo, hi, step: 1 }, .. }], Some(size)) =
            (&parts[..], self.size)
            && lo.unwrap_or(0) == 0
            && hi.unwrap_or(size.into()) == i64::from(size)
        {
            return Some(Selection::All);
        }
        Some(listed(&parts, self.size).map_or(Selection::Built(parts), Selection::List))
    }

    fn entry(&mut self, cx: &mut Checker<'_>, subscript: &Subscript) -> Option<SelectionPart> {
        let kind = match subscript {
            Subscript::Index(expr) if expr::mentions_array(cx, expr) => {
                SelectionKind::List(listed_in_array(cx, expr, self.name, self.size)?)
            }
            Subscript::Index(expr) if self.is_condition(cx, expr) => self.condition(cx, expr)?,
            Subscript::Index(expr) => SelectionKind::Number(match self.size {
                Some(size) => index(cx, expr, self.name, size)?.into(),
                None => expr::whole(cx, expr, "the number of a synapse")?,
            }),
            Subscript::Slice { lo, hi, step: given, span } => {
                let bounds = match self.size {
                    Some(size) => slice(cx, [lo, hi], *span, self.name, size)
                        .map(|range| [Some(range.start.into()), Some(range.end.into())]),
                    None => open_slice(cx, [lo, hi], *span),
                };
                let step = step(cx, given.as_ref());
                let [lo, hi] = bounds?;
                SelectionKind::Slice { lo, hi, step: step? as u64 }
            }
        };
        Some(SelectionPart { kind, span: span(subscript) })
    }

    /// Whether an entry of `[ ]` is a condition rather than an index: its type decides.
    fn is_condition(&self, cx: &Checker<'_>, expr: &Expr) -> bool {
        // A variable is no index, and it is as a condition that this is told.
        let known = |name: &ast::Name| cx.env.get(&name.text).is_some();
        let boolean = |name: &ast::Name| matches!(self.scope.get(&name.text), Some(Binding::Variable(v)) if v.ty == Type::Boolean);
        match &expr.kind {
            ast::ExprKind::Name(name) => {
                boolean(name) || &*name.text == "not_refractory" || (self.is_variable(name) && !known(name))
            }
            _ => is_condition(expr),
        }
    }

    fn is_variable(&self, name: &ast::Name) -> bool {
        matches!(self.scope.get(&name.text), Some(Binding::Variable(_)))
    }

    /// The elements for which a condition holds; listed, if that follows from `i` and constants.
    fn condition(&mut self, cx: &mut Checker<'_>, expr: &Expr) -> Option<SelectionKind> {
        let no_random = self.scope.no_random.take();
        let id = expr::expression(cx, &mut self.scope, expr, &Expected::boolean());
        self.scope.no_random = no_random;
        let id = id?;
        let Some(size) = self.size else {
            return Some(SelectionKind::Condition(id));
        };
        let index = Builtin::Index(Place::Own);
        // Within a part of a group, `i` is the index in the group less the first of the part.
        let first = match self.scope.get("i") {
            Some(Binding::Value { id, .. }) => match cx.exprs[*id].kind {
                ExprKind::Binary(BinaryOp::Sub, _, start) => match cx.exprs[start].kind {
                    ExprKind::Integer(start) => u32::try_from(start).ok()?,
                    _ => 0,
                },
                _ => 0,
            },
            _ => 0,
        };
        let running = Running::new(cx, id, index).sizes(&[(Builtin::Size, size)]);
        let Some(values) = running.from(first, size) else {
            return Some(SelectionKind::Condition(id));
        };
        let holds = |(at, value)| (value == Value::Boolean(true)).then_some(at);
        let list: Vec<u32> = (0..).zip(values).filter_map(holds).collect();
        if list.is_empty() {
            cx.tell(monitors::nothing_selected(expr.span, self.name));
            return None;
        }
        Some(SelectionKind::List(list))
    }
}

/// The bounds of a slice of synapses, whose number is not known.
fn open_slice(cx: &mut Checker<'_>, [lo, hi]: [&Option<Expr>; 2], at: Span) -> Option<[Option<i64>; 2]> {
    let mut bound = |expr: &Option<Expr>| match expr {
        None => Some(None),
        Some(expr) => expr::whole(cx, expr, "the bound of a slice").map(Some),
    };
    let (lo, hi) = (bound(lo), bound(hi));
    let (lo, hi) = (lo?, hi?);
    let (from, to) = (lo.unwrap_or(0), hi);
    if let Some(to) = to
        && (from < 0) == (to < 0)
        && from >= to
    {
        cx.tell(structure::empty_slice(at, from, to));
        return None;
    }
    Some([lo, hi])
}

/// All elements in order, if that is known without building the network.
fn listed(parts: &[SelectionPart], size: Option<u32>) -> Option<Vec<u32>> {
    let mut list = vec![];
    for part in parts {
        match &part.kind {
            SelectionKind::Number(at) if size.is_some() => list.push(u32::try_from(*at).ok()?),
            SelectionKind::List(more) => list.extend(more),
            SelectionKind::Slice { lo, hi, step } if size.is_some() => {
                let bound = |at: Option<i64>| u32::try_from(at.unwrap_or(0)).ok();
                let (lo, hi) = (bound(*lo)?, bound(*hi)?);
                if u64::from(hi - lo).div_ceil(*step) as usize > MOST {
                    return None;
                }
                list.extend((lo..hi).step_by(*step as usize));
            }
            _ => return None,
        }
        if list.len() > MOST {
            return None;
        }
    }
    Some(list)
}

/// The elements that a constant array lists, or those for which it holds `True`.
fn listed_in_array(cx: &mut Checker<'_>, expr: &Expr, name: &str, size: Option<u32>) -> Option<Vec<u32>> {
    let Some(size) = size else { return numbers_in_array(cx, expr) };
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

/// The numbers of synapses that a constant array lists; how many there are is not known.
fn numbers_in_array(cx: &mut Checker<'_>, expr: &Expr) -> Option<Vec<u32>> {
    let found = expr::constants(cx, expr, &Expected::any())?;
    let list: Option<Vec<u32>> = match &found.values {
        Values::Integers(numbers) => numbers.iter().map(|n| u32::try_from(*n).ok()).collect(),
        _ => None,
    };
    if list.is_none() || found.shape.len() != 1 {
        cx.tell(arrays::no_numbers_of_synapses(expr.span));
        return None;
    }
    list
}
