//! Generators of connection rules: `j = k for k in sample(N_post, size = 10) if k != i`.

use super::checker::Checker;
use super::diagnostics::{connections as told, names, synapses as diagnostics, types};
use super::evaluate::Running;
use super::expected::Expected;
use super::expr;
use super::rule::{Rule, number_range, probability_range, reads};
use super::scope::{Binding, Scope};
use crate::files::Values;
use crate::hir::{Builtin, ExprId, ExprKind, LocalId, Over, Place, Range, Type, Value};
use crate::source::Span;
use crate::syntax::ast::{self, Argument, End, Generator};
use crate::units::Dimension;

/// Binds the running name; whether it is now bound.
pub(super) fn bind(cx: &mut Checker<'_>, scope: &mut Scope, generator: &Generator) -> bool {
    let name = &generator.variable;
    if !cx.is_free(name) {
        return false;
    }
    let known = match scope.get(&name.text) {
        Some(Binding::Variable(variable)) => Some(variable.span),
        Some(Binding::Refused { label: Some((span, _)), .. }) => Some(*span),
        _ => None,
    };
    if let Some(span) = known {
        cx.tell(names::duplicate(name, span, "a variable"));
        return false;
    }
    let local =
        Binding::Local { id: LocalId(0), ty: Type::Integer, dimension: Dimension::ONE, span: name.span };
    scope.bind(name.text.clone(), local);
    true
}

/// Checks what a generator for the index of `end` runs over.
pub(super) fn over(
    rule: &Rule<'_>,
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    end: End,
    generator: &Generator,
    skip: bool,
) -> Option<Over> {
    let over = &generator.over;
    match &over.kind {
        ast::ExprKind::Call { function, arguments } if &*function.text == "range" => {
            if let Some(named) = arguments.iter().find_map(|argument| argument.name.as_ref()) {
                cx.tell(types::named_argument(function, named));
                return None;
            }
            Some(Over::Range(range(cx, scope, end, over.span, arguments)?))
        }
        ast::ExprKind::Call { function, arguments } if &*function.text == "sample" => {
            sample(rule, cx, scope, end, over.span, arguments, skip)
        }
        _ if expr::mentions_array(cx, over) => {
            let array = expr::constants(cx, over, &Expected::integer())?;
            match array.values {
                Values::Integers(values) if array.shape.len() == 1 => Some(Over::Values(values.into())),
                _ => {
                    cx.tell(told::no_range(over.span));
                    None
                }
            }
        }
        _ => {
            cx.tell(told::no_range(over.span));
            None
        }
    }
}

fn range(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    end: End,
    span: Span,
    bounds: &[Argument],
) -> Option<Range> {
    if !(1..=3).contains(&bounds.len()) {
        cx.tell(told::bounds(span));
        return None;
    }
    let mut values = vec![];
    for bound in bounds {
        values.push(number(cx, scope, end, &bound.value));
    }
    let values = values.into_iter().collect::<Option<Vec<_>>>()?;
    let literal =
        |cx: &mut Checker<'_>, n| cx.push(ExprKind::Integer(n), Type::Integer, Dimension::ONE, span);
    let (start, stop, step) = match values[..] {
        [stop] => (literal(cx, 0), stop, literal(cx, 1)),
        [start, stop] => (start, stop, literal(cx, 1)),
        [start, stop, step] => (start, stop, step),
        _ => return None,
    };
    if let Some(Value::Integer(0)) = expr::fold(cx, step) {
        cx.tell(told::no_step(cx.exprs[step].span));
        return None;
    }
    Some(Range { start, stop, step })
}

/// An integer that may depend on the other end.
fn number(cx: &mut Checker<'_>, scope: &mut Scope, end: End, value: &ast::Expr) -> Option<ExprId> {
    let id = expr::expression(cx, scope, value, &Expected::integer())?;
    reads(cx, id, &[end], "it is what this rule gives")?;
    Some(id)
}

fn sample(
    rule: &Rule<'_>,
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    end: End,
    span: Span,
    arguments: &[Argument],
    skip: bool,
) -> Option<Over> {
    let positional = arguments.iter().take_while(|argument| argument.name.is_none()).count();
    let (bounds, chosen) = arguments.split_at(positional);
    let range = range(cx, scope, end, span, bounds);
    let [Argument { name: Some(key), value }] = chosen else {
        cx.tell(told::size_or_probability(span));
        return None;
    };
    match &*key.text {
        "size" => {
            let size = number(cx, scope, end, value)?;
            number_range(cx, size, value.span, "the size of the sample");
            let range = range?;
            if !skip {
                size_range(rule, cx, end, range, size, value.span);
            }
            Some(Over::SampleOfSize(range, size))
        }
        "p" => {
            let p = expr::expression(cx, scope, value, &Expected::float(Dimension::ONE))?;
            reads(cx, p, &[end], "it is what this rule gives")?;
            probability_range(cx, p, value.span);
            Some(Over::SampleWithProbability(range?, p))
        }
        _ => {
            cx.tell(told::size_or_probability(key.span));
            None
        }
    }
}

/// The numbers of a range.
fn count(start: i64, stop: i64, step: i64) -> i128 {
    let (start, stop, step) = (i128::from(start), i128::from(stop), i128::from(step));
    ((stop - start + step - step.signum()) / step).max(0)
}

/// The integers that an expression takes for each element of the other end, if they follow from the file.
fn integers(rule: &Rule<'_>, cx: &Checker<'_>, end: End, id: ExprId) -> Option<Vec<i64>> {
    let (other, part) = match end {
        End::Pre => (End::Post, rule.target),
        End::Post => (End::Pre, rule.source),
    };
    let running = Running::new(cx, id, Builtin::Index(Place::End(other))).sizes(&rule.sizes());
    let values = running.all(part.size()?)?;
    values.into_iter().map(|value| if let Value::Integer(n) = value { Some(n) } else { None }).collect()
}

/// Tells a sample that is larger than its range.
fn size_range(rule: &Rule<'_>, cx: &mut Checker<'_>, end: End, range: Range, size: ExprId, span: Span) {
    let all = [range.start, range.stop, range.step, size].map(|id| integers(rule, cx, end, id));
    let [Some(start), Some(stop), Some(step), Some(size)] = all else { return };
    for at in 0..size.len() {
        let there = if step[at] == 0 { 0 } else { count(start[at], stop[at], step[at]) };
        if i128::from(size[at]) > there {
            cx.tell(told::large_sample(span, size[at], there));
            return;
        }
    }
}

/// Tells an index outside of its group, if the range itself gives the indices and follows from the file.
pub(super) fn index_range(rule: &Rule<'_>, cx: &mut Checker<'_>, end: End, over: &Over, span: Span) {
    let part = |end| if end == End::Pre { rule.source } else { rule.target };
    let Some(size) = part(end).size().map(i64::from) else { return };
    let (given, name) = if end == End::Pre { ("i", "the source") } else { ("j", "the target") };
    let outside = |index: i64| index < 0 || index >= size;
    let (range, other) = match over {
        Over::Values(values) => {
            if let Some(index) = values.iter().find(|index| outside(**index)) {
                cx.tell(diagnostics::index_out_of_range(span, given, *index, "", name, size as u32));
            }
            return;
        }
        Over::Range(range) => (range, if end == End::Pre { "j" } else { "i" }),
        // What is drawn from a range that leaves the group may lie in the group; likely it is meant to.
        Over::SampleOfSize(..) | Over::SampleWithProbability(..) => return,
    };
    let all = [range.start, range.stop, range.step].map(|id| integers(rule, cx, end, id));
    let [Some(start), Some(stop), Some(step)] = all else { return };
    for at in 0..start.len() {
        if step[at] == 0 {
            return;
        }
        let count = count(start[at], stop[at], step[at]);
        if count == 0 {
            continue;
        }
        let last = i128::from(start[at]) + (count - 1) * i128::from(step[at]);
        let ends = [start[at], i64::try_from(last).unwrap_or(i64::MAX)];
        if let Some(index) = ends.into_iter().find(|index| outside(*index)) {
            let pair = format!(" for {other} = {at}");
            cx.tell(diagnostics::index_out_of_range(span, given, index, &pair, name, size as u32));
            return;
        }
    }
}
