//! Edits of texts, as the protocol puts them.

use crate::checked::Checked;
use crate::session::Session;
use gen_lsp_types::{
    OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextDocumentIdentifier, TextEdit,
    WorkspaceEdit,
};
use snnc_lang::diagnostic::Edit;
use std::collections::{BTreeMap, HashMap};

/// Edits of several files.
#[derive(Default)]
pub(crate) struct Edits {
    by_path: BTreeMap<String, Vec<TextEdit>>,
}

impl Edits {
    /// Adds an edit, unless there is the same already.
    pub(crate) fn add(&mut self, model: &Checked, edit: &Edit) {
        let edits = self.by_path.entry(model.path(edit.span.source).to_string()).or_default();
        let edit = TextEdit { range: model.range(edit.span), new_text: edit.replacement.clone() };
        if !edits.contains(&edit) {
            edits.push(edit);
        }
    }

    /// As one edit of the workspace. The texts that are open are named with the version that is meant.
    pub(crate) fn finish(self, session: &Session<'_>) -> WorkspaceEdit {
        let mut edit = WorkspaceEdit { changes: None, document_changes: None, change_annotations: None };
        let by_path = self.by_path.into_iter().map(|(path, mut edits)| {
            edits.sort_by_key(|edit| edit.range);
            (path, edits)
        });
        if session.client.versioned_edits {
            let changes = by_path.map(|(path, edits)| {
                let text_document = OptionalVersionedTextDocumentIdentifier {
                    version: session.documents.get(&path).map(|document| document.version),
                    text_document_identifier: TextDocumentIdentifier { uri: session.documents.uri(&path) },
                };
                let edits = edits.into_iter().map(Into::into).collect();
                TextDocumentEdit { text_document, edits }.into()
            });
            edit.document_changes = Some(changes.collect());
        } else {
            let changes = by_path.map(|(path, edits)| (session.documents.uri(&path), edits));
            edit.changes = Some(changes.collect::<HashMap<_, _>>());
        }
        edit
    }
}
