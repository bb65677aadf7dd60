//! Values as colours.

use crate::figure::Colour;

/// A scale of colours, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColourMap {
    /// From dark violet over green to yellow: even in lightness, also in grey and for the colour-blind.
    Sequential,
    /// From blue over near-white to red, for values around 0.
    Diverging,
}

/// How many colours there are in an image.
pub const STEPS: usize = 255;

impl ColourMap {
    /// The colour at a place between 0 and 1; beyond them that of the ends.
    pub fn at(self, place: f64) -> Colour {
        let place = place.clamp(0.0, 1.0);
        match self {
            ColourMap::Sequential => colour(sequential(place)),
            ColourMap::Diverging => colour(diverging(place)),
        }
    }

    /// [`STEPS`] colours from end to end.
    pub fn palette(self) -> Vec<Colour> {
        (0..STEPS).map(|step| self.at(step as f64 / (STEPS - 1) as f64)).collect()
    }
}

/// From red, green and blue between 0 and 1.
fn colour(rgb: [f64; 3]) -> Colour {
    let [red, green, blue] = rgb.map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8);
    Colour { red, green, blue }
}

/// The map "viridis" of S. van der Walt and N. Smith (2015), of which lightness and hue change evenly, through a
/// polynomial that differs from it by at most 1.6 of 255.
fn sequential(x: f64) -> [f64; 3] {
    const POLYNOMIALS: [[f64; 8]; 3] = [
        [0.261, 1.0592, -14.0807, 73.733, -210.5604, 315.8385, -228.1423, 62.8788],
        [0.0036, 1.4995, -0.8768, -1.1564, 4.8739, -4.3835, 0.2329, 0.7118],
        [0.3242, 2.0595, -10.1752, 41.5499, -117.3788, 191.8445, -162.7499, 54.6661],
    ];
    POLYNOMIALS.map(|powers| powers.iter().rev().fold(0.0, |sum, power| sum * x + power))
}

/// A diverging map after K. Moreland (2009, doi:10.1007/978-3-642-10520-3_9): two hues of equal lightness that lose
/// their saturation evenly towards the middle, in his polar form of CIELAB. The middle is lighter than his, as paper is.
fn diverging(x: f64) -> [f64; 3] {
    /// Magnitude, saturation and hue of the ends: his blue (59, 76, 192) and red (180, 4, 38).
    const ENDS: [[f64; 3]; 2] = [[80.0, 1.08, -1.1], [80.0, 1.08, 0.5]];
    const MIDDLE: f64 = 96.0;
    let [magnitude, saturation, hue] = ENDS[usize::from(x > 0.5)];
    let grey = 1.0 - 2.0 * (x - 0.5).abs();
    // The hue turns while saturation falls, so that steps look equally large.
    let turn = saturation * (MIDDLE * MIDDLE - magnitude * magnitude).sqrt() / (magnitude * saturation.sin());
    let turned = if hue > -0.3 { hue + turn } else { hue - turn };
    let mixed = |end: f64, middle: f64| end + (middle - end) * grey;
    let (m, s, h) = (mixed(magnitude, MIDDLE), mixed(saturation, 0.0), mixed(hue, turned));
    from_lab([m * s.cos(), m * s.sin() * h.cos(), m * s.sin() * h.sin()])
}

/// From CIELAB (white point D65) to sRGB, IEC 61966-2-1.
fn from_lab([lightness, a, b]: [f64; 3]) -> [f64; 3] {
    const WHITE: [f64; 3] = [0.950_47, 1.0, 1.088_83];
    const TO_RGB: [[f64; 3]; 3] = [
        [3.240_454_2, -1.537_138_5, -0.498_531_4],
        [-0.969_266_0, 1.876_010_8, 0.041_556_0],
        [0.055_643_4, -0.204_025_9, 1.057_225_2],
    ];
    let middle = (lightness + 16.0) / 116.0;
    let cubed = |f: f64| if f > 6.0 / 29.0 { f * f * f } else { (f - 4.0 / 29.0) * 108.0 / 841.0 };
    let around = [middle + a / 500.0, middle, middle - b / 200.0];
    let xyz: Vec<f64> = around.iter().zip(WHITE).map(|(f, white)| white * cubed(*f)).collect();
    TO_RGB.map(|row| {
        let linear: f64 = row.iter().zip(&xyz).map(|(weight, part)| weight * part).sum();
        if linear <= 0.003_130_8 { 12.92 * linear } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 }
    })
}
