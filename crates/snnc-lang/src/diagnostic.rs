//! What the language tells about a model: one type for terminal, JSON and editor.

use crate::source::Span;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The model cannot run.
    Error,
    /// It runs, but probably not as meant.
    Warning,
    /// Something worth knowing.
    Info,
}

/// A place in the text and what is to be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What; a few words.
    pub text: String,
}

/// A change of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// The new text.
    pub replacement: String,
}

/// A set of edits that together cure a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What the edits do, in the imperative.
    pub title: String,
    /// The edits; they do not overlap.
    pub edits: Vec<Edit>,
    /// Whether there is no doubt that this was meant, so that it may be done without asking.
    pub safe: bool,
}

/// One finding: stable code, one sentence, the exact span, labels on every other place involved, and the cure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable, words: `units::mismatch`.
    pub code: &'static str,
    /// Error, warning or information.
    pub severity: Severity,
    /// One sentence of plain words.
    pub message: String,
    /// The offending text; its text may be empty.
    pub primary: Label,
    /// Other places involved.
    pub labels: Vec<Label>,
    /// Texts of help.
    pub help: Vec<String>,
    /// Edits that cure it.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// An error at `span`.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, span, message)
    }

    /// A warning at `span`.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, span, message)
    }

    fn new(code: &'static str, severity: Severity, span: Span, message: impl Into<String>) -> Self {
        let primary = Label { span, text: String::new() };
        let message = message.into();
        Diagnostic { code, severity, message, primary, labels: vec![], help: vec![], fixes: vec![] }
    }

    /// What to say at the offending text itself.
    #[must_use]
    pub fn at(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// One more place involved.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// A help.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// A possible cure by one edit; whether it is what was meant is for the author to say.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, span: Span, replacement: impl Into<String>) -> Self {
        let edits = vec![Edit { span, replacement: replacement.into() }];
        self.fixes.push(Fix { title: title.into(), edits, safe: false });
        self
    }

    /// The cure by one edit: what the author means is beyond doubt, only written otherwise.
    #[must_use]
    pub fn safe_fix(mut self, title: impl Into<String>, span: Span, replacement: impl Into<String>) -> Self {
        let edits = vec![Edit { span, replacement: replacement.into() }];
        self.fixes.push(Fix { title: title.into(), edits, safe: true });
        self
    }

    /// Whether it keeps the model from running.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
