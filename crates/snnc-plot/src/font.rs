//! The font of figures: `DejaVu Sans Condensed`, which is about as wide as the Arial and Helvetica of print, so that a
//! figure is laid out alike wherever it is shown.

use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};
use std::sync::OnceLock;

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weight {
    /// As usual.
    #[default]
    Regular,
    /// For titles.
    Bold,
}

/// The font as a file.
pub(crate) fn bytes(weight: Weight) -> &'static [u8] {
    match weight {
        Weight::Regular => dejavu::sans_condensed::regular(),
        Weight::Bold => dejavu::sans_condensed::bold(),
    }
}

/// How wide a text is in letters of that size, in the unit of the size.
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let widths = widths(weight);
    let ems: f64 = text.chars().map(|letter| f64::from(widths.of(letter))).sum();
    ems * size
}

/// How wide letters are, in ems. Those most used are looked up once.
struct Widths {
    common: Vec<f32>,
    weight: Weight,
}

/// The letters before this one are the common ones.
const COMMON: u32 = 0x250;

impl Widths {
    fn of(&self, letter: char) -> f32 {
        let common = self.common.get(letter as usize).copied();
        common.unwrap_or_else(|| measured(self.weight)(letter as u32))
    }
}

fn widths(weight: Weight) -> &'static Widths {
    static REGULAR: OnceLock<Widths> = OnceLock::new();
    static BOLD: OnceLock<Widths> = OnceLock::new();
    let cell = match weight {
        Weight::Regular => &REGULAR,
        Weight::Bold => &BOLD,
    };
    cell.get_or_init(|| Widths { common: (0..COMMON).map(measured(weight)).collect(), weight })
}

/// Measures letters in the font itself; one that it lacks counts as a wide one.
fn measured(weight: Weight) -> impl Fn(u32) -> f32 {
    const UNKNOWN: f32 = 1.0;
    let font = FontRef::new(bytes(weight)).ok();
    let metrics = font.as_ref().map(|font| GlyphMetrics::new(font, Size::new(1.0), LocationRef::default()));
    move |letter| {
        let glyph = font.as_ref().and_then(|font| font.charmap().map(letter));
        glyph.zip(metrics.as_ref()).and_then(|(glyph, all)| all.advance_width(glyph)).unwrap_or(UNKNOWN)
    }
}
