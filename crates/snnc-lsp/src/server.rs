//! The loop that answers an editor.

use crate::convert;
use crate::documents::Documents;
use gen_lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    PublishDiagnosticsParams, ServerCapabilities, TextDocumentContentChangeEvent, TextDocumentSync,
    TextDocumentSyncKind, Uri,
};
use lsp_server::{Connection, ErrorCode, Message, Notification, Response};
use snnc_lang::check::{StdArithmetic, check};
use snnc_lang::{Sources, syntax};
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
                if let Some(answer) = notified(notification)? {
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

/// The diagnostics that a notification gives rise to.
fn notified(notification: Notification) -> serde_json::Result<Option<PublishDiagnosticsParams>> {
    Ok(match notification.method.as_str() {
        "textDocument/didOpen" => {
            let params: DidOpenTextDocumentParams = serde_json::from_value(notification.params)?;
            let document = params.text_document;
            Some(examine(document.uri, Some(document.version), &document.text))
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
            text.map(|text| examine(document.text_document_identifier.uri, Some(document.version), &text))
        }
        "textDocument/didClose" => {
            let params: DidCloseTextDocumentParams = serde_json::from_value(notification.params)?;
            Some(PublishDiagnosticsParams {
                uri: params.text_document.uri,
                version: None,
                diagnostics: vec![],
            })
        }
        _ => None,
    })
}

/// Parses and checks a text.
fn examine(uri: Uri, version: Option<i32>, text: &str) -> PublishDiagnosticsParams {
    let sources = Sources::single(uri.0.as_str(), text);
    let diagnostics = sources.iter().next().map_or_else(Vec::new, |source| {
        let parse = syntax::parse(source);
        let mut found = check(&parse.file, &sources, &[], &StdArithmetic, &Documents).diagnostics;
        found.extend(parse.diagnostics);
        found.sort_by_key(|d| d.primary.span);
        found.iter().map(|d| convert::diagnostic(d, source, &uri)).collect()
    });
    PublishDiagnosticsParams { uri, version, diagnostics }
}
