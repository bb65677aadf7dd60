//! The words, numbers, symbols and comments of a text, for those that look at it as it stands: also where it is broken.

use super::scan::{continues_name, scan};
use super::token::{Bracket, Kind};

/// What a lexeme is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lexical {
    /// A name, keyword or word operator.
    Word,
    /// A number.
    Number,
    /// A string, closed or not.
    Text,
    /// `(`, `[` or `{`, as it is written.
    Open(char),
    /// `)`, `]` or `}`, as the bracket that it closes is written.
    Close(char),
    /// The end of a line.
    Newline,
    /// `;`
    Semicolon,
    /// `:`
    Colon,
    /// `,`
    Comma,
    /// `.`
    Dot,
    /// `=`, `+=`, `-=`, `*=`, `/=`.
    Assign,
    /// Any other operator in symbols, `->` included.
    Operator,
    /// `#` to the end of the line.
    Comment,
    /// What means nothing.
    Other,
}

/// A part of a text and what it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lexeme {
    /// What it is.
    pub(crate) kind: Lexical,
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
}

/// All of a text but its blanks, in order.
pub(crate) fn lexemes(text: &str) -> Vec<Lexeme> {
    let scan = scan(text);
    let comments = scan.comments.iter().map(|&(start, end)| Lexeme { kind: Lexical::Comment, start, end });
    let tokens = scan.tokens.iter().map(|token| {
        let (start, end) = (token.start as usize, token.end as usize);
        Lexeme { kind: lexical(token.kind, &text[start..end]), start, end }
    });
    let mut all: Vec<Lexeme> = tokens.chain(comments).collect();
    all.sort_by_key(|lexeme| lexeme.start);
    all
}

fn lexical(kind: Kind, text: &str) -> Lexical {
    let bracket = |bracket| match bracket {
        Bracket::Round => '(',
        Bracket::Square => '[',
        Bracket::Curly => '{',
    };
    match kind {
        Kind::Word => Lexical::Word,
        Kind::Number => Lexical::Number,
        Kind::Text => Lexical::Text,
        Kind::Open(of) => Lexical::Open(bracket(of)),
        Kind::Close(of) => Lexical::Close(bracket(of)),
        Kind::Newline => Lexical::Newline,
        Kind::Semicolon => Lexical::Semicolon,
        Kind::Colon => Lexical::Colon,
        Kind::Comma => Lexical::Comma,
        Kind::Dot => Lexical::Dot,
        Kind::Assign | Kind::Update => Lexical::Assign,
        Kind::Arrow | Kind::Operator | Kind::Mark => Lexical::Operator,
        Kind::Wrong(_) if text.starts_with(['"', '\'']) => Lexical::Text,
        Kind::Wrong(_) => Lexical::Other,
    }
}

/// One past the last byte of the name that goes on at `at`.
pub(crate) fn name_after(text: &str, at: usize) -> usize {
    text[at..].find(|c| !continues_name(c)).map_or(text.len(), |length| at + length)
}
