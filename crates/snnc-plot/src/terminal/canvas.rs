//! Dots in braille characters: two columns and four lines of them in each.

use super::grid::{Grid, Style};
use crate::figure::Colour;

/// Dots of a character from left to right.
pub(super) const ACROSS: usize = 2;
/// Dots of a character from top to bottom.
pub(super) const DOWN: usize = 4;

/// The bit of each dot after U+2800, by column and line.
const BITS: [[u8; DOWN]; ACROSS] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];

/// Dots, from the left and from the top.
#[derive(Debug)]
pub(super) struct Canvas {
    /// How many characters fit beside each other.
    columns: usize,
    /// How many dots fit beside each other.
    pub(super) width: usize,
    /// How many dots fit below each other.
    pub(super) height: usize,
    dots: Vec<(u8, Option<Colour>)>,
}

/// A place between dots, from the left and from the top.
pub(super) type Place = (f64, f64);

impl Canvas {
    /// An empty one of so many characters.
    pub(super) fn new(columns: usize, lines: usize) -> Canvas {
        let dots = vec![(0, None); columns * lines];
        Canvas { columns, width: columns * ACROSS, height: lines * DOWN, dots }
    }

    /// Sets a dot. Of several colours in one character the last one is seen.
    pub(super) fn dot(&mut self, x: usize, y: usize, colour: Colour) {
        if x < self.width && y < self.height {
            let cell = &mut self.dots[y / DOWN * self.columns + x / ACROSS];
            *cell = (cell.0 | BITS[x % ACROSS][y % DOWN], Some(colour));
        }
    }

    /// A straight line, as far as it is inside. `pen` says of each next dot whether it is set.
    pub(super) fn line(&mut self, from: Place, to: Place, colour: Colour, pen: &mut dyn FnMut() -> bool) {
        let Some((from, to)) = self.inside(from, to) else { return };
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let steps = dx.abs().max(dy.abs()).ceil().max(1.0) as usize;
        for step in 0..=steps {
            let part = step as f64 / steps as f64;
            if pen() {
                let (x, y) = (from.0 + part * dx, from.1 + part * dy);
                self.dot((x as usize).min(self.width - 1), (y as usize).min(self.height - 1), colour);
            }
        }
    }

    /// The part of a line that is inside (Y.-D. Liang and B. A. Barsky, "A new concept and method for line clipping",
    /// doi:10.1145/357332.357333).
    fn inside(&self, from: Place, to: Place) -> Option<(Place, Place)> {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (right, bottom) = (self.width as f64, self.height as f64);
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (change, room) in [(-dx, from.0), (dx, right - from.0), (-dy, from.1), (dy, bottom - from.1)] {
            if change == 0.0 && room < 0.0 {
                return None;
            }
            if change < 0.0 {
                enters = enters.max(room / change);
            } else if change > 0.0 {
                leaves = leaves.min(room / change);
            }
        }
        let at = |part: f64| (from.0 + part * dx, from.1 + part * dy);
        (enters <= leaves).then(|| (at(enters), at(leaves)))
    }

    /// Puts the dots on a grid. Behind them stays what is there.
    pub(super) fn put(&self, grid: &mut Grid, column: usize, line: usize) {
        for (at, (dots, colour)) in self.dots.iter().enumerate().filter(|(_, (dots, _))| *dots != 0) {
            let glyph = char::from_u32(0x2800 + u32::from(*dots)).unwrap_or(' ');
            let (x, y) = (column + at % self.columns, line + at / self.columns);
            let style = Style { paper: grid.paper(x, y), ..colour.map_or(Style::PLAIN, Style::of) };
            grid.set(x, y, glyph, style);
        }
    }
}
