//! What is known of the text at a place.

use super::Analysis;
use super::analysis::Place;
use super::describe::{describe, place, word};
use super::language;
use super::names::BodyKind;
use super::nodes::{body, expression_at, is_in, item_at};
use super::symbols::{Access, SymbolKind, Use};
use super::types::{in_si, in_words, sentence, types};
use crate::check::head;
use crate::source::Span;
use crate::syntax::ast::{
    Equation, EquationKind, Expr, ExprKind, GroupKind, Item, ItemKind, MemberKind, Monitor, Number, Recorded,
};
use crate::units::{self, Dimension, Unit};

/// What is known of a part of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// The part.
    pub span: Span,
    /// What is known, in Markdown.
    pub markdown: String,
}

/// What is known of the text at a place: of a name what it means, of a number with a unit its value in SI, of an operator what
/// its expression measures, of a word of the language what it says.
pub fn hover(analysis: &Analysis, at: Place) -> Option<Hover> {
    let source = analysis.source(at.source)?;
    source.text.get(at.byte as usize..)?;
    let expr = expression_at(&analysis.file, at);
    if let Some(expr) = expr
        && let ExprKind::Quantity { value, unit } = &expr.kind
    {
        return quantity(analysis, expr, value, unit);
    }
    if let Some(found) = analysis.use_at(at) {
        return Some(name(analysis, found));
    }
    let at_word = analysis.word_at(at);
    if at_word.is_some()
        && let Some(hover) = section_or_flag(analysis, at)
    {
        return Some(hover);
    }
    if let Some((text, span)) = &at_word {
        let before = source.text.get(..span.start as usize).unwrap_or_default();
        let symbol = analysis.symbols.look_up(text, at.source, at.byte).filter(|_| !before.ends_with('.'));
        let markdown = word(text).or_else(|| symbol.map(|symbol| describe(analysis, symbol)));
        if let Some(markdown) = markdown {
            return Some(Hover { span: *span, markdown });
        }
    }
    let expr = expr
        .filter(|expr| !matches!(expr.kind, ExprKind::Name(_) | ExprKind::Number(_) | ExprKind::Text(_)))?;
    expression(analysis, expr)
}

fn name(analysis: &Analysis, found: Use) -> Hover {
    let symbols = &analysis.symbols;
    let mut parts = vec![describe(analysis, found.symbol)];
    let symbol = symbols.get(found.symbol);
    let defined = symbol.span.filter(|span| *span != found.span && symbol.kind != SymbolKind::File);
    if found.access != Access::Definition
        && let Some(place) = defined.and_then(|span| place(analysis, span))
    {
        parts.push(format!("Defined on {place}."));
    }
    for other in symbols.uses().iter().filter(|it| it.span == found.span && it.symbol != found.symbol) {
        let other = symbols.get(other.symbol);
        let of = other.container.map(|of| format!(" of `{}`", symbols.get(of).name)).unwrap_or_default();
        let place = other.span.and_then(|span| place(analysis, span));
        let place = place.map(|place| format!(", {place}")).unwrap_or_default();
        parts.push(format!("Also `{}`{of}{place}.", other.name));
    }
    Hover { span: found.span, markdown: parts.join("\n\n") }
}

/// A number with a unit.
fn quantity(analysis: &Analysis, expr: &Expr, value: &Expr, unit: &Expr) -> Option<Hover> {
    let unit = measure(unit)?;
    let what = units::quantity(unit.dimension);
    let written: Vec<_> = analysis.slice(expr.span).split_whitespace().collect();
    let markdown = match &value.kind {
        ExprKind::Number(number) => {
            let number = match number {
                Number::Integer(n) => *n as f64,
                Number::Float(x) => *x,
            };
            format!("`{}` = **{}**, {what}", written.join(" "), in_si(number * unit.scale(), unit.dimension))
        }
        _ => format!("An array in this unit: each element is {what}"),
    };
    Some(Hover { span: expr.span, markdown: sentence(&markdown) })
}

fn measure(unit: &Expr) -> Option<Unit> {
    match &unit.kind {
        ExprKind::Name(name) => units::after_number(&name.text),
        ExprKind::Power { base, exponent } => match exponent.kind {
            ExprKind::Number(Number::Integer(n)) => measure(base)?.power(units::Ratio::new(n, 1)?),
            _ => None,
        },
        _ => None,
    }
}

/// An operator, a call, an index: what the expression is.
fn expression(analysis: &Analysis, expr: &Expr) -> Option<Hover> {
    let found = types(analysis, expr.span);
    let words: Vec<_> = found.iter().map(|(ty, dimension)| in_words(*ty, *dimension)).collect();
    if words.is_empty() || words.len() > 3 {
        return None;
    }
    let text: Vec<_> = analysis.slice(expr.span).split_whitespace().collect();
    let markdown = format!("```eqs\n{}\n```\n\n{}", text.join(" "), sentence(&words.join(" or ")));
    Some(Hover { span: expr.span, markdown })
}

/// The keyword of a section, a flag of an equation, the kind of a monitor.
fn section_or_flag(analysis: &Analysis, at: Place) -> Option<Hover> {
    let item = item_at(&analysis.file, at)?;
    if let ItemKind::Monitor(Monitor {
        what: Recorded::Spikes(span) | Recorded::Count(span) | Recorded::Rate(span),
        ..
    }) = &item.kind
        && is_in(at, *span)
    {
        let text = analysis.slice(*span);
        let (_, about) = language::RECORDED.iter().find(|(name, _)| *name == text)?;
        return Some(Hover { span: *span, markdown: format!("`{text}`: {about}") });
    }
    let member = body(item).iter().find(|member| is_in(at, member.span))?;
    let kinds = kinds(item);
    if let MemberKind::Equation(equation) = &member.kind {
        return flag(equation, kinds, at).or_else(|| derivative(analysis, equation, member.span, at));
    }
    let span = head(member);
    let text = analysis.slice(span);
    let about = kinds.iter().find_map(|kind| language::section(text, *kind)).filter(|_| is_in(at, span))?;
    Some(Hover { span, markdown: format!("`{text}`: {}", about.about) })
}

/// The `dt` of `dx/dt`.
fn derivative(analysis: &Analysis, equation: &Equation, whole: Span, at: Place) -> Option<Hover> {
    let (_, span) = analysis.word_at(at)?;
    let name = equation.name.span;
    let before = analysis.slice(Span { start: name.end, end: span.start.max(name.end), ..span });
    if !matches!(equation.kind, EquationKind::Differential(_)) || before.trim() != "/" {
        return None;
    }
    let text = &equation.name.text;
    let symbol = analysis.symbols.at(name.source, name.start).map(|it| analysis.symbols.get(it.symbol));
    let declared = symbol.and_then(|symbol| symbol.declared.as_ref());
    let rate = declared.and_then(|declared| declared.dimension.over(Dimension::TIME));
    let what = rate.map(|rate| format!(": {}", units::quantity(rate))).unwrap_or_default();
    let markdown = sentence(&format!("`d{text}/dt`: how fast `{text}` changes{what}"));
    Some(Hover { span: Span { start: whole.start, ..span }, markdown })
}

fn flag(equation: &Equation, kinds: &[BodyKind], at: Place) -> Option<Hover> {
    let flag = equation.flags.iter().find(|flag| is_in(at, flag.span))?;
    let of = match &equation.kind {
        EquationKind::Differential(_) => language::Of::Differential,
        EquationKind::Subexpression(_) => language::Of::Subexpression,
        EquationKind::Parameter => language::Of::Parameter,
    };
    let (.., about) = kinds.iter().find_map(|kind| language::flag(&flag.text, of, *kind))?;
    Some(Hover { span: flag.span, markdown: format!("`{}`: {about}", flag.text) })
}

/// What kinds of blocks an item may be.
fn kinds(item: &Item) -> &'static [BodyKind] {
    match &item.kind {
        ItemKind::Group(group) => match group.kind {
            GroupKind::Neurons => &[BodyKind::Neurons],
            GroupKind::Poisson => &[BodyKind::Poisson],
            GroupKind::Spikes => &[BodyKind::Spikes],
        },
        ItemKind::Synapses(_) => &[BodyKind::Synapses],
        ItemKind::PoissonInput(_) => &[BodyKind::PoissonInput],
        _ => &[BodyKind::Neurons, BodyKind::Synapses],
    }
}
