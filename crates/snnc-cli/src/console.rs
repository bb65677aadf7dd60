//! Standard error: notes, and diagnostics drawn for the terminal at hand.

use miette::{GraphicalReportHandler, GraphicalTheme};
use snnc_lang::report::Report;
use snnc_lang::{Diagnostic, Severity, Sources};
use std::io::{IsTerminal, Write};

const WIDTH_WITHOUT_TERMINAL: usize = 120;

/// Prints a line to standard error.
pub(crate) fn note(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Draws diagnostics on standard error, and ends with their number if there are several.
pub(crate) fn show(diagnostics: &[Diagnostic], sources: &Sources) {
    let terminal = std::io::stderr().is_terminal();
    let plain = !terminal || std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let theme = if plain { GraphicalTheme::unicode_nocolor() } else { GraphicalTheme::unicode() };
    let handler = GraphicalReportHandler::new_themed(theme).with_context_lines(1).with_links(false);
    let width = terminal_width().unwrap_or(WIDTH_WITHOUT_TERMINAL);
    let handler = handler.with_width(width);
    for diagnostic in diagnostics {
        let mut text = String::new();
        if handler.render_report(&mut text, &Report::new(diagnostic, sources)).is_err() {
            text = format!("{}: {}\n", diagnostic.code, diagnostic.message);
        }
        note(text.trim_end_matches('\n'));
        note("");
    }
    let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let parts = [(count(Severity::Error), "error"), (count(Severity::Warning), "warning")];
    let parts: Vec<_> = parts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {what}{}", if *n == 1 { "" } else { "s" }))
        .collect();
    if diagnostics.len() > 1 && !parts.is_empty() {
        note(&parts.join(", "));
    }
}

fn terminal_width() -> Option<usize> {
    let (width, _) = terminal_size::terminal_size_of(std::io::stderr())?;
    Some(usize::from(width.0).max(60))
}
