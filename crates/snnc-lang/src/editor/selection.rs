//! What a selection grows to: from a word over the expressions and statements around it to the whole text.

use super::analysis::{Analysis, Place};
use super::nodes::{body, of_item};
use crate::source::{Source, Span};
use crate::syntax::ast::{Item, ItemKind, MemberKind, Protocol, ProtocolKind};
use crate::syntax::lexemes::{Lexical, lexemes};

/// The parts of a text around a place, the smallest first: each lies in the next one and is smaller.
pub fn enclosing(analysis: &Analysis, at: Place) -> Vec<Span> {
    let Some(source) = analysis.source(at.source) else { return vec![] };
    let mut parts = vec![source.span()];
    words_and_brackets(source, at, &mut parts);
    for item in analysis.file.items.iter().filter(|item| touches(item.span, at)) {
        of_tree(item, &mut parts);
    }
    parts.retain(|part| touches(*part, at));
    parts.sort_by_key(|part| (part.end - part.start, part.start));
    let mut chain: Vec<Span> = vec![];
    for part in parts {
        if chain.last().is_none_or(|last| part.contains(*last) && part != *last) {
            chain.push(part);
        }
    }
    chain
}

/// Whether a place is in a span or at its end, where a cursor stands behind a word.
fn touches(span: Span, at: Place) -> bool {
    span.source == at.source && span.start <= at.byte && at.byte <= span.end
}

/// The words, numbers, strings and comments of a text, and what stands in brackets, with them and without.
fn words_and_brackets(source: &Source, at: Place, parts: &mut Vec<Span>) {
    let mut open: Vec<(char, usize)> = vec![];
    for lexeme in lexemes(&source.text) {
        match lexeme.kind {
            Lexical::Open(bracket) => open.push((bracket, lexeme.start)),
            Lexical::Close(bracket) => {
                let Some(depth) = open.iter().rposition(|(it, _)| *it == bracket) else { continue };
                let (_, start) = open[depth];
                open.truncate(depth);
                let all = Span::new(source.id, start, lexeme.end);
                let inside = source.text.get(start + 1..lexeme.start).unwrap_or("");
                let from = start + 1 + (inside.len() - inside.trim_start().len());
                let inside = Span::new(source.id, from, from + inside.trim().len());
                parts.extend([all, inside].into_iter().filter(|part| touches(*part, at)));
            }
            Lexical::Word | Lexical::Number | Lexical::Text | Lexical::Comment => {
                parts.push(Span::new(source.id, lexeme.start, lexeme.end));
            }
            _ => {}
        }
    }
}

fn of_tree(item: &Item, parts: &mut Vec<Span>) {
    parts.push(item.span);
    of_item(item, &mut |whole| whole.visit(&mut |expr| parts.push(expr.span)));
    for member in body(item) {
        parts.push(member.span);
        match &member.kind {
            MemberKind::Reset(body)
            | MemberKind::Init(body)
            | MemberKind::OnEvent { body, .. }
            | MemberKind::Pathway { body, .. }
            | MemberKind::Every { body, .. }
            | MemberKind::At { body, .. } => parts.extend(body.iter().map(|statement| statement.span)),
            MemberKind::Connect(clauses) => parts.extend(clauses.iter().map(|clause| clause.span)),
            _ => {}
        }
    }
    if let ItemKind::Protocol(statement) = &item.kind {
        of_protocol(statement, parts);
    }
}

fn of_protocol(statement: &Protocol, parts: &mut Vec<Span>) {
    parts.push(statement.span);
    if let ProtocolKind::Repeat { body, .. } | ProtocolKind::For { body, .. } = &statement.kind {
        body.iter().for_each(|inner| of_protocol(inner, parts));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::StdArithmetic;
    use crate::editor::analyse;
    use crate::source::SourceId;
    use std::collections::BTreeMap;

    fn around(text: &str, part: &str) -> Vec<String> {
        let files = BTreeMap::<String, Vec<u8>>::new();
        let analysis = analyse("m.eqs", text, &StdArithmetic, &files);
        let byte = text.find(part).expect("it is there") as u32;
        let chain = enclosing(&analysis, Place { source: SourceId(0), byte });
        chain.into_iter().map(|span| text[span.range()].to_string()).collect()
    }

    #[test]
    fn a_selection_grows_along_the_tree() {
        let text = "neurons g[2] {\n  dv/dt = (a*b - v)/tau : 1\n}\n";
        let expected = [
            "b",
            "a*b",
            "a*b - v",
            "(a*b - v)",
            "(a*b - v)/tau",
            "dv/dt = (a*b - v)/tau : 1",
            "{\n  dv/dt = (a*b - v)/tau : 1\n}",
            text.trim_end(),
            text,
        ];
        assert_eq!(around(text, "b - v"), expected);
    }

    #[test]
    fn a_broken_text_has_brackets_and_words() {
        assert_eq!(around("x = = (a + (b, c)", "b, c"), ["b", "b, c", "(b, c)", "x = = (a + (b, c)"]);
        assert_eq!(around("", ""), [""]);
    }
}
