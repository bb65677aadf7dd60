//! Diagnostics for each file: published when something has changed, or given when they are asked for.

use crate::checked::Checked;
use crate::diagnostics::diagnostic;
use crate::session::{Answer, Session};
use crate::transport::Editor;
use crate::uris::path_of;
use gen_lsp_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport,
    PublishDiagnosticsParams, RelatedFullDocumentDiagnosticReport, Uri,
};
use snnc_lang::SourceId;
use std::collections::{BTreeMap, HashMap};

/// What is found in each file, by its path.
type ByFile = BTreeMap<String, Vec<Diagnostic>>;

/// What was published last.
#[derive(Default)]
pub(crate) struct Published {
    /// By path: the URI, the version of the text if it is open, and what was found.
    told: BTreeMap<String, (Uri, Option<i32>, Vec<Diagnostic>)>,
}

impl Published {
    /// Publishes what is found in the files of all open models, and nothing for files that are no longer part of any. What
    /// has been told of the same text is not told again.
    pub(crate) fn tell(&mut self, session: &Session<'_>, editor: &Editor) {
        if session.client.pulls {
            return;
        }
        let mut now = found(session, session.open_models());
        for path in self.told.keys() {
            now.entry(path.clone()).or_default();
        }
        for (path, diagnostics) in now {
            let document = session.documents.get(&path);
            let new = (session.documents.uri(&path), document.map(|it| it.version), diagnostics);
            if self.told.get(&path) == Some(&new) {
                continue;
            }
            let (uri, version, diagnostics) = new.clone();
            let parameters = PublishDiagnosticsParams { uri, version, diagnostics };
            if let Ok(parameters) = serde_json::to_value(parameters) {
                editor.notify("textDocument/publishDiagnostics", parameters);
            }
            match document.is_none() && new.2.is_empty() {
                true => self.told.remove(&path),
                false => self.told.insert(path, new),
            };
        }
    }
}

/// What is found in all files of some models. A file may be part of several, which may find the same.
fn found<'m>(session: &Session<'_>, models: impl Iterator<Item = &'m Checked>) -> ByFile {
    let mut all = ByFile::new();
    for model in models {
        for source in model.analysis.sources.iter() {
            all.entry(source.name.clone()).or_default();
        }
        for finding in &model.findings {
            let found = all.entry(model.path(finding.primary.span.source).to_string()).or_default();
            let new = diagnostic(session, model, finding);
            let same = |old: &Diagnostic| {
                (old.range, &old.code, &old.message) == (new.range, &new.code, &new.message)
            };
            if !found.iter().any(same) {
                found.push(new);
            }
        }
    }
    all
}

/// `textDocument/diagnostic`.
pub(crate) fn pulled(
    session: &Session<'_>,
    asked: &DocumentDiagnosticParams,
) -> Answer<DocumentDiagnosticReport> {
    let model = session.asked(&asked.text_document)?;
    let report = |items| FullDocumentDiagnosticReport { result_id: None, items };
    // What other models find in this file is of use here, too.
    let path = path_of(&asked.text_document.uri);
    let others = session.open_models().filter(|it| it.source(&path).is_some_and(|at| at != SourceId(0)));
    let mut by_file = found(session, std::iter::once(model).chain(others));
    let own = by_file.remove(&path).unwrap_or_default();
    let related: HashMap<_, _> = model
        .analysis
        .sources
        .iter()
        .filter_map(|source| {
            let items = by_file.remove(&source.name)?;
            Some((session.documents.uri(&source.name), report(items).into()))
        })
        .collect();
    Ok(RelatedFullDocumentDiagnosticReport {
        related_documents: session.client.related_documents.then_some(related),
        full_document_diagnostic_report: report(own),
    }
    .into())
}
