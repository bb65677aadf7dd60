//! From a name to its definition, and to all other places where it stands.

use crate::session::{Answer, Session};
use crate::workspace::Workspace;
use gen_lsp_types::{
    DefinitionParams, DefinitionResponse, DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams,
    Location, ReferenceParams,
};
use snnc_lang::editor::symbols::Access;
use snnc_lang::editor::{Place, definition, references};

/// `textDocument/definition`.
pub(crate) fn definitions(
    session: &Session<'_>,
    asked: &DefinitionParams,
) -> Answer<Option<DefinitionResponse>> {
    let (model, place) = session.asked_at(&asked.text_document_position_params)?;
    let definition = definition(&model.analysis, place);
    Ok(definition.map(|span| gen_lsp_types::Definition::from(session.location(model, span)).into()))
}

/// `textDocument/references`: in all models of the workspace that have the file in which the name is defined.
pub(crate) fn all_references(
    session: &Session<'_>,
    asked: &ReferenceParams,
) -> Answer<Option<Vec<Location>>> {
    let (model, place) = session.asked_at(&asked.text_document_position_params)?;
    let with_definition = asked.context.include_declaration;
    let mut found: Vec<Location> = vec![];
    let mut add = |location: Location| {
        if !found.contains(&location) {
            found.push(location);
        }
    };
    let here = references(&model.analysis, place, with_definition);
    here.into_iter().for_each(|span| add(session.location(model, span)));
    if let Some(span) = definition(&model.analysis, place) {
        let workspace = Workspace::read_importers(session);
        for (other, source) in workspace.models_with(session, model.path(span.source)) {
            let there = Place { source, byte: span.start };
            let spans = references(&other.analysis, there, with_definition);
            spans.into_iter().for_each(|span| add(session.location(other, span)));
        }
    }
    Ok(Some(found))
}

/// `textDocument/documentHighlight`: in the document itself.
pub(crate) fn highlights(
    session: &Session<'_>,
    asked: &DocumentHighlightParams,
) -> Answer<Option<Vec<DocumentHighlight>>> {
    let (model, place) = session.asked_at(&asked.text_document_position_params)?;
    let symbols = &model.analysis.symbols;
    let Some(found) = symbols.at(place.source, place.byte) else { return Ok(None) };
    let here = symbols.places(found.symbol).into_iter().filter(|it| it.span.source == place.source);
    let highlights = here.map(|it| DocumentHighlight {
        range: model.range(it.span),
        kind: Some(match it.access {
            Access::Definition | Access::Write => DocumentHighlightKind::Write,
            Access::Read => DocumentHighlightKind::Read,
        }),
    });
    Ok(Some(highlights.collect()))
}
