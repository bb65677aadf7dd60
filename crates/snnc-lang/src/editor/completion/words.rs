//! The words before the cursor.

use super::cursor::Cursor;
use crate::syntax::lexemes::{Lexeme, Lexical};

/// The words of an item, member or statement before the cursor.
#[derive(Clone, Copy)]
pub(in crate::editor) struct Words<'c> {
    cursor: &'c Cursor,
    all: &'c [Lexeme],
}

impl<'c> Words<'c> {
    pub(in crate::editor) fn new(cursor: &'c Cursor, all: &'c [Lexeme]) -> Self {
        Words { cursor, all }
    }

    pub(super) fn cursor(&self) -> &'c Cursor {
        self.cursor
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(in crate::editor) fn kind(&self, at: usize) -> Option<Lexical> {
        self.all.get(at).map(|it| it.kind)
    }

    pub(in crate::editor) fn text(&self, at: usize) -> &'c str {
        self.all.get(at).map_or("", |it| self.cursor.text(it))
    }

    pub(super) fn last(&self) -> Option<Lexical> {
        self.all.last().map(|it| it.kind)
    }

    pub(super) fn last_text(&self) -> &'c str {
        self.all.last().map_or("", |it| self.cursor.text(it))
    }

    /// Those from `at` on.
    pub(in crate::editor) fn from(&self, at: usize) -> Words<'c> {
        Words { cursor: self.cursor, all: self.all.get(at..).unwrap_or(&[]) }
    }

    /// Those before `at`.
    pub(super) fn until(&self, at: usize) -> Words<'c> {
        Words { cursor: self.cursor, all: &self.all[..at.min(self.all.len())] }
    }

    /// The places of those outside of all brackets.
    pub(in crate::editor) fn outside(&self) -> impl Iterator<Item = usize> {
        let mut depth = 0_usize;
        self.all.iter().enumerate().filter_map(move |(at, it)| {
            if matches!(it.kind, Lexical::Close(_)) {
                depth = depth.saturating_sub(1);
            }
            let outside = depth == 0;
            if matches!(it.kind, Lexical::Open(_)) {
                depth += 1;
            }
            outside.then_some(at)
        })
    }

    /// The first one of that kind outside of brackets.
    pub(super) fn find(&self, kind: Lexical) -> Option<usize> {
        self.outside().find(|at| self.all[*at].kind == kind)
    }

    /// The last one of these words outside of brackets.
    pub(in crate::editor) fn find_word(&self, words: &[&str]) -> Option<usize> {
        let is = |at: &usize| self.all[*at].kind == Lexical::Word && words.contains(&self.text(*at));
        self.outside().filter(is).last()
    }

    /// The brackets that are open at the cursor, from the outermost on.
    pub(in crate::editor) fn opened(&self) -> Vec<usize> {
        let mut open = vec![];
        for (at, it) in self.all.iter().enumerate() {
            match it.kind {
                Lexical::Open(_) => open.push(at),
                Lexical::Close(_) => {
                    open.pop();
                }
                _ => {}
            }
        }
        open
    }

    /// The innermost bracket that is open at the cursor.
    pub(super) fn open(&self) -> Option<usize> {
        self.opened().pop()
    }

    /// The outermost bracket that is open at the cursor.
    pub(super) fn outermost(&self) -> Option<usize> {
        self.opened().first().copied()
    }
}
