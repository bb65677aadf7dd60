//! Values as colours: two in each character, one above the other.

use super::frame::Inside;
use super::grid::{Grid, Style};
use crate::colour_map::ColourMap;
use crate::figure::{Colour, Mark, Panel};
use crate::ticks::{place, written};

/// Without colours: the more ink, the higher.
const SHADES: [char; 5] = [' ', '░', '▒', '▓', '█'];
/// How many characters the scale of colours in a legend has.
const SCALE: usize = 10;

/// Draws the images of a panel.
pub(super) fn draw(panel: &Panel, grid: &mut Grid, inside: Inside, coloured: bool) {
    for mark in &panel.marks {
        let Mark::Image { x, y, columns, values, range, diverging, .. } = mark else { continue };
        let lines = if *columns == 0 { 0 } else { values.len() / columns };
        if lines == 0 {
            continue;
        }
        let (halves, map) = (if coloured { 2 } else { 1 }, colours(*diverging));
        let across = spans((place(&panel.x, x.0), place(&panel.x, x.1)), inside.columns, *columns);
        let up = spans((place(&panel.y, y.0), place(&panel.y, y.1)), inside.lines * halves, lines);
        let value = |column: usize, from_bottom: usize| {
            let (columns_there, lines_there) = (across[column].clone()?, up[from_bottom].clone()?);
            let there = lines_there.flat_map(|line| values[line * columns..][columns_there.clone()].iter());
            let (sum, count) = there.filter(|v| v.is_finite()).fold((0.0, 0), |(sum, n), v| (sum + v, n + 1));
            (count > 0).then(|| along(*range, sum / f64::from(count)))
        };
        for line in 0..inside.lines {
            for column in 0..inside.columns {
                let at = (inside.column + column, inside.line + line);
                if coloured {
                    let bottom = 2 * (inside.lines - 1 - line);
                    let [upper, lower] = [bottom + 1, bottom].map(|half| Some(map.at(value(column, half)?)));
                    halved(grid, at, upper, lower);
                } else if let Some(part) = value(column, inside.lines - 1 - line) {
                    let shade = (part * SHADES.len() as f64).clamp(0.0, SHADES.len() as f64 - 1.0);
                    grid.set(at.0, at.1, SHADES[shade as usize], Style::PLAIN);
                }
            }
        }
    }
}

fn colours(diverging: bool) -> ColourMap {
    if diverging { ColourMap::Diverging } else { ColourMap::Sequential }
}

fn along((low, high): (f64, f64), value: f64) -> f64 {
    if high > low { (value - low) / (high - low) } else { 0.5 }
}

/// Two colours in one character; where there is none, what is behind stays.
fn halved(grid: &mut Grid, (column, line): (usize, usize), upper: Option<Colour>, lower: Option<Colour>) {
    let (glyph, ink, paper) = match (upper, lower) {
        (None, None) => return,
        (Some(upper), lower) => ('▀', upper, lower),
        (None, Some(lower)) => ('▄', lower, None),
    };
    grid.set(column, line, glyph, Style { ink: Some(ink), paper, ..Style::PLAIN });
}

/// For each of `cells` along an axis, which of the `values` between the two ends (as parts of the axis) are in it.
fn spans((from, to): (f64, f64), cells: usize, values: usize) -> Vec<Option<std::ops::Range<usize>>> {
    let at = |cell: f64| (cell / cells as f64 - from) / (to - from) * values as f64;
    let span = |cell: usize| {
        let (start, middle, end) = (at(cell as f64), at(cell as f64 + 0.5), at(cell as f64 + 1.0));
        if !(0.0..values as f64).contains(&middle) {
            return None;
        }
        // Those that begin within the cell; if none does, the one that its middle is in.
        let (first, last) = (start.max(0.0).ceil() as usize, (end.ceil() as usize).min(values));
        Some(if first < last { first..last } else { middle as usize..middle as usize + 1 })
    };
    (0..cells).map(span).collect()
}

/// The scale of colours for a legend, with its ends.
pub(super) fn scale(label: &str, range: (f64, f64), diverging: bool, coloured: bool) -> Vec<(String, Style)> {
    let decimals = (2 - (range.1 - range.0).abs().log10().floor() as i32).clamp(0, 6) as usize;
    let text = |value| shortened(written(value, decimals));
    let mut pieces = vec![(format!("{} ", text(range.0)), Style::PLAIN)];
    for step in 0..SCALE {
        let part = step as f64 / (SCALE - 1) as f64;
        pieces.push(if coloured {
            ("█".into(), Style { ink: Some(colours(diverging).at(part)), ..Style::PLAIN })
        } else {
            (SHADES[((part * SHADES.len() as f64) as usize).min(SHADES.len() - 1)].into(), Style::PLAIN)
        });
    }
    pieces.push((format!(" {} {label}", text(range.1)).trim_end().into(), Style::PLAIN));
    pieces
}

/// Without zeros that say nothing.
fn shortened(text: String) -> String {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').into() } else { text }
}
