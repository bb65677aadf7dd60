//! Tables for a terminal, and the numbers in them.

/// A table: the first columns to the left, the others to the right.
#[derive(Debug, Default)]
pub(super) struct Table {
    left: usize,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// One with these headings, of which so many are of texts.
    pub(super) fn new(left: usize, headings: &[&str]) -> Table {
        Table { left, rows: vec![headings.iter().map(ToString::to_string).collect()] }
    }

    pub(super) fn add(&mut self, row: Vec<String>) {
        self.rows.push(row);
    }

    /// Whether there is nothing below the headings.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.len() < 2
    }

    /// The text, indented. Columns in which no row has anything are left out.
    pub(super) fn text(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let cell = |row: &'_ [String], at: usize| row.get(at).cloned().unwrap_or_default();
        let said =
            |at: usize| self.rows[1..].iter().any(|row| !matches!(cell(row, at).as_str(), "" | NOTHING));
        let columns: Vec<usize> = (0..columns).filter(|at| *at == 0 || said(*at)).collect();
        let width = |at: usize| self.rows.iter().map(|row| cell(row, at).chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = columns.iter().map(|at| width(*at)).collect();
        let mut text = String::new();
        for row in &self.rows {
            let cells = columns.iter().zip(&widths).map(|(at, width)| {
                let cell = cell(row, *at);
                if *at < self.left { format!("{cell:width$}") } else { format!("{cell:>width$}") }
            });
            let line = cells.collect::<Vec<_>>().join("  ");
            text += &format!("  {}\n", line.trim_end());
        }
        text
    }
}

/// What stands where there is no value.
pub(super) const NOTHING: &str = "-";

/// A figure without unit.
pub(super) fn figure(value: Option<f64>) -> String {
    value.map_or(NOTHING.into(), significant)
}

/// A ratio whose natural measure is 1: digits that a rounded step leaves of nothing are none.
pub(super) fn ratio(value: Option<f64>) -> String {
    figure(value.map(|value| if value.abs() < 1e-9 { 0.0 } else { value }))
}

/// An edge or a width, which has few digits.
pub(super) fn edge(value: f64, unit: &str) -> String {
    let text = significant(value);
    let text = if text.contains('.') && !text.contains('e') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    format!("{text} {unit}")
}

/// A figure with a unit.
pub(super) fn quantity(value: Option<f64>, unit: &str) -> String {
    match (value, unit) {
        (None, _) => NOTHING.into(),
        (Some(value), "1" | "") => significant(value),
        (Some(value), unit) => format!("{} {unit}", significant(value)),
    }
}

/// Four digits, of very large and very small numbers with an exponent.
pub(super) fn significant(value: f64) -> String {
    if value == 0.0 {
        return "0".into();
    }
    let rounded = format!("{value:.3e}");
    let exponent: i32 = rounded.split_once('e').and_then(|(_, power)| power.parse().ok()).unwrap_or(0);
    match exponent {
        -3..=5 => format!("{value:.*}", (3 - exponent).max(0) as usize),
        _ => rounded,
    }
}

/// A time in a readable unit.
pub(super) fn time(seconds: f64) -> String {
    let (scaled, unit) = match seconds.abs() {
        s if s >= 1.0 || s == 0.0 => (seconds, "s"),
        s if s >= 1e-3 => (seconds * 1e3, "ms"),
        _ => (seconds * 1e6, "us"),
    };
    format!("{} {unit}", (scaled * 1e6).round() / 1e6)
}

/// Counts as a row of bars; nothing where there is none.
pub(super) fn bars(counts: &[u64]) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let bar = |count: u64| match count {
        0 => ' ',
        // The fullest is whole, and the emptiest is seen.
        count => BARS[(count as f64 / most as f64 * 8.0).ceil().clamp(1.0, 8.0) as usize - 1],
    };
    counts.iter().map(|count| bar(*count)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Table, bars, significant, time};

    #[test]
    fn four_digits() {
        let cases = [
            (0.0, "0"),
            (5.65699, "5.657"),
            (-49.9996, "-50.00"),
            (123456.7, "123457"),
            (0.0123449, "0.01234"),
            (1e-4, "1.000e-4"),
            (9.9999, "10.00"),
        ];
        for (value, text) in cases {
            assert_eq!(significant(value), text);
        }
        assert_eq!((time(0.1), time(2.0), time(1e-4)), ("100 ms".into(), "2 s".into(), "100 us".into()));
    }

    #[test]
    fn columns_in_which_nothing_is_said_are_left_out() {
        let mut table = Table::new(1, &["name", "rate", "CV"]);
        table.add(vec!["cells".into(), "5 Hz".into(), "-".into()]);
        assert_eq!(table.text(), "  name   rate\n  cells  5 Hz\n");
        assert_eq!(bars(&[0, 1, 8, 80]), " ▁▁█");
    }
}
