//! Which part of the crate answers what: a line for each request and each notification.

use crate::checked::Changed;
use crate::documents::Change;
use crate::session::{Answer, Refusal, Session};
use crate::transport::Editor;
use crate::uris::path_of;
use crate::{
    actions, completion, explain, folding, formatting, hovering, navigation, publishing, renaming, selection,
    signatures, symbols, tokens, watching,
};
use gen_lsp_types as lsp;
use lsp_server::{ErrorCode, Notification, Request, Response};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Answers a request.
pub(crate) fn answer(session: &Session<'_>, editor: &Editor, request: Request) -> Response {
    Call { session, request, response: None }
        .on::<lsp::DocumentDiagnosticRequest>(publishing::pulled)
        .on::<lsp::CodeActionRequest>(actions::actions)
        .on::<lsp::CompletionRequest>(completion::complete)
        .on::<lsp::SignatureHelpRequest>(signatures::called)
        .on::<lsp::HoverRequest>(hovering::hovered)
        .on::<lsp::InlayHintRequest>(hovering::hints)
        .on::<lsp::DefinitionRequest>(navigation::definitions)
        .on::<lsp::ReferencesRequest>(navigation::all_references)
        .on::<lsp::DocumentHighlightRequest>(navigation::highlights)
        .on::<lsp::PrepareRenameRequest>(renaming::prepare)
        .on::<lsp::RenameRequest>(renaming::rename)
        .on::<lsp::SelectionRangeRequest>(selection::selections)
        .on::<lsp::DocumentSymbolRequest>(symbols::of_document)
        .on::<lsp::WorkspaceSymbolRequest>(symbols::of_workspace)
        .on::<lsp::FoldingRangeRequest>(folding::folding_ranges)
        .on::<lsp::DocumentFormattingRequest>(formatting::document)
        .on::<lsp::DocumentRangeFormattingRequest>(formatting::range)
        .on::<lsp::SemanticTokensRequest>(tokens::of_document)
        .on::<lsp::SemanticTokensRangeRequest>(tokens::of_range)
        .on::<lsp::ExecuteCommandRequest>(|session, command| explain::execute(session, editor, command))
        .response()
}

/// Takes note of a notification. Those that are not listed do not matter.
pub(crate) fn note(session: &mut Session<'_>, notification: &Notification) -> Result<Changed, String> {
    let Notification { method, params } = notification;
    match method.as_str() {
        "textDocument/didOpen" => {
            let document = read::<lsp::DidOpenTextDocumentParams>(params)?.text_document;
            let (path, encoding) = (path_of(&document.uri), session.client.encoding);
            session.documents.open(document.uri, document.version, document.text, encoding);
            Ok(session.models.open(&path))
        }
        "textDocument/didChange" => {
            let document: lsp::VersionedTextDocumentIdentifier = read(&params["textDocument"])?;
            let changes = params["contentChanges"].as_array().ok_or("`contentChanges` is no list")?;
            let changes = changes.iter().map(change).collect::<Result<_, _>>()?;
            let uri = document.text_document_identifier.uri;
            session.documents.change(&uri, document.version, changes);
            Ok(session.models.changed(&path_of(&uri)))
        }
        "textDocument/didClose" => {
            let uri = read::<lsp::DidCloseTextDocumentParams>(params)?.text_document.uri;
            session.documents.close(&uri);
            Ok(session.models.close(&path_of(&uri)))
        }
        "workspace/didChangeWatchedFiles" => Ok(watching::changed(session, &read(params)?)),
        _ => Ok(Changed::Nothing),
    }
}

/// A change of a text. What has a range that is not understood must not pass for the whole text.
fn change(change: &Value) -> Result<Change, String> {
    let range = change.get("range").filter(|range| !range.is_null()).map(read).transpose()?;
    Ok(Change { range, text: read(&change["text"])? })
}

fn read<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
    T::deserialize(value).map_err(|error| error.to_string())
}

/// A request on its way through the table.
struct Call<'s, 'a> {
    session: &'s Session<'a>,
    request: Request,
    response: Option<Response>,
}

impl Call<'_, '_> {
    /// If it is this request, answers it.
    fn on<R: lsp::Request>(
        mut self,
        answer: impl FnOnce(&Session<'_>, &R::Params) -> Answer<R::Result>,
    ) -> Self {
        if self.request.method == R::METHOD.as_str() {
            let parameters = read(&self.request.params).map_err(Refusal::invalid);
            let answered = parameters.and_then(|parameters| answer(self.session, &parameters));
            let id = self.request.id.clone();
            self.response = Some(match answered {
                Ok(result) => Response::new_ok(id, result),
                Err(Refusal { code, reason }) => Response::new_err(id, code as i32, reason),
            });
        }
        self
    }

    fn response(self) -> Response {
        let Request { id, method, .. } = self.request;
        let unknown = || {
            let reason = format!("`{method}` is not supported");
            Response::new_err(id, ErrorCode::MethodNotFound as i32, reason)
        };
        self.response.unwrap_or_else(unknown)
    }
}
