//! A conversation with an editor: what it can do, what it has open, and what is known of that.

use crate::checked::{Checked, Compiler, Models};
use crate::client::Client;
use crate::documents::Documents;
use crate::uris::path_of;
use gen_lsp_types::{Location, TextDocumentIdentifier, TextDocumentPositionParams, Uri};
use lsp_server::ErrorCode;
use serde_json::Value;
use snnc_lang::editor::Place;
use snnc_lang::{SourceId, Span};

/// What all requests are answered from. Only notifications change it.
pub(crate) struct Session<'a> {
    pub(crate) compiler: Compiler<'a>,
    pub(crate) client: Client,
    pub(crate) documents: Documents,
    pub(crate) models: Models,
}

/// Why a request is not answered.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) code: ErrorCode,
    pub(crate) reason: String,
}

impl Refusal {
    /// What was asked for makes no sense.
    pub(crate) fn invalid(reason: impl Into<String>) -> Refusal {
        Refusal { code: ErrorCode::InvalidParams, reason: reason.into() }
    }

    /// What was asked for cannot be done, for a reason that the user should read.
    pub(crate) fn failed(reason: impl Into<String>) -> Refusal {
        Refusal { code: ErrorCode::RequestFailed, reason: reason.into() }
    }
}

/// An answer, or why there is none.
pub(crate) type Answer<T> = Result<T, Refusal>;

impl<'a> Session<'a> {
    /// Begins, by the parameters of `initialize`.
    pub(crate) fn new(compiler: Compiler<'a>, parameters: &Value) -> Session<'a> {
        let client = Client::new(parameters);
        let here = || std::env::current_dir().unwrap_or_default().display().to_string();
        let folder = client.folders.first().cloned().unwrap_or_else(here);
        Session { compiler, client, documents: Documents::new(folder), models: Models::default() }
    }

    /// The model at a path, if it is open.
    pub(crate) fn model(&self, path: &str) -> Option<&Checked> {
        self.models.get(path, &self.documents, self.compiler)
    }

    /// All models that are open.
    pub(crate) fn open_models(&self) -> impl Iterator<Item = &Checked> {
        self.documents.iter().filter_map(|(path, _)| self.model(path))
    }

    /// The model that a request is about.
    pub(crate) fn asked(&self, document: &TextDocumentIdentifier) -> Answer<&Checked> {
        let model = self.model(&path_of(&document.uri));
        model.ok_or_else(|| Refusal::invalid(format!("`{}` is not open", document.uri)))
    }

    /// The model and the place that a request is about.
    pub(crate) fn asked_at(&self, at: &TextDocumentPositionParams) -> Answer<(&Checked, Place)> {
        let model = self.asked(&at.text_document)?;
        Ok((model, model.place(at.position)))
    }

    /// The URI of a source of a model.
    pub(crate) fn uri(&self, model: &Checked, source: SourceId) -> Uri {
        self.documents.uri(model.path(source))
    }

    pub(crate) fn location(&self, model: &Checked, span: Span) -> Location {
        Location { uri: self.uri(model, span.source), range: model.range(span) }
    }
}
