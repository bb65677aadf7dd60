//! What is shown in the terminal.

use super::attempt::Results;
use super::products::Made;
use super::told::Told;
use crate::{console, output, picture};
use snnc_plot::figure::Figure;
use snnc_plot::terminal;
use std::io::IsTerminal;
use std::path::Path;

/// Clears the screen and goes to its beginning (ECMA-48, 8.3.39 and 8.3.21).
const CLEAR: &str = "\u{1b}[2J\u{1b}[H";
/// Pictures are drawn with at least so many lines, also where a message leaves fewer.
const FEWEST_LINES: usize = 12;

/// The terminal, or pipes in its place.
pub(super) struct Screen {
    model: String,
    /// Whether pictures are shown.
    pictures: bool,
    /// The last picture, and the run that it is of.
    last: Option<(u64, Figure)>,
}

impl Screen {
    /// With pictures or without.
    pub(super) fn new(model: &Path, pictures: bool) -> Screen {
        Screen { model: model.display().to_string(), pictures, last: None }
    }

    /// Shows what came of a run: the picture, or the last one, and below it what is told. On a terminal that takes the place of
    /// what was shown before; else pictures go to standard output, and all else to standard error.
    pub(super) fn show(&mut self, run: u64, told: &Told, results: Option<(Results, Made)>) {
        let told = told.text(console::look());
        let status = match &results {
            Some((results, _)) => format!("run {run} of {}: {}", self.model, results.status),
            None => format!("run {run} of {}: no results", self.model),
        };
        let fresh = results.is_some();
        if let Some((_, made)) = results {
            self.last = made.figure.map(|figure| (run, figure));
        }
        if self.pictures && std::io::stdout().is_terminal() {
            let picture = self.last.as_ref().map(|(of, figure)| {
                let (columns, rows) = picture::size();
                let lines = told.lines().count() + 2 + usize::from(!fresh);
                let rows = rows.saturating_sub(lines).max(FEWEST_LINES);
                let drawn = terminal::draw(figure, columns, rows, picture::colours());
                if fresh { drawn } else { format!("the last results, of run {of}:\n{drawn}") }
            });
            let picture = picture.unwrap_or_default();
            // A terminal that went away is told by the next read of it.
            let _ = output::print(&format!("{CLEAR}{picture}"));
            console::say(&format!("{told}{status}; waiting for a save, Ctrl-C ends\n"));
        } else {
            if let Some((_, figure)) = self.last.as_ref().filter(|_| self.pictures && fresh) {
                let _ = output::print(&picture::text(figure));
            }
            console::say(&format!("{told}{status}\n"));
        }
    }
}
