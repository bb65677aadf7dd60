//! Whether all names still mean the same after an edit: what no rule foresees is found by looking.

use crate::diagnostic::{Diagnostic, Edit};
use crate::editor::Analysis;
use crate::editor::symbols::{SymbolId, resolve};
use crate::files::Files;
use crate::imports::{Program, assemble};
use crate::source::{SourceId, Span};
use std::collections::HashMap;
use std::sync::Arc;

/// The texts of an analysis with other contents.
struct Edited {
    /// What an import of this path in this file reads.
    names: HashMap<(String, String), String>,
    texts: HashMap<String, String>,
}

impl Files for Edited {
    fn resolve(&self, from: &str, path: &str) -> String {
        let known = self.names.get(&(from.to_string(), path.to_string()));
        known.cloned().unwrap_or_else(|| format!("{from}/{path}"))
    }

    fn read(&self, name: &str) -> Result<Arc<[u8]>, String> {
        let text = self.texts.get(name).ok_or_else(|| "there is no such file".to_string())?;
        Ok(text.as_bytes().into())
    }
}

/// The texts of an analysis after some edits.
fn texts(analysis: &Analysis, edits: &[Edit]) -> Edited {
    let mut edited = Edited { names: HashMap::new(), texts: HashMap::new() };
    for source in analysis.sources.iter() {
        let mut text = source.text.to_string();
        let mut here: Vec<&Edit> = edits.iter().filter(|edit| edit.span.source == source.id).collect();
        here.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
        for edit in here {
            text.replace_range(edit.span.range(), &edit.replacement);
        }
        edited.texts.insert(source.name.clone(), text);
    }
    for (path, target) in &analysis.imports {
        let names = analysis.source(path.source).zip(analysis.source(*target));
        if let Some((from, target)) = names {
            let path = from.slice(*path).trim_matches(['"', '\'']).to_string();
            edited.names.insert((from.name.clone(), path), target.name.clone());
        }
    }
    edited
}

/// Tells where a name would mean something else.
pub(super) fn means_the_same(analysis: &Analysis, edits: &[Edit], name: &str) -> Result<(), String> {
    let Some(main) = analysis.source(SourceId(0)) else { return Ok(()) };
    let edited = texts(analysis, edits);
    let text = edited.texts.get(&main.name).cloned().unwrap_or_default();
    let Program { file, imports, diagnostics, .. } = assemble(main.name.clone(), text, &edited);
    let after = resolve(&file, &imports);
    let (old, new) = (analysis.symbols.uses(), after.uses());
    // The same symbols in the same order, under other numbers.
    let mut pairs: HashMap<SymbolId, SymbolId> = HashMap::new();
    let mut back: HashMap<SymbolId, SymbolId> = HashMap::new();
    for (at, before) in old.iter().enumerate() {
        let same = new.get(at).is_some_and(|after| {
            *pairs.entry(before.symbol).or_insert(after.symbol) == after.symbol
                && *back.entry(after.symbol).or_insert(before.symbol) == before.symbol
        });
        if !same {
            return Err(differs(analysis, before.span, name));
        }
    }
    let told =
        |of: &[Diagnostic]| of.iter().filter(|it| it.is_error() && it.code.starts_with("syntax::")).count();
    if new.len() > old.len() || told(&diagnostics) > told(&analysis.diagnostics) {
        return Err(format!("With the name `{name}`, the text would be read in another way."));
    }
    Ok(())
}

fn differs(analysis: &Analysis, at: Span, name: &str) -> String {
    let line = analysis.source(at.source).map_or(0, |source| source.position(at.start as usize).line);
    format!("With the name `{name}`, `{}` on line {line} would mean something else.", analysis.slice(at))
}
