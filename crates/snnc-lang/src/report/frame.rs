//! Which lines of the texts are shown, and which labels stand on them.

use crate::diagnostic::{Diagnostic, Label};
use crate::source::{Source, SourceId, Sources};
use std::ops::Range;

/// Lines beyond this many bytes are shown in part.
const LONG_LINE: usize = 200;
/// How much of a long line is shown to either side of the offending text, in bytes.
const WINDOW: usize = 60;
/// How many lines a label may lie below another and still stand in one frame.
const NEAR: usize = 5;
/// A label over more lines than this is shown on its first one.
const MOST_LINES: usize = 8;

/// Some lines of a source, or a part of a long line.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    /// The name of the source.
    pub(super) name: &'a str,
    /// What is shown.
    pub(super) text: &'a str,
    /// Line and column at which the text begins in the source, both from 0.
    pub(super) line: usize,
    pub(super) column: usize,
    /// The labels, in the order of the text.
    pub(super) labels: Vec<Shown<'a>>,
}

/// A label in a frame.
#[derive(Debug)]
pub(super) struct Shown<'a> {
    /// Where, in the text of the frame.
    pub(super) range: Range<usize>,
    pub(super) text: &'a str,
    /// Whether it is the offending text.
    pub(super) primary: bool,
}

/// The frames of a diagnostic: the one with the offending text, then the others, file by file.
pub(super) fn frames<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Vec<Frame<'a>> {
    let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.labels);
    let mut mentioned: Vec<SourceId> = vec![];
    let mut placed: Vec<Placed> = vec![];
    for (k, label) in labels.enumerate() {
        if !mentioned.contains(&label.span.source) {
            mentioned.push(label.span.source);
        }
        placed.push(Placed::new(label, k == 0, sources.get(label.span.source)));
    }
    let file = |id: SourceId| mentioned.iter().position(|known| *known == id);
    placed.sort_by_key(|label| (file(label.source.id), label.range.start));
    let mut groups: Vec<Group> = vec![];
    for label in placed {
        match groups.last_mut().filter(|group| group.takes(&label)) {
            Some(group) => group.push(label),
            None => groups.push(Group::of(label)),
        }
    }
    // Stable: the others keep their order.
    groups.sort_by_key(|group| !group.labels.iter().any(|label| label.primary));
    groups.into_iter().map(Group::frame).collect()
}

/// A label, and the lines on which it lies.
struct Placed<'a> {
    source: &'a Source,
    label: &'a Label,
    primary: bool,
    range: Range<usize>,
    first: usize,
    last: usize,
    /// Whether its line is too long to be shown in full.
    long: bool,
}

impl<'a> Placed<'a> {
    fn new(label: &'a Label, primary: bool, source: &'a Source) -> Placed<'a> {
        let length = source.text.len();
        let start = floor_boundary(&source.text, (label.span.start as usize).min(length));
        let mut end = floor_boundary(&source.text, (label.span.end as usize).clamp(start, length));
        let first = source.position(start).line - 1;
        let mut last = source.position(end).line - 1;
        if last - first >= MOST_LINES || (first..=last).any(|line| is_long(source, line)) {
            last = first;
            end = end.min(content(source, first).end);
        }
        let long = is_long(source, first);
        Placed { source, label, primary, range: start..end, first, last, long }
    }
}

/// Labels that are near enough to one another to be shown together.
struct Group<'a> {
    labels: Vec<Placed<'a>>,
    last: usize,
    /// Of a long line, the part to show.
    window: Option<Range<usize>>,
}

impl<'a> Group<'a> {
    fn of(label: Placed<'a>) -> Group<'a> {
        let mut group = Group { last: label.last, window: None, labels: vec![] };
        group.push(label);
        group
    }

    fn takes(&self, label: &Placed) -> bool {
        let source = self.labels[0].source;
        if source.id != label.source.id {
            return false;
        }
        match &self.window {
            Some(window) => label.long && self.last == label.first && label.range.start <= window.end,
            None => {
                let between = self.last..=label.last;
                !label.long
                    && label.first <= self.last + NEAR
                    && !between.into_iter().any(|line| is_long(source, line))
            }
        }
    }

    fn push(&mut self, label: Placed<'a>) {
        if label.long {
            let Range { start, end } = label.range;
            let line = content(label.source, label.first);
            let from = start.saturating_sub(WINDOW).max(line.start);
            let to = end.min(start + WINDOW).saturating_add(WINDOW).min(line.end);
            let from = self.window.as_ref().map_or(from, |window| window.start);
            let text = &label.source.text;
            self.window = Some(floor_boundary(text, from)..floor_boundary(text, to.max(start)));
        }
        self.last = self.last.max(label.last);
        self.labels.push(label);
    }

    fn frame(self) -> Frame<'a> {
        let source = self.labels[0].source;
        let range = self.window.unwrap_or_else(|| {
            let first = self.labels[0].first;
            let short = |line: &usize| !is_long(source, *line);
            let before = first.checked_sub(1).filter(short).unwrap_or(first);
            let after = Some(self.last + 1).filter(short).unwrap_or(self.last);
            source.line(before).start..source.line(after).end
        });
        let at = source.position(range.start);
        let labels = self.labels.into_iter().map(|label| Shown {
            range: label.range.start.min(range.end) - range.start
                ..label.range.end.min(range.end) - range.start,
            text: &label.label.text,
            primary: label.primary,
        });
        Frame {
            name: &source.name,
            labels: labels.collect(),
            line: at.line - 1,
            column: at.column - 1,
            text: &source.text[range],
        }
    }
}

/// A line without its end.
fn content(source: &Source, line: usize) -> Range<usize> {
    let range = source.line(line);
    let text = source.text[range.clone()].trim_end_matches(['\n', '\r']);
    range.start..range.start + text.len()
}

fn is_long(source: &Source, line: usize) -> bool {
    source.line(line).len() > LONG_LINE
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
