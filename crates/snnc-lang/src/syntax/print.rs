//! The tree as text, for looking at it: one line a node, what belongs to it further in.

mod blocks;
mod expressions;
mod items;

use super::ast::{File, Name};
use crate::source::Span;
use std::fmt::{Display, Write as _};

/// The tree of a file as text; `spans` adds to each line the bytes it stands for.
pub fn print(file: &File, spans: bool) -> String {
    let mut printer = Printer { text: String::new(), depth: 0, spans };
    for item in &file.items {
        printer.item(item);
    }
    printer.text
}

struct Printer {
    text: String,
    depth: usize,
    spans: bool,
}

impl Printer {
    /// One line.
    fn line(&mut self, span: Option<Span>, text: impl Display) {
        let indent = "  ".repeat(self.depth);
        let _ = write!(self.text, "{indent}{text}");
        if let Some(span) = span.filter(|_| self.spans) {
            let _ = write!(self.text, "  @ {}..{}", span.start, span.end);
        }
        self.text.push('\n');
    }

    /// What belongs to the line before.
    fn inside(&mut self, body: impl FnOnce(&mut Self)) {
        self.depth += 1;
        body(self);
        self.depth -= 1;
    }

    fn name(&mut self, role: &str, name: Option<&Name>) {
        if let Some(name) = name {
            self.line(Some(name.span), format_args!("{role} {}", name.text));
        }
    }
}
