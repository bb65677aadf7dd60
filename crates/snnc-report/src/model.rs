//! The model that was run, read again from the text that the description keeps.

use snnc_lang::files::Files;
use snnc_lang::imports::{self, Program};
use snnc_lang::syntax::ast::{Definition, Item, ItemKind};
use snnc_lang::{Source, Span};
use snnc_results::Model;
use std::collections::{BTreeMap, HashMap};

/// A model file and what it imports, as trees.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) program: Program,
    /// Comments by source and the line that they end.
    beside: HashMap<(u32, usize), Span>,
}

impl Written {
    /// Reads the text of a description; `None` if it has none.
    pub(crate) fn read(model: &Model) -> Option<Written> {
        if model.text.is_empty() {
            return None;
        }
        let folder = std::path::Path::new(&model.folder);
        let named = |file: &str| folder.join(file).display().to_string();
        let files: BTreeMap<String, Vec<u8>> =
            model.imports.iter().map(|it| (named(&it.file), it.text.clone().into_bytes())).collect();
        let program = imports::assemble(named(&model.file), model.text.clone(), &files as &dyn Files);
        let comments = program.file.comments.iter().map(|comment| comment.span);
        let line = |span: Span| program.sources.get(span.source).position(span.start as usize).line;
        let beside = comments.map(|span| ((span.source.0, line(span)), span)).collect();
        Some(Written { program, beside })
    }

    /// The items of all files, in order.
    pub(crate) fn items(&self) -> &[Item] {
        &self.program.file.items
    }

    /// The definitions of constants and arrays.
    pub(crate) fn definitions(&self) -> impl Iterator<Item = (&Definition, Span)> {
        self.items().iter().filter_map(|item| match &item.kind {
            ItemKind::Definition(definition) if !definition.is_setting() => Some((definition, item.span)),
            _ => None,
        })
    }

    /// What the author says at the end of the last line of a part of the text. Of several parts in one line, it is of the last.
    pub(crate) fn remark(&self, span: Span) -> Option<String> {
        let source = self.program.sources.get(span.source);
        let line = source.position(span.end as usize).line;
        let comment = self.beside.get(&(span.source.0, line))?;
        let between = source.text.get(span.end as usize..comment.start as usize)?;
        let last = between.trim().trim_end_matches([';', '}', '(', ')']).is_empty();
        last.then(|| plain(source.slice(*comment))).filter(|text| !text.is_empty())
    }

    /// The comment in the lines directly above a part of the text that begins its line.
    pub(crate) fn above(&self, span: Span) -> Option<String> {
        let source = self.program.sources.get(span.source);
        let first = source.position(span.start as usize).line - 1;
        let mut lines = vec![];
        for at in (0..first).rev() {
            let text = source.text[source.line(at)].trim();
            if !text.starts_with('#') {
                break;
            }
            lines.push(plain(text));
            if at == 0 {
                // It begins the file, of which it tells.
                return None;
            }
        }
        lines.reverse();
        lines.retain(|line| line.chars().any(char::is_alphanumeric));
        (!lines.is_empty()).then(|| lines.join(" "))
    }

    /// What the author says of the model at its beginning: lines without `#`.
    pub(crate) fn preface(&self) -> Vec<String> {
        let Some(source) = self.program.sources.iter().next() else { return vec![] };
        leading(source)
    }
}

fn leading(source: &Source) -> Vec<String> {
    let lines = source.text.lines().map(str::trim_end).skip_while(|line| line.is_empty());
    let comments = lines.take_while(|line| line.starts_with('#'));
    comments.map(|line| line.trim_start_matches('#').to_string()).collect()
}

fn plain(comment: &str) -> String {
    comment.trim_start_matches('#').trim().trim_matches(['-', '=', '*']).trim().to_string()
}
