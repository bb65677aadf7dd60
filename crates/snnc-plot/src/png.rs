//! Figures as PNG: the SVG, drawn with a font that is part of the program.

use crate::figure::Figure;
use crate::font::{self, Weight};
use crate::svg::{self, Size};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{FontResolver, Options, Tree, fontdb};
use std::fmt;
use std::sync::Arc;

/// Why there is no picture.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// It would have more dots than fit into memory.
    TooLarge {
        /// Its width in dots.
        width: f64,
        /// Its height.
        height: f64,
    },
    /// The text is no SVG.
    Malformed(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::TooLarge { width, height } => {
                write!(f, "a picture of {width:.0} × {height:.0} dots is too large")
            }
            Error::Malformed(reason) => write!(f, "the figure cannot be drawn: {reason}"),
        }
    }
}

impl std::error::Error for Error {}

/// The most dots of a picture: 1.6 GB in memory.
const MOST_DOTS: f64 = 4e8;

/// Draws a figure with so many dots an inch; 300 is usual in print.
///
/// # Errors
/// If it had too many dots.
pub fn draw(figure: &Figure, size: Size, dots_per_inch: f64) -> Result<Vec<u8>, Error> {
    of_svg(&svg::draw(figure, size), dots_per_inch)
}

/// Draws any SVG, of which all texts are in the one font that there is.
///
/// # Errors
/// If it is no SVG, or had too many dots.
pub fn of_svg(svg: &str, dots_per_inch: f64) -> Result<Vec<u8>, Error> {
    let tree = Tree::from_str(svg, &options()).map_err(|error| Error::Malformed(error.to_string()))?;
    /// The unit of length of an SVG file, by definition of CSS.
    const UNITS_PER_INCH: f64 = 96.0;
    let scale = dots_per_inch / UNITS_PER_INCH;
    let (width, height) = (f64::from(tree.size().width()) * scale, f64::from(tree.size().height()) * scale);
    let too_large = Error::TooLarge { width, height };
    if !(width >= 1.0 && height >= 1.0 && width * height <= MOST_DOTS) {
        return Err(too_large);
    }
    let mut picture = Pixmap::new(width.round() as u32, height.round() as u32).ok_or(too_large)?;
    let across = picture.width() as f32 / tree.size().width();
    let down = picture.height() as f32 / tree.size().height();
    resvg::render(&tree, Transform::from_scale(across, down), &mut picture.as_mut());
    encoded(&picture, dots_per_inch).map_err(|error| Error::Malformed(error.to_string()))
}

/// The font for all texts, and nothing from the system.
fn options() -> Options<'static> {
    let mut fonts = fontdb::Database::new();
    let mut load = |weight| {
        let source = fontdb::Source::Binary(Arc::new(font::bytes(weight)));
        fonts.load_font_source(source).first().copied()
    };
    let (regular, bold) = (load(Weight::Regular), load(Weight::Bold));
    let select_font = Box::new(
        move |font: &resvg::usvg::Font, _: &mut Arc<fontdb::Database>| {
            if font.weight() >= 600 { bold } else { regular }
        },
    );
    let font_resolver = FontResolver { select_font, select_fallback: Box::new(|_, _, _| None) };
    Options { fontdb: Arc::new(fonts), font_resolver, ..Options::default() }
}

/// As a file that tells its size on paper; without transparency, which a figure has none of.
fn encoded(picture: &Pixmap, dots_per_inch: f64) -> Result<Vec<u8>, png::EncodingError> {
    const INCHES_PER_METRE: f64 = 1.0 / 0.0254;
    let mut colours = Vec::with_capacity(picture.pixels().len() * 3);
    for dot in picture.pixels() {
        // What is transparent shows the paper.
        let paper = 255 - dot.alpha();
        colours.extend([dot.red() + paper, dot.green() + paper, dot.blue() + paper]);
    }
    let mut bytes = vec![];
    let mut encoder = png::Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let per_metre = (dots_per_inch * INCHES_PER_METRE).round() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: per_metre,
        yppu: per_metre,
        unit: png::Unit::Meter,
    }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&colours)?;
    writer.finish()?;
    Ok(bytes)
}
