//! Files that change on the disk.

use crate::checked::Changed;
use crate::session::Session;
use crate::transport::Editor;
use crate::uris::path_of;
use gen_lsp_types::DidChangeWatchedFilesParams;
use serde_json::json;

/// What a model may name.
const WATCHED: &str = "**/*.{eqs,npy,npz,csv}";

/// Asks the editor to watch the files that models may name.
pub(crate) fn register(session: &Session<'_>, editor: &mut Editor) {
    if session.client.watches {
        let options = json!({ "watchers": [{ "globPattern": WATCHED }] });
        let watch = json!({
            "id": "snnc-files", "method": "workspace/didChangeWatchedFiles", "registerOptions": options
        });
        editor.request("client/registerCapability", json!({ "registrations": [watch] }));
    }
}

/// Takes note of files that have changed, appeared or gone.
pub(crate) fn changed(session: &mut Session<'_>, parameters: &DidChangeWatchedFilesParams) -> Changed {
    let changes = parameters.changes.iter().map(|change| path_of(&change.uri));
    // What is open counts as it is in the editor.
    let on_disk = changes.filter(|path| session.documents.get(path).is_none());
    on_disk.map(|path| session.models.changed(&path)).max().unwrap_or(Changed::Nothing)
}

/// Asks the editor to ask again for what it shows of documents that it has not changed itself.
pub(crate) fn refresh(session: &Session<'_>, editor: &mut Editor) {
    let all = [
        (session.client.refreshes_hints, "workspace/inlayHint/refresh"),
        (session.client.refreshes_tokens, "workspace/semanticTokens/refresh"),
        (session.client.pulls, "workspace/diagnostic/refresh"),
    ];
    for (_, method) in all.into_iter().filter(|(can, _)| *can) {
        editor.request(method, serde_json::Value::Null);
    }
}
