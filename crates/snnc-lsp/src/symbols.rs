//! What a model defines: as the outline of a document, and by name in the whole workspace.

use crate::checked::Checked;
use crate::session::{Answer, Session};
use crate::workspace::Workspace;
use gen_lsp_types::{
    BaseSymbolInformation, DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, SymbolInformation,
    SymbolKind, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};
use snnc_lang::editor::{OutlineItem, OutlineKind, outline};

/// How many symbols of the workspace are told at once.
const MOST: usize = 500;

/// `textDocument/documentSymbol`.
pub(crate) fn of_document(
    session: &Session<'_>,
    asked: &DocumentSymbolParams,
) -> Answer<Option<DocumentSymbolResponse>> {
    let model = session.asked(&asked.text_document)?;
    let outline = outline(&model.analysis);
    Ok(Some(match session.client.nested_symbols {
        true => {
            let symbols: Vec<_> = outline.into_iter().map(|it| nested(model, it)).collect();
            symbols.into()
        }
        false => {
            let mut flat = vec![];
            flatten(session, model, &outline, None, &mut flat);
            flat.into()
        }
    }))
}

/// `workspace/symbol`: those whose names have the letters of the query, in their order.
#[expect(clippy::unnecessary_wraps, reason = "all requests are answered alike")]
pub(crate) fn of_workspace(
    session: &Session<'_>,
    asked: &WorkspaceSymbolParams,
) -> Answer<Option<WorkspaceSymbolResponse>> {
    let workspace = Workspace::read(session);
    let mut found = vec![];
    for model in workspace.models(session) {
        let mut all = vec![];
        flatten(session, model, &outline(&model.analysis), None, &mut all);
        found
            .extend(all.into_iter().filter(|it| has_letters(&it.base_symbol_information.name, &asked.query)));
        if found.len() >= MOST {
            break;
        }
    }
    found.truncate(MOST);
    Ok(Some(found.into()))
}

fn has_letters(name: &str, query: &str) -> bool {
    let mut left = name.chars().flat_map(char::to_lowercase);
    query.chars().flat_map(char::to_lowercase).all(|wanted| left.any(|c| c == wanted))
}

fn nested(model: &Checked, item: OutlineItem) -> DocumentSymbol {
    let children = item.children.into_iter().map(|it| nested(model, it)).collect();
    // The protocol wants the name to lie in the whole.
    let name = if item.span.contains(item.name_span) { item.name_span } else { item.span };
    DocumentSymbol {
        name: shown(&item.name),
        detail: Some(item.detail).filter(|detail| !detail.is_empty()),
        kind: kind(item.kind),
        tags: None,
        #[expect(deprecated, reason = "the protocol has it")]
        deprecated: None,
        range: model.range(item.span),
        selection_range: model.range(name),
        children: Some(children),
    }
}

fn flatten(
    session: &Session<'_>,
    model: &Checked,
    items: &[OutlineItem],
    container: Option<&str>,
    all: &mut Vec<SymbolInformation>,
) {
    for item in items {
        all.push(SymbolInformation {
            #[expect(deprecated, reason = "the protocol has it")]
            deprecated: None,
            location: session.location(model, item.name_span),
            base_symbol_information: BaseSymbolInformation {
                name: shown(&item.name),
                kind: kind(item.kind),
                tags: None,
                container_name: container.map(String::from),
            },
        });
        flatten(session, model, &item.children, Some(&item.name), all);
    }
}

/// A name, which editors do not allow to be empty.
fn shown(name: &str) -> String {
    if name.trim().is_empty() { "…".into() } else { name.into() }
}

fn kind(kind: OutlineKind) -> SymbolKind {
    match kind {
        OutlineKind::Constant => SymbolKind::Constant,
        OutlineKind::Array => SymbolKind::Array,
        OutlineKind::Function => SymbolKind::Function,
        OutlineKind::Model => SymbolKind::Class,
        OutlineKind::Group => SymbolKind::Module,
        OutlineKind::Synapses => SymbolKind::Interface,
        OutlineKind::Input => SymbolKind::Object,
        OutlineKind::Variable => SymbolKind::Variable,
        OutlineKind::Parameter => SymbolKind::Property,
        OutlineKind::Section => SymbolKind::Field,
        OutlineKind::Event | OutlineKind::Pathway => SymbolKind::Event,
        OutlineKind::Monitor => SymbolKind::Key,
        OutlineKind::Import => SymbolKind::File,
        OutlineKind::Statement => SymbolKind::Method,
    }
}
