//! Where the panels of a figure are on the grid.

use super::GAP;
use super::canvas::Canvas;
use super::frame::{self, Inside, Ruler};
use super::grid::{Grid, Style};
use super::heading::Heading;
use super::{image, marks};
use crate::figure::{Figure, Panel, Row};
use std::collections::BTreeMap;

/// Narrower panels stand below each other, not side by side.
const NARROWEST_PANEL: usize = 24;
/// The marks of a row of the usual height or more have at least so many lines, and those of any row so many.
const USUAL_LINES: f64 = 5.0;
const FEWEST_LINES: usize = 2;

/// The rows of a figure as they fit into a width and, if that is possible, a height.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    rows: Vec<LaidOut<'a>>,
    coloured: bool,
}

/// Panels side by side.
#[derive(Debug)]
struct LaidOut<'a> {
    panels: &'a [Panel],
    headings: Vec<Heading>,
    /// What is to be known of each panel, in lines.
    notes: Vec<Vec<String>>,
    /// The columns of each panel, and how many of them are left of its marks.
    columns: usize,
    gutter: usize,
    /// The lines of the marks, and of what is below them but for the notes.
    lines: usize,
    below: usize,
}

impl<'a> Layout<'a> {
    /// Of so many columns and, if possible, at most so many lines.
    pub(super) fn of(figure: &'a Figure, columns: usize, lines: usize, coloured: bool) -> Layout<'a> {
        let rows = broken(figure, columns);
        let laid_out = |shares: &[usize]| -> Vec<LaidOut<'a>> {
            let gutters = gutters(&rows, shares);
            let with_lines = rows.iter().zip(shares);
            let rows = with_lines.map(|((_, panels), lines)| {
                LaidOut::of(panels, *lines, columns, gutters[&panels.len()], coloured)
            });
            rows.collect()
        };
        // What is around the marks hardly depends on their height; first it is taken as usual.
        let usual: Vec<usize> = rows.iter().map(|(height, _)| fewest_lines(*height)).collect();
        let around: usize = laid_out(&usual).iter().map(LaidOut::lines_around).sum();
        let heights: Vec<f64> = rows.iter().map(|(height, _)| *height).collect();
        Layout { rows: laid_out(&shares(&heights, lines.saturating_sub(around))), coloured }
    }

    /// Draws below what is on the grid already.
    pub(super) fn draw(&self, grid: &mut Grid) {
        for row in &self.rows {
            row.draw(grid, self.coloured);
        }
    }
}

/// Rows of panels, with their heights; one that has no room for its panels side by side becomes several.
fn broken(figure: &Figure, columns: usize) -> Vec<(f64, &[Panel])> {
    let side_by_side = |row: &Row| {
        let fitting = ((columns + GAP) / (NARROWEST_PANEL + GAP)).max(1);
        // As many in each of the rows, as far as that is possible.
        let rows = row.panels.len().div_ceil(fitting).max(1);
        row.panels.len().div_ceil(rows).max(1)
    };
    let parts = figure
        .rows
        .iter()
        .flat_map(|row| row.panels.chunks(side_by_side(row)).map(|panels| (row.height, panels)));
    parts.collect()
}

fn fewest_lines(height: f64) -> usize {
    ((height.min(1.0) * USUAL_LINES) as usize).max(FEWEST_LINES)
}

/// How many of the lines the marks of each row get.
fn shares(heights: &[f64], given: usize) -> Vec<usize> {
    let whole: f64 = heights.iter().sum();
    let share = |height: &f64| ((height / whole * given as f64) as usize).max(fewest_lines(*height));
    let mut shares: Vec<usize> = heights.iter().map(share).collect();
    // What one has beyond its share, others that can lack; what is left over goes to the highest.
    while shares.iter().sum::<usize>() > given {
        let spare = |at: &usize| shares[*at] - fewest_lines(heights[*at]);
        let Some(most) = (0..shares.len()).max_by_key(spare).filter(|at| spare(at) > 0) else { break };
        shares[most] -= 1;
    }
    let left = given.saturating_sub(shares.iter().sum());
    if let Some(highest) = shares.iter_mut().max() {
        *highest += left;
    }
    shares
}

/// For each number of panels side by side, how many columns are left of their marks, so that those below each other begin
/// in the same column.
fn gutters(rows: &[(f64, &[Panel])], shares: &[usize]) -> BTreeMap<usize, usize> {
    let mut gutters = BTreeMap::new();
    for ((_, panels), lines) in rows.iter().zip(shares) {
        let width = panels.iter().map(|panel| Ruler::vertical(&panel.y, *lines).width()).max().unwrap_or(0);
        // The texts and the axis itself.
        let gutter = gutters.entry(panels.len()).or_insert(0);
        *gutter = (width + 1).max(*gutter);
    }
    gutters
}

impl<'a> LaidOut<'a> {
    fn of(panels: &'a [Panel], lines: usize, columns: usize, gutter: usize, coloured: bool) -> LaidOut<'a> {
        let number = panels.len().max(1);
        let columns = (columns - (number - 1) * GAP) / number;
        // However wide the texts are, most is left for the marks.
        let gutter = gutter.min(columns / 2);
        let heading = |panel: &Panel| {
            let label = Ruler::vertical(&panel.y, lines).label;
            Heading::of(panel, &label, columns, gutter, coloured)
        };
        let note = |panel: &Panel| {
            let thinned = match marks::one_in(panel, columns - gutter, lines) {
                1 => None,
                number => Some(format!("one in {number} points is drawn here")),
            };
            let own = Some(panel.note.clone()).filter(|note| !note.is_empty());
            let note = own.into_iter().chain(thinned).collect::<Vec<_>>().join("; ");
            let wrapped = textwrap::wrap(&note, columns - gutter).into_iter().map(String::from);
            wrapped.filter(|line| !line.is_empty()).collect()
        };
        let below = |panel: &Panel| Ruler::horizontal(&panel.x, columns - gutter).lines();
        LaidOut {
            panels,
            headings: panels.iter().map(heading).collect(),
            notes: panels.iter().map(note).collect(),
            below: panels.iter().map(below).max().unwrap_or(0),
            columns,
            gutter,
            lines,
        }
    }

    fn lines_above(&self) -> usize {
        self.headings.iter().map(Heading::lines).max().unwrap_or(0)
    }

    /// All lines but those of the marks.
    fn lines_around(&self) -> usize {
        let notes = self.notes.iter().map(Vec::len).max().unwrap_or(0);
        self.lines_above() + self.below + notes
    }

    fn draw(&self, grid: &mut Grid, coloured: bool) {
        let first = grid.extend(self.lines_around() + self.lines);
        let line = first + self.lines_above();
        for (number, panel) in self.panels.iter().enumerate() {
            let column = number * (self.columns + GAP);
            let heading = &self.headings[number];
            heading.draw(grid, column, line - heading.lines(), self.columns);
            let inside = Inside {
                column: column + self.gutter,
                line,
                columns: self.columns - self.gutter,
                lines: self.lines,
            };
            frame::draw(panel, grid, inside);
            image::draw(panel, grid, inside, coloured);
            let mut canvas = Canvas::new(inside.columns, inside.lines);
            marks::draw(panel, &mut canvas, !coloured);
            canvas.put(grid, inside.column, inside.line);
            let below = line + self.lines + self.below;
            for (number, note) in self.notes[number].iter().enumerate() {
                grid.write(inside.column, below + number, note, Style::DIM, column + self.columns);
            }
        }
    }
}
