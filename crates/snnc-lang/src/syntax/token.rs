//! The tokens that cutting a file needs: coarser than the grammar's.

/// What a token is, as far as cutting cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name, keyword or word operator.
    Word,
    /// A number.
    Number,
    /// A string that is closed.
    Text,
    /// `(`, `[` or `{`.
    Open(Bracket),
    /// `)`, `]` or `}`.
    Close(Bracket),
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
    /// `=`
    Assign,
    /// `+=`, `-=`, `*=`, `/=`.
    Update,
    /// `->`
    Arrow,
    /// A binary operator in symbols; `+` and `-` may also be signs.
    Operator,
    /// Anything else that the grammar knows: `!`, `²`.
    Mark,
    /// What cannot be a part of any model.
    Wrong(Wrong),
}

/// The three kinds of brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bracket {
    /// `( )`
    Round,
    /// `[ ]`
    Square,
    /// `{ }`
    Curly,
}

/// Why a token cannot be a part of any model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// A character that means nothing here.
    Character,
    /// `"…` without its end.
    UnclosedText,
    /// “…”, as word processors write it.
    PrintedQuotes,
    /// `.*`, an operator for each element in other languages.
    Dotted,
    /// `\tau`, as in LaTeX.
    Tex,
    /// `'''…'''` or `"""…"""`.
    TripleQuotes,
    /// `v'`, a derivative in other languages.
    Prime,
    /// A bracket that is never closed.
    Unclosed,
    /// A closing bracket of the wrong kind.
    Mismatched,
    /// A closing bracket that nothing opened.
    Unopened,
    /// The bracket at which nesting becomes too deep.
    TooDeep,
}

/// A token: its kind and its bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: Kind,
    /// First byte.
    pub(crate) start: u32,
    /// One past the last byte.
    pub(crate) end: u32,
}
