//! What stands right of a panel: scales of colours and lengths.

use super::layout::Rect;
use super::measure::{SLACK, label_size};
use super::style;
use super::text::wrapped;
use super::writer::{Anchor, Short, Style, Writer, width};
use crate::colour_map::ColourMap;
use crate::figure::{Axis, Mark, Panel, Scale, Ticks};
use crate::font::Weight;
use crate::ticks::{self, AxisTicks};

/// One thing right of a panel.
#[derive(Debug, Clone)]
pub(super) enum Beside {
    /// What the colours of an image mean.
    Colours { map: ColourMap, axis: Axis, ticks: AxisTicks, label: Vec<String>, size: f64, width: f64 },
    /// How much a height is.
    Length { label: String, share: f64, width: f64 },
}

impl Beside {
    /// How wide it is with the gap before it.
    pub(super) fn width(&self) -> f64 {
        match self {
            Beside::Colours { width, .. } | Beside::Length { width, .. } => *width,
        }
    }
}

/// What must stand right of a panel of that height.
pub(super) fn beside(panel: &Panel, height: f64) -> Vec<Beside> {
    let mut found: Vec<Beside> = vec![];
    for mark in &panel.marks {
        match mark {
            Mark::Image { label, range, diverging, .. } => {
                let map = if *diverging { ColourMap::Diverging } else { ColourMap::Sequential };
                let axis = Axis {
                    label: label.clone(),
                    unit: String::new(),
                    range: *range,
                    scale: Scale::Linear,
                    ticks: Ticks::Round,
                };
                let known = |other: &Beside| matches!(other, Beside::Colours { map: m, axis: a, .. } if *m == map && *a == axis);
                if !found.iter().any(known) {
                    found.push(colours(map, axis, height));
                }
            }
            Mark::ScaleBar { label, height: length } => {
                let (first, last) = ticks::ends(&panel.y);
                let share = (length / (last - first)).abs().min(1.0);
                let text = width(label, style::TICK, Weight::Regular);
                let width = style::BESIDE + 2.0 + style::TICK_GAP + text;
                found.push(Beside::Length { label: label.clone(), share, width });
            }
            _ => {}
        }
    }
    found
}

fn colours(map: ColourMap, axis: Axis, height: f64) -> Beside {
    let ticks = ticks::choose(&axis, ((height / 17.0) as usize + 1).clamp(2, 6));
    let label = wrapped(&ticks::label(&axis, ticks.exponent), style::LABEL, Weight::Regular, height + SLACK);
    let size = label_size(&label, height);
    let texts = ticks.major.iter().map(|tick| width(&tick.text, style::TICK, Weight::Regular));
    let mut width = style::BESIDE + style::COLOUR_BAR + style::TICK_LENGTH + style::TICK_GAP;
    width += texts.fold(0.0, f64::max);
    if !label.is_empty() {
        width += style::LABEL_GAP + size * (1.0 + (label.len() - 1) as f64 * style::LEADING);
    }
    Beside::Colours { map, axis, ticks, label, size, width }
}

/// Draws it right of the frame, from `left` on; `id` names its gradient.
pub(super) fn draw(out: &mut Writer, beside: &Beside, frame: Rect, left: f64, id: &str) {
    match beside {
        Beside::Colours { map, axis, ticks, label, size, width } => {
            draw_colours(out, *map, (axis, ticks), (label, *size), (frame, left, *width), id);
        }
        Beside::Length { label, share, .. } => {
            let (x, length) = (left + style::BESIDE, share * frame.height);
            let bottom = frame.bottom() - (frame.height - length) / 2.0;
            let (x1, y1, y2) = (Short(x), Short(bottom), Short(bottom - length));
            out.put(format_args!(
                "<path d=\"M{x1} {y1}V{y2}\" stroke=\"{}\" stroke-width=\"1.4\"/>\n",
                style::INK
            ));
            let at = (x + 2.0 + style::TICK_GAP, bottom - length / 2.0 + style::TICK * style::HALF_DIGIT);
            out.line(at, Style { size: style::TICK, ..Style::default() }, label);
        }
    }
}

fn draw_colours(
    out: &mut Writer,
    map: ColourMap,
    (axis, ticks): (&Axis, &AxisTicks),
    (label, letters): (&[String], f64),
    (frame, left, width): (Rect, f64, f64),
    id: &str,
) {
    const STOPS: usize = 32;
    let x = left + style::BESIDE;
    out.put(format_args!("<linearGradient id=\"{id}\" x1=\"0\" y1=\"1\" x2=\"0\" y2=\"0\">"));
    for stop in 0..=STOPS {
        let place = stop as f64 / STOPS as f64;
        out.put(format_args!("<stop offset=\"{place}\" stop-color=\"{}\"/>", map.at(place)));
    }
    out.text += "</linearGradient>\n";
    let (bx, by, bw, bh) = (Short(x), Short(frame.top), Short(style::COLOUR_BAR), Short(frame.height));
    out.put(format_args!(
        "<rect x=\"{bx}\" y=\"{by}\" width=\"{bw}\" height=\"{bh}\" fill=\"url(#{id})\"/>\n"
    ));
    let edge = x + style::COLOUR_BAR;
    let y = |value: f64| frame.bottom() - ticks::place(axis, value) * frame.height;
    out.text += "<path d=\"";
    out.put(format_args!("M{bx} {by}h{bw}v{bh}h-{bw}z"));
    for tick in &ticks.major {
        out.put(format_args!("M{} {}h{}", Short(edge), Short(y(tick.value)), Short(style::TICK_LENGTH)));
    }
    out.put(format_args!(
        "\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"/>\n",
        style::INK,
        Short(style::AXIS_LINE)
    ));
    let size = Style { size: style::TICK, ..Style::default() };
    let mut free = f64::INFINITY;
    for tick in &ticks.major {
        let y = y(tick.value) + style::TICK * style::HALF_DIGIT;
        if y <= free {
            out.line((edge + style::TICK_LENGTH + style::TICK_GAP, y), size, &tick.text);
            free = y - style::TICK;
        }
    }
    let size = Style { size: letters, anchor: Anchor::Middle, upward: true, ..Style::default() };
    let middle = frame.top + frame.height / 2.0;
    for (line, text) in label.iter().rev().enumerate() {
        let x = left + width - letters * (0.22 + line as f64 * style::LEADING);
        out.line((x, middle), size, text);
    }
}
