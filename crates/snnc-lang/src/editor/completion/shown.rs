//! What is said of names that are offered.

use super::cursor::Cursor;
use crate::editor::Analysis;
use crate::editor::dimension::{Dimensions, Quality};
use crate::editor::symbols::{SymbolId, SymbolKind};
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

    /// The unit or value of a symbol, and what its definition says of it.
    pub(in crate::editor) fn symbol(&self, dimensions: &Dimensions<'_>, id: SymbolId) -> (String, String) {
        let symbol = dimensions.symbols().get(id);
        let comment = symbol.span.map_or_else(String::new, |span| self.comment(span));
        let detail = match (&symbol.declared, symbol.kind) {
            (Some(declared), kind) if kind != SymbolKind::Constant => match declared.ty {
                crate::hir::Type::Float => declared.unit.text.to_string(),
                crate::hir::Type::Integer => "integer".to_string(),
                crate::hir::Type::Boolean => "boolean".to_string(),
            },
            _ => self.value(dimensions, id),
        };
        let what = match symbol.kind {
            SymbolKind::Variable => "a variable",
            SymbolKind::Subexpression => "computed where it is used",
            SymbolKind::Linked => "a variable of another group",
            SymbolKind::Constant => "a constant of the file",
            SymbolKind::Parameter => "a parameter",
            SymbolKind::Function => "a function of the file",
            SymbolKind::TimedArray => "a timed array",
            SymbolKind::Local => "a local name",
            SymbolKind::Population => "neurons",
            SymbolKind::Source => "a source of spikes",
            SymbolKind::Subgroup => "a part of a group",
            SymbolKind::Synapses => "synapses",
            SymbolKind::Model => "a model",
            _ => "",
        };
        let of = symbol.container.map(|of| dimensions.symbols().get(of).name.to_string());
        let of = of.filter(|_| super::scope::is_variable(symbol.kind));
        let mut said = of.map_or_else(|| what.to_string(), |of| format!("{what} of `{of}`"));
        if !comment.is_empty() {
            said = if said.is_empty() { comment } else { format!("{comment}\n\n{said}") };
        }
        (detail, said)
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
