//! What is told of a run, for as many places as it is shown in.

use crate::drawn::Look;
use crate::failure::Failure;
use snnc_lang::{Diagnostic, Sources};

/// What is told, in order.
#[derive(Debug, Default)]
pub(super) struct Told(Vec<Part>);

#[derive(Debug)]
enum Part {
    Findings(Vec<Diagnostic>, Sources),
    Failure(Failure),
    Text(String),
}

impl Told {
    /// Warnings of a model.
    pub(super) fn findings(&mut self, diagnostics: &[Diagnostic], sources: &Sources) {
        if !diagnostics.is_empty() {
            self.0.push(Part::Findings(diagnostics.to_vec(), sources.clone()));
        }
    }

    /// Why there are no results.
    pub(super) fn failure(&mut self, failure: Failure) {
        self.0.push(Part::Failure(failure));
    }

    /// A line.
    pub(super) fn line(&mut self, text: &str) {
        self.0.push(Part::Text(format!("{text}\n")));
    }

    /// All of it: lines, all of them ended.
    pub(super) fn text(&self, look: Look) -> String {
        let part = |part: &Part| match part {
            Part::Findings(diagnostics, sources) => look.show(diagnostics, sources),
            Part::Failure(failure) => failure.text(look),
            Part::Text(text) => text.clone(),
        };
        self.0.iter().map(part).collect()
    }
}
