//! Semantic tokens: what each word, number and symbol of a model file is.
//!
//! The scanner finds them all, also where the text is broken; the tree says what the words mean where it is not.

mod kinds;
mod lexical;
mod roles;

pub use kinds::{Modifiers, Token, TokenKind};

use super::Analysis;
use super::names::Names;
use crate::source::{SourceId, Span};
use crate::syntax::lexemes::{Lexical, lexemes};

/// The tokens of one of the texts, in order; none overlaps another or goes on beyond its line.
pub fn tokens(analysis: &Analysis, source: SourceId) -> Vec<Token> {
    let Some(source) = analysis.sources.iter().find(|it| it.id == source) else { return vec![] };
    let names = Names::new(&analysis.file);
    let roles = roles::roles(&analysis.file, &names, source);
    let lexemes = lexemes(&source.text);
    let mut tokens: Vec<Token> = vec![];
    let mut done = 0;
    for (at, lexeme) in lexemes.iter().enumerate() {
        if lexeme.start < done {
            continue;
        }
        let (mut end, kind, modifiers) = match (lexeme.kind, roles.get(&(lexeme.start as u32))) {
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
