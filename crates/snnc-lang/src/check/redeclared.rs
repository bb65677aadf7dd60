//! Declarations and defaults of parameters whose unit explains several errors: one message for one cause.
//!
//! As with constants, nothing is guessed: a unit is blamed only if the model, checked again with the other unit, has none of
//! these errors and no new one, and if no other declaration explains as much.

use super::diagnostics::units as told;
use super::input::Input;
use super::pass::{Errors, Pass};
use super::supposed::Supposed;
use super::usual::{common_unit, usual_unit};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, File, ItemKind, Member, MemberKind, Name};
use crate::units::{self, Dimension};

/// A unit in a declaration.
struct Declared<'a> {
    name: &'a Name,
    unit: Span,
    dimension: Dimension,
}

/// The one declaration whose other unit cures several errors: what it is supposed to be, what is found then, and what is told.
pub(super) fn find<'a>(
    input: &Input<'a>,
    supposed: &Supposed,
    pass: &Pass<'a>,
    attempt: &mut dyn FnMut(&Supposed) -> Option<Pass<'a>>,
) -> Option<(Supposed, Pass<'a>, Diagnostic)> {
    let before = mismatches(pass);
    if before.len() < 2 {
        return None;
    }
    let mut cures: Vec<(usize, Dimension, &Declared<'_>, Supposed, Pass<'a>)> = vec![];
    let declared = declared(input.file);
    for it in &declared {
        let mut tried = vec![it.dimension];
        for (found, wanted) in &pass.changes {
            for change in [wanted.over(*found), found.over(*wanted)].into_iter().flatten() {
                let Some(dimension) = it.dimension.times(change) else { continue };
                // Numbers without a unit are a slip of their own.
                if common_unit(dimension).is_none() || tried.contains(&dimension) {
                    continue;
                }
                tried.push(dimension);
                let mut other = supposed.clone();
                other.declared.insert(it.unit, dimension);
                let after = attempt(&other)?;
                let left = mismatches(&after);
                if after.errors.is_subset(&pass.errors) && left.len() + 2 <= before.len() {
                    cures.push((left.len(), dimension, it, other, after));
                }
            }
        }
    }
    let least = cures.iter().map(|cure| cure.0).min()?;
    cures.retain(|cure| cure.0 == least);
    // Which of several is meant is not known.
    let [_] = cures.as_slice() else { return None };
    let (_, wanted, it, supposed, after) = cures.pop()?;
    let cured: Vec<Span> = before.difference(&mismatches(&after)).map(|(_, at)| *at).collect();
    let told = told::wrong_declaration(it.unit, &it.name.text, it.dimension, wanted, &cured);
    let told = match usual_unit(after.constants.iter(), wanted) {
        Some(unit) => told.help(format!("did you mean a unit such as `{unit}`?")).fix(
            format!("Write `{unit}`"),
            it.unit,
            unit,
        ),
        None => told,
    };
    Some((supposed, after, told))
}

/// What is told of dimensions that do not fit.
fn mismatches(pass: &Pass<'_>) -> Errors {
    let told = pass.check.diagnostics.iter().filter(|d| d.is_error() && d.code.starts_with("units::"));
    told.map(|d| (d.code, d.primary.span)).collect()
}

/// The declarations of a file that name one unit.
fn declared(file: &File) -> Vec<Declared<'_>> {
    let mut all = vec![];
    for item in &file.items {
        let body = match &item.kind {
            ItemKind::Group(group) => &group.body,
            ItemKind::Synapses(synapses) => &synapses.body,
            ItemKind::Model(model) => {
                for parameter in &model.parameters {
                    let unit = parameter.default.as_ref().and_then(quantity).map(|(_, unit)| unit);
                    all.extend(unit.and_then(|unit| named(&parameter.name, unit)));
                }
                &model.body
            }
            _ => continue,
        };
        all.extend(body.iter().filter_map(of_member));
    }
    all
}

fn of_member(member: &Member) -> Option<Declared<'_>> {
    let MemberKind::Equation(equation) = &member.kind else { return None };
    match &equation.unit.as_ref()?.kind {
        ExprKind::Name(unit) => named(&equation.name, unit),
        _ => None,
    }
}

fn named<'a>(name: &'a Name, unit: &'a Name) -> Option<Declared<'a>> {
    let dimension = units::after_number(&unit.text)?.dimension;
    Some(Declared { name, unit: unit.span, dimension })
}

/// A number and its unit.
pub(super) fn quantity(expr: &Expr) -> Option<(&Expr, &Name)> {
    match &expr.kind {
        ExprKind::Sign { operand, .. } => quantity(operand),
        ExprKind::Quantity { value, unit } => match &unit.kind {
            ExprKind::Name(name) => Some((value, name)),
            _ => None,
        },
        _ => None,
    }
}
