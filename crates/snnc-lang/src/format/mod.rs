//! The formatter: the same tokens and comments with other blanks between them.
//!
//! ```text
//! text ─ syntax::pieces → tokens ─ layout → joints ─ arrays, align → blanks ─ render, comments → text
//!    └── syntax::parse → classes ──┘
//! ```
//!
//! Nothing but blanks and ends of lines ever changes: [`format()`] makes sure of it, and of the meaning too. What cannot be
//! read stays as it is, and the rest is formatted.

mod align;
mod arrays;
mod classes;
mod comments;
mod layout;
mod operators;
mod render;
mod spacing;

use crate::source::{Source, Span};
use crate::syntax::pieces::{Kind, Pieces};
use crate::syntax::{self, Parse};
use classes::Classes;
use layout::Layout;

/// A text that has been formatted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formatted {
    /// The text.
    pub text: String,
    /// What of the source could not be read and was left as it is.
    pub unread: Vec<Span>,
}

/// Formats a model file.
pub fn format(source: &Source) -> Formatted {
    let parse = syntax::parse(source);
    let mut classes = Classes::of(&parse.file);
    let formatted = lay_out(source, &classes);
    if is_same(source, &parse, &formatted.text) {
        return formatted;
    }
    // Blanks matter in some of what is wrong: `0,5` is a number with a decimal comma, and `0, 5` is none.
    classes.doubt(parse.diagnostics.iter().map(|found| found.primary.span.start));
    let formatted = lay_out(source, &classes);
    if is_same(source, &parse, &formatted.text) {
        return formatted;
    }
    Formatted { text: source.text.to_string(), unread: vec![source.span()] }
}

fn lay_out(source: &Source, classes: &Classes) -> Formatted {
    let pieces = Pieces::new(&source.text);
    let mut layout = Layout::new(&pieces, classes);
    arrays::align(&mut layout);
    align::align(&mut layout);
    let text = comments::assemble(&render::render(&layout));
    let span = |tokens: &std::ops::Range<usize>| {
        let (first, last) = (pieces.tokens()[tokens.start], pieces.tokens()[tokens.end - 1]);
        Span::new(source.id, first.start as usize, last.end as usize)
    };
    let unread = layout.unread.iter().map(span).collect();
    Formatted { text, unread }
}

/// Whether two texts differ in nothing but blanks, and mean the same.
fn is_same(source: &Source, parse: &Parse, text: &str) -> bool {
    if tokens(&source.text) != tokens(text) {
        return false;
    }
    let other = syntax::parse(&Source::new(source.id, source.name.clone(), text));
    let codes = |parse: &Parse| parse.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>();
    codes(parse) == codes(&other) && syntax::print(&parse.file, false) == syntax::print(&other.file, false)
}

/// The tokens and comments of a text, in order.
pub fn tokens(text: &str) -> Vec<&str> {
    let pieces = Pieces::new(text);
    let tokens = pieces.tokens().iter().filter(|token| token.kind != Kind::Newline);
    let tokens = tokens.map(|token| token.start as usize..token.end as usize);
    let mut ranges: Vec<_> = tokens.chain(pieces.comments().iter().cloned()).collect();
    ranges.sort_by_key(|range| range.start);
    ranges.into_iter().map(|range| &text[range]).collect()
}
