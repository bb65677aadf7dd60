//! `every` and `at`: statements that are carried out at certain times.

use super::checker::Checker;
use super::clock::Clock;
use super::diagnostics::numerics;
use super::scope::Scope;
use super::sections::head;
use super::slots;
use super::statements::{Writable, statements};
use crate::hir::{SlotBase, Timed, When};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Member, MemberKind};

/// Checks the `every` and `at` of a block, which is the item of the file at `position`.
pub(super) fn timed(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    writable: Writable<'_>,
    members: &[&Member],
    clock: Clock,
    position: usize,
) -> Vec<Timed> {
    let mut all = vec![];
    for member in members {
        let (when, slot, body) = match &member.kind {
            MemberKind::Every { period, slot, body } => (every(cx, scope, member, period, clock), slot, body),
            MemberKind::At { times, slot, body } => (at(cx, scope, member, times, clock), slot, body),
            _ => continue,
        };
        let slot = slots::slot(cx, slot.as_ref(), SlotBase::Start);
        let code = statements(cx, scope, writable, body);
        if let (Some(when), Some(slot)) = (when, slot) {
            all.push(Timed { span: head(member), position: position as u32, when, slot, code });
        }
    }
    all
}

fn every(cx: &mut Checker<'_>, scope: &Scope, member: &Member, period: &Expr, clock: Clock) -> Option<When> {
    let because = (head(member), "statements are carried out every so much time");
    let (_, steps) = clock.period(cx, Some(scope), period, "the period of `every`", Some(because))?;
    Some(When::Every(steps))
}

/// The steps of a list of times, ascending.
fn at(cx: &mut Checker<'_>, scope: &Scope, member: &Member, times: &Expr, clock: Clock) -> Option<When> {
    let because = (head(member), "statements are carried out at times");
    let mut steps: Vec<(u64, Span)> = vec![];
    let mut complete = true;
    let what = "a time of `at`";
    if let ExprKind::Array(elements) = &times.kind {
        for element in elements {
            match clock.step(cx, Some(scope), element, what, because) {
                Some(step) => steps.push((step, element.span)),
                None => complete = false,
            }
        }
    } else {
        let found = clock.steps(cx, scope, times, what, because)?;
        steps.extend(found.into_iter().map(|step| (step, times.span)));
    }
    steps.sort_unstable();
    for pair in steps.windows(2) {
        if let [(first, earlier), (second, later)] = *pair
            && first == second
            && let Some(dt) = clock.dt
        {
            let told = numerics::same_step(later, earlier, &super::shown::seconds(dt));
            cx.tell(clock.labelled(told, dt));
            complete = false;
        }
    }
    complete.then(|| When::At(steps.into_iter().map(|(step, _)| step).collect()))
}
