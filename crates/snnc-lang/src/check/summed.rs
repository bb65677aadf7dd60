//! Sums over synapses: `x_post = expr : unit (summed)`.

use super::checker::Checker;
use super::declared::{Block, Declared};
use super::diagnostics::{names, synapses as diagnostics};
use super::equations;
use super::expected::{self, Expected};
use super::expr;
use super::scope::Scope;
use crate::hir::{Sum, Type, VariableId};
use crate::source::Span;
use crate::spelling;
use crate::syntax::ast::{End, Equation, EquationKind, Member, MemberKind};
use std::collections::HashMap;
use std::sync::Arc;

/// Checks the sums of a block of synapses.
pub(super) fn sums(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    members: &[&Member],
    ends: [&Block<'_>; 2],
) -> Vec<Sum> {
    let mut first: HashMap<Arc<str>, Span> = HashMap::new();
    let mut sums = vec![];
    for member in members {
        let MemberKind::Equation(equation) = &member.kind else { continue };
        if !equations::is_summed(equation) {
            continue;
        }
        let name = &equation.name;
        if let Some(first) = first.get(&name.text) {
            cx.tell(names::duplicate(name, *first, "a sum of this block"));
            continue;
        }
        first.insert(name.text.clone(), name.span);
        sums.extend(sum(cx, scope, equation, ends));
    }
    sums
}

fn sum(cx: &mut Checker<'_>, scope: &mut Scope, equation: &Equation, ends: [&Block<'_>; 2]) -> Option<Sum> {
    let EquationKind::Subexpression(value) = &equation.kind else { return None };
    let Some((end, block, variable)) = target(cx, equation, ends) else {
        expr::expression(cx, scope, value, &Expected::any());
        return None;
    };
    let declared = &block.variables[variable.index()];
    let Some(meaning) = &declared.meaning else {
        expr::expression(cx, scope, value, &Expected::any());
        return None;
    };
    let clause = expected::declaration(&declared.name, meaning.ty, &meaning.unit.text);
    let place = declared.unit_span().unwrap_or(declared.span);
    if let Some(unit) = &equation.unit
        && let Some((ty, dimension, _)) = expr::unit(cx, unit)
        && (ty != meaning.ty || dimension != meaning.dimension)
    {
        cx.tell(diagnostics::unit_of_sum(unit.span, &declared.name, &meaning.unit.text, place));
        return None;
    }
    let expected = Expected::of(meaning.ty, meaning.dimension).because(place, clause);
    let value = expr::expression(cx, scope, value, &expected)?;
    Some(Sum { span: equation.name.span, end, variable, value })
}

/// The variable of an end that is to be a sum.
fn target<'b, 'a>(
    cx: &mut Checker<'_>,
    equation: &Equation,
    [source, target]: [&'b Block<'a>; 2],
) -> Option<(End, &'b Block<'a>, VariableId)> {
    let name = &equation.name;
    let (end, block, bare) = if let Some(bare) = name.text.strip_suffix("_post") {
        (End::Post, target, bare)
    } else if let Some(bare) = name.text.strip_suffix("_pre") {
        (End::Pre, source, bare)
    } else {
        let of = |block: &Block<'_>| block.variables.iter().any(|variable| variable.name == name.text);
        let suffix = if !of(target) && of(source) { "pre" } else { "post" };
        cx.tell(diagnostics::sum_of_no_end(name.span, &name.text, suffix));
        return None;
    };
    let Some(at) = block.variables.iter().position(|variable| variable.named && *variable.name == *bare)
    else {
        if !block.lost.iter().any(|lost| *lost.text == *bare) {
            let known: Vec<_> = block.variables.iter().filter(|it| refusal(it).is_none()).collect();
            let similar = spelling::similar(bare, known.iter().map(|variable| &*variable.name));
            let suffix = if end == End::Pre { "_pre" } else { "_post" };
            let similar: Vec<_> = similar.iter().map(|name| format!("{name}{suffix}")).collect();
            let end = if end == End::Pre { "source" } else { "target" };
            let told = names::unknown_of_end(name, bare, end, &similar);
            cx.tell(match &equation.unit {
                Some(unit) if similar.is_empty() => {
                    told.help(format!("declare a parameter there: `{bare} : {}`", cx.slice(unit.span)))
                }
                _ => told,
            });
        }
        return None;
    };
    let declared = &block.variables[at];
    if let Some(why) = refusal(declared) {
        cx.tell(diagnostics::not_a_sum(name.span, &declared.name, why, declared.span));
        return None;
    }
    if declared.meaning.as_ref().is_some_and(|meaning| meaning.ty == Type::Boolean) {
        cx.tell(diagnostics::boolean_sum(name.span, &declared.name, declared.span));
        return None;
    }
    Some((end, block, VariableId(at as u32)))
}

/// Why a variable cannot be a sum.
fn refusal(variable: &Declared<'_>) -> Option<&'static str> {
    let Some(equation) = variable.equation else {
        return Some("it is the number of a synapse within its pair");
    };
    let has = |flag: &str| equation.flags.iter().any(|f| *f.text == *flag);
    match equation.kind {
        EquationKind::Differential(_) => Some("it is given by a differential equation"),
        EquationKind::Subexpression(_) => Some("it is a subexpression, computed where it is used"),
        EquationKind::Parameter if has("constant") => Some("it is `constant`"),
        EquationKind::Parameter if has("shared") => {
            Some("it is shared, but each element has a sum of its own")
        }
        EquationKind::Parameter => None,
    }
}
