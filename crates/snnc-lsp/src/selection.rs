//! What a selection grows to.

use crate::session::{Answer, Session};
use gen_lsp_types::{Range, SelectionRange, SelectionRangeParams};
use snnc_lang::editor::enclosing;

/// `textDocument/selectionRange`.
pub(crate) fn selections(
    session: &Session<'_>,
    asked: &SelectionRangeParams,
) -> Answer<Option<Vec<SelectionRange>>> {
    let model = session.asked(&asked.text_document)?;
    let selections = asked.positions.iter().map(|position| {
        let parts = enclosing(&model.analysis, model.place(*position));
        let outwards = parts.into_iter().rev();
        let grown = outwards.fold(None, |parent, part| {
            Some(SelectionRange { range: model.range(part), parent: parent.map(Box::new) })
        });
        // The protocol wants a range for each position.
        grown.unwrap_or(SelectionRange { range: Range { start: *position, end: *position }, parent: None })
    });
    Ok(Some(selections.collect()))
}
