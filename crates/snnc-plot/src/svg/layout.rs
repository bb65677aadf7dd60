//! Where everything in a figure is.
//!
//! How many ticks an axis has depends on its length, and its length on how wide the texts of the ticks are; so both are
//! found in turns, until nothing moves.

use super::Size;
use super::beside::Beside;
use super::legend::{self, Entry, Legend, LegendPlace};
use super::measure::{Measured, measure};
use super::style;
use super::text::wrapped;
use crate::figure::{Figure, Panel, Ticks};
use crate::font::Weight;
use crate::ticks::AxisTicks;

/// An upright rectangle, in points from the top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Rect {
    pub(super) fn right(self) -> f64 {
        self.left + self.width
    }

    pub(super) fn bottom(self) -> f64 {
        self.top + self.height
    }
}

/// A figure with places.
#[derive(Debug)]
pub(super) struct Layout<'f> {
    /// The lines of the title and of what is below it.
    pub(super) title: Vec<String>,
    pub(super) subtitle: Vec<String>,
    /// The height of all that is not a panel.
    pub(super) texts: f64,
    /// All panels, row by row.
    pub(super) panels: Vec<Placed<'f>>,
}

/// A panel with places.
#[derive(Debug)]
pub(super) struct Placed<'f> {
    pub(super) panel: &'f Panel,
    /// What the axes enclose.
    pub(super) frame: Rect,
    pub(super) x: AxisTicks,
    pub(super) y: AxisTicks,
    /// The lines along the axes.
    pub(super) x_label: Vec<String>,
    pub(super) y_label: Vec<String>,
    pub(super) y_label_size: f64,
    /// From the frame to the nearest of the lines along the vertical axis.
    pub(super) y_label_gap: f64,
    pub(super) legend: Option<Legend>,
    pub(super) beside: Vec<Beside>,
    pub(super) note: Vec<String>,
}

/// Labels of vertical axes that would be so far apart are not aligned.
const FAR_APART: f64 = 16.0;

/// Turns after which the places are taken as they are; two or three are enough.
const TURNS: usize = 8;

/// Finds the place of everything.
pub(super) fn layout(figure: &Figure, size: Size) -> Layout<'_> {
    let (width, height) = (size.width(), size.height());
    let room = width - 2.0 * style::OUTSIDE;
    let title = wrapped(&figure.title, style::TITLE, Weight::Bold, room);
    let subtitle = wrapped(&figure.subtitle, style::SUBTITLE, Weight::Regular, room);
    let top = style::OUTSIDE + heading(title.len(), subtitle.len());
    let inner =
        Rect { left: style::OUTSIDE, top, width: room, height: (height - top - style::OUTSIDE).max(1.0) };

    let entries = legend::entries(figure);
    let mut frames: Vec<Vec<Rect>> = figure
        .rows
        .iter()
        .map(|row| {
            let (across, down) = (row.panels.len().max(1) as f64, figure.rows.len() as f64);
            let (width, height) = (inner.width * 0.85 / across, inner.height * 0.75 / down);
            vec![Rect { left: 0.0, top: 0.0, width, height }; row.panels.len()]
        })
        .collect();
    let mut places: Vec<Vec<LegendPlace>> =
        figure.rows.iter().map(|row| vec![LegendPlace::Unknown; row.panels.len()]).collect();
    let mut measured = vec![];
    let mut texts = 0.0;
    for _ in 0..TURNS {
        measured = measure_all(figure, &frames, &entries, &places);
        let (next, fixed) = arranged(figure, inner, &measured);
        texts = top + fixed + style::OUTSIDE;
        let mut moved = false;
        for (r, row) in figure.rows.iter().enumerate() {
            for (p, panel) in row.panels.iter().enumerate() {
                let (old, new) = (frames[r][p], next[r][p]);
                moved |= (old.width - new.width).abs() > 0.01 || (old.height - new.height).abs() > 0.01;
                let place = legend::place(panel, new, &entries[r][p], places[r][p]);
                moved |= place != places[r][p];
                places[r][p] = place;
            }
        }
        frames = next;
        if !moved {
            break;
        }
    }
    let mut panels = vec![];
    for (r, row) in figure.rows.iter().enumerate() {
        for (p, panel) in row.panels.iter().enumerate() {
            let of = measured[r][p].clone();
            // Labels of a column stand in line, but not far from their axis for the sake of much wider texts elsewhere.
            let near = of.y_ticks + FAR_APART;
            let widths = column(&measured, r, p).map(|m| m.y_ticks).filter(|width| *width <= near);
            let tick_width = widths.fold(0.0, f64::max);
            let legend = legend::positioned(&entries[r][p], places[r][p], frames[r][p], &panel.title);
            panels.push(Placed {
                panel,
                frame: frames[r][p],
                x: of.x,
                y: of.y,
                x_label: of.x_label,
                y_label: of.y_label,
                y_label_size: of.y_label_size,
                y_label_gap: tick_width + style::LABEL_GAP,
                legend,
                beside: of.beside,
                note: of.note,
            });
        }
    }
    Layout { title, subtitle, texts, panels }
}

/// The height of the lines above all panels.
pub(super) fn heading(title: usize, subtitle: usize) -> f64 {
    let lines = title as f64 * style::TITLE + subtitle as f64 * style::SUBTITLE;
    if lines > 0.0 { lines * style::LEADING + 3.0 } else { 0.0 }
}

fn measure_all(
    figure: &Figure,
    frames: &[Vec<Rect>],
    entries: &[Vec<Vec<Entry>>],
    places: &[Vec<LegendPlace>],
) -> Vec<Vec<Measured>> {
    let rows = figure.rows.iter().zip(frames).zip(entries.iter().zip(places));
    rows.map(|((row, frames), (entries, places))| {
        let panels = row.panels.iter().zip(frames).zip(entries.iter().zip(places));
        panels
            .map(|((panel, frame), (entries, place))| {
                let legend = if *place == LegendPlace::Above { entries.as_slice() } else { &[] };
                measure(panel, *frame, legend)
            })
            .collect()
    })
    .collect()
}

/// The panels whose left edges are one below the other: all first panels of rows, else those of rows of equally many.
fn column(measured: &[Vec<Measured>], row: usize, panel: usize) -> impl Iterator<Item = &Measured> {
    let count = measured[row].len();
    measured.iter().filter(move |row| panel == 0 || row.len() == count).filter_map(move |row| row.get(panel))
}

/// The same of right edges.
fn column_from_right(
    measured: &[Vec<Measured>],
    row: usize,
    panel: usize,
) -> impl Iterator<Item = &Measured> {
    let count = measured[row].len();
    let last = count - 1 == panel;
    measured
        .iter()
        .filter(move |row| last || row.len() == count)
        .filter_map(move |row| if last { row.last() } else { row.get(panel) })
}

/// The frames, as the margins leave them, and the height of all margins.
fn arranged(figure: &Figure, inner: Rect, measured: &[Vec<Measured>]) -> (Vec<Vec<Rect>>, f64) {
    let largest = |all: &[Measured], of: fn(&Measured) -> f64| all.iter().map(of).fold(0.0, f64::max);
    let mut fixed = 0.0;
    let mut gaps = vec![];
    for (r, row) in figure.rows.iter().enumerate() {
        fixed += largest(&measured[r], |m| m.above) + largest(&measured[r], |m| m.below);
        let shared = row.panels.iter().all(|panel| matches!(panel.x.ticks, Ticks::Shared | Ticks::None));
        let gap = match (r + 1 == figure.rows.len(), shared) {
            (true, _) => 0.0,
            (false, true) => style::SHARED_GAP,
            (false, false) => style::PANEL_GAP,
        };
        gaps.push(gap);
    }
    let shares: f64 = figure.rows.iter().map(|row| share(row.height)).sum();
    fixed += gaps.iter().sum::<f64>();
    let free = (inner.height - fixed).max(shares * LEAST);
    let mut top = inner.top;
    let mut frames = vec![];
    for (r, row) in figure.rows.iter().enumerate() {
        top += largest(&measured[r], |m| m.above);
        let height = free * share(row.height) / shares;
        let count = row.panels.len();
        let margins: Vec<(f64, f64)> = (0..count)
            .map(|p| {
                let labels = column(measured, r, p).map(Measured::label_width).fold(0.0, f64::max);
                let ticks = column(measured, r, p).map(|m| m.y_ticks).fold(0.0, f64::max);
                let overhang = column(measured, r, p).map(|m| m.left).fold(0.0, f64::max);
                let right = column_from_right(measured, r, p).map(|m| m.right).fold(0.0, f64::max);
                ((ticks + labels).max(overhang), right)
            })
            .collect();
        let taken: f64 = margins.iter().map(|(left, right)| left + right).sum();
        let between = style::PANEL_GAP * count.saturating_sub(1) as f64;
        let width = ((inner.width - taken - between) / count.max(1) as f64).max(LEAST);
        let mut left = inner.left;
        let mut across = vec![];
        for (before, after) in margins {
            left += before;
            across.push(Rect { left, top, width, height });
            left += width + after + style::PANEL_GAP;
        }
        frames.push(across);
        top += height + largest(&measured[r], |m| m.below) + gaps[r];
    }
    (frames, fixed)
}

/// The height of a row in relation to others, of which none vanishes.
pub(super) fn share(height: f64) -> f64 {
    if height.is_finite() { height.clamp(0.05, 100.0) } else { 1.0 }
}

/// No panel becomes narrower or lower than this, even if it leaves the page.
const LEAST: f64 = 12.0;
