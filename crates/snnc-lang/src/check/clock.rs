//! The clock of a block, and times counted in its steps.

use super::checker::Checker;
use super::diagnostics::numerics;
use super::expected::Expected;
use super::expr;
use super::scope::{Binding, Scope};
use super::sections::head;
use super::shown;
use crate::hir::Value;
use crate::source::Span;
use crate::syntax::ast::{self, Member, MemberKind};
use crate::units::Dimension;

/// The part of a step by which a time may miss the grid.
const ALLOWANCE: f64 = 1e-3;

/// From this number of steps on, not every one has a number that is exact as a float.
const MOST: f64 = 9_007_199_254_740_992.0;

/// The clock that a block follows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    /// The time step in seconds; `None` if there is an error in it.
    pub(super) dt: Option<f64>,
    /// The block's `dt:`, if it has a clock of its own.
    pub(super) given: Option<Span>,
}

impl Clock {
    /// The clock of a block with these members: its own, or the model's.
    pub(super) fn of(cx: &mut Checker<'_>, members: &[&Member]) -> Clock {
        let own = members.iter().find_map(|member| match &member.kind {
            MemberKind::Dt(value) => Some((head(member), value)),
            _ => None,
        });
        let Some((head, value)) = own else {
            return Clock { dt: expr::time_step(cx), given: None };
        };
        let expected = Expected::float(Dimension::TIME).because(head, "a time step is a time");
        let dt = match expr::constant(cx, value, &expected) {
            Some(Value::Float(seconds)) if seconds > 0.0 && seconds.is_finite() => Some(seconds),
            Some(Value::Float(seconds)) => {
                cx.tell(numerics::time_step(value.span, &shown::seconds(seconds)));
                None
            }
            _ => None,
        };
        Clock { dt, given: Some(head) }
    }

    /// What `dt` is in the block, if it is not the model's.
    pub(super) fn own(&self) -> Option<f64> {
        self.dt.filter(|_| self.given.is_some())
    }

    /// The names that mean something in a constant time of `block`, on whose variables it cannot depend.
    fn scope(&self, block: Option<&Scope>) -> Scope {
        let mut scope = Scope::constant();
        scope.dt = self.own();
        for (name, variable) in block.into_iter().flat_map(Scope::declarations) {
            let message = format!("`{name}` is a variable, but this time is the same for all elements");
            let label = Some((variable.span, "declared here".into()));
            scope.bind(name.clone(), Binding::Refused { message, help: None, label });
        }
        scope
    }

    /// Evaluates a time that must be constant.
    fn time(
        &self,
        cx: &mut Checker<'_>,
        block: Option<&Scope>,
        value: &ast::Expr,
        because: Option<(Span, &str)>,
    ) -> Option<f64> {
        let mut scope = self.scope(block);
        let expected = Expected::float(Dimension::TIME);
        let expected = match because {
            Some((span, clause)) => expected.because(span, clause),
            None => expected,
        };
        match expr::constant_in(cx, &mut scope, value, &expected)? {
            Value::Float(seconds) => Some(seconds),
            Value::Integer(_) | Value::Boolean(_) => None,
        }
    }

    /// A constant period, which is positive and a whole number of steps: in seconds and in steps.
    pub(super) fn period(
        &self,
        cx: &mut Checker<'_>,
        block: Option<&Scope>,
        value: &ast::Expr,
        what: &str,
        because: Option<(Span, &str)>,
    ) -> Option<(f64, u64)> {
        let seconds = self.time(cx, block, value, because)?;
        if seconds < 0.0 || !seconds.is_finite() {
            let text = shown::seconds(seconds);
            cx.tell(numerics::out_of_range(value.span, what, seconds, &text));
            return None;
        }
        if seconds == 0.0 {
            cx.tell(numerics::no_period(value.span, what));
            return None;
        }
        let dt = self.dt?;
        let steps = seconds / dt;
        let whole = steps.round();
        if whole >= MOST {
            cx.tell(numerics::too_long(value.span, what));
            return None;
        }
        if (steps - whole).abs() > ALLOWANCE || whole < 1.0 {
            let below = (steps.floor() >= 1.0).then(|| shown::seconds(steps.floor() * dt));
            let above = shown::seconds(steps.ceil() * dt);
            let told = numerics::off_grid(value.span, what, &shown::seconds(dt), below.as_deref(), &above);
            cx.tell(self.labelled(told, dt));
            return None;
        }
        Some((seconds, whole as u64))
    }

    /// A constant time, as the step that it lies in.
    pub(super) fn step(
        &self,
        cx: &mut Checker<'_>,
        block: Option<&Scope>,
        value: &ast::Expr,
        what: &str,
        because: (Span, &str),
    ) -> Option<u64> {
        let seconds = self.time(cx, block, value, Some(because))?;
        self.told_step(cx, seconds, value.span, what)
    }

    /// A constant list of times, as the steps that they lie in.
    pub(super) fn steps(
        &self,
        cx: &mut Checker<'_>,
        block: &Scope,
        list: &ast::Expr,
        what: &str,
        because: (Span, &str),
    ) -> Option<Vec<u64>> {
        let expected = Expected::float(Dimension::TIME).because(because.0, because.1);
        let found = expr::constants_in(cx, &mut self.scope(Some(block)), list, &expected)?;
        if found.shape.len() > 1 {
            cx.tell(numerics::not_a_list(list.span, cx.slice(list.span)));
            return None;
        }
        let times = expr::floats(&found.values);
        times.into_iter().map(|seconds| self.told_step(cx, seconds, list.span, what)).collect()
    }

    /// The step that a time lies in; why there is none is told.
    fn told_step(&self, cx: &mut Checker<'_>, seconds: f64, span: Span, what: &str) -> Option<u64> {
        if seconds < 0.0 || !seconds.is_finite() {
            cx.tell(numerics::out_of_range(span, what, seconds, &shown::seconds(seconds)));
            return None;
        }
        self.dt?;
        let step = self.step_of(seconds);
        if step.is_none() {
            cx.tell(numerics::too_long(span, what));
        }
        step
    }

    /// The step that a time lies in, which is not negative; `None` if steps cannot be counted so far.
    pub(super) fn step_of(&self, seconds: f64) -> Option<u64> {
        let step = (seconds / self.dt? + ALLOWANCE).floor();
        (step < MOST).then_some(step as u64)
    }

    /// Says where the time step is from, if it is not the model's.
    pub(super) fn labelled(&self, told: crate::Diagnostic, dt: f64) -> crate::Diagnostic {
        match self.given {
            Some(span) => told.label(span, format!("its clock has steps of {}", shown::seconds(dt))),
            None => told,
        }
    }
}
