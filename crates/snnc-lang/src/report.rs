//! Diagnostics as miette knows them, for graphical rendering.
//!
//! What is shown of the texts are frames: a few lines with the labels on them. miette draws the labels of one text in its
//! order. The reader should meet the offending text first, wherever the other places are, and whichever file they are in.
//! So the frames are laid one behind the other as if they were one text, the offending one first.

mod frame;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;
use frame::Frame;
use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use std::fmt;

/// A diagnostic together with the texts that it points into.
#[derive(Debug)]
pub struct Report<'a> {
    diagnostic: &'a Diagnostic,
    frames: Frames<'a>,
    labels: Vec<LabeledSpan>,
}

impl<'a> Report<'a> {
    /// Prepares a diagnostic for rendering.
    pub fn new(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Report<'a> {
        let mut frames = Frames(vec![]);
        let mut labels = vec![];
        let mut base = 0;
        for frame in frame::frames(diagnostic, sources) {
            labels.extend(frame.labels.iter().map(|shown| {
                let text = (!shown.text.is_empty()).then(|| shown.text.to_string());
                let span = (base + shown.range.start, shown.range.len());
                let new = [LabeledSpan::new_with_span, LabeledSpan::new_primary_with_span];
                new[usize::from(shown.primary)](text, span)
            }));
            let length = frame.text.len();
            frames.0.push((base, frame));
            // A label at the end of a frame lies before the next one.
            base += length + 1;
        }
        Report { diagnostic, frames, labels }
    }

    /// Of each label, in the order in which they are drawn, whether it is the offending text.
    pub fn offending(&self) -> impl Iterator<Item = bool> {
        self.labels.iter().map(LabeledSpan::primary)
    }
}

/// The frames, each with the offset at which it lies.
#[derive(Debug)]
struct Frames<'a>(Vec<(usize, Frame<'a>)>);

impl SourceCode for Frames<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_lines_before: usize,
        context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let frame = self.0.iter().rfind(|(base, _)| *base <= span.offset());
        let (base, frame) = frame.ok_or(MietteError::OutOfBounds)?;
        let local = SourceSpan::from((span.offset() - base, span.len()));
        // What reaches into the next frame is out of bounds here, which keeps frames from being merged.
        let found = frame.text.read_span(&local, context_lines_before, context_lines_after)?;
        // miette counts columns in bytes, and people in characters.
        let at = found.span().offset();
        let line_start = frame.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let column = frame.text.get(line_start..at).map_or(0, |before| before.chars().count());
        let column = if line_start == 0 { column + frame.column } else { column };
        // Labels as many lines apart are drawn as one, which all of a frame shall be.
        let lines = frame.text.lines().count();
        let span = SourceSpan::from((at + base, found.span().len()));
        let (name, line) = (frame.name.to_string(), found.line() + frame.line);
        Ok(Box::new(MietteSpanContents::new_named(name, found.data(), span, line, column, lines)))
    }
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
        Some(&self.frames)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
