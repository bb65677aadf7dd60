//! Diagnostics as miette knows them, for graphical rendering.

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::{Sources, Span};
use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use std::fmt;

/// Lines beyond this many bytes are shown in part.
const LONG_LINE: usize = 400;
/// How much of a long line is shown to either side of the offending text, in bytes.
const WINDOW: usize = 60;

/// A diagnostic together with the texts that it points into.
#[derive(Debug)]
pub struct Report<'a> {
    diagnostic: &'a Diagnostic,
    source: Excerpt,
    labels: Vec<LabeledSpan>,
    elsewhere: Vec<Elsewhere>,
}

/// A label in another source than the primary one.
#[derive(Debug)]
struct Elsewhere {
    text: String,
    source: Excerpt,
    span: LabeledSpan,
}

impl<'a> Report<'a> {
    /// Prepares a diagnostic for rendering.
    pub fn new(diagnostic: &'a Diagnostic, sources: &Sources) -> Report<'a> {
        let primary = diagnostic.primary.span;
        let excerpt = Excerpt::around(primary, sources);
        let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.labels);
        let mut shown: Vec<LabeledSpan> = Vec::new();
        let mut elsewhere = Vec::new();
        for (k, label) in labels.enumerate() {
            if label.span.source == primary.source {
                shown.extend(excerpt.label(label, k == 0));
            } else {
                let source = Excerpt::around(label.span, sources);
                if let Some(span) = source.label(label, true) {
                    elsewhere.push(Elsewhere { text: label.text.clone(), source, span });
                }
            }
        }
        Report { diagnostic, source: excerpt, labels: shown, elsewhere }
    }
}

/// The part of a source that is shown: all of it, unless the line is very long.
#[derive(Debug)]
struct Excerpt {
    name: String,
    text: String,
    /// Where it begins in the source: byte, line and column, all from 0.
    offset: usize,
    line: usize,
    column: usize,
}

impl Excerpt {
    fn around(span: Span, sources: &Sources) -> Excerpt {
        let source = sources.get(span.source);
        let text = &source.text;
        let start = (span.start as usize).min(text.len());
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        if line_end - line_start <= LONG_LINE {
            return Excerpt {
                name: source.name.clone(),
                text: text.to_string(),
                offset: 0,
                line: 0,
                column: 0,
            };
        }
        let end = (span.end as usize).clamp(start, line_end).min(start + WINDOW);
        let from = floor_boundary(text, start.saturating_sub(WINDOW).max(line_start));
        let to = floor_boundary(text, (end + WINDOW).min(line_end));
        let at = source.position(from);
        let (name, text) = (source.name.clone(), text[from..to].to_string());
        Excerpt { name, text, offset: from, line: at.line - 1, column: at.column - 1 }
    }

    fn label(&self, label: &Label, primary: bool) -> Option<LabeledSpan> {
        let start = (label.span.start as usize).checked_sub(self.offset)?;
        if start > self.text.len() {
            return None;
        }
        let end = (label.span.end as usize - self.offset).clamp(start, self.text.len());
        let text = (!label.text.is_empty()).then(|| label.text.clone());
        let span = (start, end - start);
        Some(if primary {
            LabeledSpan::new_primary_with_span(text, span)
        } else {
            LabeledSpan::new_with_span(text, span)
        })
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_lines_before: usize,
        context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let found = self.text.read_span(span, context_lines_before, context_lines_after)?;
        let column = found.column() + if found.line() == 0 { self.column } else { 0 };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            found.data(),
            *found.span(),
            found.line() + self.line,
            column,
            found.line_count(),
        )))
    }
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.diagnostic.message)
    }
}

impl std::error::Error for Report<'_> {}

impl miette::Diagnostic for Report<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.diagnostic.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.diagnostic.help.join("\n");
        if help.is_empty() { None } else { Some(Box::new(help)) }
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        if self.elsewhere.is_empty() {
            return None;
        }
        Some(Box::new(self.elsewhere.iter().map(|e| e as &dyn miette::Diagnostic)))
    }
}

impl fmt::Display for Elsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Elsewhere {}

impl miette::Diagnostic for Elsewhere {
    fn severity(&self) -> Option<miette::Severity> {
        Some(miette::Severity::Advice)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(self.span.clone())))
    }
}
