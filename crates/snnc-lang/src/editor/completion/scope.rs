//! Groups and what belongs to them.

use super::cursor::Cursor;
use crate::editor::names::Names;
use crate::editor::symbols::{SymbolId, SymbolKind, Symbols};
use crate::syntax::ast::Item;

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

/// A byte at which what belongs to an item is known.
pub(in crate::editor) fn inside(item: &Item) -> u32 {
    item.span.start + 1
}
