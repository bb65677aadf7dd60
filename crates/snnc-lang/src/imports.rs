//! A model file together with all that it imports: one tree, whose spans say which text each part is from.
//!
//! Each file is read once, and stands where it is imported first. How an imported file would run by itself (its settings and
//! its protocol) is left out, with a warning.

mod diagnostics;

use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::source::{SourceId, Sources, Span};
use crate::syntax::ast::{self, Item, ItemKind, Text};
use crate::syntax::parse;
use diagnostics as told;
use std::collections::HashMap;

/// How many files may be imported from within one another.
const DEPTH: usize = 100;

/// A model file and what it imports.
#[derive(Debug, Clone, Default)]
pub struct Program {
    /// The items of all files.
    pub file: ast::File,
    /// The texts: the model file, then the imported ones.
    pub sources: Sources,
    /// The text that each import reads.
    pub imports: Vec<(Span, SourceId)>,
    /// What was wrong with them.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses a model file and all that it imports. The model file's text is given; its name tells where the others are.
pub fn assemble(name: impl Into<String>, text: impl Into<String>, files: &dyn Files) -> Program {
    let name = name.into();
    // The name as others would write it, so that they are known not to import it anew.
    let plain = files.resolve(&name, name.rsplit('/').next().unwrap_or(&name));
    let mut assembly = Assembly { files, program: Program::default(), known: HashMap::new(), path: vec![] };
    let text = text.into();
    assembly.known.insert(plain.clone(), Some(SourceId(0)));
    assembly.program.file.items = assembly.items(&name, text, plain);
    assembly.program
}

struct Assembly<'a> {
    files: &'a dyn Files,
    program: Program,
    /// The files that were asked for already, and the text of each that could be read.
    known: HashMap<String, Option<SourceId>>,
    /// The files on the way to the one at hand, and the import in each that is being carried out.
    path: Vec<(String, Option<Span>)>,
}

impl Assembly<'_> {
    /// The items of a file, with those of the files that it imports after each import.
    fn items(&mut self, name: &str, text: String, plain: String) -> Vec<Item> {
        let id = self.program.sources.add(name, text);
        let parsed = parse(self.program.sources.get(id));
        self.program.diagnostics.extend(parsed.diagnostics);
        let file = &mut self.program.file;
        file.damaged |= parsed.file.damaged;
        file.lacking |= parsed.file.lacking;
        file.lost.extend(parsed.file.lost);
        file.comments.extend(parsed.file.comments);
        self.path.push((plain, None));
        let mut items = vec![];
        for item in parsed.file.items {
            let imported = match &item.kind {
                ItemKind::Import(path) => self.import(name, path),
                _ => vec![],
            };
            items.push(item);
            items.extend(imported);
        }
        self.path.pop();
        items
    }

    fn import(&mut self, from: &str, path: &Text) -> Vec<Item> {
        let name = self.files.resolve(from, &path.text);
        if let Some((_, import)) = self.path.last_mut() {
            *import = Some(path.span);
        }
        if let Some(start) = self.path.iter().position(|(known, _)| *known == name) {
            let chain: Vec<_> = self.path[start..].iter().filter_map(|(_, import)| *import).collect();
            self.program.diagnostics.push(told::cycle(path, &chain));
            return vec![];
        }
        if let Some(source) = self.known.get(&name) {
            self.program.imports.extend(source.map(|source| (path.span, source)));
            return vec![];
        }
        self.known.insert(name.clone(), None);
        if self.path.len() > DEPTH {
            self.lack(told::too_deep(path, DEPTH));
            return vec![];
        }
        match self.text(&name) {
            Ok(text) => {
                let source = SourceId(self.program.sources.iter().count() as u32);
                self.known.insert(name.clone(), Some(source));
                self.program.imports.push((path.span, source));
                let items = self.items(&name, text, name.clone());
                self.definitions(path, items)
            }
            Err(reason) => {
                self.lack(told::unreadable(path, &name, &reason));
                vec![]
            }
        }
    }

    fn text(&self, name: &str) -> Result<String, String> {
        let bytes = self.files.read(name)?;
        match std::str::from_utf8(&bytes) {
            // Spans count bytes in 32 bits.
            Ok(text) if text.len() <= 1 << 30 => Ok(text.to_string()),
            Ok(_) => Err("it is larger than 1 GiB".into()),
            Err(error) => {
                let valid = error.valid_up_to();
                let line = bytes[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
                Err(format!("it is not UTF-8 text (byte {valid}, line {line})"))
            }
        }
    }

    /// Tells why a file is missing. What it would define is not known.
    fn lack(&mut self, diagnostic: Diagnostic) {
        self.program.diagnostics.push(diagnostic);
        self.program.file.lacking = true;
    }

    /// What an imported file defines: without its settings and protocol.
    fn definitions(&mut self, path: &Text, items: Vec<Item>) -> Vec<Item> {
        let (left_out, definitions): (Vec<_>, Vec<_>) =
            items.into_iter().partition(|item| match &item.kind {
                ItemKind::Definition(definition) => definition.is_setting(),
                ItemKind::Protocol(_) => true,
                _ => false,
            });
        let spans: Vec<_> = left_out
            .iter()
            .map(|item| match &item.kind {
                ItemKind::Definition(definition) => definition.name.span,
                _ => item.span,
            })
            .collect();
        if !spans.is_empty() {
            self.program.diagnostics.push(told::not_carried_out(path, &spans));
        }
        definitions
    }
}
