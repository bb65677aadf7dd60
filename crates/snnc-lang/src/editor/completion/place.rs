//! What can stand at the cursor, by the words before it.

use super::context::{Context, FileKind, Quotes};
use super::cursor::Cursor;
use super::words::Words;
use super::{items, members};
use crate::syntax::lexemes::{Lexeme, Lexical};

/// The words before the cursor of the item, member or statement in which it stands.
pub(in crate::editor) fn statement_words(cursor: &Cursor) -> Vec<Lexeme> {
    let Some(last) = cursor.levels.last().filter(|level| !level.inside) else { return vec![] };
    let start = cursor.before.partition_point(|it| it.start < last.head.start);
    cursor.before[start..].iter().filter(|it| it.kind != Lexical::Newline).copied().collect()
}

/// What can stand at the cursor; several things may.
pub(in crate::editor) fn contexts(cursor: &Cursor) -> Vec<Context> {
    let Some((last, outer)) = cursor.levels.split_last() else { return vec![] };
    let first_word = |head: &std::ops::Range<usize>| {
        let inside = |it: &&Lexeme| it.start >= head.start && it.end <= head.end;
        cursor.before.iter().find(inside).map_or("", |it| cursor.text(it))
    };
    let all = statement_words(cursor);
    let words = Words::new(cursor, &all);
    if cursor.within.is_some() {
        return quoted(words, outer.first().map(|level| first_word(&level.head)));
    }
    let mut in_loop = false;
    for (depth, level) in outer.iter().enumerate() {
        let keyword = first_word(&level.head);
        if matches!(keyword, "repeat" | "for") {
            in_loop = true;
            continue;
        }
        let Some(kind) = members::kind(cursor, keyword) else { break };
        return match outer.get(depth + 1) {
            Some(section) => members::statement(first_word(&section.head) == "init", words),
            None => members::member(kind, words, last),
        };
    }
    items::item(words, in_loop)
}

/// What can stand in quotes.
fn quoted(words: Words<'_>, block: Option<&str>) -> Vec<Context> {
    let before = words.last_text();
    let call = words.open().filter(|open| words.kind(*open) == Some(Lexical::Open('(')));
    let loads = call.and_then(|open| open.checked_sub(1)).is_some_and(|at| words.text(at) == "load");
    let file = |kind| vec![Context::File(kind, Quotes::Open)];
    match before {
        "import" if block.is_none() => file(FileKind::Model),
        "restore" => vec![Context::Label(Quotes::Open)],
        "file" => file(FileKind::Array),
        ":" if words.text(0) == "file" => file(FileKind::Array),
        "(" if loads => file(FileKind::Array),
        _ => vec![],
    }
}
