//! Groups and what belongs to them.

use super::cursor::Cursor;
use crate::editor::names::Names;
use crate::editor::symbols::{SymbolId, SymbolKind, Symbols};
use crate::syntax::ast::{Item, ItemKind};

/// Whether a name means something that has elements.
pub(in crate::editor) fn is_group(kind: SymbolKind) -> bool {
    use SymbolKind as K;
    matches!(kind, K::Population | K::Source | K::Subgroup | K::Synapses)
}

/// Whether it is a variable of a block.
pub(in crate::editor) fn is_variable(kind: SymbolKind) -> bool {
    matches!(kind, SymbolKind::Variable | SymbolKind::Subexpression | SymbolKind::Linked)
}

/// The variables of a group, or of that of which it is a part, as they are recorded: of synapses also those of their ends.
pub(in crate::editor) fn variables(
    cursor: &Cursor,
    symbols: &Symbols,
    group: &str,
) -> Vec<(String, SymbolId)> {
    let names = Names::new(&cursor.file);
    let Some(item) = names.whole(group) else { return vec![] };
    let visible = symbols.visible(item.span.source, inside(item));
    let variables = visible.filter(|(_, id)| is_variable(symbols.get(*id).kind));
    variables.map(|(name, id)| (name.to_string(), id)).collect()
}

/// The names that are known at the cursor; in a model also the variables that the blocks which use it give it.
pub(in crate::editor) fn visible(cursor: &Cursor, symbols: &Symbols) -> Vec<(String, SymbolId)> {
    let here = symbols.visible(cursor.source.id, cursor.start as u32);
    let mut found: Vec<_> = here.map(|(name, id)| (name.to_string(), id)).collect();
    let Some(ItemKind::Model(model)) = cursor.item().map(|item| &item.kind) else { return found };
    let names = Names::new(&cursor.file);
    for item in &cursor.file.items {
        let instance = match &item.kind {
            ItemKind::Group(group) => group.instance.as_ref(),
            ItemKind::Synapses(synapses) => synapses.instance.as_ref(),
            _ => None,
        };
        if names.lineage(instance).iter().any(|(_, used)| used.name.text == model.name.text) {
            let given = symbols.visible(item.span.source, inside(item));
            let variables = given.filter(|(_, id)| is_variable(symbols.get(*id).kind));
            found.extend(variables.map(|(name, id)| (name.to_string(), id)));
        }
    }
    found
}

/// A byte at which what belongs to an item is known.
pub(in crate::editor) fn inside(item: &Item) -> u32 {
    item.span.start + 1
}
