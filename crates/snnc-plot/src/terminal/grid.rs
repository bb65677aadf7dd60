//! Characters with colours on a grid, and how a terminal is told of them.

use crate::figure::Colour;
use std::fmt::Write;
use unicode_width::UnicodeWidthChar;

/// Which colours a terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colours {
    /// None, nor any other escape sequence: for pipes and files.
    #[default]
    None,
    /// The 256 of the usual palette.
    Palette,
    /// All, in 24 bits.
    Full,
}

/// How a character looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Style {
    /// Its colour; the terminal's own if there is none.
    pub(super) ink: Option<Colour>,
    /// The colour behind it.
    pub(super) paper: Option<Colour>,
    /// For titles.
    pub(super) bold: bool,
    /// For axes, which should not outdo what they measure.
    pub(super) dim: bool,
}

impl Style {
    /// The terminal's own.
    pub(super) const PLAIN: Style = Style { ink: None, paper: None, bold: false, dim: false };
    /// For titles.
    pub(super) const BOLD: Style = Style { bold: true, ..Style::PLAIN };
    /// For axes and notes.
    pub(super) const DIM: Style = Style { dim: true, ..Style::PLAIN };

    /// In a colour, lighter if it were hardly seen on a black background.
    pub(super) fn of(ink: Colour) -> Style {
        const SEEN: u8 = 140;
        let brightest = ink.red.max(ink.green).max(ink.blue);
        let lighter = |part: u8| part.saturating_add(SEEN.saturating_sub(brightest));
        let ink = Colour { red: lighter(ink.red), green: lighter(ink.green), blue: lighter(ink.blue) };
        Style { ink: Some(ink), ..Style::PLAIN }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cell {
    /// What stands there; nothing where a wide character reaches into it.
    glyph: Option<char>,
    style: Style,
}

const BLANK: Cell = Cell { glyph: Some(' '), style: Style::PLAIN };

/// Lines of characters, all equally long.
#[derive(Debug)]
pub(super) struct Grid {
    columns: usize,
    cells: Vec<Cell>,
}

impl Grid {
    /// An empty one of that width, without lines yet.
    pub(super) fn new(columns: usize) -> Grid {
        Grid { columns, cells: vec![] }
    }

    /// How long its lines are.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// Adds empty lines, and says which is the first of them.
    pub(super) fn extend(&mut self, lines: usize) -> usize {
        let first = self.cells.len() / self.columns;
        self.cells.resize(self.cells.len() + lines * self.columns, BLANK);
        first
    }

    /// Sets one character. What is outside is left out.
    pub(super) fn set(&mut self, column: usize, line: usize, glyph: char, style: Style) {
        if column < self.columns
            && let Some(cell) = self.cells.get_mut(line * self.columns + column)
        {
            *cell = Cell { glyph: Some(glyph), style };
        }
    }

    /// The colour behind a character.
    pub(super) fn paper(&self, column: usize, line: usize) -> Option<Colour> {
        self.cells.get(line * self.columns + column).and_then(|cell| cell.style.paper.or(cell.style.ink))
    }

    /// Writes a text, and yields the column after it. What does not fit before `end` is cut off.
    pub(super) fn write(
        &mut self,
        column: usize,
        line: usize,
        text: &str,
        style: Style,
        end: usize,
    ) -> usize {
        let end = end.min(self.columns);
        let mut at = column;
        for glyph in text.chars() {
            let width = glyph.width().unwrap_or(0);
            // What has no width of its own joins the character before it, which a cell cannot show.
            if width == 0 {
                continue;
            }
            if at + width > end {
                break;
            }
            self.set(at, line, glyph, style);
            if width == 2 {
                self.cells[line * self.columns + at + 1] = Cell { glyph: None, style };
            }
            at += width;
        }
        at
    }

    /// The text for a terminal: lines without blanks at their ends.
    pub(super) fn text(&self, colours: Colours) -> String {
        let mut out = String::new();
        for line in self.cells.chunks(self.columns) {
            let seen = |cell: &Cell| cell.glyph != Some(' ') || cell.style.paper.is_some();
            let end = line.iter().rposition(seen).map_or(0, |at| at + 1);
            let mut current = Style::PLAIN;
            for cell in &line[..end] {
                if colours != Colours::None && cell.style != current {
                    out.push_str("\x1b[0");
                    codes(&mut out, cell.style, colours);
                    out.push('m');
                    current = cell.style;
                }
                out.extend(cell.glyph);
            }
            if current != Style::PLAIN {
                out.push_str("\x1b[0m");
            }
            out.push('\n');
        }
        out
    }
}

/// The parameters of "select graphic rendition" (ECMA-48, 8.3.117) after a reset.
fn codes(out: &mut String, style: Style, colours: Colours) {
    out.push_str(if style.bold { ";1" } else { "" });
    out.push_str(if style.dim { ";2" } else { "" });
    for (colour, layer) in [(style.ink, 38), (style.paper, 48)] {
        let Some(Colour { red, green, blue }) = colour else { continue };
        // Writing to a String cannot fail.
        let _ = match colours {
            Colours::None => Ok(()),
            Colours::Palette => write!(out, ";{layer};5;{}", nearest(Colour { red, green, blue })),
            Colours::Full => write!(out, ";{layer};2;{red};{green};{blue}"),
        };
    }
}

/// The nearest colour of the palette of 256: a cube of 6 × 6 × 6 from 16 on, and 24 greys from 232 on.
fn nearest(colour: Colour) -> usize {
    const LEVELS: [i32; 6] = [0, 95, 135, 175, 215, 255];
    let wanted = [colour.red, colour.green, colour.blue].map(i32::from);
    let cube = (0..216).map(|n| (16 + n, [LEVELS[n / 36], LEVELS[n / 6 % 6], LEVELS[n % 6]]));
    let greys = (0..24).map(|n| (232 + n, [8 + 10 * n as i32; 3]));
    let distance = |found: [i32; 3]| -> i32 { (0..3).map(|c| (found[c] - wanted[c]).pow(2)).sum() };
    cube.chain(greys).min_by_key(|(_, found)| distance(*found)).map_or(15, |(number, _)| number)
}

/// How many columns a text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|glyph| glyph.width().unwrap_or(0)).sum()
}
