//! Where a byte of a text stands: in which item, section and statement.

use super::brackets::Brackets;
use super::cut::{Cutter, Piece, Range};
use super::scan::scan;
use super::token::{Kind, Token};
use std::ops;

/// An item, a member of a block or a statement around a byte.
#[derive(Debug, Clone)]
pub(crate) struct Level {
    /// What stands before its `{ }`, or all of it, in bytes; empty at the byte itself if nothing stands there yet.
    pub(crate) head: ops::Range<usize>,
    /// Whether the byte is inside of its `{ }`.
    pub(crate) inside: bool,
    /// The heads of those that stand before it at the same level.
    pub(crate) before: Vec<ops::Range<usize>>,
}

/// The items, members and statements around a byte, from the outermost to the one in which it stands.
pub(crate) fn levels(text: &str, at: usize) -> Vec<Level> {
    let tokens = scan(text).tokens;
    let brackets = Brackets::pair(&tokens, text);
    let cutter = Cutter { text, tokens, brackets };
    let mut levels = vec![];
    let mut range = Range { start: 0, end: cutter.tokens.len() };
    'deeper: loop {
        let mut before = vec![];
        while let Some(piece) = cutter.next(&mut range) {
            let head = bytes(&cutter.tokens, piece.head);
            if let Some(body) = body_around(&cutter, &piece, at) {
                levels.push(Level { head, inside: true, before });
                range = body;
                continue 'deeper;
            }
            if head.start <= at && at <= head.end {
                levels.push(Level { head, inside: false, before });
                return levels;
            }
            if head.start > at {
                break;
            }
            before.push(head);
        }
        levels.push(Level { head: at..at, inside: false, before });
        return levels;
    }
}

fn bytes(tokens: &[Token], range: Range) -> ops::Range<usize> {
    match (tokens.get(range.start), range.end.checked_sub(1).and_then(|last| tokens.get(last))) {
        (Some(first), Some(last)) if !range.is_empty() => first.start as usize..last.end as usize,
        (Some(first), _) => first.start as usize..first.start as usize,
        _ => 0..0,
    }
}

/// The inside of a piece's `{ }`, if the byte is in it.
fn body_around(cutter: &Cutter<'_>, piece: &Piece, at: usize) -> Option<Range> {
    let body = piece.body?;
    let opens = cutter.tokens.get(body.start.checked_sub(1)?)?.end as usize;
    // Of a block that is never closed, all that follows may be meant.
    let closes = match cutter.tokens.get(body.end) {
        Some(token) if matches!(token.kind, Kind::Close(_)) => token.start as usize,
        Some(token) => token.start as usize,
        None => usize::MAX,
    };
    (opens <= at && at <= closes).then_some(body)
}
