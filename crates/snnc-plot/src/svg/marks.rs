//! Marks: what is drawn within the axes.
//!
//! Coordinates are whole hundredths of a point from the top left corner of the frame, mostly as steps from the one before:
//! that is exact enough for any printer, and short.

use super::layout::Rect;
use super::writer::{Short, Writer};
use super::{image, points, style};
use crate::figure::{Colour, Mark, Panel, Scale};
use crate::ticks::{ends, place};

/// How data become hundredths of a point.
pub(super) struct Places<'p> {
    panel: &'p Panel,
    frame: Rect,
}

/// Hundredths of a point in a point.
pub(super) const HUNDREDTHS: f64 = 100.0;

/// Coordinates are kept within this, far outside of any frame.
const FAR: f64 = 2e6;

impl Places<'_> {
    pub(super) fn x(&self, value: f64) -> i64 {
        hundredths(place(&self.panel.x, value) * self.frame.width)
    }

    pub(super) fn y(&self, value: f64) -> i64 {
        hundredths((1.0 - place(&self.panel.y, value)) * self.frame.height)
    }

    /// The size of the frame.
    pub(super) fn size(&self) -> (i64, i64) {
        (hundredths(self.frame.width), hundredths(self.frame.height))
    }

    /// From where bars rise: 0, or the end of the axis if that is beyond it.
    fn foot(&self) -> i64 {
        let (first, last) = ends(&self.panel.y);
        let (low, high) = (first.min(last), first.max(last));
        match self.panel.y.scale {
            Scale::Linear => self.y(0f64.clamp(low, high)),
            Scale::Logarithmic => self.y(low),
        }
    }
}

fn hundredths(points: f64) -> i64 {
    (points * HUNDREDTHS).clamp(-FAR, FAR).round() as i64
}

/// Draws all marks of a panel.
pub(super) fn draw(out: &mut Writer, panel: &Panel, frame: Rect) {
    let places = Places { panel, frame };
    let ink = points::Ink::of(panel, frame);
    out.put(format_args!(
        "<g transform=\"translate({} {}) scale(.01)\" fill=\"none\" stroke-linejoin=\"round\">\n",
        Short(frame.left),
        Short(frame.top)
    ));
    for mark in &panel.marks {
        match mark {
            Mark::Points { colour, shape, at, .. } => points::draw(out, &places, *colour, *shape, at, &ink),
            Mark::Line { colour, at, .. } => line(out, &places, *colour, at),
            Mark::Bars { colour, edges, heights, outline, .. } => {
                bars(out, &places, *colour, (edges, heights), *outline);
            }
            Mark::Band { colour, at, .. } => band(out, &places, *colour, at),
            Mark::Image { x, y, columns, values, range, diverging, .. } => {
                image::draw(out, &places, (*x, *y), (*columns, values), *range, *diverging);
            }
            Mark::Rule { colour, at, vertical, .. } => rule(out, &places, *colour, *at, *vertical),
            Mark::ScaleBar { .. } => {}
        }
    }
    out.text += "</g>\n";
}

/// A path that is written step by step.
pub(super) struct Path<'w> {
    out: &'w mut Writer,
    at: Option<(i64, i64)>,
    /// Whether the steps that follow continue a line.
    lining: bool,
}

impl<'w> Path<'w> {
    pub(super) fn begin(out: &'w mut Writer) -> Path<'w> {
        out.text += "<path d=\"";
        Path { out, at: None, lining: false }
    }

    pub(super) fn go_to(&mut self, (x, y): (i64, i64)) {
        match self.at {
            None => self.out.put(format_args!("M{x} {y}")),
            Some((from_x, from_y)) => {
                self.out.text.push('m');
                self.step(x - from_x, y - from_y, true);
            }
        }
        self.at = Some((x, y));
        self.lining = false;
    }

    pub(super) fn line_to(&mut self, (x, y): (i64, i64)) {
        let Some((from_x, from_y)) = self.at else { return self.go_to((x, y)) };
        match (x - from_x, y - from_y) {
            (0, 0) => return,
            (dx, 0) => {
                self.out.put(format_args!("h{dx}"));
                self.lining = false;
            }
            (0, dy) => {
                self.out.put(format_args!("v{dy}"));
                self.lining = false;
            }
            (dx, dy) => {
                let first = !self.lining;
                if first {
                    self.out.text.push('l');
                }
                self.step(dx, dy, first);
                self.lining = true;
            }
        }
        self.at = Some((x, y));
    }

    /// A dash along the line; a dot if it has no length.
    pub(super) fn dash(&mut self, length: i64) {
        self.out.put(format_args!("h{length}"));
        self.at = self.at.map(|(x, y)| (x + length, y));
        self.lining = false;
    }

    /// A sign divides numbers as well as a blank does.
    fn step(&mut self, dx: i64, dy: i64, first: bool) {
        let before = if first || dx < 0 { "" } else { " " };
        let between = if dy < 0 { "" } else { " " };
        self.out.put(format_args!("{before}{dx}{between}{dy}"));
    }

    pub(super) fn end(self, attributes: std::fmt::Arguments<'_>) {
        self.out.put(format_args!("\" {attributes}/>\n"));
    }
}

/// A line, with as many points as can be told apart in print.
fn line(out: &mut Writer, places: &Places, colour: Colour, at: &[(f64, f64)]) {
    let drawn: Vec<Option<(i64, i64)>> = at
        .iter()
        .map(|(x, y)| (x.is_finite() && y.is_finite()).then(|| (places.x(*x), places.y(*y))))
        .collect();
    let (width, _) = places.size();
    let dense = drawn.len() as f64 / (width as f64 / HUNDREDTHS).max(1.0) > 2.0;
    let mut path = Path::begin(out);
    for piece in drawn.split(Option::is_none) {
        let piece: Vec<_> = piece.iter().flatten().copied().collect();
        let mut points = thinned(&piece).into_iter();
        let Some(first) = points.next() else { continue };
        path.go_to(first);
        let mut alone = true;
        for point in points {
            path.line_to(point);
            alone = false;
        }
        if alone {
            path.line_to((first.0 + 1, first.1));
        }
    }
    let width = if dense { style::THIN_LINE } else { style::DATA_LINE } * HUNDREDTHS;
    path.end(format_args!("stroke=\"{colour}\" stroke-width=\"{width}\""));
}

/// The first, lowest, highest and last point of each narrow column, where there are more: the same line in print.
fn thinned(points: &[(i64, i64)]) -> Vec<(i64, i64)> {
    /// In hundredths of a point: 600 dots an inch.
    const COLUMN: i64 = 12;
    let mut kept = vec![];
    for column in points.chunk_by(|one, next| one.0.div_euclid(COLUMN) == next.0.div_euclid(COLUMN)) {
        if column.len() <= 4 {
            kept.extend_from_slice(column);
            continue;
        }
        let indices = 0..column.len();
        let lowest = indices.clone().max_by_key(|index| column[*index].1).unwrap_or(0);
        let highest = indices.min_by_key(|index| column[*index].1).unwrap_or(0);
        let mut chosen = [0, lowest, highest, column.len() - 1];
        chosen.sort_unstable();
        kept.extend(chosen.map(|index| column[index]));
    }
    kept
}

fn bars(
    out: &mut Writer,
    places: &Places,
    colour: Colour,
    (edges, heights): (&[f64], &[f64]),
    outline: bool,
) {
    let foot = places.foot();
    let mut path = Path::begin(out);
    let mut before: Option<i64> = None;
    for (edges, height) in edges.windows(2).zip(heights) {
        if !(edges[0].is_finite() && edges[1].is_finite() && height.is_finite()) {
            continue;
        }
        let (left, right, top) = (places.x(edges[0]), places.x(edges[1]), places.y(*height));
        // One contour goes over bars that touch.
        if before != Some(left) {
            if let Some(end) = before {
                path.line_to((end, foot));
            }
            path.go_to((left, foot));
        }
        path.line_to((left, top));
        path.line_to((right, top));
        before = Some(right);
    }
    if let Some(end) = before {
        path.line_to((end, foot));
    }
    let width = style::DATA_LINE * HUNDREDTHS;
    if outline {
        path.end(format_args!("stroke=\"{colour}\" stroke-width=\"{width}\" stroke-linejoin=\"miter\""));
    } else {
        path.end(format_args!("fill=\"{colour}\""));
    }
}

fn band(out: &mut Writer, places: &Places, colour: Colour, at: &[(f64, f64, f64)]) {
    let finite = |(x, low, high): &(f64, f64, f64)| x.is_finite() && low.is_finite() && high.is_finite();
    let mut path = Path::begin(out);
    for piece in at.split(|point| !finite(point)).filter(|piece| !piece.is_empty()) {
        let upper: Vec<_> = piece.iter().map(|(x, _, high)| (places.x(*x), places.y(*high))).collect();
        let lower: Vec<_> = piece.iter().rev().map(|(x, low, _)| (places.x(*x), places.y(*low))).collect();
        let mut contour = thinned(&upper).into_iter().chain(thinned(&lower));
        if let Some(first) = contour.next() {
            path.go_to(first);
        }
        contour.for_each(|point| path.line_to(point));
    }
    path.end(format_args!("fill=\"{colour}\" fill-opacity=\".25\""));
}

fn rule(out: &mut Writer, places: &Places, colour: Colour, at: f64, vertical: bool) {
    if !at.is_finite() {
        return;
    }
    let (width, height) = places.size();
    let mut path = Path::begin(out);
    if vertical {
        path.go_to((places.x(at), height));
        path.line_to((places.x(at), 0));
    } else {
        path.go_to((0, places.y(at)));
        path.line_to((width, places.y(at)));
    }
    path.end(format_args!("stroke=\"{colour}\" stroke-width=\"80\" stroke-dasharray=\"300 150\""));
}
