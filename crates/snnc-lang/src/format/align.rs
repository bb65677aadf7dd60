//! Alignment of neighbouring rows: `=` below `=`, units below units, values of sections below values.
//!
//! Rows that follow each other without an empty line or a comment in between form a run. Where its author has aligned a
//! run in groups of his own, the groups stay; else all rows of a kind are aligned.

use super::classes::Class;
use super::layout::{Joint, Key, Layout, Slot};
use crate::syntax::pieces::Kind;
use std::collections::BTreeSet;

/// Lines that go on beyond this column take no part in the alignment of units.
const WIDEST: usize = 100;

/// A mark of a row.
struct Mark {
    token: usize,
    key: Key,
    /// The width of the text since the mark before.
    text: usize,
    /// What of the token stands before what is aligned: the `+` of `+=`.
    lead: usize,
    /// The blanks before it and its column as its author wrote it, if in the same line and without tabs.
    written: Option<(usize, usize)>,
    /// The blanks before it.
    blanks: usize,
}

/// A row and its marks.
struct Line {
    depth: usize,
    class: Class,
    /// Its first word.
    word: String,
    /// Whether it goes on over several lines.
    wraps: bool,
    /// Whether it is a section of a name alone.
    is_plain: bool,
    marks: Vec<Mark>,
}

/// Lines by number that are aligned by a key, with the fewest blanks before it.
type Group = (Vec<usize>, usize);

/// Turns all marks into blanks.
pub(super) fn align(layout: &mut Layout<'_, '_>) {
    let mut run: Vec<Line> = Vec::new();
    let mut blanks = Vec::new();
    for at in 0..layout.rows.len() {
        let line = line(layout, at);
        let goes_on = at > 0 && adjoins(layout, at);
        let same = |line: &Line| run.last().is_some_and(|last| family(last.class) == family(line.class));
        if !(goes_on && line.as_ref().is_some_and(same)) {
            settle(&mut run, &mut blanks);
            run.clear();
        }
        run.extend(line);
    }
    settle(&mut run, &mut blanks);
    for (token, count) in blanks {
        layout.joints[token] = Joint::Blanks(count);
    }
}

/// The kinds of rows that form runs.
fn family(class: Class) -> u8 {
    match class {
        Class::Constant | Class::Function | Class::TimedArray | Class::Subgroup => 0,
        Class::Equation | Class::Parameter => 1,
        Class::Section => 2,
        Class::Assignment => 3,
        Class::Block => 4,
        Class::Loop => 5,
        Class::Monitor => 6,
        Class::Other => 7,
    }
}

/// Whether a row follows the one before directly.
fn adjoins(layout: &Layout<'_, '_>, row: usize) -> bool {
    let (before, row) = (&layout.rows[row - 1], &layout.rows[row]);
    if before.depth != row.depth || before.class.is_none() || before.hangs || row.hangs {
        return false;
    }
    let tokens = layout.pieces.tokens();
    let last = (0..row.first).rev().find(|at| tokens[*at].kind != Kind::Newline);
    let newlines = last.map_or(0, |last| row.first - last - 1);
    let Some(last) = last.filter(|_| newlines <= 1) else { return false };
    // What is wrapped inside of a row leaves no empty line either.
    !layout.joints[before.first..=last].contains(&Joint::AsIs)
}

/// The marks of a row.
fn line(layout: &Layout<'_, '_>, row: usize) -> Option<Line> {
    let (row, pieces) = (&layout.rows[row], layout.pieces);
    let class = row.class?;
    let width = |token: usize| pieces.word(token).chars().count();
    let mut line = Line {
        depth: row.depth,
        class,
        word: pieces.word(row.first).to_owned(),
        wraps: false,
        is_plain: pieces.tokens().get(row.first + 1).is_some_and(|token| token.kind == Kind::Colon),
        marks: Vec::new(),
    };
    let mut text = width(row.first);
    for token in row.first + 1..layout.joints.len() {
        if pieces.tokens()[token].kind == Kind::Newline {
            continue;
        }
        match layout.joints[token] {
            Joint::Row | Joint::AsIs => break,
            Joint::Wrap => {
                line.wraps = true;
                break;
            }
            Joint::Blanks(blanks) => text += blanks + width(token),
            Joint::Mark(key) => {
                let lead = usize::from(pieces.tokens()[token].kind == Kind::Update);
                let written = written(layout, row.first, token).map(|(gap, column)| (gap, column + lead));
                line.marks.push(Mark { token, key, text, lead, written, blanks: 1 });
                text = width(token);
            }
        }
    }
    Some(line)
}

/// The blanks before a token, and its column, counted from the first token of its line, as they were written.
fn written(layout: &Layout<'_, '_>, first: usize, token: usize) -> Option<(usize, usize)> {
    let tokens = layout.pieces.tokens();
    let from = tokens[first].start as usize;
    let line = &layout.pieces.text()[from..tokens[token].start as usize];
    let gap = line.len() - line.trim_end().len();
    (!line.contains(['\n', '\t'])).then(|| (gap, line.chars().count()))
}

/// Finds the blanks before all marks of a run.
fn settle(run: &mut [Line], blanks: &mut Vec<(usize, usize)>) {
    if !(settle_authored(run) || below_equals(run, Slot::Unit, Slot::Assign) && settle_authored(run)) {
        below_equals(run, Slot::Assign, Slot::Unit);
        let keys = keys(run);
        place(run, &keys, usual);
    }
    blanks.extend(run.iter().flat_map(|line| line.marks.iter().map(|mark| (mark.token, mark.blanks))));
}

/// Aligns a run in its author's groups, if there are such.
fn settle_authored(run: &mut [Line]) -> bool {
    let keys = keys(run);
    let groups: Option<Vec<_>> = keys.iter().map(|key| Some((*key, authored(run, *key)?))).collect();
    let Some(groups) =
        groups.filter(|groups| is_evident(run, groups, |mark| mark.written.map_or(0, |w| w.0)))
    else {
        return false;
    };
    place(run, &keys, |_, key| {
        groups.iter().filter(|(of, _)| *of == key).flat_map(|(_, groups)| groups.clone()).collect()
    });
    // Else the blanks that show it would not be there the next time.
    is_evident(run, &groups, |mark| mark.blanks)
}

/// Whether some mark stands where it does for the sake of others.
fn is_evident(run: &[Line], groups: &[(Key, Vec<Group>)], blanks: impl Fn(&Mark) -> usize) -> bool {
    groups.iter().any(|(key, groups)| {
        groups.iter().any(|(lines, _)| {
            let mut blanks = lines.iter().filter_map(|line| mark(&run[*line], *key)).map(&blanks);
            let first = blanks.next();
            blanks.any(|count| Some(count) != first)
        })
    })
}

/// Takes the `:` of parameters for what stands below the `=` of equations, or back for what stands below units.
/// Whether there is any.
fn below_equals(run: &mut [Line], from: Slot, to: Slot) -> bool {
    let mut found = false;
    for line in run.iter_mut().filter(|line| line.class == Class::Parameter) {
        for mark in line.marks.iter_mut().filter(|mark| mark.key.slot == from) {
            mark.key.slot = to;
            found = true;
        }
    }
    found
}

fn keys(run: &[Line]) -> BTreeSet<Key> {
    run.iter().flat_map(|line| line.marks.iter().map(|mark| mark.key)).collect()
}

/// Puts the marks of each group below each other.
fn place(run: &mut [Line], keys: &BTreeSet<Key>, groups: impl Fn(&[Line], Key) -> Vec<Group>) {
    for mark in run.iter_mut().flat_map(|line| &mut line.marks) {
        mark.blanks = 1;
    }
    for key in keys {
        for (lines, least) in groups(run, *key) {
            let width = |line: usize| before(&run[line], *key);
            let column = lines.iter().filter_map(|line| width(*line)).max().unwrap_or(0);
            for line in lines {
                let blanks = before(&run[line], *key).map(|width| column - width + least);
                let mark = run[line].marks.iter_mut().find(|mark| mark.key == *key);
                if let (Some(mark), Some(blanks)) = (mark, blanks) {
                    mark.blanks = blanks;
                }
            }
        }
    }
}

/// The width of what stands before a mark, without the blanks directly before it.
fn before(line: &Line, key: Key) -> Option<usize> {
    let at = line.marks.iter().position(|mark| mark.key == key)?;
    let blanks: usize = line.marks[..at].iter().map(|mark| mark.blanks).sum();
    let text: usize = line.marks[..=at].iter().map(|mark| mark.text).sum();
    Some(text + blanks + line.marks[at].lead)
}

/// Whether a row holds several pieces.
fn is_table(line: &Line) -> bool {
    line.marks.iter().any(|mark| mark.key.cell > 0)
}

fn mark(line: &Line, key: Key) -> Option<&Mark> {
    line.marks.iter().find(|mark| mark.key == key)
}

/// The groups that the author aligned, if he did so carefully: no further apart than need be.
fn authored(run: &[Line], key: Key) -> Option<Vec<Group>> {
    let mut groups: Vec<(usize, Group)> = Vec::new();
    for (at, line) in run.iter().enumerate() {
        let Some(mark) = mark(line, key) else { continue };
        let (gap, column) = mark.written?;
        match groups.last_mut() {
            Some((of, group)) if *of == column => {
                group.0.push(at);
                group.1 = group.1.min(gap);
            }
            _ => groups.push((column, (vec![at], gap))),
        }
    }
    let most = if key.slot == Slot::Cell { 3 } else { 1 };
    let groups: Vec<Group> = groups.into_iter().map(|(_, group)| group).collect();
    groups.iter().all(|(_, gap)| (1..=most).contains(gap)).then_some(groups)
}

/// The groups in which the rows of a run are aligned if their author shows no others.
fn usual(run: &[Line], key: Key) -> Vec<Group> {
    let has = |at: &usize| mark(&run[*at], key).is_some();
    let lines: Vec<usize> = (0..run.len()).filter(has).collect();
    // A `;` makes a table only of several rows.
    if key.slot == Slot::Cell && lines.iter().all(|line| run[*line].class != Class::Assignment) {
        let is_second = |line: &&Line| mark(line, Key { cell: 1, ..key }).is_some();
        return if run.iter().filter(is_second).count() > 1 { vec![(lines, 2)] } else { vec![] };
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for at in lines {
        let line = &run[at];
        let alike = |group: &Vec<usize>| {
            let last = group.last().copied().unwrap_or(at);
            let other = &run[last];
            match line.class {
                _ if is_aligned_at_will(line) => last + 1 == at && is_below(other, line, key),
                Class::Section if line.is_plain => other.is_plain,
                Class::Section => last + 1 == at && !other.is_plain && other.word == line.word,
                class => {
                    // Over what is too long to take part.
                    let between = &run[last..at];
                    let adjacent = last + 1 == at
                        || key.slot == Slot::Unit && between.iter().all(|line| line.class == class);
                    let alike = other.wraps == line.wraps && is_table(other) == is_table(line);
                    adjacent && other.class == class && (key.slot == Slot::Unit || alike)
                }
            }
        };
        if key.slot == Slot::Unit && before(line, key).unwrap_or(0) + 4 * line.depth > WIDEST {
            continue;
        }
        match groups.iter_mut().rev().find(|group| alike(group)) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    let gaps = |group: &[usize]| -> Vec<usize> {
        group.iter().filter_map(|line| Some(mark(&run[*line], key)?.written?.0)).collect()
    };
    let is_meant = |group: &Vec<usize>| {
        let gaps = gaps(group);
        !is_aligned_at_will(&run[group[0]]) || gaps.iter().any(|gap| *gap != gaps[0])
    };
    let least = |group: &[usize]| match key.slot {
        Slot::Cell => gaps(group).into_iter().min().unwrap_or(1).clamp(1, 3),
        _ => 1,
    };
    groups
        .into_iter()
        .filter(is_meant)
        .map(|group| (least(&group), group))
        .map(|(least, group)| (group, least))
        .collect()
}

/// Whether lines of this kind are aligned only where their author has done so.
fn is_aligned_at_will(line: &Line) -> bool {
    match line.class {
        Class::Assignment | Class::Block | Class::Loop | Class::Monitor | Class::Other => true,
        _ => matches!(&*line.word, "every" | "at"),
    }
}

/// Whether a mark was written right below that of another line, with blanks before both, and not by chance.
fn is_below(above: &Line, line: &Line, key: Key) -> bool {
    let written = |line| mark(line, key)?.written.filter(|(gap, _)| *gap > 0);
    let (Some((above_gap, above_column)), Some((gap, column))) = (written(above), written(line)) else {
        return false;
    };
    above_column == column && (above_gap != gap || is_aligned_at_will(above))
}
