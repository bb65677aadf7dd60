//! What the server offers an editor.

use crate::actions::FIX_ALL;
use crate::client::Client;
use crate::explain::EXPLAIN;
use crate::{completion, signatures, tokens};
use gen_lsp_types::{
    CodeActionKind, CodeActionOptions, DiagnosticOptions, ExecuteCommandOptions, RenameOptions,
    ServerCapabilities, TextDocumentSyncKind, TextDocumentSyncOptions,
};

/// The answer to `initialize`.
pub(crate) fn capabilities(client: &Client) -> ServerCapabilities {
    let synchronized = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        ..TextDocumentSyncOptions::default()
    };
    ServerCapabilities {
        position_encoding: Some(client.encoding.kind()),
        text_document_sync: Some(synchronized.into()),
        diagnostic_provider: client.pulls.then(|| {
            DiagnosticOptions { inter_file_dependencies: true, ..DiagnosticOptions::default() }.into()
        }),
        code_action_provider: Some(
            CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QuickFix, FIX_ALL]),
                ..CodeActionOptions::default()
            }
            .into(),
        ),
        completion_provider: Some(completion::options()),
        signature_help_provider: Some(signatures::options()),
        hover_provider: Some(true.into()),
        inlay_hint_provider: Some(true.into()),
        definition_provider: Some(true.into()),
        references_provider: Some(true.into()),
        document_highlight_provider: Some(true.into()),
        rename_provider: Some(
            RenameOptions { prepare_provider: Some(true), ..RenameOptions::default() }.into(),
        ),
        selection_range_provider: Some(true.into()),
        document_symbol_provider: Some(true.into()),
        workspace_symbol_provider: Some(true.into()),
        folding_range_provider: Some(true.into()),
        document_formatting_provider: Some(true.into()),
        document_range_formatting_provider: Some(true.into()),
        semantic_tokens_provider: Some(tokens::options().into()),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec![EXPLAIN.into()],
            ..ExecuteCommandOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}
