//! Diagnostics as text: for a terminal, or wherever else they are shown.

use crate::console::count;
use miette::{GraphicalReportHandler, GraphicalTheme, ThemeStyles};
use snnc_lang::report::Report;
use snnc_lang::{Diagnostic, Severity, Sources, explain};
use std::collections::BTreeSet;

/// So many findings of one model are drawn: nobody reads more.
const MOST_DRAWN: usize = 100;

/// Where diagnostics are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look {
    /// Whether ANSI's colours are understood and wanted.
    pub(crate) colours: bool,
    /// The columns that there are.
    pub(crate) width: usize,
}

impl Look {
    /// Diagnostics with their texts, each followed by an empty line; of very many the first, but errors rather than warnings.
    pub(crate) fn draw(self, diagnostics: &[Diagnostic], sources: &Sources) -> String {
        let mut drawn: Vec<_> = (0..diagnostics.len()).collect();
        drawn.sort_by_key(|at| !diagnostics[*at].is_error());
        drawn.truncate(MOST_DRAWN);
        drawn.sort_unstable();
        let mut all = String::new();
        for diagnostic in drawn.iter().map(|at| &diagnostics[*at]) {
            let report = Report::new(diagnostic, sources);
            let theme = if self.colours {
                theme(diagnostic.severity, &report)
            } else {
                GraphicalTheme::unicode_nocolor()
            };
            let handler = GraphicalReportHandler::new_themed(theme)
                .with_context_lines(1)
                .with_links(false)
                .with_width(self.width);
            let mut text = String::new();
            if handler.render_report(&mut text, &report).is_err() {
                text = format!("{}: {}\n", diagnostic.code, diagnostic.message);
            }
            all += text.trim_end_matches('\n');
            all += "\n\n";
        }
        let left = diagnostics.len() - drawn.len();
        if left > 0 {
            let name = sources.iter().next().map_or("", |source| source.name.as_str());
            all += &format!("{left} more of {name} are listed by `snnc check --format short`\n\n");
        }
        all
    }

    /// Diagnostics with their texts, and a line that counts them if that says anything.
    pub(crate) fn show(self, diagnostics: &[Diagnostic], sources: &Sources) -> String {
        let mut all = self.draw(diagnostics, sources);
        if diagnostics.len() > 1 || diagnostics.iter().any(Diagnostic::is_error) {
            all += &tally(&diagnostics.iter().collect::<Vec<_>>(), true);
        }
        all
    }
}

/// One line: how many, how many of them can be mended at once if that was not tried, and where to read more. Nothing of none.
pub(crate) fn tally(diagnostics: &[&Diagnostic], can_be_mended: bool) -> String {
    let of = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let counts = [(of(Severity::Error), "error"), (of(Severity::Warning), "warning")];
    let counts: Vec<_> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| count(*n, what)).collect();
    if counts.is_empty() {
        return String::new();
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
    parts.join("; ") + "\n"
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
