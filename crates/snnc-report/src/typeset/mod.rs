//! Models typeset as `MathML`: from the syntax tree to `<math>` elements.
//!
//! What is shown is the text of the model, not what the compiler makes of it. Each formula keeps the text that it stands for
//! as its alternative text.

mod arrays;
mod calls;
mod connect;
mod equations;
mod expressions;
mod names;
mod numbers;
mod products;
mod statements;
mod units;

pub(crate) use names::{is_plain, name};
pub(crate) use units::{symbol as unit_symbol, text as unit_text};

use crate::html::escape;
use snnc_lang::syntax::ast::Expr;
use snnc_lang::{Sources, Span};

/// Typesets parts of a model.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Typesetter<'s> {
    sources: &'s Sources,
}

/// Where an expression stands: how much room there is for fractions.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    /// In an exponent or subscript.
    small: bool,
    /// In how many fractions.
    depth: u8,
}

impl Place {
    fn in_fraction(self) -> Place {
        Place { depth: self.depth + 1, ..self }
    }

    fn in_script(self) -> Place {
        Place { small: true, ..self }
    }

    /// Whether quotients are written in one line.
    fn in_line(self) -> bool {
        self.small || self.depth >= 2
    }
}

impl<'s> Typesetter<'s> {
    /// For what was read from these texts.
    pub(crate) fn new(sources: &'s Sources) -> Self {
        Typesetter { sources }
    }

    /// The text of a part of the model, its blanks and line breaks as single blanks and its comments left out.
    pub(crate) fn source(self, span: Span) -> String {
        let source = self.sources.get(span.source);
        let lines = source.slice(span).lines().map(|line| line.split('#').next().unwrap_or(""));
        let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
        words.join(" ")
    }

    /// An expression as a formula of its own.
    pub(crate) fn formula(self, expr: &Expr) -> String {
        self.math(&self.expression(expr), expr.span)
    }

    /// What was typeset, with the text it stands for.
    pub(crate) fn math(self, content: &str, span: Span) -> String {
        math(content, &self.source(span))
    }
}

/// A formula with its alternative text.
pub(crate) fn math(content: &str, alternative: &str) -> String {
    format!("<math displaystyle=\"true\" alttext=\"{}\"><mrow>{content}</mrow></math>", escape(alternative))
}

fn row(content: &str) -> String {
    format!("<mrow>{content}</mrow>")
}

fn parentheses(content: &str) -> String {
    fenced("(", content, ")")
}

/// Something between fences, which grow with what is high alone.
fn fenced(open: &str, content: &str, close: &str) -> String {
    let high = ["<mfrac", "<mtable", "<munder", "<msqrt"].iter().any(|element| content.contains(element));
    let stretchy = if high { "" } else { " stretchy=\"false\"" };
    format!("<mrow><mo{stretchy}>{open}</mo>{content}<mo{stretchy}>{close}</mo></mrow>")
}

fn fraction(above: &str, below: &str) -> String {
    format!("<mfrac><mrow>{above}</mrow><mrow>{below}</mrow></mfrac>")
}

fn operator(sign: &str) -> String {
    format!("<mo>{sign}</mo>")
}

/// An upright word: of a function or of the language.
fn upright(word: &str) -> String {
    format!("<mi mathvariant=\"normal\">{}</mi>", escape(word))
}

/// Words between formulas.
fn words(text: &str) -> String {
    format!("<mtext>{}</mtext>", escape(text).replace(' ', "&#160;"))
}

/// A text of the model, such as the name of a file.
fn literal(text: &str) -> String {
    format!("<mtext class=\"literal\">\u{201c}{}\u{201d}</mtext>", escape(text))
}

/// Several, with commas.
fn listed(parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<String> = parts.into_iter().collect();
    parts.join("<mo separator=\"true\">,</mo>")
}
