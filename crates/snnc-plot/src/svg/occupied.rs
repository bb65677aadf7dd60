//! Which parts of a panel marks cover, in small squares.

use super::layout::Rect;
use crate::figure::{Mark, Panel};
use crate::ticks::place;

/// The side of a square, in points.
const SQUARE: f64 = 2.0;

/// Squares that are covered.
pub(super) struct Occupied {
    columns: usize,
    rows: usize,
    covered: Vec<bool>,
}

impl Occupied {
    /// By the marks of a panel of that size.
    pub(super) fn by(panel: &Panel, width: f64, height: f64) -> Occupied {
        let columns = (width / SQUARE).ceil().max(1.0) as usize;
        let rows = (height / SQUARE).ceil().max(1.0) as usize;
        let mut occupied = Occupied { columns, rows, covered: vec![false; columns * rows] };
        let x = |value: f64| place(&panel.x, value) * width;
        let y = |value: f64| (1.0 - place(&panel.y, value)) * height;
        for mark in &panel.marks {
            match mark {
                Mark::Points { at, .. } => at.iter().for_each(|(a, b)| occupied.cover(x(*a), y(*b))),
                Mark::Line { at, .. } => {
                    for pair in at.windows(2) {
                        occupied.walk((x(pair[0].0), y(pair[0].1)), (x(pair[1].0), y(pair[1].1)));
                    }
                }
                Mark::Bars { edges, heights, .. } => {
                    for (edges, top) in edges.windows(2).zip(heights) {
                        let foot =
                            if panel.y.scale == crate::figure::Scale::Linear { y(0.0) } else { height };
                        occupied.fill(x(edges[0]), x(edges[1]), y(*top), foot);
                    }
                }
                Mark::Band { at, .. } => {
                    for pair in at.windows(2) {
                        let (low, high) = (pair[0].1.min(pair[1].1), pair[0].2.max(pair[1].2));
                        occupied.fill(x(pair[0].0), x(pair[1].0), y(high), y(low));
                    }
                }
                Mark::Image { .. } => occupied.covered.fill(true),
                Mark::Rule { at, vertical: true, .. } => occupied.fill(x(*at), x(*at), 0.0, height),
                Mark::Rule { at, .. } => occupied.fill(0.0, width, y(*at), y(*at)),
                Mark::ScaleBar { .. } => {}
            }
        }
        occupied
    }

    /// Whether nothing is drawn there.
    pub(super) fn is_free(&self, area: Rect) -> bool {
        let across = |x: f64| (x / SQUARE).floor().clamp(0.0, (self.columns - 1) as f64) as usize;
        let down = |y: f64| (y / SQUARE).floor().clamp(0.0, (self.rows - 1) as f64) as usize;
        let columns = across(area.left)..=across(area.right());
        (down(area.top)..=down(area.bottom()))
            .all(|row| columns.clone().all(|column| !self.covered[row * self.columns + column]))
    }

    fn cover(&mut self, x: f64, y: f64) {
        let (column, row) = ((x / SQUARE).floor(), (y / SQUARE).floor());
        if column >= 0.0 && row >= 0.0 && (column as usize) < self.columns && (row as usize) < self.rows {
            self.covered[row as usize * self.columns + column as usize] = true;
        }
    }

    /// All squares that a straight line crosses.
    fn walk(&mut self, from: (f64, f64), to: (f64, f64)) {
        let length = (to.0 - from.0).abs().max((to.1 - from.1).abs());
        if !length.is_finite() {
            return;
        }
        let steps = (length / SQUARE).ceil().clamp(1.0, (self.columns + self.rows) as f64 * 4.0);
        for step in 0..=steps as usize {
            let part = step as f64 / steps;
            self.cover(from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
        }
    }

    fn fill(&mut self, left: f64, right: f64, top: f64, bottom: f64) {
        if ![left, right, top, bottom].iter().all(|side| side.is_finite()) {
            return;
        }
        let (left, right) = (left.min(right), left.max(right));
        let (top, bottom) = (top.min(bottom), top.max(bottom));
        let cut = |at: f64, most: usize| (at / SQUARE).clamp(0.0, most as f64) as usize;
        for row in cut(top, self.rows)..(cut(bottom, self.rows) + 1).min(self.rows) {
            let columns = cut(left, self.columns)..(cut(right, self.columns) + 1).min(self.columns);
            self.covered[row * self.columns..][columns].fill(true);
        }
    }
}
