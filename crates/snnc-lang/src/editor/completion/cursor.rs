//! The cursor and the text around it, mended so that it can be read.

use crate::editor::symbols::{Symbols, resolve};
use crate::editor::{Analysis, Place};
use crate::source::{Source, Span};
use crate::syntax::ast::{self, ExprKind};
use crate::syntax::levels::{Level, levels};
use crate::syntax::lexemes::{Lexeme, Lexical, lexemes};
use crate::syntax::parse;

/// The name that stands at the cursor in the mended text.
pub(in crate::editor) const MARK: &str = "here_is_the_cursor";

/// The cursor in a text.
pub(in crate::editor) struct Cursor {
    /// The text with a name at the cursor, as near to what stands there as can be read.
    pub(in crate::editor) source: Source,
    /// Its tree, with what the other texts define.
    pub(in crate::editor) file: ast::File,
    /// What its names mean.
    pub(in crate::editor) symbols: Symbols,
    /// Where the word at the cursor begins: also in the mended text.
    pub(in crate::editor) start: usize,
    /// What a completion replaces in the text as it is: the word around the cursor.
    pub(in crate::editor) word: Span,
    /// The lexemes before that word, without comments.
    pub(in crate::editor) before: Vec<Lexeme>,
    /// The string that the cursor is inside of.
    pub(in crate::editor) within: Option<Within>,
    /// What stands around the cursor.
    pub(in crate::editor) levels: Vec<Level>,
    /// Whether the name at the cursor is in the tree.
    pub(in crate::editor) is_read: bool,
}

/// A comment or string around the cursor.
#[derive(Debug, Clone, Copy)]
pub(in crate::editor) struct Within {
    /// Whether it is a string.
    is_text: bool,
    /// Whether the string has its closing quotes.
    pub(in crate::editor) closed: bool,
    /// Its first byte.
    pub(in crate::editor) start: usize,
    /// One past its last byte.
    pub(in crate::editor) end: usize,
}

impl Cursor {
    /// The cursor at a place; `None` if there is no such place, and in comments.
    pub(in crate::editor) fn new(analysis: &Analysis, place: Place) -> Option<Cursor> {
        let source = analysis.sources.iter().find(|source| source.id == place.source)?;
        let text: &str = &source.text;
        let at = place.byte as usize;
        if !text.is_char_boundary(at) {
            return None;
        }
        let all = lexemes(text);
        let within = all.iter().find_map(|it| within(text, it, at));
        if within.is_some_and(|within| !within.is_text) {
            return None;
        }
        let word = all.iter().find(|it| it.kind == Lexical::Word && it.start <= at && at <= it.end);
        let (start, end) = word.map_or((at, at), |word| (word.start, word.end));
        let is_before = |it: &&Lexeme| {
            let is_around = within.is_some_and(|within| within.start == it.start);
            it.end <= start && it.kind != Lexical::Comment && !is_around
        };
        let before = all.iter().filter(is_before).copied().collect();
        let (mended, parsed, is_read) = mend(source, start, end);
        let others = analysis.file.items.iter().filter(|item| item.span.source != source.id).cloned();
        let mut file = parsed;
        file.items.extend(others);
        let symbols = resolve(&file, &[]);
        let levels = levels(&mended.text, start);
        let word = Span::new(source.id, start, end);
        Some(Cursor { source: mended, file, symbols, start, word, before, within, levels, is_read })
    }

    /// The text of a lexeme before the cursor.
    pub(in crate::editor) fn text(&self, lexeme: &Lexeme) -> &str {
        self.source.text.get(lexeme.start..lexeme.end).unwrap_or("")
    }

    /// The item in which the cursor stands.
    pub(in crate::editor) fn item(&self) -> Option<&ast::Item> {
        let at = Span::new(self.source.id, self.start, self.start);
        self.file.items.iter().find(|item| item.span.contains(at))
    }
}

/// The comment or string that a lexeme is, if a byte is inside of it.
fn within(text: &str, lexeme: &Lexeme, at: usize) -> Option<Within> {
    let Lexeme { kind, start, end } = *lexeme;
    let written = &text[start..end];
    let closed = written.len() > 1 && written.ends_with(['"', '\'']);
    let inside = match kind {
        Lexical::Comment => at <= end || !text.get(end..at)?.contains('\n'),
        Lexical::Text => {
            if closed {
                at < end
            } else {
                at <= end
            }
        }
        _ => false,
    };
    (inside && start < at).then_some(Within { is_text: kind == Lexical::Text, closed, start, end })
}

/// The text with a name at the cursor, and with whatever brackets are lacking after it, so that it is in the tree if that
/// can be; and whether it is.
fn mend(source: &Source, start: usize, end: usize) -> (Source, ast::File, bool) {
    let (before, after) = (&source.text[..start], &source.text[end..]);
    let closers = closers(before);
    let line = after.find(['\n', ';', '}']).unwrap_or(after.len());
    let rest = &after[line..];
    let mut mended = vec![format!("{before}{MARK}{after}")];
    if !closers.is_empty() {
        mended.push(format!("{before}{MARK}{closers}{after}"));
    }
    if line > 0 {
        mended.push(format!("{before}{MARK}{closers}{rest}"));
    }
    if before.rsplit('\n').next().is_some_and(|line| line.contains(" if ")) {
        mended.push(format!("{before}{MARK}{closers} else 0{rest}"));
    }
    let mut first = None;
    for text in mended {
        let source = Source::new(source.id, source.name.clone(), text);
        let file = parse(&source).file;
        if holds_mark(&file, source.id, start) {
            return (source, file, true);
        }
        first.get_or_insert((source, file, false));
    }
    // There is a first one.
    first.unwrap_or_else(|| (source.clone(), ast::File::default(), false))
}

/// What closes the brackets that are open in the statement before the cursor.
fn closers(before: &str) -> String {
    let mut open = vec![];
    for lexeme in lexemes(before) {
        match lexeme.kind {
            Lexical::Open('{') | Lexical::Close('{') => open.clear(),
            Lexical::Open(bracket) => open.push(bracket),
            Lexical::Close(_) => {
                open.pop();
            }
            _ => {}
        }
    }
    open.iter().rev().map(|bracket| if *bracket == '(' { ')' } else { ']' }).collect()
}

/// Whether the name at the cursor is in an expression of the tree.
fn holds_mark(file: &ast::File, source: crate::source::SourceId, start: usize) -> bool {
    let at = Span::new(source, start, start + MARK.len());
    let mut found = false;
    if let Some(item) = file.items.iter().find(|item| item.span.contains(at)) {
        super::walk::expressions(item, &mut |_, expr| {
            if !found && expr.span.contains(at) {
                expr.visit(&mut |part| {
                    found |= match &part.kind {
                        ExprKind::Name(name) => name.span == at,
                        ExprKind::Quantity { unit, .. } => unit.span.contains(at),
                        _ => false,
                    };
                });
            }
        });
    }
    found
}
