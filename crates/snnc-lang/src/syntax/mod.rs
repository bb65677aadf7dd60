//! From text to the syntax tree.
//!
//! ```text
//! text ─ scan → tokens ─ brackets, cut → pieces ─ grammar.pest → nodes ─ build → ast::File
//! ```
//!
//! Each piece (an item, a member of a block, a statement) is read by itself: what is wrong in one costs only that one.

pub mod ast;
mod brackets;
mod build;
mod cut;
mod diagnostics;
mod display;
mod expected;
mod grammar;
pub(crate) mod level;
pub(crate) mod levels;
pub(crate) mod lexemes;
mod lookalikes;
mod names;
mod parser;
pub(crate) mod pieces;
mod print;
mod scan;
mod token;
mod walk;

pub use names::normalise;
pub use print::print;

use crate::diagnostic::Diagnostic;
use crate::source::Source;

/// What parsing yields: always a tree, and what was wrong.
#[derive(Debug, Clone, Default)]
pub struct Parse {
    /// All that could be understood.
    pub file: ast::File,
    /// In the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a model file.
pub fn parse(source: &Source) -> Parse {
    let mut parser = parser::Parser::new(source);
    parser.items();
    let (file, diagnostics) = parser.finish();
    Parse { file, diagnostics }
}

/// Reads a text that is one expression, such as a value on the command line.
pub fn parse_expression(source: &Source) -> (Option<ast::Expr>, Vec<Diagnostic>) {
    let mut parser = parser::Parser::new(source);
    let expression = parser.lone_expression();
    (expression, parser.finish().1)
}
