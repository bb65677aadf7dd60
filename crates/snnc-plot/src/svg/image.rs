//! Values as colours: a PNG image within the SVG, one dot a value.

use super::marks::{HUNDREDTHS, Places};
use super::writer::Writer;
use crate::colour_map::{ColourMap, STEPS};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::borrow::Cow;

/// So many values a point are all that the finest printers show: 1440 an inch.
const MOST_A_POINT: f64 = 20.0;

/// Draws an image whose edges are there.
pub(super) fn draw(
    out: &mut Writer,
    places: &Places,
    ((left, right), (bottom, top)): ((f64, f64), (f64, f64)),
    (columns, values): (usize, &[f64]),
    range: (f64, f64),
    diverging: bool,
) {
    let map = if diverging { ColourMap::Diverging } else { ColourMap::Sequential };
    let (left, right, top, bottom) = (places.x(left), places.x(right), places.y(top), places.y(bottom));
    let (width, height) = ((right - left).abs(), (bottom - top).abs());
    let most = |length: i64| (length as f64 / HUNDREDTHS * MOST_A_POINT).clamp(1.0, 20_000.0) as usize;
    let Some((columns, values)) = reduced(columns, values, (most(width), most(height))) else { return };
    let rows = values.len() / columns;
    let Ok(png) = encoded(map, columns, rows, &values, range) else { return };
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

/// The values, or the means of neighbours where there are more columns or rows than that; `None` if there are no values.
fn reduced(columns: usize, values: &[f64], most: (usize, usize)) -> Option<(usize, Cow<'_, [f64]>)> {
    let rows = values.len().checked_div(columns).filter(|rows| *rows > 0)?;
    if columns <= most.0 && rows <= most.1 {
        return Some((columns, Cow::Borrowed(&values[..columns * rows])));
    }
    let (across, down) = (columns.div_ceil(most.0), rows.div_ceil(most.1));
    let mut means = vec![];
    for top in (0..rows).step_by(down) {
        for left in (0..columns).step_by(across) {
            let lines = (top..rows.min(top + down)).map(|row| &values[row * columns..][..columns]);
            let block = lines.flat_map(|line| &line[left..columns.min(left + across)]);
            let (sum, count) = block.filter(|v| v.is_finite()).fold((0.0, 0.0), |(s, n), v| (s + v, n + 1.0));
            means.push(sum / count);
        }
    }
    Some((columns.div_ceil(across), Cow::Owned(means)))
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
