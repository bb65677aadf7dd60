//! The columns of comments at the ends of lines.
//!
//! The comments of lines that follow each other stand in one column: the one in which most of them stood, or two blanks
//! after the longest of their lines.

use super::render::Line;
use std::collections::BTreeMap;

/// The fewest blanks before a comment.
const GAP: usize = 2;

/// The text of the lines, each comment in its column.
pub(super) fn assemble(lines: &[Line]) -> String {
    let mut text = String::new();
    let mut start = 0;
    while start < lines.len() {
        let depth = lines[start].depth;
        let goes_on = |line: &Line| {
            let is_comment = line.comment.is_none() && line.text.trim_start().starts_with('#');
            !line.is_apart && !line.text.trim().is_empty() | line.comment.is_some() && !is_comment && line.depth == depth
        };
        let count = lines[start + 1..].iter().take_while(|line| goes_on(line)).count();
        paragraph(&lines[start..=start + count], &mut text);
        start += count + 1;
    }
    text
}

/// Writes lines without an empty line between them.
fn paragraph(lines: &[Line], text: &mut String) {
    let column = column(lines);
    let mut last = 0;
    for line in lines {
        if line.is_apart {
            text.push('\n');
        }
        text.push_str(&line.text);
        let width = line.text.chars().count();
        if let Some(comment) = &line.comment {
            let written = comment.written.unwrap_or(0);
            last = if comment.as_is {
                written.max(width)
            } else if comment.follows {
                last.max(width)
            } else {
                column.max(width + GAP)
            };
            text.extend(std::iter::repeat_n(' ', last - width));
            text.push_str(&comment.text);
        }
        text.push('\n');
    }
}

/// The column for the comments of neighbouring lines.
fn column(lines: &[Line]) -> usize {
    let aligned = |line: &&Line| line.comment.as_ref().is_some_and(|comment| !comment.follows && !comment.as_is);
    let lines: Vec<&Line> = lines.iter().filter(aligned).collect();
    let need = |line: &&Line| line.text.chars().count() + GAP;
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for written in lines.iter().filter_map(|line| line.comment.as_ref()?.written) {
        *counts.entry(written).or_default() += 1;
    }
    // Of equally many the leftmost.
    let common = counts.iter().rev().max_by_key(|(_, count)| **count);
    if let Some((&column, &count)) = common {
        let fitting = lines.iter().filter(|line| need(line) <= column).count();
        if 2*fitting > lines.len() && (count > 1 || lines.len() == 1) {
            return column;
        }
    }
    lines.iter().map(need).max().unwrap_or(0)
}
