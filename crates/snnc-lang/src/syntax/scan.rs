//! The scanner: strings, comments, words, numbers, brackets and operators, in one pass over the text.

use super::lookalikes;
use super::token::{Bracket, Kind, Token, Wrong};
use pest::unicode::{LETTER, MARK};

/// The words that stand between expressions.
pub(super) const WORDS: [&str; 14] =
    ["and", "as", "at", "else", "every", "for", "if", "in", "is", "not", "of", "or", "until", "with"];

/// What scanning yields.
pub(super) struct Scan {
    /// All tokens but blanks and comments.
    pub(super) tokens: Vec<Token>,
    /// The comments' bytes.
    pub(super) comments: Vec<(usize, usize)>,
    /// Comments as in other languages: from the mark to the end.
    pub(super) foreign_comments: Vec<(usize, usize)>,
}

/// Whether a name may begin with `c`. A leading `_` is reserved, which is told later.
pub(super) fn begins_name(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || (!c.is_ascii() && LETTER(c))
}

/// Whether a name may go on with `c`; combining marks are parts of letters.
pub(super) fn continues_name(c: char) -> bool {
    begins_name(c) || c.is_ascii_digit() || (!c.is_ascii() && MARK(c))
}

/// Cuts a text into tokens.
pub(super) fn scan(text: &str) -> Scan {
    let mut scanner = Scanner { text, at: 0, tokens: Vec::new(), comments: Vec::new(), foreign: Vec::new() };
    while let Some(c) = scanner.peek() {
        scanner.token(c);
    }
    Scan { tokens: scanner.tokens, comments: scanner.comments, foreign_comments: scanner.foreign }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token>,
    comments: Vec<(usize, usize)>,
    foreign: Vec<(usize, usize)>,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn push(&mut self, kind: Kind, start: usize) {
        self.tokens.push(Token { kind, start: start as u32, end: self.at as u32 });
    }

    fn skip_while(&mut self, test: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|c| !test(c)).unwrap_or(rest.len());
    }

    fn token(&mut self, c: char) {
        let start = self.at;
        match c {
            '\n' => self.single(Kind::Newline, c),
            '#' => {
                self.skip_while(|c| c != '\n');
                self.comments.push((start, start + self.text[start..self.at].trim_end().len()));
            }
            '/' if self.rest().starts_with("//") && (self.begins_item() || is_prose(&self.rest()[2..])) => {
                self.foreign_comment();
            }
            '/' if self.rest().starts_with("/*") => self.block_comment(),
            '%' if self.begins_line() && (self.begins_item() || is_prose(&self.rest()[1..])) => {
                self.foreign_comment();
            }
            ';' => self.single(Kind::Semicolon, c),
            ':' => self.single(Kind::Colon, c),
            ',' => self.single(Kind::Comma, c),
            '(' => self.single(Kind::Open(Bracket::Round), c),
            ')' => self.single(Kind::Close(Bracket::Round), c),
            '[' => self.single(Kind::Open(Bracket::Square), c),
            ']' => self.single(Kind::Close(Bracket::Square), c),
            '{' => self.single(Kind::Open(Bracket::Curly), c),
            '}' => self.single(Kind::Close(Bracket::Curly), c),
            '²' | '³' => self.single(Kind::Mark, c),
            '"' | '\'' => self.quote(c),
            '“' | '”' | '„' | '‘' | '’' | '«' => self.printed_quotes(c),
            '\\' if self.rest()[1..].starts_with(begins_name) => self.tex(),
            '.' if self.rest()[1..].starts_with(['*', '/', '^']) => {
                self.at += 2;
                self.push(Kind::Wrong(Wrong::Dotted), start);
            }
            '0'..='9' => self.number(),
            '.' if self.text.as_bytes().get(start + 1).is_some_and(u8::is_ascii_digit) => self.number(),
            '.' => self.single(Kind::Dot, c),
            c if is_blank(c) => self.skip_while(|c| c != '\n' && is_blank(c)),
            c if begins_name(c) => {
                self.skip_while(continues_name);
                self.push(Kind::Word, start);
            }
            c => self.operator(c),
        }
    }

    fn single(&mut self, kind: Kind, c: char) {
        let start = self.at;
        self.at += c.len_utf8();
        self.push(kind, start);
    }

    fn number(&mut self) {
        let start = self.at;
        self.skip_while(|c| c.is_ascii_digit());
        if self.rest().starts_with('.') {
            self.at += 1;
            self.skip_while(|c| c.is_ascii_digit());
        }
        let bytes = self.rest().as_bytes();
        if matches!(bytes.first(), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(1), Some(b'+' | b'-')));
            if bytes.get(1 + sign).is_some_and(u8::is_ascii_digit) {
                self.at += 1 + sign;
                self.skip_while(|c| c.is_ascii_digit());
            }
        }
        self.push(Kind::Number, start);
    }

    fn quote(&mut self, quote: char) {
        let start = self.at;
        let triple = if quote == '"' { "\"\"\"" } else { "'''" };
        if self.rest().starts_with(triple) {
            let inside = &self.text[start + 3..];
            self.at = inside.find(triple).map_or(self.text.len(), |end| start + 3 + end + 3);
            return self.push(Kind::Wrong(Wrong::TripleQuotes), start);
        }
        if quote == '\'' && self.after_word() {
            self.at += 1;
            return self.push(Kind::Wrong(Wrong::Prime), start);
        }
        let inside = &self.text[start + 1..];
        let end = inside.find([quote, '\n']).unwrap_or(inside.len());
        if inside[end..].starts_with(quote) {
            self.at = start + 1 + end + 1;
            return self.push(Kind::Text, start);
        }
        self.at = start + 1 + inside[..end].trim_end().len();
        self.push(Kind::Wrong(Wrong::UnclosedText), start);
    }

    /// Whether no other token stands in this line yet.
    fn begins_line(&self) -> bool {
        self.tokens.last().is_none_or(|token| token.kind == Kind::Newline)
    }

    /// Whether an item, a member or a statement begins here, so that no operator can stand here.
    fn begins_item(&self) -> bool {
        let mut before = self.tokens.iter().rev().filter(|token| token.kind != Kind::Newline);
        let before = before.next();
        let after_comment = self
            .foreign
            .last()
            .is_some_and(|(start, _)| before.is_none_or(|token| token.start as usize <= *start));
        after_comment
            || before.is_none_or(|token| {
                matches!(
                    token.kind,
                    Kind::Semicolon | Kind::Open(Bracket::Curly) | Kind::Close(Bracket::Curly)
                )
            })
    }

    /// `// …`, `% …`.
    fn foreign_comment(&mut self) {
        let start = self.at;
        self.skip_while(|c| c != '\n');
        self.foreign.push((start, start + self.text[start..self.at].trim_end().len()));
    }

    /// `/* … */`.
    fn block_comment(&mut self) {
        let start = self.at;
        let inside = &self.rest()[2..];
        let line = inside.find('\n').unwrap_or(inside.len());
        self.at = start + 2 + inside.find("*/").map_or(line, |end| end + 2);
        self.foreign.push((start, self.at));
    }

    /// “…”, as word processors write it; ’ after a name is a prime.
    fn printed_quotes(&mut self, c: char) {
        let start = self.at;
        let prime = matches!(c, '‘' | '’') && self.after_word();
        self.at += c.len_utf8();
        if prime {
            return self.push(Kind::Wrong(Wrong::Prime), start);
        }
        let rest = self.rest();
        let end = rest.find(['“', '”', '‘', '’', '»', '"', '\'', '\n']).unwrap_or(rest.len());
        let length = rest[end..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
        if length > 0 {
            self.at += end + length;
        }
        self.push(Kind::Wrong(if length > 0 { Wrong::PrintedQuotes } else { Wrong::Character }), start);
    }

    /// `\tau`, `\frac{a}{b}`.
    fn tex(&mut self) {
        let start = self.at;
        self.at += 1;
        self.skip_while(|c| c.is_ascii_alphabetic());
        while let Some(inside) = self.rest().strip_prefix('{') {
            let mut depth = 1;
            let end = inside.find(|c| {
                depth += match c {
                    '{' => 1,
                    '}' => -1,
                    _ => 0,
                };
                depth == 0 || c == '\n'
            });
            match end {
                Some(end) if inside[end..].starts_with('}') => self.at += end + 2,
                _ => break,
            }
        }
        self.push(Kind::Wrong(Wrong::Tex), start);
    }

    fn after_word(&self) -> bool {
        self.tokens.last().is_some_and(|t| t.kind == Kind::Word && t.end as usize == self.at)
    }

    fn operator(&mut self, c: char) {
        const SYMBOLS: [(&str, Kind); 37] = [
            ("->", Kind::Arrow),
            ("→", Kind::Arrow),
            ("⟶", Kind::Arrow),
            ("⇒", Kind::Arrow),
            ("**", Kind::Operator),
            ("//", Kind::Operator),
            ("<=", Kind::Operator),
            (">=", Kind::Operator),
            ("==", Kind::Operator),
            ("!=", Kind::Operator),
            ("=<", Kind::Operator),
            ("=>", Kind::Operator),
            ("<>", Kind::Operator),
            ("&&", Kind::Operator),
            ("||", Kind::Operator),
            ("+=", Kind::Update),
            ("-=", Kind::Update),
            ("*=", Kind::Update),
            ("/=", Kind::Update),
            ("+", Kind::Operator),
            ("-", Kind::Operator),
            ("*", Kind::Operator),
            ("/", Kind::Operator),
            ("%", Kind::Operator),
            ("<", Kind::Operator),
            (">", Kind::Operator),
            ("=", Kind::Assign),
            ("^", Kind::Operator),
            ("&", Kind::Operator),
            ("|", Kind::Operator),
            ("!", Kind::Mark),
            ("·", Kind::Operator),
            ("×", Kind::Operator),
            ("−", Kind::Operator),
            ("≤", Kind::Operator),
            ("≥", Kind::Operator),
            ("≠", Kind::Operator),
        ];
        let start = self.at;
        if let Some((symbol, kind)) = SYMBOLS.iter().find(|(symbol, _)| self.rest().starts_with(symbol)) {
            self.at += symbol.len();
            return self.push(*kind, start);
        }
        // One finding for a run of nonsense, not one for each of its characters.
        self.at += c.len_utf8();
        let known = |c: char| {
            c.is_ascii() && !c.is_ascii_control() && !matches!(c, '$' | '?' | '@' | '\\' | '`' | '~')
                || c == '\n'
                || is_blank(c)
                || begins_name(c)
                || matches!(c, '²' | '³' | '·' | '×' | '−' | '≤' | '≥' | '≠' | '→' | '⟶' | '⇒')
        };
        if lookalikes::superscript(c).is_some() {
            self.skip_while(|c| lookalikes::superscript(c).is_some());
        } else if lookalikes::meant(c).is_none() {
            self.skip_while(|c| !known(c) && lookalikes::meant(c).is_none());
        }
        self.push(Kind::Wrong(Wrong::Character), start);
    }
}

/// Whether the rest of a line, after `//`, is no divisor but a comment: two words stand side by side in it.
fn is_prose(rest: &str) -> bool {
    let line = rest.split(['\n', ';', '#', '/', '(', ')', '[', ']', '{', '}']).next().unwrap_or("");
    let is_word = |word: &str| word.chars().all(continues_name) && word.starts_with(begins_name);
    let mut before = false;
    for word in line.split_whitespace() {
        let plain = is_word(word) && !WORDS.contains(&word);
        if before && plain {
            return true;
        }
        before = plain;
    }
    false
}

/// Blanks between tokens; a byte order mark counts as one.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}
