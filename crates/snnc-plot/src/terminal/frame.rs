//! The axes of a panel, with their ticks and what stands at them.

use super::grid::{Grid, Style, width};
use crate::figure::{Axis, Panel, Ticks};
use crate::ticks::{self, AxisTicks};

/// How many ticks a vertical axis over so many lines has room for: one in three lines, but three as soon as they fit.
fn ticks_over(lines: usize) -> usize {
    if lines < 5 { 2 } else { lines.div_ceil(3).clamp(3, 8) }
}

/// A tick: at which column or line of the marks, and what stands there.
type Tick = (usize, String);

/// The ticks of one axis on the grid.
#[derive(Debug)]
pub(super) struct Ruler {
    ticks: Vec<Tick>,
    /// The label, with the unit and the power of ten that is taken out of the texts.
    pub(super) label: String,
}

impl Ruler {
    /// The vertical axis over so many lines, counted from the top.
    pub(super) fn vertical(axis: &Axis, lines: usize) -> Ruler {
        let chosen = ticks::choose(axis, ticks_over(lines));
        let label = ticks::label(axis, chosen.exponent);
        let mut placed: Vec<Tick> = vec![];
        for tick in chosen.major {
            let place = (1.0 - ticks::place(axis, tick.value)) * lines as f64;
            let line = place.clamp(0.0, (lines - 1) as f64) as usize;
            if placed.iter().all(|(other, _)| *other != line) {
                placed.push((line, tick.text));
            }
        }
        if axis.ticks == Ticks::Shared {
            placed.iter_mut().for_each(|(_, text)| text.clear());
        }
        Ruler { ticks: placed, label }
    }

    /// The horizontal axis over so many columns: as many ticks as stand apart.
    pub(super) fn horizontal(axis: &Axis, columns: usize) -> Ruler {
        let ruler = |AxisTicks { major, exponent, .. }: AxisTicks| {
            let place = |value| (ticks::place(axis, value) * columns as f64).clamp(0.0, (columns - 1) as f64);
            let ticks = major.into_iter().map(|tick| (place(tick.value) as usize, tick.text)).collect();
            Ruler { ticks, label: ticks::label(axis, exponent) }
        };
        let mut fewer = (2..=(columns / 7).clamp(2, 10)).rev().map(|most| ruler(ticks::choose(axis, most)));
        let fits = |ruler: &Ruler| {
            ruler.ticks.windows(2).all(|pair| end(&pair[0], columns) + 2 <= start(&pair[1], columns))
        };
        let mut found = fewer.find(fits).unwrap_or_else(|| {
            // Those that the figure itself places, and that cannot be fewer: one that has no room is left out.
            let mut ruler = ruler(ticks::choose(axis, 2));
            let mut kept: Vec<Tick> = vec![];
            for tick in ruler.ticks {
                if kept.last().is_none_or(|last| end(last, columns) < start(&tick, columns)) {
                    kept.push(tick);
                }
            }
            ruler.ticks = kept;
            ruler
        });
        if axis.ticks == Ticks::Shared {
            found.ticks.iter_mut().for_each(|(_, text)| text.clear());
            found.label.clear();
        }
        found
    }

    /// How wide the texts are.
    pub(super) fn width(&self) -> usize {
        self.ticks.iter().map(|(_, text)| width(text)).max().unwrap_or(0)
    }

    fn has_texts(&self) -> bool {
        self.ticks.iter().any(|(_, text)| !text.is_empty())
    }

    /// How many lines a horizontal axis takes, from its line to its label.
    pub(super) fn lines(&self) -> usize {
        1 + usize::from(self.has_texts()) + usize::from(!self.label.is_empty())
    }
}

/// Where the text of a tick begins, if it shall not reach beyond the panel.
fn start((column, text): &Tick, columns: usize) -> usize {
    column.saturating_sub(width(text) / 2).min(columns.saturating_sub(width(text)))
}

fn end(tick: &Tick, columns: usize) -> usize {
    start(tick, columns) + width(&tick.1)
}

/// Where the marks of a panel are on the grid.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inside {
    pub(super) column: usize,
    pub(super) line: usize,
    pub(super) columns: usize,
    pub(super) lines: usize,
}

/// Draws both axes around the marks, with what stands left of and below them.
pub(super) fn draw(panel: &Panel, grid: &mut Grid, inside: Inside) {
    let Inside { column, line, columns, lines } = inside;
    let left = column - 1;
    (line..line + lines).for_each(|at| grid.set(left, at, '│', Style::DIM));
    for (at, text) in Ruler::vertical(&panel.y, lines).ticks {
        grid.set(left, line + at, '┤', Style::DIM);
        grid.write(left.saturating_sub(width(&text)), line + at, &text, Style::PLAIN, left);
    }
    let base = line + lines;
    grid.set(left, base, '└', Style::DIM);
    (column..column + columns).for_each(|at| grid.set(at, base, '─', Style::DIM));
    let ruler = Ruler::horizontal(&panel.x, columns);
    for tick in &ruler.ticks {
        grid.set(column + tick.0, base, '┬', Style::DIM);
        grid.write(column + start(tick, columns), base + 1, &tick.1, Style::PLAIN, column + columns);
    }
    let indent = columns.saturating_sub(width(&ruler.label)) / 2;
    let below = base + 1 + usize::from(ruler.has_texts());
    grid.write(column + indent, below, &ruler.label, Style::PLAIN, column + columns);
}
