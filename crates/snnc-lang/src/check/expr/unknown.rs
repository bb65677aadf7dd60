//! What may be meant by a name that nothing has: of those that look alike, one whose dimension fits.

use crate::check::checker::Checker;
use crate::check::diagnostics::names as told;
use crate::check::environment::Definition;
use crate::check::expected::Hint;
use crate::check::reserved;
use crate::check::scope::{Binding, Scope, Site};
use crate::check::usual;
use crate::diagnostic::Diagnostic;
use crate::spelling;
use crate::syntax::ast::{Expr, ExprKind, Name};
use crate::units::{self, Dimension};
use std::sync::Arc;

/// How many names of a fitting dimension are worth being listed.
const FEW: usize = 3;

/// Tells that nothing has this name, and what may be meant.
pub(super) fn unknown(cx: &mut Checker<'_>, scope: &Scope, name: &Name) {
    if reserved::function(&name.text).is_some() {
        cx.tell(told::builtin_without_call(name));
        return;
    }
    if is_key(scope, name) {
        cx.tell_unknown(name, |_| told::key_of_rule(name));
        return;
    }
    cx.tell_unknown(name, |cx| diagnostic(cx, scope, name, None));
}

/// What stands beside an expression says which dimension it must have: if it is an unknown name, that decides what may
/// be meant by it.
pub(super) fn expect(cx: &mut Checker<'_>, scope: &Scope, expr: &Expr, dimension: Dimension) {
    match &expr.kind {
        ExprKind::Name(name)
            if scope.function.is_none() && !is_key(scope, name) && cx.is_told_unknown(name) =>
        {
            let diagnostic = diagnostic(cx, scope, name, Some(dimension));
            cx.tell_unknown_again(name, diagnostic);
        }
        ExprKind::Sign { operand, .. } => expect(cx, scope, operand, dimension),
        _ => {}
    }
}

/// Whether it is a word of a connection rule that should be followed by a single `=`.
fn is_key(scope: &Scope, name: &Name) -> bool {
    scope.site == Site::Connect && matches!(&*name.text, "p" | "n" | "indegree" | "outdegree" | "total")
}

/// The same, with what is expected.
pub(super) fn expect_hint(cx: &mut Checker<'_>, scope: &Scope, expr: &Expr, hint: Option<&Hint>) {
    if let Some(hint) = hint {
        expect(cx, scope, expr, hint.dimension);
    }
}

fn diagnostic(cx: &Checker<'_>, scope: &Scope, name: &Name, wanted: Option<Dimension>) -> Diagnostic {
    let bound = scope.names().map(Arc::as_ref);
    let of_file = cx.env.names().map(Arc::as_ref);
    let builtin = "t dt i N lastspike not_refractory pi inf".split(' ');
    let fits = |known: &str| dimension(cx, scope, known) == wanted;
    let wants = wanted.map(|_| fits);
    let mut similar = spelling::similar_fitting(&name.text, bound.chain(of_file).chain(builtin), wants);
    if similar.is_empty() {
        similar = units::similar(&name.text);
        similar.retain(|unit| units::is_reserved(unit));
    }
    // A name that differs only in case is nearer than a unit.
    let same = similar.first().is_some_and(|n| n.to_lowercase() == name.text.to_lowercase());
    let symbol = units::full_name(&name.text).filter(|_| !same);
    let diagnostic = told::unknown(name, &similar, symbol.as_deref());
    let Some(wanted) = wanted.filter(|d| similar.is_empty() && symbol.is_none() && !d.is_one()) else {
        return diagnostic;
    };
    let names = scope.names().chain(cx.env.names()).filter(|known| fits(known));
    let mut names: Vec<String> = names.map(ToString::to_string).collect();
    names.sort_unstable();
    names.dedup();
    let unit = usual::usual_unit(cx.env.constants(), wanted);
    let diagnostic = match unit {
        Some(unit) if &*name.text != "refractory" => told::defined_as(diagnostic, &name.text, &unit),
        _ => diagnostic,
    };
    if names.is_empty() || names.len() > FEW {
        return diagnostic;
    }
    told::of_dimension(diagnostic, wanted, &names)
}

/// The dimension of what has a name.
fn dimension(cx: &Checker<'_>, scope: &Scope, name: &str) -> Option<Dimension> {
    match scope.get(name) {
        Some(Binding::Variable(variable)) => return Some(variable.dimension),
        Some(Binding::Local { dimension, .. }) => return Some(*dimension),
        Some(Binding::Value { id, .. }) => return Some(cx.exprs[*id].dimension),
        Some(_) => return None,
        None => {}
    }
    match name {
        "t" | "dt" | "lastspike" => return Some(Dimension::TIME),
        _ => {}
    }
    match cx.env.get(name)?.definition {
        Definition::Constant(id) => Some(cx.env.constant(id?)?.dimension),
        _ => None,
    }
}
