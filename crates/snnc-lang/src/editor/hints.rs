//! What an editor writes beside the text: values and units that the text leaves to be worked out.

use super::Analysis;
use super::nodes::body;
use super::symbols::SymbolKind;
use super::types::{in_words, only_type, sentence};
use crate::check::{in_unit, value_text};
use crate::hir::{Constant, Type, Value};
use crate::source::Span;
use crate::syntax::ast::{
    Definition, EquationKind, Expr, ExprKind, Function, ItemKind, Member, MemberKind, Statement,
};
use crate::units::{self, Dimension};

/// What is shown beside the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InlayHint {
    /// The byte before which it is shown, in the text that was asked for.
    pub at: u32,
    /// What is shown.
    pub text: String,
    /// What it says.
    pub kind: InlayKind,
    /// The same in words.
    pub tooltip: String,
}

/// What a hint says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InlayKind {
    /// The unit of what has none in the text.
    Dimension,
    /// The value of a constant that is computed from others.
    Value,
}

/// The hints in a part of a text: values of constants that are computed from others; units of local names, of functions and of
/// equations whose unit is still to be written. Nothing that the text says by itself.
pub fn inlay_hints(analysis: &Analysis, span: Span) -> Vec<InlayHint> {
    let mut hints = vec![];
    let touches =
        |other: Span| other.source == span.source && other.start <= span.end && span.start <= other.end;
    for item in analysis.file.items.iter().filter(|item| touches(item.span)) {
        match &item.kind {
            ItemKind::Definition(definition) => hints.extend(value(analysis, definition)),
            ItemKind::Function(function) => hints.extend(result(analysis, function)),
            _ => {}
        }
        for member in body(item).iter().filter(|member| touches(member.span)) {
            of_member(analysis, member, &mut hints);
        }
    }
    hints.retain(|hint| (span.start..=span.end).contains(&hint.at));
    hints.sort_by_key(|hint| hint.at);
    hints
}

/// The value of a constant that is computed from others.
fn value(analysis: &Analysis, definition: &Definition) -> Option<InlayHint> {
    if definition.is_setting() || !is_computed(analysis, &definition.value) {
        return None;
    }
    let constants = &analysis.check.partial.constants;
    let constant = constants.iter().find(|constant| constant.span == definition.name.span)?;
    let (text, exact) = (rounded(constant), value_text(constant));
    let (sign, more) = if text == exact { ("=", String::new()) } else { ("≈", format!("{exact}, ")) };
    let at = definition.unit.as_ref().map_or(definition.value.span, |unit| unit.span).end;
    let tooltip = sentence(&format!("{more}{}", in_words(constant.value.ty(), constant.dimension)));
    Some(InlayHint { at, text: format!("{sign} {text}"), kind: InlayKind::Value, tooltip })
}

/// The value of a constant with no more digits than are read at a glance.
fn rounded(constant: &Constant) -> String {
    let Value::Float(x) = constant.value else { return value_text(constant) };
    let scale = constant.unit.scale;
    let short = format!("{:.5e}", x / scale).parse().map_or(x, |shown: f64| shown * scale);
    in_unit(Value::Float(short), &constant.unit)
}

/// Whether a value is that of other constants, or of a function.
fn is_computed(analysis: &Analysis, value: &Expr) -> bool {
    let mut found = false;
    value.visit(&mut |part| {
        found |= match &part.kind {
            ExprKind::Call { .. } | ExprKind::Index { .. } => true,
            ExprKind::Name(name) => analysis
                .symbols
                .at(name.span.source, name.span.start)
                .is_some_and(|it| !analysis.symbols.get(it.symbol).kind.is_of_language()),
            _ => false,
        }
    });
    found
}

/// What a function yields, if that is the same at all calls and not declared.
fn result(analysis: &Analysis, function: &Function) -> Option<InlayHint> {
    if function.unit.is_some() {
        return None;
    }
    unit(analysis, &function.body, function.body.span.end)
}

fn of_member(analysis: &Analysis, member: &Member, hints: &mut Vec<InlayHint>) {
    match &member.kind {
        MemberKind::Equation(equation) if equation.unit.is_none() => {
            let EquationKind::Subexpression(value) = &equation.kind else { return };
            let found = only_type(analysis, value.span);
            hints.extend(found.map(|(ty, dimension)| hint(ty, dimension, value.span.end)));
        }
        MemberKind::Reset(body)
        | MemberKind::Init(body)
        | MemberKind::OnEvent { body, .. }
        | MemberKind::Pathway { body, .. }
        | MemberKind::Every { body, .. }
        | MemberKind::At { body, .. } => {
            hints.extend(body.iter().filter_map(|statement| local(analysis, statement)));
        }
        _ => {}
    }
}

/// The unit of a local name, where it is first assigned.
fn local(analysis: &Analysis, statement: &Statement) -> Option<InlayHint> {
    let name = &statement.target;
    let found = analysis.symbols.at(name.span.source, name.span.start)?;
    let symbol = analysis.symbols.get(found.symbol);
    let is_plain = matches!(
        statement.value.kind,
        ExprKind::Number(_) | ExprKind::Quantity { .. } | ExprKind::Name(_) | ExprKind::Sign { .. }
    );
    if symbol.kind != SymbolKind::Local || symbol.span != Some(name.span) || is_plain {
        return None;
    }
    unit(analysis, &statement.value, name.span.end)
}

/// The unit of a value, unless it is a plain number or a condition.
fn unit(analysis: &Analysis, value: &Expr, at: u32) -> Option<InlayHint> {
    let (ty, dimension) = only_type(analysis, value.span)?;
    (ty == Type::Float && !dimension.is_one()).then(|| hint(ty, dimension, at))
}

fn hint(ty: Type, dimension: Dimension, at: u32) -> InlayHint {
    let text = match ty {
        Type::Float => units::text(dimension),
        Type::Integer => "integer".to_string(),
        Type::Boolean => "boolean".to_string(),
    };
    let tooltip = sentence(&in_words(ty, dimension));
    InlayHint { at, text: format!(": {text}"), kind: InlayKind::Dimension, tooltip }
}

/// The body of the function whose name stands there.
pub(super) fn body_of(analysis: &Analysis, name: Span) -> Option<&Expr> {
    analysis.file.items.iter().find_map(|item| match &item.kind {
        ItemKind::Function(function) if function.name.span == name => Some(&function.body),
        _ => None,
    })
}
