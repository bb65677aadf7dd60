//! What may be meant where dimensions do not fit: the smallest change of the text that makes them fit.

use super::origin::{Origin, Source};
use crate::check::checker::{Checker, Tie, Verdict};
use crate::check::dependencies;
use crate::check::diagnostics::one_of;
use crate::check::environment::Definition;
use crate::check::scope::{Binding, Scope};
use crate::check::supposed::{Blame, Clue};
use crate::check::{usual, value};
use crate::diagnostic::Diagnostic;
use crate::hir;
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, ProductOp};
use crate::units::{self, Dimension};

/// An expression whose dimension does not fit.
pub(super) struct Blamed<'e> {
    pub(super) expr: &'e ast::Expr,
    pub(super) found: Dimension,
    pub(super) wanted: Dimension,
    /// Whether it is certain that this one is wrong, rather than what it stands beside.
    pub(super) clear: bool,
    /// The place that wants it so.
    pub(super) place: Option<Span>,
    /// If it is the whole value of a declaration: what that declares.
    pub(super) declares: Option<Dimension>,
    /// If it stands in a sum of which only the last term fits: where the sum begins, and that term.
    pub(super) last: Option<(Span, &'e ast::Expr)>,
}

/// The unit in the declaration of the one name that gives an expression its dimension.
pub(super) fn declared_at(cx: &Checker<'_>, scope: &Scope, expr: &ast::Expr) -> Option<Span> {
    Source { cx, scope }.origin(expr)?.unit_span
}

/// Tells a mismatch, with the declaration that gave the expression its dimension and the likeliest cure.
// Rare, and large: its locals are not to weigh on the recursion through expressions.
#[inline(never)]
pub(super) fn tell(cx: &mut Checker<'_>, scope: &Scope, diagnostic: Diagnostic, blamed: &Blamed<'_>) {
    let source = Source { cx, scope };
    let origin = source.origin(blamed.expr);
    let diagnostic = match &origin {
        Some(origin) => origin.label(diagnostic),
        None => diagnostic,
    };
    let mut ties = vec![];
    if let Some(unit) = origin.as_ref().and_then(|o| o.unit_span) {
        ties.push(Tie { unit, from: blamed.found, to: blamed.wanted });
    }
    if let Some(unit) = blamed.place {
        ties.push(Tie { unit, from: blamed.wanted, to: blamed.found });
    }
    let simple = |d: Dimension| usual_unit(cx, d).is_some();
    let is_name = matches!(blamed.expr.kind, ExprKind::Name(_)) && simple(blamed.wanted);
    let name_redeclared = || {
        let origin = origin.as_ref().filter(|_| blamed.clear)?;
        let blame = Blame { unit: origin.unit_span?, declared: blamed.found, wanted: blamed.wanted };
        redeclare(cx, &diagnostic, blame, &format!("`{}` is the odd one out. Declare it as", origin.name))
    };
    let value_redeclared = || {
        let declared = blamed.declares?;
        let wanted = declared.times(blamed.found)?.over(blamed.wanted).filter(|d| simple(*d))?;
        redeclare(cx, &diagnostic, Blame { unit: blamed.place?, declared, wanted }, "perhaps it is")
    };
    let noted = |diagnostic| (diagnostic, None);
    let cured = brackets(&source, &diagnostic, blamed)
        .or_else(|| bare_number(cx, &diagnostic, blamed))
        .or_else(|| bare_argument(&source, &diagnostic, blamed))
        .map(noted)
        .or_else(|| name_as_unit(&source, &diagnostic, blamed).map(noted))
        .or_else(|| other_operator(&source, &diagnostic, blamed).map(noted))
        .or_else(|| name_redeclared().filter(|_| is_name))
        .or_else(value_redeclared)
        .or_else(|| forgotten_factor(&source, &diagnostic, blamed, origin.as_ref()).map(noted))
        .or_else(name_redeclared);
    let (diagnostic, blames) = cured.unwrap_or_else(|| match &origin {
        Some(_) => (diagnostic, None),
        None => (misfits(&source, diagnostic, blamed), None),
    });
    suspect(cx, scope, diagnostic.primary.span, blamed.expr, (blamed.found, blamed.wanted));
    if !cx.changes.contains(&(blamed.found, blamed.wanted)) {
        cx.changes.push((blamed.found, blamed.wanted));
    }
    cx.tell_mismatch(diagnostic, Verdict { blames, ties });
}

/// Remembers the constants in an expression that is told at `error`, since one of them may lack its unit.
#[inline(never)]
pub(super) fn suspect(
    cx: &mut Checker<'_>,
    scope: &Scope,
    error: Span,
    expr: &ast::Expr,
    (found, wanted): (Dimension, Dimension),
) {
    let mut uses = vec![];
    dependencies::names(expr, &mut |name| match scope.get(&name.text) {
        None if let Some(constant) = cx.env.constant_named(&name.text) => {
            uses.push((constant.name.clone(), name.span));
        }
        Some(Binding::Value { id, .. }) => {
            for id in value::reachable(&cx.exprs, *id) {
                if let hir::ExprKind::Constant(constant) = cx.exprs[id].kind
                    && let Some(constant) = cx.env.constant(constant)
                {
                    uses.push((constant.name.clone(), cx.exprs[id].span));
                }
            }
        }
        None => {
            let Some(Definition::Function(Some(function))) = cx.env.get(&name.text).map(|f| f.definition)
            else {
                return;
            };
            dependencies::names(&function.body, &mut |inner| {
                let is_parameter = function.parameters.iter().any(|p| p.text == inner.text);
                if !is_parameter && cx.env.constant_named(&inner.text).is_some() {
                    uses.push((inner.text.clone(), inner.span));
                }
            });
        }
        _ => {}
    });
    if !uses.is_empty() && found != wanted {
        cx.clues.push(Clue { error, uses, found, wanted });
    }
}

/// How many of the usual dimensions are those of membranes and synapses.
const MEMBRANE: usize = 6;

/// Shows the factors that are given elsewhere, and what each would have to be for the product to fit, if that is usual.
#[inline(never)]
fn misfits(source: &Source<'_, '_>, mut diagnostic: Diagnostic, blamed: &Blamed<'_>) -> Diagnostic {
    let product = match &blamed.expr.kind {
        ExprKind::Sign { operand, .. } => operand,
        _ => blamed.expr,
    };
    let ExprKind::Product { first, rest } = &product.kind else { return diagnostic };
    let factors = std::iter::once((ProductOp::Mul, &**first)).chain(rest.iter().map(|(op, _, e)| (*op, e)));
    for (op, factor) in factors {
        let ExprKind::Name(name) = &factor.kind else { continue };
        let fitting = || {
            let found = source.dimension(factor)?;
            let wanted = match op {
                ProductOp::Mul => found.times(blamed.wanted)?.over(blamed.found)?,
                ProductOp::Div => found.times(blamed.found)?.over(blamed.wanted)?,
                ProductOp::FloorDiv | ProductOp::Mod => return None,
            };
            // What constants of membranes and synapses are, not just any dimension that would do.
            usual::common_unit(wanted).filter(|(rank, _)| *rank < MEMBRANE).map(|_| wanted)
        };
        if let Some(place) = source.given(&name.text)
            && let Some(wanted) = fitting()
            && diagnostic.labels.iter().all(|label| label.span != place.0)
        {
            diagnostic =
                diagnostic.label(place.0, format!("{}; {} would fit", place.1, units::quantity(wanted)));
        }
    }
    diagnostic
}

/// `(E - v)/tau` for `E - v/tau`.
fn brackets(source: &Source<'_, '_>, diagnostic: &Diagnostic, blamed: &Blamed<'_>) -> Option<Diagnostic> {
    let (start, last) = blamed.last?;
    let ExprKind::Product { rest, .. } = &last.kind else { return None };
    let (op, at, divisor) = rest.last()?;
    let divides = source.dimension(divisor)?.times(blamed.wanted)? == blamed.found;
    if *op != ProductOp::Div || !divides {
        return None;
    }
    let sum = source.cx.slice(Span { end: at.start, ..start });
    let divisor = source.cx.slice(Span { start: at.end, ..last.span });
    let (sum, divisor) = (sum.trim_end(), divisor.trim());
    let meant = format!("({sum})/{divisor}");
    let whole = start.to(last.span);
    let help = format!("should all of it be divided by `{divisor}`? `{meant}`");
    Some(diagnostic.clone().help(help).fix(format!("Write `{meant}`"), whole, meant))
}

/// A number without unit.
fn bare_number(cx: &Checker<'_>, diagnostic: &Diagnostic, blamed: &Blamed<'_>) -> Option<Diagnostic> {
    let number = match &blamed.expr.kind {
        ExprKind::Sign { operand, .. } => operand,
        _ => blamed.expr,
    };
    if !matches!(number.kind, ExprKind::Number(_)) || blamed.wanted.is_one() {
        return None;
    }
    let per_time = || {
        let unit = usual_unit(cx, blamed.wanted.times(Dimension::TIME)?).filter(|unit| unit != "1")?;
        Some(format!("{unit}/ms"))
    };
    let unit = usual_unit(cx, blamed.wanted).or_else(per_time)?;
    let at = Span { start: number.span.end, ..number.span };
    let written = cx.slice(blamed.expr.span);
    let help = format!("give the number a unit, such as `{written} {unit}`");
    Some(diagnostic.clone().help(help).fix(format!("Write `{written} {unit}`"), at, format!(" {unit}")))
}

/// A parameter of a model that was given a number without unit.
fn bare_argument(
    source: &Source<'_, '_>,
    diagnostic: &Diagnostic,
    blamed: &Blamed<'_>,
) -> Option<Diagnostic> {
    let ExprKind::Name(name) = &blamed.expr.kind else { return None };
    let (given, _) = source.given(&name.text).filter(|_| blamed.found.is_one() && !blamed.wanted.is_one())?;
    let written = source.cx.slice(given);
    // Of a constant of the file this is the name.
    written.parse::<f64>().ok()?;
    let unit = usual_unit(source.cx, blamed.wanted)?;
    let help = format!("give it a unit, such as `{} = {written} {unit}`", name.text);
    let at = Span { start: given.end, ..given };
    Some(diagnostic.clone().help(help).fix(format!("Write `{written} {unit}`"), at, format!(" {unit}")))
}

/// The unit that the file uses for this dimension, else a common one.
fn usual_unit(cx: &Checker<'_>, dimension: Dimension) -> Option<String> {
    usual::usual_unit(cx.env.constants(), dimension)
}

/// The declaration with the unit that would fit.
fn redeclare(
    cx: &Checker<'_>,
    diagnostic: &Diagnostic,
    blame: Blame,
    help: &str,
) -> Option<(Diagnostic, Option<Blame>)> {
    if cx.supposed.refuted.contains(&blame) {
        return None;
    }
    let at = blame.unit;
    let unit = usual_unit(cx, blame.wanted).or_else(|| spelled(blame.wanted))?;
    let text = &cx.sources.get(at.source).text;
    let before = text.get(..at.start as usize)?;
    let line_start = before.rfind('\n').map_or(0, |n| n + 1);
    let rest = text.get(at.end as usize..)?;
    let line = format!("{}{unit}{}", &before[line_start..], rest.lines().next().unwrap_or(""));
    let help = format!("{help} {}:\n    {}", units::quantity(blame.wanted), line.trim());
    Some((diagnostic.clone().help(help).fix(format!("Declare it in {unit}"), at, unit), Some(blame)))
}

/// A dimension as a unit that can stand after `:`.
fn spelled(dimension: Dimension) -> Option<String> {
    let text = units::text(dimension).replace('·', "*").replace('^', "**").replace('Ω', "ohm");
    (!text.contains(['(', ')'])).then_some(text)
}

/// `a/b` for `a*b`, or the other way round.
fn other_operator(
    source: &Source<'_, '_>,
    diagnostic: &Diagnostic,
    blamed: &Blamed<'_>,
) -> Option<Diagnostic> {
    let product = match &blamed.expr.kind {
        ExprKind::Sign { operand, .. } => operand,
        _ => blamed.expr,
    };
    let ExprKind::Product { rest, .. } = &product.kind else { return None };
    let two = units::Ratio::from(2);
    let mut cures = rest.iter().filter_map(|(op, at, factor)| {
        let squared = source.dimension(factor).filter(|d| !d.is_one())?.power(two)?;
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
    let name = source.cx.slice(factor.span);
    let (verb, now) = match symbol {
        "/" => ("divide by", "multiplying by"),
        _ => ("multiply by", "dividing by"),
    };
    let help = format!("{verb} `{name}` instead of {now} it");
    Some(diagnostic.clone().help(help).fix(format!("Write `{symbol}` before `{name}`"), at, symbol))
}

/// A constant whose product or quotient with the expression would fit.
fn forgotten_factor(
    source: &Source<'_, '_>,
    diagnostic: &Diagnostic,
    blamed: &Blamed<'_>,
    origin: Option<&Origin>,
) -> Option<Diagnostic> {
    if let Some(diagnostic) = reciprocal(source, diagnostic, blamed) {
        return Some(diagnostic);
    }
    let factor = blamed.wanted.over(blamed.found)?;
    let divisor = blamed.found.over(blamed.wanted)?;
    if let Some(diagnostic) = noise(source, diagnostic, blamed) {
        return Some(diagnostic);
    }
    // What was given for a parameter is to be changed, not the function.
    let parameter = origin.filter(|_| matches!(blamed.expr.kind, ExprKind::Name(_)));
    let span = parameter.and_then(|o| o.argument).unwrap_or(blamed.expr.span);
    let written = source.cx.slice(span);
    let mut parts = vec![];
    dependencies::names(blamed.expr, &mut |name| parts.push(name.text.clone()));
    let times: Vec<_> = source.constants(factor, &parts).collect();
    let over: Vec<_> = source.constants(divisor, &parts).collect();
    let several = |verb: &str, dimension: Dimension, names: &[String]| {
        let quantity = units::quantity(dimension);
        let names = &names[..names.len().min(3)];
        Some(diagnostic.clone().help(format!("{verb} it by {quantity}, such as {}", one_of(names))))
    };
    let (op, verb, name) = match (times.as_slice(), over.as_slice()) {
        ([], []) => return factor_in_words(diagnostic, blamed, factor, divisor),
        ([], [name]) => ("/", "divided", name),
        ([name], []) => ("*", "multiplied", name),
        ([], names) => return several("divide", divisor, names),
        (names, _) => return several("multiply", factor, names),
    };
    let is_sum = span != blamed.expr.span || matches!(blamed.expr.kind, ExprKind::Sum { .. });
    let loose = is_sum && written.contains(['+', '-', ' ']) && !written.starts_with('(');
    let replacement = if loose { format!("({written}){op}{name}") } else { format!("{written}{op}{name}") };
    let short = written.len() <= 60 && !written.contains('\n');
    let example = if short { format!(" `{replacement}`") } else { String::new() };
    let help = format!("should it be {verb} by `{name}`?{example}");
    Some(diagnostic.clone().help(help).fix(format!("Write `{op}{name}`"), span, replacement))
}

/// What is missing in a formula, if it is what membrane equations are multiplied and divided by.
fn factor_in_words(
    diagnostic: &Diagnostic,
    blamed: &Blamed<'_>,
    factor: Dimension,
    divisor: Dimension,
) -> Option<Diagnostic> {
    let usual = |dimension: Dimension| {
        let of = |unit: &str| units::after_number(unit).is_some_and(|unit| unit.dimension == dimension);
        ["s", "F", "S", "ohm"].into_iter().any(of).then(|| units::quantity(dimension))
    };
    let formula = matches!(blamed.expr.kind, ExprKind::Product { .. } | ExprKind::Sum { .. });
    let help = match (usual(divisor), usual(factor)) {
        // Whatever it is, it is to be a rate of change.
        (Some(quantity), _) if formula || divisor == Dimension::TIME => format!("divide it by {quantity}"),
        (_, Some(quantity)) if formula => format!("multiply it by {quantity}"),
        _ => return None,
    };
    Some(diagnostic.clone().help(help))
}

/// `2 g*v`, where `g` is a constant of the file and was read as the gram.
fn name_as_unit(source: &Source<'_, '_>, diagnostic: &Diagnostic, blamed: &Blamed<'_>) -> Option<Diagnostic> {
    let mut quantities = vec![];
    lone_quantities(blamed.expr, &mut quantities);
    quantities.into_iter().find_map(|(number, name)| {
        let meant = ExprKind::Name(name.clone());
        let meant = source.dimension(&ast::Expr { kind: meant, span: name.span })?;
        let unit = units::after_number(&name.text)?.dimension;
        let fits = blamed.found.over(unit)?.times(meant)? == blamed.wanted;
        let gap = Span { start: number.end, end: name.span.start, ..number };
        let text = &name.text;
        fits.then(|| {
            let help = format!(
                "directly after a number, `{text}` is a unit: to multiply by `{text}` of the model, write `*`"
            );
            diagnostic.clone().help(help).fix("Write `*`", gap, "*")
        })
    })
}

/// The quantities among the factors of a product.
fn lone_quantities<'e>(expr: &'e ast::Expr, found: &mut Vec<(Span, &'e ast::Name)>) {
    match &expr.kind {
        ExprKind::Quantity { value, unit } => {
            if let ExprKind::Name(name) = &unit.kind {
                found.push((value.span, name));
            }
        }
        ExprKind::Sign { operand, .. } => lone_quantities(operand, found),
        ExprKind::Product { first, rest } => {
            lone_quantities(first, found);
            rest.iter().for_each(|(_, _, factor)| lone_quantities(factor, found));
        }
        _ => {}
    }
}

/// A period where a rate is needed, a resistance for a conductance.
fn reciprocal(source: &Source<'_, '_>, diagnostic: &Diagnostic, blamed: &Blamed<'_>) -> Option<Diagnostic> {
    let simple = matches!(blamed.expr.kind, ExprKind::Quantity { .. } | ExprKind::Name(_));
    if !simple || blamed.found.is_one() || Dimension::ONE.over(blamed.found) != Some(blamed.wanted) {
        return None;
    }
    let written = source.cx.slice(blamed.expr.span);
    let inverse = match &blamed.expr.kind {
        ExprKind::Name(_) => format!("1/{written}"),
        _ => format!("1/({written})"),
    };
    let help = format!("should it be its reciprocal, `{inverse}`?");
    Some(diagnostic.clone().help(help).fix(format!("Write `{inverse}`"), blamed.expr.span, inverse))
}

/// Noise is in `second**-0.5`: what is forgotten most often is the square root of a time.
fn noise(source: &Source<'_, '_>, diagnostic: &Diagnostic, blamed: &Blamed<'_>) -> Option<Diagnostic> {
    let mut has_noise = false;
    dependencies::names(blamed.expr, &mut |name| {
        has_noise |= &*name.text == "xi" || name.text.starts_with("xi_");
    });
    if !has_noise {
        return None;
    }
    let root = Dimension::TIME.power(units::Ratio::new(1, 2)?)?;
    let (is, must) = (blamed.found.times(root)?, blamed.wanted.times(root)?);
    let unit = |d: Dimension| {
        if d.is_one() { "a plain number".to_string() } else { format!("in {}", units::text(d)) }
    };
    let help = format!(
        "`xi` is noise, in 1/sqrt(second): what it is multiplied with must be {}, but it is {}",
        unit(must),
        unit(is)
    );
    let diagnostic = diagnostic.clone().help(help);
    let op = match blamed.found.over(blamed.wanted)? {
        ratio if ratio == root => "/",
        ratio if Some(ratio) == Dimension::ONE.over(root) => "*",
        _ => return Some(diagnostic),
    };
    let times: Vec<_> = source.constants(Dimension::TIME, &[]).collect();
    let written = source.cx.slice(blamed.expr.span);
    let verb = if op == "/" { "divide" } else { "multiply" };
    Some(match times.as_slice() {
        [] => diagnostic.help(format!("{verb} it by the square root of a time, such as `sqrt(10 ms)`")),
        [name] => {
            let replacement = format!("{written}{op}sqrt({name})");
            let help = format!("{verb} it by the square root of a time: `{replacement}`");
            diagnostic.help(help).fix(format!("Write `{op}sqrt({name})`"), blamed.expr.span, replacement)
        }
        [name, ..] => {
            diagnostic.help(format!("{verb} it by the square root of a time, such as `sqrt({name})`"))
        }
    })
}
