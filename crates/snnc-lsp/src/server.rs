//! The loop that answers an editor.

use crate::documents::{Documents, Open, path_of};
use crate::findings::Findings;
use gen_lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    PublishDiagnosticsParams, ServerCapabilities, TextDocumentContentChangeEvent, TextDocumentSync,
    TextDocumentSyncKind, Uri,
};
use lsp_server::{Connection, ErrorCode, Message, Notification, Response};
use std::error::Error;

/// Serves an editor on standard input and output until it says goodbye.
///
/// # Errors
/// If the connection breaks or the editor does not keep to the protocol.
pub fn serve() -> Result<(), Box<dyn Error + Send + Sync>> {
    let (connection, threads) = Connection::stdio();
    let capabilities = ServerCapabilities {
        text_document_sync: Some(TextDocumentSync::Kind(TextDocumentSyncKind::Full)),
        ..ServerCapabilities::default()
    };
    connection.initialize(serde_json::to_value(capabilities)?)?;
    converse(&connection)?;
    drop(connection);
    threads.join()?;
    Ok(())
}

fn converse(connection: &Connection) -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut server = Server::default();
    for message in &connection.receiver {
        match message {
            Message::Request(request) => {
                if connection.handle_shutdown(&request)? {
                    return Ok(());
                }
                let reason = format!("`{}` is not supported", request.method);
                let refusal = Response::new_err(request.id, ErrorCode::MethodNotFound as i32, reason);
                connection.sender.send(refusal.into())?;
            }
            Message::Notification(notification) => {
                for answer in server.notified(notification)? {
                    let params = serde_json::to_value(answer)?;
                    let method = "textDocument/publishDiagnostics".to_string();
                    connection.sender.send(Notification { method, params }.into())?;
                }
            }
            Message::Response(_) => {}
        }
    }
    Ok(())
}

/// The open documents and what is found in them.
#[derive(Default)]
struct Server {
    documents: Documents,
    findings: Findings,
}

impl Server {
    /// The diagnostics that a notification gives rise to.
    fn notified(&mut self, notification: Notification) -> serde_json::Result<Vec<PublishDiagnosticsParams>> {
        Ok(match notification.method.as_str() {
            "textDocument/didOpen" => {
                let params: DidOpenTextDocumentParams = serde_json::from_value(notification.params)?;
                let document = params.text_document;
                self.examine(document.uri, document.version, document.text)
            }
            "textDocument/didChange" => {
                let params: DidChangeTextDocumentParams = serde_json::from_value(notification.params)?;
                let document = params.text_document;
                // The whole text was asked for; the last change holds it.
                let text = params.content_changes.into_iter().rev().find_map(|change| match change {
                    TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                        Some(whole.text)
                    }
                    TextDocumentContentChangeEvent::TextDocumentContentChangePartial(_) => None,
                });
                let (uri, version) = (document.text_document_identifier.uri, document.version);
                text.map_or_else(Vec::new, |text| self.examine(uri, version, text))
            }
            "textDocument/didClose" => {
                let params: DidCloseTextDocumentParams = serde_json::from_value(notification.params)?;
                let uri = params.text_document.uri;
                self.documents.close(&uri);
                self.findings.after(&self.documents, &path_of(&uri.0))
            }
            _ => vec![],
        })
    }

    fn examine(&mut self, uri: Uri, version: i32, text: String) -> Vec<PublishDiagnosticsParams> {
        let path = path_of(&uri.0);
        self.documents.open(Open { uri, version: Some(version), text: text.into() });
        self.findings.after(&self.documents, &path)
    }
}
