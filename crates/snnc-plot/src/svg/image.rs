//! Values as colours: a PNG image within the SVG, one dot a value.

use super::marks::{HUNDREDTHS, Places};
use super::writer::Writer;
use crate::colour_map::{ColourMap, STEPS};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A side of a PNG image that any program reads.
const LARGEST: usize = 30_000;

/// Draws an image whose edges are there.
pub(super) fn draw(
    out: &mut Writer,
    places: &Places,
    ((left, right), (bottom, top)): ((f64, f64), (f64, f64)),
    (columns, values): (usize, &[f64]),
    range: (f64, f64),
    diverging: bool,
) {
    let rows = values.len() / columns.max(1);
    if !(1..=LARGEST).contains(&columns) || !(1..=LARGEST).contains(&rows) {
        return;
    }
    let map = if diverging { ColourMap::Diverging } else { ColourMap::Sequential };
    let Ok(png) = encoded(map, columns, rows, values, range) else { return };
    let (left, right, top, bottom) = (places.x(left), places.x(right), places.y(top), places.y(bottom));
    let (width, height) = ((right - left).abs(), (bottom - top).abs());
    // Values larger than a dot keep their edges; smaller ones are better mixed than left out.
    let least = (width as f64 / columns as f64).min(height as f64 / rows as f64) / HUNDREDTHS;
    let rendering = if least >= 0.3 { "pixelated" } else { "smooth" };
    let mirrored = |flipped: bool| if flipped { -1 } else { 1 };
    out.put(format_args!(
        "<image x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{height}\" transform=\"scale({} {})\" \
         preserveAspectRatio=\"none\" style=\"image-rendering:{rendering}\" href=\"data:image/png;base64,{}\"/>\n",
        left * mirrored(right < left),
        top * mirrored(bottom < top),
        mirrored(right < left),
        mirrored(bottom < top),
        STANDARD.encode(png)
    ));
}

/// The image, top row first, as numbers of colours; one more is transparent.
fn encoded(
    map: ColourMap,
    columns: usize,
    rows: usize,
    values: &[f64],
    (low, high): (f64, f64),
) -> Result<Vec<u8>, png::EncodingError> {
    let number = |value: f64| {
        if !value.is_finite() {
            return STEPS as u8;
        }
        let place = if high == low { 0.5 } else { ((value - low) / (high - low)).clamp(0.0, 1.0) };
        (place * (STEPS - 1) as f64).round() as u8
    };
    let data: Vec<u8> = values.chunks_exact(columns).rev().flatten().map(|value| number(*value)).collect();
    let mut palette: Vec<u8> = map.palette().iter().flat_map(|c| [c.red, c.green, c.blue]).collect();
    palette.extend([255; 3]);
    let mut opaque = vec![255; STEPS];
    opaque.push(0);
    let mut bytes = vec![];
    let mut encoder = png::Encoder::new(&mut bytes, columns as u32, rows as u32);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette);
    encoder.set_trns(opaque);
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(bytes)
}
