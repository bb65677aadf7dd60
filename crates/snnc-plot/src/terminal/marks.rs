//! Marks as dots.

use super::canvas::{ACROSS, Canvas, DOWN, Place};
use crate::figure::{Colour, Mark, Panel, PointShape};
use crate::ticks::place;

/// Points are drawn as long as there are so many dots for each of them.
const FULL: usize = 2;
/// Bars of so many dots are parted by an empty one.
const PARTED: f64 = 5.0;

/// The colour of bars that show a scale.
pub(super) const SCALE_BAR: Colour = Colour { red: 140, green: 140, blue: 140 };

/// How many dots of a line are set and how many left out, where lines cannot differ in colour.
pub(super) const DASHES: [(usize, usize); 3] = [(1, 0), (5, 3), (1, 2)];

/// One in so many points of a panel is drawn on so many characters: where most dots would be set, none could be told from
/// the others.
pub(super) fn one_in(panel: &Panel, columns: usize, lines: usize) -> usize {
    let points: usize =
        panel.marks.iter().map(|mark| if let Mark::Points { at, .. } = mark { at.len() } else { 0 }).sum();
    points.div_ceil((columns * ACROSS * lines * DOWN / FULL).max(1)).max(1)
}

/// Draws all marks of a panel but its images. With `dashed`, lines differ in how they are dashed.
pub(super) fn draw(panel: &Panel, canvas: &mut Canvas, dashed: bool) {
    let one_in = one_in(panel, canvas.width / ACROSS, canvas.height / DOWN);
    let mut drawing = Drawing { panel, canvas };
    let mut lines = 0;
    for mark in &panel.marks {
        match mark {
            Mark::Points { colour, shape, at, .. } => {
                drawing.points(*colour, *shape, at.iter().step_by(one_in));
            }
            Mark::Line { colour, at, .. } => {
                drawing.line(*colour, at, if dashed { DASHES[lines % DASHES.len()] } else { DASHES[0] });
                lines += 1;
            }
            Mark::Bars { colour, edges, heights, outline: true, .. } => {
                drawing.steps(*colour, edges, heights);
            }
            Mark::Bars { colour, edges, heights, outline: false, .. } => {
                drawing.bars(*colour, edges, heights);
            }
            Mark::Band { colour, at, .. } => drawing.band(*colour, at),
            Mark::Rule { colour, at, vertical, .. } => drawing.rule(*colour, *at, *vertical),
            Mark::ScaleBar { height, .. } => drawing.scale_bar(*height),
            Mark::Image { .. } => {}
        }
    }
}

struct Drawing<'a> {
    panel: &'a Panel,
    canvas: &'a mut Canvas,
}

impl Drawing<'_> {
    fn x(&self, value: f64) -> f64 {
        place(&self.panel.x, value) * self.canvas.width as f64
    }

    fn y(&self, value: f64) -> f64 {
        (1.0 - place(&self.panel.y, value)) * self.canvas.height as f64
    }

    /// The column or line of dots at a place; the end of an axis still belongs to the last one.
    fn whole(place: f64, length: usize) -> Option<usize> {
        // Rounding errors at the ends of an axis are no reason to leave something out.
        let end = length as f64;
        (place >= -1e-6 && place <= end + 1e-6).then(|| (place.max(0.0) as usize).min(length - 1))
    }

    fn points<'p>(&mut self, colour: Colour, shape: PointShape, at: impl Iterator<Item = &'p (f64, f64)>) {
        for (x, y) in at {
            let Some(column) = Self::whole(self.x(*x), self.canvas.width) else { continue };
            let Some(line) = Self::whole(self.y(*y), self.canvas.height) else { continue };
            let (mut top, mut bottom) = (line, line);
            if shape == PointShape::Stroke {
                let length = (self.y(y - 0.5) - self.y(y + 0.5)).abs();
                // Strokes of neighbours do not touch if there is room for that.
                let length = if length >= 3.0 { length - 1.0 } else { length };
                top = (self.y(*y) - length / 2.0).round().max(0.0) as usize;
                bottom = ((top as f64 + length.round()) as usize).saturating_sub(1).max(top);
            }
            (top..=bottom).for_each(|line| self.canvas.dot(column, line, colour));
        }
    }

    fn line(&mut self, colour: Colour, at: &[(f64, f64)], (on, off): (usize, usize)) {
        let mut drawn = 0;
        let mut pen = || {
            drawn += 1;
            (drawn - 1) % (on + off) < on
        };
        let places: Vec<Place> = at.iter().map(|(x, y)| (self.x(*x), self.y(*y))).collect();
        let known = |at: &(f64, f64)| at.0.is_finite() && at.1.is_finite();
        for (number, _) in at.windows(2).enumerate().filter(|(_, pair)| pair.iter().all(known)) {
            self.canvas.line(places[number], places[number + 1], colour, &mut pen);
        }
    }

    /// Filled from 0 on; of several in one column of dots the highest is seen.
    fn bars(&mut self, colour: Colour, edges: &[f64], heights: &[f64]) {
        let base = self.y(0.0).clamp(0.0, self.canvas.height as f64).round() as usize;
        for (ends, height) in edges.windows(2).zip(heights) {
            if !height.is_finite() || *height == 0.0 {
                continue;
            }
            let (left, right) = (self.x(ends[0]), self.x(ends[1]));
            if right <= 0.0 || left >= self.canvas.width as f64 {
                continue;
            }
            let gap = if right - left >= PARTED { 1.0 } else { 0.0 };
            let first = left.max(0.0).round() as usize;
            let last = ((right - gap).min(self.canvas.width as f64).round() as usize).max(first + 1);
            let end = self.y(*height).clamp(0.0, self.canvas.height as f64);
            // What is there is seen, however small.
            let (top, bottom) = if *height > 0.0 {
                ((end.round() as usize).min(base.saturating_sub(1)), base)
            } else {
                (base, (end.round() as usize).max(base + 1))
            };
            for column in first..last {
                (top..bottom).for_each(|line| self.canvas.dot(column, line, colour));
            }
        }
    }

    fn steps(&mut self, colour: Colour, edges: &[f64], heights: &[f64]) {
        let tops =
            edges.windows(2).zip(heights).flat_map(|(ends, height)| [(ends[0], *height), (ends[1], *height)]);
        let start = edges.first().map(|edge| (*edge, 0.0));
        let end = edges.last().map(|edge| (*edge, 0.0));
        let outline: Vec<_> = start.into_iter().chain(tops).chain(end).collect();
        self.line(colour, &outline, DASHES[0]);
    }

    /// Every other dot between the two lines.
    fn band(&mut self, colour: Colour, at: &[(f64, f64, f64)]) {
        for pair in at.windows(2) {
            let [(x0, low0, high0), (x1, low1, high1)] = [pair[0], pair[1]];
            let (left, right) = (self.x(x0), self.x(x1));
            if ![left, right, low0, low1, high0, high1].iter().all(|value| value.is_finite()) {
                continue;
            }
            let width = self.canvas.width as f64;
            let columns = left.clamp(0.0, width) as usize..(right.clamp(0.0, width).ceil() as usize);
            for column in columns {
                let along = ((column as f64 + 0.5 - left) / (right - left)).clamp(0.0, 1.0);
                let between = |from: f64, to: f64| from + along * (to - from);
                let (top, bottom) = (self.y(between(high0, high1)), self.y(between(low0, low1)));
                let height = self.canvas.height as f64;
                let lines = top.clamp(0.0, height) as usize..(bottom.clamp(0.0, height).ceil() as usize);
                for line in lines.filter(|line| (column + line) % 2 == 0) {
                    self.canvas.dot(column, line, colour);
                }
            }
        }
    }

    /// At the right end, and halfway up.
    fn scale_bar(&mut self, height: f64) {
        let dots =
            (self.y(0.0) - self.y(height)).abs().round().clamp(1.0, self.canvas.height as f64) as usize;
        let top = (self.canvas.height - dots) / 2;
        let column = self.canvas.width - 1;
        (top..top + dots).for_each(|line| self.canvas.dot(column, line, SCALE_BAR));
    }

    /// Every other dot from one side to the other.
    fn rule(&mut self, colour: Colour, at: f64, vertical: bool) {
        if vertical {
            let Some(column) = Self::whole(self.x(at), self.canvas.width) else { return };
            (0..self.canvas.height).step_by(2).for_each(|line| self.canvas.dot(column, line, colour));
        } else {
            let Some(line) = Self::whole(self.y(at), self.canvas.height) else { return };
            (0..self.canvas.width).step_by(2).for_each(|column| self.canvas.dot(column, line, colour));
        }
    }
}
