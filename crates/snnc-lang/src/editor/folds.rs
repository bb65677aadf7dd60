//! What an editor can fold: blocks, brackets and statements of several lines, runs of comments and of imports.

use super::Analysis;
use crate::source::{Source, SourceId, Span};
use crate::syntax::ast::{ItemKind, Member, Protocol, ProtocolKind};
use crate::syntax::lexemes::{Lexeme, Lexical, lexemes};
use std::collections::BTreeMap;

/// What can be folded into its first line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fold {
    /// From its first line, which stays, to the last one that is hidden.
    pub span: Span,
    /// What it is.
    pub kind: FoldKind,
}

/// What a fold hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FoldKind {
    /// Code.
    Region,
    /// Comments.
    Comment,
    /// Imports.
    Imports,
}

/// The folds of the model file itself, by their first lines: at most one for each.
pub fn folds(analysis: &Analysis) -> Vec<Fold> {
    let root = SourceId(0);
    let Some(source) = analysis.sources.iter().find(|source| source.id == root) else { return vec![] };
    let lexemes = lexemes(&source.text);
    let mut folds = Folds { source, by_line: BTreeMap::new() };
    folds.brackets(&lexemes);
    folds.runs(&lexemes);
    for item in analysis.file.items.iter().filter(|item| item.span.source == root) {
        match &item.kind {
            ItemKind::Model(model) => folds.members(&model.body),
            ItemKind::Group(group) => folds.members(&group.body),
            ItemKind::PoissonInput(input) => folds.members(&input.body),
            ItemKind::Synapses(synapses) => folds.members(&synapses.body),
            ItemKind::Protocol(statement) => folds.statement(statement),
            _ => folds.add(item.span, FoldKind::Region),
        }
    }
    folds.by_line.into_values().collect()
}

struct Folds<'a> {
    source: &'a Source,
    by_line: BTreeMap<usize, Fold>,
}

impl Folds<'_> {
    fn line(&self, byte: u32) -> usize {
        self.source.position(byte as usize).line
    }

    /// Adds what goes on beyond its first line; of two that begin in one line the longer one stays.
    fn add(&mut self, span: Span, kind: FoldKind) {
        let line = self.line(span.start);
        if self.line(span.end) <= line {
            return;
        }
        let known = self.by_line.entry(line).or_insert(Fold { span, kind });
        if known.span.end < span.end {
            *known = Fold { span, kind };
        }
    }

    /// What stands in brackets; the line of the closing one stays.
    fn brackets(&mut self, lexemes: &[Lexeme]) {
        let mut open: Vec<(char, usize)> = vec![];
        for (at, lexeme) in lexemes.iter().enumerate() {
            match lexeme.kind {
                Lexical::Open(bracket) => open.push((bracket, lexeme.start)),
                Lexical::Close(bracket) => {
                    // A `}` closes over brackets that were forgotten.
                    let Some(depth) = open.iter().rposition(|(it, _)| *it == bracket) else { continue };
                    if bracket != '{' && open[depth..].iter().any(|(it, _)| *it == '{') {
                        continue;
                    }
                    let (_, start) = open[depth];
                    open.truncate(depth);
                    let inside = lexemes[..at].iter().rev().find(|it| it.kind != Lexical::Newline);
                    let end = inside.map_or(start, |it| it.end);
                    self.add(Span::new(self.source.id, start, end), FoldKind::Region);
                }
                _ => {}
            }
        }
    }

    /// Lines that hold nothing but a comment, and imports, that follow each other.
    fn runs(&mut self, lexemes: &[Lexeme]) {
        let mut run: Option<(FoldKind, Span)> = None;
        let mut begins_line = true;
        for lexeme in lexemes {
            let span = Span::new(self.source.id, lexeme.start, lexeme.end);
            if lexeme.kind == Lexical::Newline {
                begins_line = true;
                continue;
            }
            let first = std::mem::replace(&mut begins_line, false);
            let kind = match lexeme.kind {
                Lexical::Comment => FoldKind::Comment,
                Lexical::Word if self.source.slice(span) == "import" => FoldKind::Imports,
                _ => FoldKind::Region,
            };
            if !first {
                // The rest of an import's line.
                if let Some((FoldKind::Imports, all)) = &mut run
                    && lexeme.kind != Lexical::Comment
                {
                    *all = all.to(span);
                }
                continue;
            }
            run = match run {
                Some((of, all)) if of == kind && self.line(span.start) == self.line(all.end) + 1 => {
                    Some((of, all.to(span)))
                }
                before => {
                    self.finish(before);
                    (kind != FoldKind::Region).then_some((kind, span))
                }
            };
        }
        self.finish(run);
    }

    fn finish(&mut self, run: Option<(FoldKind, Span)>) {
        if let Some((kind, span)) = run {
            self.add(span, kind);
        }
    }

    /// Equations and sections that go on in further lines.
    fn members(&mut self, members: &[Member]) {
        for member in members.iter().filter(|member| member.span.source == self.source.id) {
            // The closing bracket of its statements stays.
            if !self.source.slice(member.span).ends_with('}') {
                self.add(member.span, FoldKind::Region);
            }
        }
    }

    fn statement(&mut self, statement: &Protocol) {
        match &statement.kind {
            ProtocolKind::Repeat { body, .. } | ProtocolKind::For { body, .. } => {
                body.iter().for_each(|inner| self.statement(inner));
            }
            _ => self.add(statement.span, FoldKind::Region),
        }
    }
}
