//! What stands above the marks of a panel: the label of the vertical axis, the title, the legend.

use super::GAP;
use super::grid::{Grid, Style, width};
use super::image;
use super::marks::{DASHES, SCALE_BAR};
use crate::figure::{Mark, Panel};

/// A longer legend is broken off, and says how much is left out.
const MOST_LINES: usize = 3;
/// Samples of lines that cannot differ in colour.
const DASHED: [&str; DASHES.len()] = ["───", "╌╌╌", "···"];

/// A text beside others.
type Piece = (String, Style);

/// The lines above the marks of a panel.
#[derive(Debug, Default)]
pub(super) struct Heading {
    /// Pieces, each with the column at which it begins.
    lines: Vec<Vec<(usize, Piece)>>,
}

impl Heading {
    /// Of a panel of so many columns, of which the first `gutter` are left of its marks. `label` is that of its vertical
    /// axis.
    pub(super) fn of(panel: &Panel, label: &str, columns: usize, gutter: usize, coloured: bool) -> Heading {
        let legend = legend(panel, coloured);
        let legend_width =
            legend.iter().map(|entry| entry_width(entry) + GAP).sum::<usize>().saturating_sub(GAP);
        let after_label = if label.is_empty() { 0 } else { width(label) + GAP };
        let title = width(&panel.title);
        let centre = gutter + (columns - gutter).saturating_sub(title) / 2;
        let beside = after_label + legend_width <= columns;
        let legend_start = if beside && legend_width > 0 { columns - legend_width } else { columns + GAP };

        let mut heading = Heading::default();
        let mut line = vec![];
        if !label.is_empty() {
            line.push((0, (label.to_string(), Style::PLAIN)));
        }
        if title > 0 {
            let piece = (centre, (panel.title.clone(), Style::BOLD));
            if centre >= after_label && centre + title + GAP <= legend_start {
                line.push(piece);
            } else {
                heading.lines.push(vec![piece]);
            }
        }
        if beside {
            place(&mut line, &legend, legend_start);
        }
        if !line.is_empty() {
            heading.lines.push(line);
        }
        if !beside {
            heading.lines.extend(wrapped(&legend, columns.saturating_sub(gutter), gutter));
        }
        heading
    }

    /// How many lines it has.
    pub(super) fn lines(&self) -> usize {
        self.lines.len()
    }

    /// Writes it; `line` is the first one.
    pub(super) fn draw(&self, grid: &mut Grid, column: usize, line: usize, columns: usize) {
        for (number, pieces) in self.lines.iter().enumerate() {
            for (at, (text, style)) in pieces {
                grid.write(column + at, line + number, text, *style, column + columns);
            }
        }
    }
}

/// What marks mean: for each a sample and a text, or a scale of colours.
fn legend(panel: &Panel, coloured: bool) -> Vec<Vec<Piece>> {
    let mut entries: Vec<Vec<Piece>> = vec![];
    let mut lines = 0;
    for mark in &panel.marks {
        let (label, colour, sample) = match mark {
            Mark::Points { label, colour, .. } => (label, colour, "•"),
            Mark::Line { label, colour, .. } => {
                lines += 1;
                (label, colour, if coloured { DASHED[0] } else { DASHED[(lines - 1) % DASHED.len()] })
            }
            Mark::Bars { label, colour, outline: false, .. } => (label, colour, "■"),
            Mark::Bars { label, colour, outline: true, .. } => (label, colour, "□"),
            Mark::Band { label, colour, .. } => (label, colour, "▒"),
            Mark::Rule { label, colour, vertical: true, .. } => (label, colour, "┊"),
            Mark::Rule { label, colour, vertical: false, .. } => (label, colour, "┈┈"),
            Mark::ScaleBar { label, .. } => (label, &SCALE_BAR, "┃"),
            Mark::Image { label, range, diverging, .. } => {
                entries.push(image::scale(label, *range, *diverging, coloured));
                continue;
            }
        };
        let entry = vec![(format!("{sample} "), Style::of(*colour)), (label.clone(), Style::PLAIN)];
        if !label.is_empty() && !entries.contains(&entry) {
            entries.push(entry);
        }
    }
    entries
}

fn entry_width(entry: &[Piece]) -> usize {
    entry.iter().map(|(text, _)| width(text)).sum()
}

/// Puts entries beside each other, and says where they end.
fn place(line: &mut Vec<(usize, Piece)>, entries: &[Vec<Piece>], start: usize) -> usize {
    let mut at = start;
    for entry in entries {
        for piece in entry {
            line.push((at, piece.clone()));
            at += width(&piece.0);
        }
        at += GAP;
    }
    at
}

/// Lines of entries, each of at most so many columns.
fn wrapped(entries: &[Vec<Piece>], columns: usize, start: usize) -> Vec<Vec<(usize, Piece)>> {
    let mut lines = vec![];
    let mut left = entries;
    while !left.is_empty() {
        let more = format!("and {} more", left.len());
        // The last line has room for the number of what is left out.
        let room =
            if lines.len() + 1 == MOST_LINES { columns.saturating_sub(width(&more)) } else { columns + GAP };
        let ends = left.iter().scan(0, |end, entry| {
            *end += entry_width(entry) + GAP;
            Some(*end)
        });
        let rest: usize = left.iter().map(|entry| entry_width(entry) + GAP).sum();
        let fitting =
            if rest <= columns + GAP { left.len() } else { ends.take_while(|end| *end <= room).count() };
        let mut line = vec![];
        let (now, later) = left.split_at(fitting.max(1));
        let end = place(&mut line, now, start);
        left = later;
        if lines.len() + 1 == MOST_LINES && !left.is_empty() {
            line.push((end, (format!("and {} more", left.len()), Style::DIM)));
            left = &[];
        }
        lines.push(line);
    }
    lines
}
