//! Arrays as tables: the columns of a matrix whose rows stand in lines of their own, and lists below a heading.
//!
//! ```text
//! #      dSPN  iSPN  FSI
//! CP = [[0.26, 0.27, 0.53],
//!       [0.06, 0.36, 0.36],
//!       [0,    0,    0.58]]
//! ```

use super::layout::{Joint, Layout};
use crate::syntax::pieces::{Bracket, Kind};
use std::ops::Range;

/// An element: its tokens, and where its author put it in its row.
struct Element {
    tokens: Range<usize>,
    /// Its columns, counted from the `[` of its row.
    written: Range<usize>,
    /// The blanks before it, as written.
    gap: usize,
    width: usize,
}

/// How the elements of a column stand.
#[derive(PartialEq, Eq)]
enum Alignment {
    Left,
    Right,
}

/// Puts the elements of arrays below each other.
pub(super) fn align(layout: &mut Layout<'_, '_>) {
    let mut has_heading = false;
    for at in 0..layout.rows.len() {
        let first = layout.rows[at].first;
        let end = layout.rows.get(at + 1).map_or(layout.joints.len(), |row| row.first);
        let arrays = outermost(layout, first..end);
        has_heading = !arrays.is_empty() && is_below(layout, first, has_heading);
        for array in arrays {
            let rows = rows(layout, &array);
            if rows.len() > 1 {
                table(layout, &rows);
            } else if has_heading {
                keep(layout, array);
            }
        }
    }
}

/// Whether the line before that of a token is a comment, or one below such a heading.
fn is_below(layout: &Layout<'_, '_>, token: usize, before_is: bool) -> bool {
    let start = layout.pieces.tokens()[token].start as usize;
    let mut lines = layout.pieces.text()[..start].rsplit('\n').skip(1);
    let line = lines.next().unwrap_or("").trim_start();
    line.starts_with('#') || before_is && !line.is_empty()
}

/// The arrays that stand in no other, among some tokens.
fn outermost(layout: &Layout<'_, '_>, range: Range<usize>) -> Vec<Range<usize>> {
    let (mut arrays, mut at) = (Vec::new(), range.start);
    while at < range.end {
        match array(layout, at) {
            Some(array) if array.end <= range.end => {
                at = array.end;
                arrays.push(array);
            }
            _ => at += 1,
        }
    }
    arrays
}

/// The tokens of the array that begins with a token, its brackets included.
fn array(layout: &Layout<'_, '_>, at: usize) -> Option<Range<usize>> {
    let tokens = layout.pieces.tokens();
    if tokens[at].kind != Kind::Open(Bracket::Square) || layout.joints[at] == Joint::AsIs {
        return None;
    }
    let before = (0..at).rev().find(|at| tokens[*at].kind != Kind::Newline)?;
    let follows = matches!(tokens[before].kind, Kind::Word | Kind::Close(_));
    let is_index = follows && layout.joints[at] == Joint::Blanks(0);
    let close = layout.pieces.partner(at).filter(|close| *close > at && !is_index)?;
    Some(at..close + 1)
}

/// The elements of the rows of a matrix, if each stands in a line of its own.
fn rows(layout: &Layout<'_, '_>, matrix: &Range<usize>) -> Vec<Vec<Element>> {
    let (mut rows, mut at) = (Vec::new(), matrix.start + 1);
    while at < matrix.end - 1 {
        match (layout.pieces.tokens()[at].kind, array(layout, at)) {
            (_, Some(row)) => {
                if !rows.is_empty() && layout.joints[at] != Joint::Wrap {
                    return vec![];
                }
                at = row.end;
                match elements(layout, &row) {
                    Some(elements) => rows.push(elements),
                    None => return vec![],
                }
            }
            (Kind::Comma | Kind::Newline, _) => at += 1,
            _ => return vec![],
        }
    }
    rows
}

/// The elements of an array that will stand in one line.
fn elements(layout: &Layout<'_, '_>, row: &Range<usize>) -> Option<Vec<Element>> {
    let (tokens, text) = (layout.pieces.tokens(), layout.pieces.text());
    let from = tokens[row.start].start as usize;
    if !layout.joints[row.start + 1..row.end].iter().all(|joint| matches!(joint, Joint::Blanks(_))) {
        return None;
    }
    // Where its author put them says nothing if that was in several lines.
    let is_line = !text[from..tokens[row.end - 1].start as usize].contains(['\n', '\t']);
    let column = |byte: u32| if is_line { text[from..byte as usize].chars().count() } else { 0 };
    let (mut elements, mut depth, mut start) = (Vec::new(), 0, row.start + 1);
    for at in row.start + 1..row.end {
        let ends = depth == 0 && (tokens[at].kind == Kind::Comma || at == row.end - 1);
        if ends && at > start {
            let inside = start + 1..at;
            let blanks: usize = inside.map(|token| blanks(layout, token)).sum();
            let words: usize = (start..at).map(|token| layout.pieces.word(token).chars().count()).sum();
            elements.push(Element {
                tokens: start..at,
                written: column(tokens[start].start)..column(tokens[at - 1].end),
                gap: if is_line { (tokens[start].start - tokens[start - 1].end) as usize } else { 1 },
                width: words + blanks,
            });
        }
        if ends {
            start = at + 1;
        }
        match tokens[at].kind {
            Kind::Open(_) => depth += 1,
            Kind::Close(_) if depth > 0 => depth -= 1,
            _ => {}
        }
    }
    Some(elements)
}

fn blanks(layout: &Layout<'_, '_>, token: usize) -> usize {
    match layout.joints[token] {
        Joint::Blanks(blanks) => blanks,
        _ => 1,
    }
}

/// Puts the elements of each column below each other, as their author did, or else by their first characters.
fn table(layout: &mut Layout<'_, '_>, rows: &[Vec<Element>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let column = |at: usize| rows.iter().filter_map(move |row| row.get(at));
    let agree = |of: &dyn Fn(&Element) -> usize| {
        (0..columns).all(|at| {
            let mut places = column(at).map(of);
            let first = places.next();
            places.all(|place| Some(place) == first)
        })
    };
    let is_apart = (1..columns).all(|at| column(at).all(|element| element.gap > 0));
    let left = is_apart && agree(&|element| element.written.start);
    let right = is_apart && agree(&|element| element.written.end);
    let alignment = if right && !left { Alignment::Right } else { Alignment::Left };
    let mut ends = vec![1; rows.len()];
    for at in 0..columns {
        let least = usize::from(at > 0);
        let written = column(at).map(|element| element.gap).min().unwrap_or(0).max(least);
        let gap = if left || right { written } else { least };
        let reach = |row: usize| {
            let element = rows[row].get(at)?;
            Some(ends[row] + gap + if alignment == Alignment::Right { element.width } else { 0 })
        };
        let place = (0..rows.len()).filter_map(reach).max().unwrap_or(0);
        for (row, end) in ends.iter_mut().enumerate() {
            let Some(element) = rows[row].get(at) else { continue };
            let start = if alignment == Alignment::Right { place - element.width } else { place };
            layout.joints[element.tokens.start] = Joint::Blanks(start - *end);
            // The `,` after it.
            *end = start + element.width + 1;
        }
    }
}

/// Keeps the blanks between elements as their author wrote them, below a heading.
fn keep(layout: &mut Layout<'_, '_>, array: Range<usize>) {
    for inner in array.clone().skip(1).filter_map(|at| self::array(layout, at)).collect::<Vec<_>>() {
        keep(layout, inner);
    }
    for element in elements(layout, &array).unwrap_or_default().iter().skip(1) {
        layout.joints[element.tokens.start] = Joint::Blanks(element.gap.max(1));
    }
}
