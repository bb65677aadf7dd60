//! What the author of a model says of a name: the comments beside and above its definition.

use super::Analysis;
use super::symbols::{Symbol, SymbolKind};
use crate::source::Source;

/// The comment in the lines directly above the definition, and that at the end of its line.
pub(super) fn documentation(analysis: &Analysis, symbol: &Symbol) -> Option<String> {
    let name = symbol.span.filter(|span| span.start < span.end)?;
    let source = analysis.source(name.source)?;
    let whole = symbol.whole.unwrap_or(name);
    let line_of = |byte: u32| source.position(byte as usize).line - 1;
    let (first, last) = match symbol.kind {
        // What stands in the body of a block is of its own.
        SymbolKind::Population
        | SymbolKind::Source
        | SymbolKind::Synapses
        | SymbolKind::Model
        | SymbolKind::PoissonInput => (line_of(whole.start), line_of(name.start)),
        _ => (line_of(whole.start), line_of(whole.end)),
    };
    let mut lines = above(source, first, whole.start as usize);
    lines.extend(beside(analysis, source, last));
    let text = lines.join("\n");
    (!text.is_empty()).then_some(text)
}

/// The comment that ends a line after something else.
fn beside(analysis: &Analysis, source: &Source, line: usize) -> Option<String> {
    let range = source.line(line);
    let comment = analysis
        .file
        .comments
        .iter()
        .map(|comment| comment.span)
        .find(|span| span.source == source.id && range.contains(&(span.start as usize)))?;
    let before = source.text.get(range.start..comment.start as usize)?;
    (!before.trim().is_empty()).then(|| plain(source.slice(comment))).filter(|text| !text.is_empty())
}

/// The comments in the lines directly above what begins its line.
fn above(source: &Source, line: usize, start: usize) -> Vec<String> {
    let indent = source.text.get(source.line(line).start..start).unwrap_or("x");
    if !indent.trim().is_empty() {
        return vec![];
    }
    let mut lines: Vec<String> = vec![];
    for at in (0..line).rev() {
        let text = source.text.get(source.line(at)).unwrap_or("").trim();
        if !text.starts_with('#') {
            break;
        }
        lines.push(plain(text));
    }
    lines.reverse();
    // Rules between the parts of a file say nothing.
    lines.retain(|text| text.chars().any(char::is_alphanumeric));
    lines
}

fn plain(comment: &str) -> String {
    comment.trim_start_matches('#').trim().trim_matches(['-', '=', '*']).trim().to_string()
}
