//! What holds of the names of every model.

use super::support::{models, of_file, slice, words};
use snnc_lang::editor::Analysis;
use snnc_lang::editor::symbols::SymbolKind as K;
use snnc_lang::hir::ExprKind;
use snnc_lang::{SourceId, Span};

/// The words of the language that are no names.
const KEYWORDS: &str = "import neurons poisson spikes synapses group monitor model poisson_input timed run store restore \
    repeat set for in save as is of with every at until if else and or not exact except count rate \
    threshold reset refractory event on_event method tolerance init dt connect on_pre on_post delay order weight file \
    period unless constant over shared linked summed driven clock all unique skip_if_invalid pairs";

/// Words that are no names before `=` or `:` alone.
const KEYS: [&str; 8] = ["p", "n", "i", "j", "indegree", "outdegree", "total", "size"];

fn is_derivative(text: &str, at: usize, word: &str) -> bool {
    word.starts_with('d') && text[at + word.len()..].trim_start().starts_with("/dt")
}

#[test]
fn every_name_means_something() {
    let mut missing = vec![];
    for path in models() {
        let analysis = of_file(&path);
        let text = &*analysis.sources.get(SourceId(0)).text;
        for (at, word) in words(text) {
            let start = if is_derivative(text, at, word) { at + 1 } else { at };
            let found = analysis.symbols.at(SourceId(0), start as u32);
            let known = found.is_some_and(|it| it.span.start as usize == start);
            let rest = text[at + word.len()..].trim_start();
            let is_key = rest.starts_with([':', '=']) && !rest.starts_with("==") && KEYS.contains(&word);
            if !known && !is_key && !KEYWORDS.split_whitespace().any(|keyword| keyword == word) {
                let position = analysis.sources.get(SourceId(0)).position(at);
                missing.push(format!("{}:{}:{}: `{word}`", path.display(), position.line, position.column));
            }
        }
    }
    assert!(missing.is_empty(), "without a meaning:\n{}", missing.join("\n"));
}

/// What the checker takes the name at a place to be, as kinds of symbols.
fn kinds(kind: &ExprKind) -> Option<&'static [K]> {
    Some(match kind {
        ExprKind::Constant(_) => &[K::Constant, K::Parameter, K::Loop],
        ExprKind::Variable(..) => &[K::Variable, K::Subexpression, K::Linked],
        ExprKind::Local(_) => &[K::Local, K::Loop],
        ExprKind::Builtin(_) => &[K::Builtin, K::Setting],
        ExprKind::Noise(_) => &[K::Builtin, K::Noise],
        _ => return None,
    })
}

fn agrees(analysis: &Analysis, span: Span, kind: &ExprKind) -> Result<(), String> {
    let Some(expected) = kinds(kind) else { return Ok(()) };
    let symbols = &analysis.symbols;
    let found: Vec<_> =
        symbols.uses().iter().filter(|it| it.span == span).map(|it| symbols.get(it.symbol)).collect();
    let is_group =
        |kind| matches!(kind, K::Population | K::Source | K::Subgroup | K::Synapses | K::TimedArray);
    if found.iter().all(|symbol| is_group(symbol.kind)) {
        // What the checker adds by itself bears the place that it belongs to.
        return Ok(());
    }
    if !found.iter().any(|symbol| expected.contains(&symbol.kind)) {
        let kinds: Vec<_> = found.iter().map(|symbol| symbol.kind).collect();
        return Err(format!("`{}` at {span:?} is {kind:?}, not {kinds:?}", slice(analysis, span)));
    }
    let constants = analysis.check.model.as_ref().map_or(&[][..], |model| &model.constants);
    if let ExprKind::Constant(id) = kind
        && let Some(constant) = constants.get(id.index())
        && !constant.name.contains('.')
        && !found.iter().any(|symbol| symbol.span == Some(constant.span))
    {
        return Err(format!("`{}` at {span:?} is defined at {:?}", slice(analysis, span), constant.span));
    }
    Ok(())
}

#[test]
fn names_mean_what_the_checker_takes_them_for() {
    let mut compared = 0;
    for path in models() {
        let analysis = of_file(&path);
        let exprs = analysis.check.exprs();
        for expr in exprs.iter() {
            let word = slice(&analysis, expr.span);
            if !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '_') {
                compared += 1;
                if let Err(message) = agrees(&analysis, expr.span, &expr.kind) {
                    panic!("{}: {message}", path.display());
                }
            }
        }
    }
    assert!(compared > 5000, "{compared} names were compared");
}

#[test]
fn every_symbol_is_defined_where_it_says() {
    for path in models() {
        let analysis = of_file(&path);
        for (id, symbol) in analysis.symbols.iter() {
            let Some(span) = symbol.span.filter(|span| span.start < span.end) else { continue };
            if symbol.kind == K::Pathway && matches!(&*symbol.name, "pre" | "post") {
                continue;
            }
            let places = analysis.symbols.places(id);
            assert!(places.iter().any(|it| it.span == span), "{}: {symbol:?}", path.display());
        }
    }
}
