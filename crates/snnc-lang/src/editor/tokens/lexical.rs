//! What a lexeme is as far as it and its neighbours tell.

use super::kinds::{Modifiers, TokenKind};
use crate::editor::language;
use crate::syntax::lexemes::{Lexeme, Lexical};
use crate::units;

/// What the lexeme at `at` is; `None` for mere punctuation.
pub(super) fn classify(text: &str, lexemes: &[Lexeme], at: usize) -> Option<(TokenKind, Modifiers)> {
    let plain = |kind| Some((kind, Modifiers::NONE));
    match lexemes[at].kind {
        Lexical::Comment => plain(TokenKind::Comment),
        Lexical::Text => plain(TokenKind::String),
        Lexical::Number => plain(TokenKind::Number),
        Lexical::Operator | Lexical::Assign => plain(TokenKind::Operator),
        Lexical::Word => Some(word(text, lexemes, at)),
        _ => None,
    }
}

fn word(text: &str, lexemes: &[Lexeme], at: usize) -> (TokenKind, Modifiers) {
    let slice = |lexeme: &Lexeme| &text[lexeme.start..lexeme.end];
    let name = slice(&lexemes[at]);
    let before = at.checked_sub(1).map(|before| lexemes[before]);
    let after = lexemes.get(at + 1).map(|after| after.kind);
    let of_language = |kind| (kind, Modifiers::DEFAULT_LIBRARY);
    let begins = match before.map(|before| before.kind) {
        None | Some(Lexical::Newline | Lexical::Semicolon | Lexical::Open('{') | Lexical::Close('{')) => true,
        Some(_) => false,
    };
    if begins {
        let names = matches!(after, Some(Lexical::Word | Lexical::Text | Lexical::Number));
        if names && language::keyword(name).is_some() {
            return (TokenKind::Keyword, Modifiers::NONE);
        }
        let heads =
            matches!(after, Some(Lexical::Colon | Lexical::Word | Lexical::Number | Lexical::Open('[')));
        if heads && language::SECTIONS.iter().any(|section| section.name == name) {
            return (TokenKind::Keyword, Modifiers::NONE);
        }
    }
    let is_word = language::WORDS.contains(&name);
    match before.map(|before| before.kind) {
        Some(Lexical::Dot) => return (TokenKind::Property, Modifiers::NONE),
        Some(Lexical::Number) if !is_word && units::after_number(name).is_some() => {
            return of_language(TokenKind::Unit);
        }
        _ => {}
    }
    if is_word {
        return (TokenKind::Keyword, Modifiers::NONE);
    }
    if after == Some(Lexical::Open('(')) && language::function(name).is_some() {
        return of_language(TokenKind::Function);
    }
    if language::constant(name).is_some() {
        return (TokenKind::Variable, Modifiers::READONLY.and(Modifiers::DEFAULT_LIBRARY));
    }
    if units::anywhere(name).is_some() {
        return of_language(TokenKind::Unit);
    }
    if language::quantity(name).is_some() {
        return of_language(TokenKind::Variable);
    }
    let kind = if after == Some(Lexical::Open('(')) { TokenKind::Function } else { TokenKind::Variable };
    (kind, Modifiers::NONE)
}
