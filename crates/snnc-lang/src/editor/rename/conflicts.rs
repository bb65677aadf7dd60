//! Whether a name is free where something shall have it.
//!
//! These are the conflicts that can be told in plain words; what else there may be is found by looking at the result.

use crate::editor::Analysis;
use crate::editor::symbols::{Symbol, SymbolId, SymbolKind};
use std::sync::Arc;

/// What keeps these symbols from having that name.
pub(super) fn none(analysis: &Analysis, family: &[SymbolId], name: &str) -> Result<(), String> {
    let symbols = &analysis.symbols;
    let all = |kinds: fn(SymbolKind) -> bool| family.iter().all(|id| kinds(symbols.get(*id).kind));
    // A parameter may hide a name of the file, and one passing name another: then each has its own uses.
    let hides = all(is_inner);
    let of_file = all_of_file(analysis, family);
    let conflicts = |id: &SymbolId| {
        let other = symbols.get(*id);
        let hidden = hides && (other.container.is_none() || is_passing(other.kind) && all(is_passing));
        !(family.contains(id) || hidden || of_file && is_inner(other.kind))
    };
    let found = in_namespace(analysis, family, name)
        .or_else(|| in_blocks(analysis, family, name, &conflicts))
        .or_else(|| {
            let containers: Vec<_> = family.iter().map(|id| symbols.get(*id).container).collect();
            let beside = |it: &Symbol| {
                is_named_in_expressions(it.kind) && (of_file || containers.contains(&it.container))
            };
            let same = symbols.iter().filter(|(_, it)| *it.name == *name && beside(it)).map(|(id, _)| id);
            same.into_iter().find(&conflicts)
        });
    found.filter(|id| !family.contains(id)).map_or(Ok(()), |id| Err(told(analysis, id)))
}

fn all_of_file(analysis: &Analysis, family: &[SymbolId]) -> bool {
    family.iter().all(|id| analysis.symbols.get(*id).container.is_none())
}

/// Whether it is known in a part of the file alone, and may hide what is known elsewhere.
fn is_inner(kind: SymbolKind) -> bool {
    is_passing(kind) || kind == SymbolKind::Parameter
}

/// Whether it is known in a few statements alone.
fn is_passing(kind: SymbolKind) -> bool {
    matches!(kind, SymbolKind::Local | SymbolKind::Loop)
}

/// Whether it is a name among those of the file, or among the variables of a block.
fn is_named_in_expressions(kind: SymbolKind) -> bool {
    use SymbolKind as K;
    !kind.is_of_language() && !matches!(kind, K::Label | K::File | K::Pathway | K::Event | K::Open)
}

/// What bears the name in a block that knows one of these symbols, with the ending that it has there.
fn in_blocks(
    analysis: &Analysis,
    family: &[SymbolId],
    name: &str,
    conflicts: &dyn Fn(&SymbolId) -> bool,
) -> Option<SymbolId> {
    let symbols = &analysis.symbols;
    let bare: Arc<str> = symbols.get(*family.first()?).name.clone();
    for (known_as, all) in symbols.blocks_with(family) {
        for written in known_as {
            let ending = written.strip_prefix(&*bare).unwrap_or_default();
            let new = format!("{name}{ending}");
            let there = all.iter().filter(|(known, _)| **known == *new).map(|(_, id)| *id);
            if let Some(id) = there.chain(symbols.of_file(&new)).find(conflicts) {
                return Some(id);
            }
        }
    }
    None
}

/// A label, pathway or event of that name beside the first of these.
fn in_namespace(analysis: &Analysis, family: &[SymbolId], name: &str) -> Option<SymbolId> {
    let first = analysis.symbols.get(*family.first()?);
    let kind = match first.kind {
        SymbolKind::Label | SymbolKind::Pathway => first.kind,
        _ if first.container.is_none() => return None,
        _ => SymbolKind::Event,
    };
    let same = |it: &Symbol| *it.name == *name && it.kind == kind && it.container == first.container;
    analysis.symbols.iter().find(|(_, it)| same(it)).map(|(id, _)| id)
}

/// That a name is taken, and where.
fn told(analysis: &Analysis, id: SymbolId) -> String {
    let symbol = analysis.symbols.get(id);
    let name = &symbol.name;
    match symbol.span.and_then(|span| Some((analysis.source(span.source)?, span))) {
        Some((source, span)) => {
            let line = source.position(span.start as usize).line;
            let file = if span.source.0 == 0 { String::new() } else { format!(" of {}", source.name) };
            format!("`{name}` is taken: it is defined on line {line}{file}.")
        }
        None => format!("`{name}` is taken: it is a word of the language."),
    }
}
