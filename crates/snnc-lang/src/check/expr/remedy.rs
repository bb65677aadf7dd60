//! What may be meant where dimensions do not fit: the smallest change of the text that makes them fit.

use crate::check::checker::Checker;
use crate::check::environment::Definition;
use crate::check::scope::{Binding, Scope};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, ProductOp};
use crate::units::{self, Dimension, Unit};

/// An expression whose dimension does not fit.
pub(super) struct Blamed<'e> {
    pub(super) expr: &'e ast::Expr,
    pub(super) found: Dimension,
    pub(super) wanted: Dimension,
    /// Whether it is certain that this one is wrong, rather than what it stands beside.
    pub(super) clear: bool,
}

/// Adds the declaration that gave the expression its dimension, and the likeliest cure.
pub(super) fn remedy(
    cx: &Checker<'_>,
    scope: &Scope,
    diagnostic: Diagnostic,
    blamed: &Blamed<'_>,
    _whole: Span,
) -> Diagnostic {
    let source = Source { cx, scope };
    let origin = source.origin(blamed.expr);
    let diagnostic = match &origin {
        Some(origin) => origin.label(diagnostic),
        None => diagnostic,
    };
    bare_number(cx, &diagnostic, blamed)
        .or_else(|| source.other_operator(&diagnostic, blamed))
        .or_else(|| source.forgotten_factor(&diagnostic, blamed))
        .or_else(|| {
            origin.as_ref().filter(|_| blamed.clear).and_then(|o| o.redeclare(cx, &diagnostic, blamed))
        })
        .unwrap_or(diagnostic)
}

/// A number without unit.
fn bare_number(cx: &Checker<'_>, diagnostic: &Diagnostic, blamed: &Blamed<'_>) -> Option<Diagnostic> {
    let number = match &blamed.expr.kind {
        ExprKind::Sign { operand, .. } => operand,
        _ => blamed.expr,
    };
    if !matches!(number.kind, ExprKind::Number(_)) {
        return None;
    }
    let unit = usual_unit(cx, blamed.wanted)?;
    let at = Span { start: number.span.end, ..number.span };
    let written = cx.slice(blamed.expr.span);
    let help = format!("give the number a unit, such as `{written} {unit}`");
    Some(diagnostic.clone().help(help).fix(format!("Write `{written} {unit}`"), at, format!(" {unit}")))
}

/// The unit that the file uses for this dimension, else a common one.
fn usual_unit(cx: &Checker<'_>, dimension: Dimension) -> Option<String> {
    let of_file =
        cx.env.constants().find(|c| c.dimension == dimension && units::after_number(&c.unit.text).is_some());
    if let Some(constant) = of_file {
        return Some(constant.unit.text.to_string());
    }
    ["mV", "nA", "nS", "ms", "Hz", "pF", "um", "Mohm", "mM", "pC"]
        .into_iter()
        .find(|name| units::after_number(name).is_some_and(|u| u.dimension == dimension))
        .map(str::to_string)
}

/// The declaration of the one name that gives an expression its dimension.
struct Origin {
    name: String,
    span: Span,
    unit: String,
    unit_span: Option<Span>,
    value: Option<String>,
}

impl Origin {
    fn label(&self, diagnostic: Diagnostic) -> Diagnostic {
        let Origin { name, unit, .. } = self;
        let taken = |span: &Span| {
            diagnostic.labels.iter().any(|l| l.span == *span) || diagnostic.primary.span == *span
        };
        match (&self.value, self.unit_span) {
            (_, Some(at)) if !taken(&at) => {
                diagnostic.label(at, format!("`{name}` is declared in {unit} here"))
            }
            (Some(value), _) if !taken(&self.span) => {
                diagnostic.label(self.span, format!("`{name}` is {value}"))
            }
            (None, _) if !taken(&self.span) => diagnostic.label(self.span, format!("`{name}` is in {unit}")),
            _ => diagnostic,
        }
    }

    /// The declaration with the unit that would fit.
    fn redeclare(
        &self,
        cx: &Checker<'_>,
        diagnostic: &Diagnostic,
        blamed: &Blamed<'_>,
    ) -> Option<Diagnostic> {
        let at = self.unit_span?;
        let unit = usual_unit(cx, blamed.wanted).or_else(|| spelled(blamed.wanted))?;
        let text = &cx.sources.get(at.source).text;
        let before = text.get(..at.start as usize)?;
        let line_start = before.rfind('\n').map_or(0, |n| n + 1);
        let rest = text.get(at.end as usize..)?;
        let line = format!("{}{unit}{}", &before[line_start..], rest.lines().next().unwrap_or(""));
        let quantity = units::quantity(blamed.wanted);
        let help =
            format!("`{}` is the odd one out. Declare it as {quantity}:\n    {}", self.name, line.trim());
        let title = format!("Declare `{}` in {unit}", self.name);
        Some(diagnostic.clone().help(help).fix(title, at, unit))
    }
}

/// A dimension as a unit that can stand after `:`.
fn spelled(dimension: Dimension) -> Option<String> {
    let text = units::text(dimension).replace('·', "*").replace('^', "**").replace('Ω', "ohm");
    (!text.contains(['(', ')'])).then_some(text)
}

/// Where names come from.
struct Source<'c, 'a> {
    cx: &'c Checker<'a>,
    scope: &'c Scope,
}

impl Source<'_, '_> {
    /// The declaration that decides the dimension: of a name, or of the only factor that has one.
    fn origin(&self, expr: &ast::Expr) -> Option<Origin> {
        match &expr.kind {
            ExprKind::Name(name) => self.declaration(&name.text),
            ExprKind::Sign { operand, .. } => self.origin(operand),
            ExprKind::Product { first, rest } => {
                let mut factors = std::iter::once(&**first).chain(rest.iter().map(|(_, _, e)| e));
                let mut with_dimension =
                    factors.by_ref().filter(|e| self.dimension(e).is_none_or(|d| !d.is_one()));
                let only = with_dimension.next()?;
                if with_dimension.next().is_some() {
                    return None;
                }
                self.origin(only)
            }
            _ => None,
        }
    }

    fn declaration(&self, name: &str) -> Option<Origin> {
        match self.scope.get(name) {
            Some(Binding::Variable(v)) => Some(Origin {
                name: name.to_string(),
                span: v.span,
                unit: v.unit.text.to_string(),
                unit_span: v.unit_span,
                value: None,
            }),
            Some(Binding::Local { span, dimension, .. }) => Some(Origin {
                name: name.to_string(),
                span: *span,
                unit: units::text(*dimension),
                unit_span: None,
                value: None,
            }),
            Some(Binding::Value { id, .. }) => {
                let argument = &self.cx.exprs[*id];
                Some(Origin {
                    name: name.to_string(),
                    span: argument.span,
                    unit: units::text(argument.dimension),
                    unit_span: None,
                    value: Some(format!("{} here", units::quantity(argument.dimension))),
                })
            }
            Some(_) => None,
            None => {
                let constant = self.cx.env.constant_named(name)?;
                Some(Origin {
                    name: name.to_string(),
                    span: constant.span,
                    unit: constant.unit.text.to_string(),
                    unit_span: None,
                    value: Some(self.cx.value_text(constant)),
                })
            }
        }
    }

    /// The dimension of a name, number or the like, if it is plain.
    fn dimension(&self, expr: &ast::Expr) -> Option<Dimension> {
        match &expr.kind {
            ExprKind::Number(_) => Some(Dimension::ONE),
            ExprKind::Quantity { unit, .. } => match &unit.kind {
                ExprKind::Name(name) => Some(units::after_number(&name.text)?.dimension),
                _ => None,
            },
            ExprKind::Sign { operand, .. } => self.dimension(operand),
            ExprKind::Name(name) => self.dimension_of(&name.text),
            _ => None,
        }
    }

    fn dimension_of(&self, name: &str) -> Option<Dimension> {
        match self.scope.get(name) {
            Some(Binding::Variable(v)) => Some(v.dimension),
            Some(Binding::Local { dimension, .. }) => Some(*dimension),
            Some(Binding::Value { id, .. }) => Some(self.cx.exprs[*id].dimension),
            Some(_) => None,
            None => {
                let constant = self.cx.env.constant_named(name).map(|c| c.dimension);
                constant.or_else(|| units::anywhere(name).map(|u: Unit| u.dimension))
            }
        }
    }

    /// `a/b` for `a*b`, or the other way round.
    fn other_operator(&self, diagnostic: &Diagnostic, blamed: &Blamed<'_>) -> Option<Diagnostic> {
        let product = match &blamed.expr.kind {
            ExprKind::Sign { operand, .. } => operand,
            _ => blamed.expr,
        };
        let ExprKind::Product { rest, .. } = &product.kind else { return None };
        let two = units::Ratio::from(2);
        let mut cures = rest.iter().filter_map(|(op, at, factor)| {
            let squared = self.dimension(factor).filter(|d| !d.is_one())?.power(two)?;
            let (changed, symbol) = match op {
                ProductOp::Mul => (blamed.found.over(squared)?, "/"),
                ProductOp::Div => (blamed.found.times(squared)?, "*"),
                _ => return None,
            };
            (changed == blamed.wanted).then_some((*at, symbol, factor))
        });
        let (at, symbol, factor) = cures.next()?;
        if cures.next().is_some() {
            return None;
        }
        let name = self.cx.slice(factor.span);
        let verb = if symbol == "/" { "divide by" } else { "multiply by" };
        let now = if symbol == "/" { "multiplying by" } else { "dividing by" };
        let help = format!("{verb} `{name}` instead of {now} it");
        Some(diagnostic.clone().help(help).fix(format!("Write `{symbol}` before `{name}`"), at, symbol))
    }

    /// A constant whose product or quotient with the expression would fit.
    fn forgotten_factor(&self, diagnostic: &Diagnostic, blamed: &Blamed<'_>) -> Option<Diagnostic> {
        let factor = blamed.wanted.over(blamed.found)?;
        let divisor = blamed.found.over(blamed.wanted)?;
        let written = self.cx.slice(blamed.expr.span);
        let mut candidates = vec![];
        let mut names: Vec<_> = self.cx.env.names.iter().collect();
        names.sort_by_key(|(_, n)| n.span);
        for (name, found) in names {
            let is_part = written == name.as_ref();
            if is_part
                || self.scope.get(name).is_some()
                || !matches!(found.definition, Definition::Constant(Some(_)))
            {
                continue;
            }
            let Some(dimension) = self.dimension_of(name) else { continue };
            if dimension == factor && !dimension.is_one() {
                candidates.push(("*", name));
            } else if dimension == divisor && !dimension.is_one() {
                candidates.push(("/", name));
            }
        }
        let loose = matches!(
            blamed.expr.kind,
            ExprKind::Sum { .. } | ExprKind::Conditional { .. } | ExprKind::Comparison { .. }
        );
        let apply = |op: &str, name: &str| {
            if loose { format!("({written}){op}{name}") } else { format!("{written}{op}{name}") }
        };
        let short = written.len() <= 60 && !written.contains('\n');
        match candidates.as_slice() {
            [] if divisor == Dimension::TIME => Some(diagnostic.clone().help("divide it by a time constant")),
            [] => None,
            [(op, name)] => {
                let verb = if *op == "/" { "divided by" } else { "multiplied by" };
                let replacement = apply(op, name);
                let help = match short {
                    true => format!("should it be {verb} `{name}`? `{replacement}`"),
                    false => format!("should it be {verb} `{name}`?"),
                };
                let title = format!("Write `{op}{name}`");
                Some(diagnostic.clone().help(help).fix(title, blamed.expr.span, replacement))
            }
            many => {
                // Several could be meant: only what all of them have in common can be said.
                let (op, quantity) = match many.iter().all(|(op, _)| *op == "/") {
                    true => ("divide it by", units::quantity(divisor)),
                    false => return None,
                };
                let names: Vec<_> = many.iter().map(|(_, name)| (*name).to_string()).take(3).collect();
                let help = format!("{op} {quantity}, such as {}", crate::check::diagnostics::one_of(&names));
                Some(diagnostic.clone().help(help))
            }
        }
    }
}
