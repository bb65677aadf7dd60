//! The columns of comments at the ends of lines.
//!
//! The comments of lines that follow each other stand in one column: the one in which most of them stood, or two blanks
//! after the longest of their lines.

use super::render::{Line, Trailing};
use std::collections::BTreeMap;

/// The fewest blanks before a comment.
const GAP: usize = 2;

/// The text of the lines, each comment in its column.
pub(super) fn assemble(lines: &[Line]) -> String {
    let mut text = String::new();
    let mut start = 0;
    let everywhere = common(lines.iter()).filter(|(_, count)| *count > 1).map(|(column, _)| column);
    while start < lines.len() {
        let depth = lines[start].depth;
        let goes_on = |line: &Line| {
            let is_comment = line.comment.is_none() && line.text.trim_start().starts_with(['#', '/']);
            let is_empty = line.comment.is_none() && line.text.trim_start().is_empty();
            !line.is_apart && !is_empty && !is_comment && line.depth == depth
        };
        let count = lines[start + 1..].iter().take_while(|line| goes_on(line)).count();
        paragraph(&lines[start..=start + count], everywhere, &mut text);
        start += count + 1;
    }
    text
}

/// Writes lines without an empty line between them.
fn paragraph(lines: &[Line], everywhere: Option<usize>, text: &mut String) {
    let column = column(lines, everywhere);
    let mut last = 0;
    for line in lines {
        if line.is_apart {
            text.push('\n');
        }
        text.push_str(&line.text);
        let width = line.text.chars().count();
        if let Some(comment) = &line.comment {
            last = if comment.follows { last.max(width) } else { column.max(width + GAP) };
            match &comment.gap {
                Some(gap) => text.push_str(gap),
                None => text.extend(std::iter::repeat_n(' ', last - width)),
            }
            text.push_str(&comment.text);
        }
        text.push('\n');
    }
}

/// The column for the comments of neighbouring lines; `everywhere` is the one that is most common in the file.
fn column(lines: &[Line], everywhere: Option<usize>) -> usize {
    let lines: Vec<&Line> = lines.iter().filter(|line| aligned(line).is_some()).collect();
    let need = |line: &&Line| line.text.chars().count() + GAP;
    if let Some((column, count)) = common(lines.iter().copied()) {
        let fitting = lines.iter().filter(|line| need(line) <= column).count();
        if 2 * fitting > lines.len() && (count > 1 || lines.len() == 1) {
            return column;
        }
    }
    let least = lines.iter().map(need).max().unwrap_or(0);
    everywhere.filter(|column| *column >= least).unwrap_or(least)
}

/// The column in which most comments were written, of several the leftmost, and how many they are.
fn common<'l>(lines: impl Iterator<Item = &'l Line>) -> Option<(usize, usize)> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for written in lines.filter_map(|line| aligned(line)?.written) {
        *counts.entry(written).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count)
}

/// The comment of a line, if it is aligned with others.
fn aligned(line: &Line) -> Option<&Trailing> {
    line.comment.as_ref().filter(|comment| !comment.follows && comment.gap.is_none())
}
