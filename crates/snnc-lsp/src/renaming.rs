//! Other names.

use crate::edits::Edits;
use crate::session::{Answer, Refusal, Session};
use crate::workspace::Workspace;
use gen_lsp_types::{
    PrepareRenameParams, PrepareRenamePlaceholder, PrepareRenameResult, RenameParams, WorkspaceEdit,
};
use snnc_lang::editor::{Place, definition, rename};

/// `textDocument/prepareRename`.
pub(crate) fn prepare(
    session: &Session<'_>,
    asked: &PrepareRenameParams,
) -> Answer<Option<PrepareRenameResult>> {
    let (model, place) = session.asked_at(&asked.text_document_position_params)?;
    let span = rename::prepare(&model.analysis, place);
    Ok(span.map(|span| {
        let placeholder = model.analysis.sources.get(span.source).slice(span).to_string();
        PrepareRenamePlaceholder { range: model.range(span), placeholder }.into()
    }))
}

/// `textDocument/rename`: in all models of the workspace that have the file in which the name is defined.
pub(crate) fn rename(session: &Session<'_>, asked: &RenameParams) -> Answer<Option<WorkspaceEdit>> {
    let (model, place) = session.asked_at(&asked.text_document_position_params)?;
    let mut edits = Edits::default();
    let here = rename::rename(&model.analysis, place, &asked.new_name).map_err(Refusal::failed)?;
    here.iter().for_each(|edit| edits.add(model, edit));
    if let Some(span) = definition(&model.analysis, place) {
        let workspace = Workspace::read_importers(session);
        for (other, source) in workspace.models_with(session, model.path(span.source)) {
            let there = Place { source, byte: span.start };
            let there = rename::rename(&other.analysis, there, &asked.new_name).map_err(|reason| {
                Refusal::failed(format!("In `{}`: {reason}", other.path(snnc_lang::SourceId(0))))
            })?;
            there.iter().for_each(|edit| edits.add(other, edit));
        }
    }
    Ok(Some(edits.finish(session)))
}
