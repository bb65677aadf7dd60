//! Standard error: notes, and diagnostics drawn for the terminal at hand.

use miette::{GraphicalReportHandler, GraphicalTheme, ThemeStyles};
use snnc_lang::report::Report;
use snnc_lang::{Diagnostic, Severity, Sources, explain};
use std::collections::BTreeSet;
use std::io::{IsTerminal, Write};

const WIDTH_WITHOUT_TERMINAL: usize = 120;
/// So many findings of one model are drawn: nobody reads more.
const MOST_DRAWN: usize = 100;

/// Prints a line to standard error.
pub(crate) fn note(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Draws diagnostics on standard error, and ends with their number.
pub(crate) fn show(diagnostics: &[Diagnostic], sources: &Sources) {
    draw(diagnostics, sources);
    if diagnostics.len() > 1 || diagnostics.iter().any(Diagnostic::is_error) {
        tally(&diagnostics.iter().collect::<Vec<_>>(), true);
    }
}

/// Draws diagnostics on standard error; of very many the first, but errors rather than warnings.
pub(crate) fn draw(diagnostics: &[Diagnostic], sources: &Sources) {
    let mut drawn: Vec<_> = (0..diagnostics.len()).collect();
    drawn.sort_by_key(|at| !diagnostics[*at].is_error());
    drawn.truncate(MOST_DRAWN);
    drawn.sort_unstable();
    let colours = colours();
    let width = terminal_width().unwrap_or(WIDTH_WITHOUT_TERMINAL);
    for diagnostic in drawn.iter().map(|at| &diagnostics[*at]) {
        let report = Report::new(diagnostic, sources);
        let theme =
            if colours { theme(diagnostic.severity, &report) } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_context_lines(1)
            .with_links(false)
            .with_width(width);
        let mut text = String::new();
        if handler.render_report(&mut text, &report).is_err() {
            text = format!("{}: {}\n", diagnostic.code, diagnostic.message);
        }
        note(&format!("{}\n", text.trim_end_matches('\n')));
    }
    let left = diagnostics.len() - drawn.len();
    if left > 0 {
        let name = sources.iter().next().map_or("", |source| source.name.as_str());
        note(&format!("{left} more of {name} are listed by `snnc check --format short`\n"));
    }
}

/// One line: how many, how many of them can be mended at once if that was not tried, and where to read more.
pub(crate) fn tally(diagnostics: &[&Diagnostic], can_be_mended: bool) {
    let of = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let counts = [(of(Severity::Error), "error"), (of(Severity::Warning), "warning")];
    let counts: Vec<_> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| count(*n, what)).collect();
    if counts.is_empty() {
        return;
    }
    let mut parts = vec![counts.join(", ")];
    let safe = diagnostics.iter().filter(|d| d.fixes.iter().any(|fix| fix.safe)).count();
    match safe {
        _ if !can_be_mended => {}
        0 => {}
        1 if diagnostics.len() == 1 => parts.push("`snnc check --fix` mends it".into()),
        _ if safe == diagnostics.len() => parts.push("`snnc check --fix` mends them".into()),
        _ => parts.push(format!("`snnc check --fix` mends {safe} of them")),
    }
    let codes: BTreeSet<_> = diagnostics.iter().map(|d| d.code).collect();
    let mut explained = codes.iter().filter(|code| explain::page(code).is_some());
    match (explained.next(), explained.next()) {
        (None, _) => {}
        (Some(code), None) => parts.push(format!("`snnc explain {code}` says more")),
        (Some(_), Some(_)) => parts.push("`snnc explain CODE` says more of each".into()),
    }
    note(&parts.join("; "));
}

/// `1 error`, `2 errors`.
pub(crate) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Whether standard error takes colours, and the user wants them.
fn colours() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// The offending text in the colour of the severity, the other places in one of their own.
fn theme(severity: Severity, report: &Report) -> GraphicalTheme {
    let mut theme = GraphicalTheme::unicode();
    let styles = ThemeStyles::ansi();
    let offending = match severity {
        Severity::Error => styles.error,
        Severity::Warning => styles.warning,
        Severity::Info => styles.advice,
    };
    let highlights = report.offending().map(|it| if it { offending.bold() } else { styles.help.bold() });
    theme.styles.highlights = highlights.collect();
    theme
}

fn terminal_width() -> Option<usize> {
    let (width, _) = terminal_size::terminal_size_of(std::io::stderr())?;
    Some(usize::from(width.0).max(60))
}
