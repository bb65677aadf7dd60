//! Figures as text, for terminals: dots in braille characters, images in half blocks.

mod canvas;
mod frame;
mod grid;
mod heading;
mod image;
mod layout;
mod marks;

pub use grid::Colours;

use crate::figure::Figure;
use grid::{Grid, Style};
use layout::Layout;

/// A narrower terminal is drawn for as if it had so many columns.
const FEWEST_COLUMNS: usize = 30;
/// Between texts in a line, and between panels.
const GAP: usize = 2;

/// Draws a figure for a terminal of so many columns and rows: text, in lines that end with a line break. It has more lines
/// than `rows` only where its panels would be too low to be read.
///
/// ```
/// use snnc_plot::figure::Figure;
/// use snnc_plot::terminal::{self, Colours};
/// let figure = Figure { title: "cuba".into(), ..Figure::default() };
/// assert_eq!(terminal::draw(&figure, 30, 24, Colours::None), "             cuba\n");
/// ```
pub fn draw(figure: &Figure, columns: usize, rows: usize, colours: Colours) -> String {
    let columns = columns.max(FEWEST_COLUMNS);
    let mut grid = Grid::new(columns);
    title(figure, &mut grid);
    let left = rows.saturating_sub(grid.extend(0));
    Layout::of(figure, columns, left, colours != Colours::None).draw(&mut grid);
    grid.text(colours)
}

/// The title, and beside or below it the line that belongs to it.
fn title(figure: &Figure, grid: &mut Grid) {
    let columns = grid.columns();
    let (title, subtitle) = (grid::width(&figure.title), grid::width(&figure.subtitle));
    let both = title > 0 && subtitle > 0 && title + GAP + subtitle <= columns;
    let centre = |width: usize| columns.saturating_sub(width) / 2;
    if title > 0 {
        let line = grid.extend(1);
        let start = centre(if both { title + GAP + subtitle } else { title });
        let end = grid.write(start, line, &figure.title, Style::BOLD, columns);
        if both {
            grid.write(end + GAP, line, &figure.subtitle, Style::DIM, columns);
        }
    }
    if subtitle > 0 && !both {
        let line = grid.extend(1);
        grid.write(centre(subtitle), line, &figure.subtitle, Style::DIM, columns);
    }
}
