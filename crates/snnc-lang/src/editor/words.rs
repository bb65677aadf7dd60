//! The word at a place, whatever it is a part of.

use super::Analysis;
use super::analysis::Place;
use crate::source::{Source, SourceId, Span};
use crate::syntax::lexemes::{Lexical, lexemes};
use crate::syntax::normalise;
use std::sync::Arc;

impl Analysis {
    /// The source of that number, if there is one.
    pub(super) fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The text of a span.
    pub(super) fn slice(&self, span: Span) -> &str {
        self.source(span.source).map_or("", |source| source.slice(span))
    }

    /// The word at a place, or that ends there, as names are compared; not in comments and strings.
    pub(super) fn word_at(&self, at: Place) -> Option<(Arc<str>, Span)> {
        let source = self.source(at.source)?;
        // Only the line is looked at, so that a long text costs nothing.
        let byte = at.byte as usize;
        let before = source.text.get(..byte)?;
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let rest = &source.text[byte..];
        let line = &source.text[start..byte + rest.find('\n').unwrap_or(rest.len())];
        let at = byte - start;
        let found = lexemes(line);
        let touching = |range: &(usize, usize)| range.0 <= at && at <= range.1;
        let words = found.iter().filter(|it| it.kind == Lexical::Word).map(|it| (it.start, it.end));
        let words: Vec<_> = words.collect();
        let (first, end) = words.into_iter().rev().find(touching)?;
        Some((normalise(&line[first..end]), Span::new(source.id, start + first, start + end)))
    }
}
