//! Standard error: notes, and diagnostics drawn for the terminal at hand.

use crate::drawn::{self, Look};
use snnc_lang::{Diagnostic, Sources};
use std::io::{IsTerminal, Write};

const WIDTH_WITHOUT_TERMINAL: usize = 120;

/// Prints a line to standard error.
pub(crate) fn note(text: &str) {
    say(&format!("{text}\n"));
}

/// Prints to standard error, lines that are ended already.
pub(crate) fn say(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Draws diagnostics on standard error, and ends with their number.
pub(crate) fn show(diagnostics: &[Diagnostic], sources: &Sources) {
    say(&look().show(diagnostics, sources));
}

/// Draws diagnostics on standard error; of very many the first, but errors rather than warnings.
pub(crate) fn draw(diagnostics: &[Diagnostic], sources: &Sources) {
    say(&look().draw(diagnostics, sources));
}

/// One line: how many, how many of them can be mended at once if that was not tried, and where to read more.
pub(crate) fn tally(diagnostics: &[&Diagnostic], can_be_mended: bool) {
    say(&drawn::tally(diagnostics, can_be_mended));
}

/// `1 error`, `2 errors`.
pub(crate) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// How diagnostics are drawn on standard error.
pub(crate) fn look() -> Look {
    let width =
        terminal_size::terminal_size_of(std::io::stderr()).map(|(width, _)| usize::from(width.0).max(60));
    Look {
        colours: wants_colours() && std::io::stderr().is_terminal(),
        width: width.unwrap_or(WIDTH_WITHOUT_TERMINAL),
    }
}

/// Whether the user has nothing against colours (<https://no-color.org>).
pub(crate) fn wants_colours() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
