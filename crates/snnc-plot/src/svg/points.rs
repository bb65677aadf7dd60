//! Points, of which there may be a million.
//!
//! All points of one height are drawn by one line with gaps, a dash a point: eight bytes or so for each, and less where
//! dashes meet.

use super::layout::Rect;
use super::marks::{HUNDREDTHS, Path, Places};
use super::writer::Writer;
use crate::figure::{Colour, Mark, Panel, PointShape};
use crate::ticks::{ends, place};

/// How large the points of a panel are, in hundredths of a point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    stroke: (i64, i64),
    dot: i64,
}

impl Ink {
    /// Smaller ones where there are many of them.
    pub(super) fn of(panel: &Panel, frame: Rect) -> Ink {
        let count: usize = panel
            .marks
            .iter()
            .map(|mark| if let Mark::Points { at, .. } = mark { at.len() } else { 0 })
            .sum();
        // A point has such a share of the panel to itself that about a fifth of it is ink, did none hide another.
        let room = frame.width * frame.height / count.max(1) as f64;
        let side = (room * INK).sqrt();
        let dot = (side * 1.13).clamp(0.7, 2.4);
        let (low, _) = ends(&panel.y);
        let unit = ((place(&panel.y, low + 1.0) - place(&panel.y, low)) * frame.height).abs();
        let unit = if unit.is_finite() { unit } else { 0.0 };
        // Strokes are higher than wide, with a little air between those of neighbours as far as there is room for it.
        let width = (side * 0.7).clamp(0.45, 0.8);
        let height = (unit * 0.85).clamp((side * 1.4).clamp(0.7, 1.8), 9.0);
        let hundredths = |points: f64| (points * HUNDREDTHS).round() as i64;
        Ink { stroke: (hundredths(width), hundredths(height)), dot: hundredths(dot) }
    }
}

/// The share of a panel that is covered where there are very many points.
const INK: f64 = 0.18;

/// So many dashes are in one path, since programs draw several small ones faster than a large one.
const IN_PATH: usize = 4000;

/// Draws points; those outside of the frame are left out.
pub(super) fn draw(
    out: &mut Writer,
    places: &Places,
    colour: Colour,
    shape: PointShape,
    at: &[(f64, f64)],
    ink: &Ink,
) {
    let (width, height) = places.size();
    let mut points: Vec<(i32, i32)> = at
        .iter()
        .filter(|(x, y)| x.is_finite() && y.is_finite())
        .map(|(x, y)| (places.y(*y), places.x(*x)))
        .filter(|(y, x)| (0..=width).contains(x) && (0..=height).contains(y))
        .map(|(y, x)| (y as i32, x as i32))
        .collect();
    points.sort_unstable();
    points.dedup();
    let (dash, thickness, cap) = match shape {
        PointShape::Stroke => (ink.stroke.0, ink.stroke.1, ""),
        PointShape::Dot => (0, ink.dot, " stroke-linecap=\"round\""),
    };
    let mut dashes = dashes(&points, dash, shape).peekable();
    while dashes.peek().is_some() {
        let mut path = Path::begin(out);
        for (y, from, to) in dashes.by_ref().take(IN_PATH) {
            path.go_to((from, y));
            path.dash(to - from);
        }
        path.end(format_args!("stroke=\"{colour}\" stroke-width=\"{thickness}\"{cap}"));
    }
}

/// The dashes for points in order: their y, and the x of both ends. Those that would overlap are one.
fn dashes(points: &[(i32, i32)], length: i64, shape: PointShape) -> impl Iterator<Item = (i64, i64, i64)> {
    let joined = move |one: &(i32, i32), next: &(i32, i32)| {
        shape == PointShape::Stroke && one.0 == next.0 && i64::from(next.1 - one.1) <= length
    };
    points.chunk_by(joined).map(move |run| {
        let (y, first, last) = (run[0].0, i64::from(run[0].1), i64::from(run[run.len() - 1].1));
        (i64::from(y), first - length / 2, last - length / 2 + length)
    })
}
