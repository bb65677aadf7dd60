//! The method of integration that a block asks for.

use super::checker::Checker;
use super::diagnostics::numerics;
use super::expected::Expected;
use super::expr;
use super::sections::head;
use crate::hir::{Method, Value};
use crate::source::Span;
use crate::spelling;
use crate::syntax::ast::{self, Member, MemberKind};
use crate::units::Dimension;

/// What a block asks for.
pub(super) struct Asked {
    /// The method, if it names one.
    pub(super) method: Option<(Method, Span)>,
    /// The error that `rkf45` allows.
    pub(super) tolerance: f64,
}

impl Asked {
    /// What a block with these members asks for.
    pub(super) fn of(cx: &mut Checker<'_>, members: &[&Member]) -> Asked {
        let mut asked = Asked { method: None, tolerance: Method::TOLERANCE };
        let mut given = None;
        for member in members {
            match &member.kind {
                MemberKind::Method(name) => asked.method = method(cx, name).map(|method| (method, name.span)),
                MemberKind::Tolerance(value) => given = Some((head(member), value)),
                _ => {}
            }
        }
        if let Some((head, value)) = given {
            asked.tolerance = tolerance(cx, head, value).unwrap_or(asked.tolerance);
            let named = members.iter().any(|member| matches!(member.kind, MemberKind::Method(_)));
            let of_no_use = asked.method.map_or(!named, |(method, _)| method != Method::Rkf45);
            // Another method may be set later.
            if of_no_use && !cx.env.keeps_tolerance {
                cx.tell(numerics::unused_tolerance(head, asked.method));
            }
        }
        asked
    }
}

/// The method of that name, which is told if there is none.
pub(super) fn method(cx: &mut Checker<'_>, name: &ast::Name) -> Option<Method> {
    let method = Method::named(&name.text);
    if method.is_none() {
        let similar = spelling::similar(&name.text, Method::ALL.into_iter().map(Method::name));
        cx.tell(numerics::unknown_method(name.span, &name.text, similar.first().map(String::as_str)));
    }
    method
}

fn tolerance(cx: &mut Checker<'_>, head: Span, value: &ast::Expr) -> Option<f64> {
    let expected = Expected::float(Dimension::ONE).because(head, "a tolerance is a plain number");
    let Some(Value::Float(tolerance)) = expr::constant(cx, value, &expected) else { return None };
    if Method::TOLERANCES.contains(&tolerance) {
        return Some(tolerance);
    }
    cx.tell(numerics::tolerance(value.span, tolerance));
    None
}
