//! Sources of given spikes: `spikes gen[3] { at: [(0, 1 ms), (2, 2 ms)] }`.

use super::checker::Checker;
use super::declared::Block;
use super::diagnostics::{spikes as told, structure};
use super::expr;
use super::sections::head;
use super::shown;
use crate::files::{Files, Wrong};
use crate::hir::GivenSpikes;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, MemberKind, Text};
use crate::units::{self, Dimension};
use std::sync::Arc;

/// A spike and where it is given.
struct Spike {
    step: u64,
    index: u32,
    /// Its pair in the text, or the path of its file.
    place: Span,
    /// Its number in the file.
    number: Option<usize>,
}

/// The spikes of a source; `None` if there is an error in them, which has been told.
pub(super) fn spikes(cx: &mut Checker<'_>, block: &Block<'_>) -> Option<GivenSpikes> {
    let (mut all, mut period) = (vec![], None);
    let (mut complete, mut given) = (true, block.has_lost("at") || block.has_lost("file"));
    for member in &block.members {
        let found = match &member.kind {
            MemberKind::Given(pairs) => written(cx, block, pairs, head(member)),
            MemberKind::File(path) => of_file(cx, block, path),
            MemberKind::Period(value) => {
                let because = (head(member), "the spikes are repeated after that time");
                match block.clock.period(cx, None, value, "the period of a spike source", Some(because)) {
                    Some((seconds, steps)) => period = Some((value.span, seconds, steps)),
                    None => complete = false,
                }
                continue;
            }
            _ => continue,
        };
        given = true;
        match found {
            Some(found) => all.extend(found),
            None => complete = false,
        }
    }
    if !given {
        let help = "give its spikes: `at: [(0, 1 ms), (2, 2 ms)]` or `file: \"spikes.npz\"`";
        cx.tell(structure::missing_section(block.name.span, "a spike source", "at", help));
        return None;
    }
    all.sort_by_key(|spike| (spike.step, spike.index));
    complete &= !twice(cx, block, &all);
    if let Some((span, seconds, steps)) = period
        && let Some(late) = all.last().filter(|spike| spike.step >= steps)
    {
        let dt = block.clock.dt?;
        let text = [shown::seconds(seconds), shown::seconds(late.step as f64 * dt)];
        cx.tell(told::beyond_period(span, late.place, &text));
        complete = false;
    }
    let spikes = all.into_iter().map(|spike| (spike.step, spike.index)).collect();
    complete.then(|| GivenSpikes { spikes, period: period.map(|(_, _, steps)| steps) })
}

/// The spikes that stand in the text: `[(0, 1 ms), (2, 2 ms)]`.
fn written(cx: &mut Checker<'_>, block: &Block<'_>, pairs: &Expr, head: Span) -> Option<Vec<Spike>> {
    let ExprKind::Array(pairs) = &pairs.kind else {
        cx.tell(told::not_pairs(pairs.span));
        return None;
    };
    let mut spikes = vec![];
    let mut complete = true;
    for pair in pairs {
        let ExprKind::Tuple(parts) = &pair.kind else {
            cx.tell(told::not_pairs(pair.span));
            return None;
        };
        let [index, time] = &parts[..] else {
            cx.tell(told::not_pairs(pair.span));
            return None;
        };
        let number = expr::whole(cx, index, "the index of a spike");
        let step = block.clock.step(
            cx,
            None,
            time,
            "the time of a spike",
            (head, "spikes are given with their times"),
        );
        let inside = number.and_then(|number| self::index(block, number));
        if let (Some(number), None, Some(size)) = (number, inside, block.size) {
            cx.tell(told::outside(index.span, number, &block.name.text, size));
        }
        match (inside, step) {
            (Some(index), Some(step)) => spikes.push(Spike { step, index, place: pair.span, number: None }),
            _ => complete = false,
        }
    }
    complete.then_some(spikes)
}

/// An index, if the source has such an element.
fn index(block: &Block<'_>, number: i64) -> Option<u32> {
    u32::try_from(number).ok().filter(|index| block.size.is_some_and(|size| *index < size))
}

/// The spikes in the arrays `i` and `t` of a file.
fn of_file(cx: &mut Checker<'_>, block: &Block<'_>, path: &Text) -> Option<Vec<Spike>> {
    let name = cx.files.resolve(&cx.sources.get(path.span.source).name, &path.text);
    let read = cx.files.arrays(&name).and_then(|file| {
        let (times, unit) = file.column("t")?;
        Ok((file.column("i")?.0, times, unit.map(String::from)))
    });
    let (indices, times, unit) = match read {
        Ok(arrays) => arrays,
        Err(wrong) => {
            cx.tell(told::unusable_file(path, &reason(&wrong)));
            return None;
        }
    };
    let Some(indices) = indices.integers() else {
        cx.tell(told::unusable_file(path, "its array `i` holds numbers that are not whole"));
        return None;
    };
    let scale = unit.as_deref().map_or(Some(1.0), |unit| {
        units::after_number(unit).filter(|unit| unit.dimension == Dimension::TIME).map(units::Unit::scale)
    });
    let Some(scale) = scale else {
        let clause = format!("`{}`, in which its `t` is given, is no unit of time", unit.unwrap_or_default());
        cx.tell(told::unusable_file(path, &clause));
        return None;
    };
    let times: Vec<f64> = times.floats().into_iter().map(|time| time * scale).collect();
    if indices.len() != times.len() {
        let lengths = format!("its array `i` has {} elements and `t` has {}", indices.len(), times.len());
        cx.tell(told::unusable_file(path, &lengths));
        return None;
    }
    let (dt, size) = (block.clock.dt?, block.size?);
    let mut spikes = Vec::with_capacity(times.len());
    for (at, (number, time)) in indices.into_iter().zip(times).enumerate() {
        let Some(index) = index(block, number) else {
            let clause = format!(
                "its spike {at} is of element {number}, but `{}` has only {size} elements",
                block.name.text
            );
            cx.tell(told::unusable_file(path, &clause));
            return None;
        };
        let step = block.clock.step_of(time).filter(|_| time >= 0.0);
        let Some(step) = step else {
            let clause = format!("its spike {at} is at {}, before the start", shown::seconds(time));
            cx.tell(
                told::unusable_file(path, &clause)
                    .help(format!("times are in seconds; a step is {}", shown::seconds(dt))),
            );
            return None;
        };
        spikes.push(Spike { step, index, place: path.span, number: Some(at) });
    }
    Some(spikes)
}

fn reason(wrong: &Wrong) -> Arc<str> {
    match wrong {
        Wrong::Unreadable(reason) | Wrong::Format(reason) => reason.as_str().into(),
        Wrong::Missing(names) => {
            let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
            match names.as_slice() {
                [] => "it needs the arrays `i` and `t`, and has no named ones".into(),
                names => format!("it needs the arrays `i` and `t`, and has {}", names.join(", ")).into(),
            }
        }
        Wrong::Ambiguous(_) => "it needs the arrays `i` and `t`".into(),
    }
}

/// Tells two spikes of one element in one step; whether there are such.
fn twice(cx: &mut Checker<'_>, block: &Block<'_>, spikes: &[Spike]) -> bool {
    let same = |pair: &&[Spike]| pair[0].step == pair[1].step && pair[0].index == pair[1].index;
    let Some(dt) = block.clock.dt else { return false };
    let mut found = false;
    for pair in spikes.windows(2).filter(same) {
        let [first, second] = pair else { continue };
        let time = shown::seconds(first.step as f64 * dt);
        let steps = shown::seconds(dt);
        let numbers = first.number.zip(second.number);
        let diagnostic = told::twice(second.place, first.place, first.index, [&time, &steps], numbers);
        cx.tell(block.clock.labelled(diagnostic, dt));
        found = true;
    }
    found
}
