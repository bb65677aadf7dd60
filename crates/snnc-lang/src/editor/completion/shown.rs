//! What is said of names that are offered.

use super::cursor::Cursor;
use crate::check::value_text;
use crate::editor::Analysis;
use crate::editor::describe::describe;
use crate::editor::dimension::{Dimensions, Quality};
use crate::editor::symbols::{Symbol, SymbolId, SymbolKind};
use crate::hir::Type;
use crate::source::{Source, Span};
use crate::units;

/// How long a value is shown, in characters.
const LONGEST: usize = 50;

/// What is said of names.
pub(in crate::editor) struct Shown<'a> {
    analysis: &'a Analysis,
    cursor: &'a Cursor,
}

impl<'a> Shown<'a> {
    pub(in crate::editor) fn new(analysis: &'a Analysis, cursor: &'a Cursor) -> Self {
        Shown { analysis, cursor }
    }

    fn source(&self, span: Span) -> &Source {
        if span.source == self.cursor.source.id {
            &self.cursor.source
        } else {
            self.analysis.sources.get(span.source)
        }
    }

    /// The unit of a value.
    pub(in crate::editor) fn quality(quality: Option<Quality>) -> String {
        match quality {
            None => String::new(),
            Some(Quality::Condition) => "boolean".to_string(),
            Some(Quality::Number(dimension)) => units::text(dimension),
        }
    }

    /// The unit or value of a symbol, and what is said of it.
    pub(in crate::editor) fn symbol(&self, dimensions: &Dimensions<'_>, id: SymbolId) -> (String, String) {
        let symbol = dimensions.symbols().get(id);
        let detail = match (&symbol.declared, symbol.kind) {
            (Some(declared), kind) if kind != SymbolKind::Constant => match declared.ty {
                Type::Float => declared.unit.text.to_string(),
                Type::Integer => "integer".to_string(),
                Type::Boolean => "boolean".to_string(),
            },
            _ => self.value(dimensions, id),
        };
        let known = self.as_analysed(symbol).map(|id| describe(self.analysis, id));
        let comment = || symbol.span.map_or_else(String::new, |span| self.comment(span));
        (detail, known.unwrap_or_else(comment))
    }

    /// The same symbol in the text as it is.
    fn as_analysed(&self, symbol: &Symbol) -> Option<SymbolId> {
        let mut span = symbol.span?;
        if span.source == self.cursor.source.id && span.start as usize > self.cursor.start {
            let mended = self.cursor.source.text.len();
            let text = self.analysis.sources.get(span.source).text.len();
            span.start = (span.start as usize + text).checked_sub(mended)? as u32;
            span.end = (span.end as usize + text).checked_sub(mended)? as u32;
        }
        let is_it = |it: &Symbol| it.span == Some(span) && it.name == symbol.name && it.kind == symbol.kind;
        self.analysis.symbols.iter().find(|(_, it)| is_it(it)).map(|(id, _)| id)
    }

    /// What a definition gives its name, as it is written; else the unit.
    fn value(&self, dimensions: &Dimensions<'_>, id: SymbolId) -> String {
        let symbol = dimensions.symbols().get(id);
        let unit = Shown::quality(dimensions.of(id));
        let Some(value) = symbol.span.and_then(|span| dimensions.value(span)) else {
            return symbol.whole.filter(|_| symbol.kind == SymbolKind::Function).map_or(unit, |whole| {
                let text = self.source(whole).slice(whole);
                let head = text.split('=').next().unwrap_or("");
                head.find('(').map_or(String::new(), |open| head[open..].trim_end().to_string())
            });
        };
        let text = self.source(value).slice(value);
        let is_computed = text.trim_start_matches('-').contains(['*', '/', '+', '-', '(']);
        if is_computed && symbol.kind == SymbolKind::Constant {
            let constants = &self.analysis.check.partial.constants;
            let known = constants.iter().find(|it| it.name == symbol.name);
            return known.map_or(unit, value_text);
        }
        let line = text.lines().next().unwrap_or("").trim_end();
        if line.len() < text.len() || line.chars().count() > LONGEST { unit } else { line.to_string() }
    }

    /// What is written there, up to the end of the line.
    pub(in crate::editor) fn text(&self, span: Span) -> String {
        self.source(span).slice(span).lines().next().unwrap_or("").trim_end().to_string()
    }

    /// The comment after a definition on its line.
    pub(in crate::editor) fn comment(&self, span: Span) -> String {
        let text: &str = &self.source(span).text;
        let rest = text.get(span.end as usize..).unwrap_or("");
        let line = rest.lines().next().unwrap_or("");
        let comment = line.split_once('#').map_or("", |(_, comment)| comment);
        comment.trim_matches(|c: char| c.is_whitespace() || c == '#').to_string()
    }
}
