//! Pictures on standard output, as large as the terminal there and in the colours that it shows.

use crate::console;
use snnc_plot::figure::Figure;
use snnc_plot::terminal::{Colours, draw};
use std::io::IsTerminal;

/// What is taken where there is no terminal.
const SIZE: (usize, usize) = (80, 24);

/// A figure as text that fits on the terminal, with room for the line of the next command.
pub(crate) fn text(figure: &Figure) -> String {
    let (columns, rows) = size();
    draw(figure, columns, rows - 1, colours())
}

/// The columns and rows of the terminal.
pub(crate) fn size() -> (usize, usize) {
    let size = terminal_size::terminal_size_of(std::io::stdout());
    size.map_or(SIZE, |(columns, rows)| (usize::from(columns.0), usize::from(rows.0).max(2)))
}

/// The colours that standard output shows, and the user wants.
pub(crate) fn colours() -> Colours {
    let is = |name: &str, values: &[&str]| std::env::var(name).is_ok_and(|it| values.contains(&it.as_str()));
    if !std::io::stdout().is_terminal() || !console::wants_colours() || is("TERM", &["dumb", "linux"]) {
        Colours::None
    } else if is("COLORTERM", &["truecolor", "24bit"]) {
        Colours::Full
    } else {
        Colours::Palette
    }
}
