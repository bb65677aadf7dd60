//! Semantic tokens: what each word, number and symbol of a model file is.
//!
//! The scanner finds them all, also where the text is broken; the tree says what the words mean where it is not.

mod kinds;
mod lexical;
mod roles;

pub use kinds::{Modifiers, Token, TokenKind};

use super::Analysis;
use crate::source::{SourceId, Span};
use crate::syntax::lexemes::{Lexical, lexemes};

/// The tokens of one of the texts, in order; none overlaps another or goes on beyond its line.
pub fn tokens(analysis: &Analysis, source: SourceId) -> Vec<Token> {
    let Some(source) = analysis.sources.iter().find(|it| it.id == source) else { return vec![] };
    let roles = roles::roles(analysis, source);
    let lexemes = lexemes(&source.text);
    let mut tokens: Vec<Token> = vec![];
    let mut done = 0;
    for (at, lexeme) in lexemes.iter().enumerate() {
        if lexeme.start < done {
            continue;
        }
        let start = lexeme.start as u32;
        // The `d` of `dv/dt` stands before the variable.
        let role = roles.get(&start).or_else(|| {
            let derivative = lexeme.kind == Lexical::Word && source.text[lexeme.start..].starts_with('d');
            roles.get(&(start + 1)).filter(|role| derivative && role.end as usize == lexeme.end)
        });
        let (mut end, kind, modifiers) = match (lexeme.kind, role) {
            (Lexical::Word, Some(role)) => ((role.end as usize).max(lexeme.end), role.kind, role.modifiers),
            _ => {
                let Some((kind, modifiers)) = lexical::classify(&source.text, &lexemes, at) else { continue };
                (lexeme.end, kind, modifiers)
            }
        };
        let text = source.text.get(lexeme.start..end).unwrap_or("");
        if let Some(line) = text.find('\n') {
            end = lexeme.start + text[..line].trim_end().len();
        }
        if end > lexeme.start {
            tokens.push(Token { span: Span::new(source.id, lexeme.start, end), kind, modifiers });
            done = end;
        }
    }
    tokens
}
