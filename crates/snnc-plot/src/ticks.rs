//! Where an axis has ticks, and what stands at them.

use crate::figure::{Axis, Scale, Ticks};
use crate::unit;

/// The ticks of an axis.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AxisTicks {
    /// Those with a text, in the order of their values.
    pub major: Vec<Tick>,
    /// Smaller ones between them.
    pub minor: Vec<f64>,
    /// The texts times ten to this power are the values; it belongs beside the unit.
    pub exponent: i32,
}

/// A tick.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where it is, in the unit of the axis.
    pub value: f64,
    /// What stands at it.
    pub text: String,
}

/// Chooses about `most` ticks for an axis, rather fewer, but two if that is possible. Those that the figure itself places
/// are all kept.
pub fn choose(axis: &Axis, most: usize) -> AxisTicks {
    let (low, high) = ends(axis);
    let (low, high) = (low.min(high), low.max(high));
    match (&axis.ticks, axis.scale) {
        (Ticks::None, _) => AxisTicks::default(),
        (Ticks::At(given), _) => {
            let mut major: Vec<_> = given
                .iter()
                .filter(|(value, _)| (low..=high).contains(value))
                .map(|(value, text)| Tick { value: *value, text: text.clone() })
                .collect();
            major.sort_by(|one, other| one.value.total_cmp(&other.value));
            AxisTicks { major, ..AxisTicks::default() }
        }
        (Ticks::Whole, Scale::Linear) => even(low, high, most, true),
        (Ticks::Round | Ticks::Shared, Scale::Linear) => even(low, high, most, false),
        (Ticks::Round | Ticks::Whole | Ticks::Shared, Scale::Logarithmic) => decades(low, high, most),
    }
}

/// The values at the two ends of an axis, which differ and, on a logarithmic scale, are positive.
pub fn ends(axis: &Axis) -> (f64, f64) {
    let (first, last) = axis.range;
    match axis.scale {
        Scale::Linear if !first.is_finite() || !last.is_finite() => (0.0, 1.0),
        Scale::Linear if first == last => {
            let around = if first == 0.0 { 1.0 } else { first.abs() * 0.1 };
            (first - around, last + around)
        }
        Scale::Linear => (first, last),
        Scale::Logarithmic => {
            let highest = first.max(last);
            let highest = if highest.is_finite() && highest > 0.0 { highest } else { 1.0 };
            let positive = |end: f64| if end.is_finite() && end > 0.0 { end } else { highest * 1e-3 };
            let (first, last) = (positive(first), positive(last));
            match (first == last, highest) {
                (true, highest) if highest > first => (first, highest),
                (true, _) => (first / 2.0, last * 2.0),
                _ => (first, last),
            }
        }
    }
}

/// Where a value is on an axis: 0 at its first end, 1 at its last.
pub fn place(axis: &Axis, value: f64) -> f64 {
    let (first, last) = ends(axis);
    match axis.scale {
        Scale::Linear => (value - first) / (last - first),
        Scale::Logarithmic => (value / first).ln() / (last / first).ln(),
    }
}

/// A step between ticks: a digit times a power of ten.
#[derive(Clone, Copy)]
struct Step {
    digit: i64,
    power: i32,
}

impl Step {
    /// All steps of 1, 2 or 5 times a power of ten, from one on that divides a length into more than so many parts.
    fn all(length: f64, parts: usize, whole: bool) -> impl Iterator<Item = Step> {
        let power = (length / parts as f64).log10().floor() as i32 - 1;
        let power = if whole { power.max(0) } else { power };
        (power..).flat_map(|power| [1, 2, 5].map(|digit| Step { digit, power }))
    }

    fn size(self) -> f64 {
        self.times(1)
    }

    /// A multiple, correctly rounded where the power of ten is exact.
    fn times(self, count: i64) -> f64 {
        let units = count as f64 * self.digit as f64;
        if self.power < 0 { units / 10f64.powi(-self.power) } else { units * 10f64.powi(self.power) }
    }
}

/// Ticks at multiples of a round step.
fn even(low: f64, high: f64, most: usize, whole: bool) -> AxisTicks {
    let most = most.max(2);
    let inside = |step: Step| {
        // A hair of slack, so that an end that is round but for rounding errors has its tick.
        let first = (low / step.size() - 1e-9).ceil();
        (first, (high / step.size() + 1e-9).floor())
    };
    let count = |step: Step| {
        let (first, last) = inside(step);
        last - first + 1.0
    };
    let mut step = Step { digit: 1, power: 0 };
    let mut before = None;
    for next in Step::all(high - low, most, whole) {
        step = next;
        if count(step) <= most as f64 {
            break;
        }
        before = Some(step);
    }
    // One tick alone says too little, and two do where there is room for many; then rather some more than asked for.
    if let Some(finer) = before {
        let few = count(step) < 2.0 || (count(step) < 3.0 && most >= 4 && count(finer) <= 2.0 * most as f64);
        step = if few { finer } else { step };
    }
    let (first, last) = inside(step);
    if !(first.abs() < 1e11 && last.abs() < 1e11) {
        return AxisTicks::default(); // The two ends hardly differ, as far as numbers go.
    }
    let exponent = factored(low.abs().max(high.abs()), step);
    let decimals = (exponent - step.power).max(0) as usize;
    let major = (first as i64..=last as i64).map(|count| {
        let value = step.times(count);
        Tick { value, text: written(value * 10f64.powi(-exponent), decimals) }
    });
    AxisTicks { major: major.collect(), minor: vec![], exponent }
}

/// The power of ten that is taken out of very large and very small values.
fn factored(largest: f64, step: Step) -> i32 {
    let magnitude = largest.log10().floor() as i32;
    let wide = !(-3..7).contains(&magnitude) || (magnitude < 0 && step.power < -4);
    if wide { magnitude.div_euclid(3) * 3 } else { 0 }
}

/// A number with a true minus sign, and thin spaces between thousands where there are many digits.
pub fn written(value: f64, decimals: usize) -> String {
    let digits = format!("{:.decimals$}", value.abs());
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut text = String::new();
    if value < 0.0 && digits.bytes().any(|digit| (b'1'..=b'9').contains(&digit)) {
        text.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        let left = whole.len() - index;
        if index > 0 && whole.len() > 4 && left.is_multiple_of(3) {
            text.push('\u{2009}');
        }
        text.push(digit);
    }
    text + rest
}

/// Ticks at powers of ten, or more narrowly where there are few of them.
fn decades(low: f64, high: f64, most: usize) -> AxisTicks {
    let most = most.max(2) as i32;
    let first = (low.log10() - 1e-9).ceil() as i32;
    let last = (high.log10() + 1e-9).floor() as i32;
    let inside = |value: f64| value >= low * (1.0 - 1e-9) && value <= high * (1.0 + 1e-9);
    let between = |digits: &[f64]| -> Vec<f64> {
        let each = (first - 1..=last).flat_map(|power| digits.iter().map(move |d| d * 10f64.powi(power)));
        each.filter(|value| inside(*value)).collect()
    };
    if last > first {
        let stride = (last - first) / most + 1;
        let plain = first >= -2 && last <= 4;
        let at = (first..=last).filter(|power| power.rem_euclid(stride) == 0);
        let major: Vec<_> = at
            .map(|power| Tick {
                value: 10f64.powi(power),
                text: if plain {
                    written(10f64.powi(power), (-power).max(0) as usize)
                } else {
                    format!("10{}", unit::superscript(power))
                },
            })
            .collect();
        let minor = match (stride, last - first) {
            (1, ..=8) => between(&[2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]),
            (1, _) => vec![],
            _ => (first..=last).map(|power| 10f64.powi(power)).collect(),
        };
        return AxisTicks { major, minor, exponent: 0 };
    }
    let few = between(&[1.0, 2.0, 5.0]);
    if few.len() < 2 || few.len() as i32 > most {
        return even(low, high, most as usize, false);
    }
    let smallest = few.iter().copied().fold(f64::INFINITY, f64::min);
    let decimals = (-smallest.log10().floor() as i32).max(0) as usize;
    let major = few.iter().map(|value| Tick { value: *value, text: written(*value, decimals) }).collect();
    let minor = between(&[2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]);
    AxisTicks { major, minor: minor.into_iter().filter(|m| !few.contains(m)).collect(), exponent: 0 }
}

/// What is written along an axis: its label and the unit, in parentheses, with the power of ten taken out of the texts.
pub fn label(axis: &Axis, exponent: i32) -> String {
    let unit = unit::printed(&axis.unit);
    let power = || format!("10{}", unit::superscript(exponent));
    let unit = match (exponent, unit.as_str()) {
        (0, _) => unit,
        (_, "") => format!("×\u{2009}{}", power()),
        _ => format!("{}\u{2009}{unit}", power()),
    };
    match (axis.label.as_str(), unit.as_str()) {
        (label, "") => label.to_string(),
        ("", unit) => unit.to_string(),
        (label, unit) => format!("{label} ({unit})"),
    }
}
