//! What an editor can do, by what it says of itself in `initialize`.

use crate::positions::Encoding;
use crate::uris::path_of;
use gen_lsp_types::{MarkupContent, MarkupKind, Uri};
use serde_json::Value;

/// What is known of an editor. It is read leniently: what one says in a way that is not understood, it cannot do.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an ability of its own")]
pub(crate) struct Client {
    /// How columns are counted in this conversation.
    pub(crate) encoding: Encoding,
    /// The folders that it shows.
    pub(crate) folders: Vec<String>,
    /// Completions may have places to fill in.
    pub(crate) snippets: bool,
    /// Hovers and documentation may be Markdown.
    pub(crate) markdown: bool,
    /// Edits may name the version that they are meant for.
    pub(crate) versioned_edits: bool,
    /// A symbol may have others in it.
    pub(crate) nested_symbols: bool,
    /// It asks for diagnostics, and does not show those that are published.
    pub(crate) pulls: bool,
    /// It takes the diagnostics of other files with those that it asks for.
    pub(crate) related_documents: bool,
    /// It can be asked to watch files.
    pub(crate) watches: bool,
    /// It can be asked to ask again for inlay hints.
    pub(crate) refreshes_hints: bool,
    /// It can be asked to ask again for semantic tokens.
    pub(crate) refreshes_tokens: bool,
    /// It shows the pages that `snnc.explain` returns.
    pub(crate) shows_pages: bool,
}

impl Client {
    /// Reads the parameters of `initialize`.
    pub(crate) fn new(parameters: &Value) -> Client {
        let said = |path: &str| parameters.pointer(&format!("/capabilities/{path}"));
        let can = |path: &str| said(path).and_then(Value::as_bool).unwrap_or(false);
        let among = |path: &str, word: &str| {
            said(path).and_then(Value::as_array).is_some_and(|all| all.iter().any(|it| it == word))
        };
        let counts = |kind: Encoding| among("general/positionEncodings", kind.kind().as_str());
        let preferred = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];
        Client {
            encoding: preferred.into_iter().find(|kind| counts(*kind)).unwrap_or_default(),
            folders: folders(parameters),
            snippets: can("textDocument/completion/completionItem/snippetSupport"),
            markdown: among("textDocument/hover/contentFormat", "markdown"),
            versioned_edits: can("workspace/workspaceEdit/documentChanges"),
            nested_symbols: can("textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            pulls: said("textDocument/diagnostic").is_some()
                && said("textDocument/publishDiagnostics").is_none(),
            related_documents: can("textDocument/diagnostic/relatedDocumentSupport"),
            watches: can("workspace/didChangeWatchedFiles/dynamicRegistration"),
            refreshes_hints: can("workspace/inlayHint/refreshSupport"),
            refreshes_tokens: can("workspace/semanticTokens/refreshSupport"),
            shows_pages: parameters
                .pointer("/initializationOptions/showsPages")
                .and_then(Value::as_bool)
                .unwrap_or(false),
        }
    }

    /// A text in Markdown, for an editor that may or may not draw it.
    pub(crate) fn markup(&self, markdown: String) -> MarkupContent {
        let kind = if self.markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
        MarkupContent { kind, value: markdown }
    }
}

/// The folders of the workspace.
fn folders(parameters: &Value) -> Vec<String> {
    let path = |uri: &Value| uri.as_str().map(|uri| path_of(&Uri(uri.into())));
    let several = parameters.get("workspaceFolders").and_then(Value::as_array);
    let several: Vec<_> = several.into_iter().flatten().filter_map(|it| path(it.get("uri")?)).collect();
    match several.is_empty() {
        true => parameters.get("rootUri").and_then(path).into_iter().collect(),
        false => several,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn encoding(offered: &Value) -> Encoding {
        Client::new(&json!({ "capabilities": { "general": { "positionEncodings": offered } } })).encoding
    }

    #[test]
    fn utf_8_is_taken_if_it_is_offered() {
        assert_eq!(encoding(&json!(["utf-16", "utf-8", "utf-32"])), Encoding::Utf8);
        assert_eq!(encoding(&json!(["utf-32", "utf-16"])), Encoding::Utf16);
        assert_eq!(encoding(&json!(["utf-32"])), Encoding::Utf32);
        for nothing in [json!([]), json!(null), json!("utf-8"), json!(["utf-7", 8])] {
            assert_eq!(encoding(&nothing), Encoding::Utf16);
        }
    }

    #[test]
    fn whoever_says_nothing_can_nothing() {
        let client = Client::new(&Value::Null);
        assert!(!client.snippets && !client.pulls && client.folders.is_empty());
    }
}
