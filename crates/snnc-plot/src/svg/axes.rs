//! Axes with ticks, texts and labels.

use super::layout::Placed;
use super::measure::note_beside_label;
use super::style;
use super::writer::{Anchor, Short, Style, Writer, width};
use crate::figure::{Mark, Ticks};
use crate::font::Weight;
use crate::ticks::place;

/// Draws the axes of a panel: one below, one at the left, all around an image.
pub(super) fn draw(out: &mut Writer, placed: &Placed) {
    lines(out, placed);
    x_texts(out, placed);
    y_texts(out, placed);
}

fn lines(out: &mut Writer, placed: &Placed) {
    const MINOR: f64 = style::TICK_LENGTH * 0.6;
    let (frame, panel) = (placed.frame, placed.panel);
    let (left, top, right, bottom) = (frame.left, frame.top, frame.right(), frame.bottom());
    out.text += "<path d=\"";
    if panel.marks.iter().any(|mark| matches!(mark, Mark::Image { .. })) {
        out.put(format_args!(
            "M{} {}V{}H{}V{}z",
            Short(left),
            Short(top),
            Short(bottom),
            Short(right),
            Short(top)
        ));
    } else {
        let upright = !(matches!(panel.y.ticks, Ticks::None) && placed.y.major.is_empty());
        if upright {
            out.put(format_args!("M{} {}V{}", Short(left), Short(top), Short(bottom)));
        } else {
            out.put(format_args!("M{} {}", Short(left), Short(bottom)));
        }
        out.put(format_args!("H{}", Short(right)));
    }
    let x = |value: f64| left + place(&panel.x, value) * frame.width;
    let y = |value: f64| bottom - place(&panel.y, value) * frame.height;
    let down = |out: &mut Writer, value, length: f64| {
        out.put(format_args!("M{} {}v{}", Short(x(value)), Short(bottom), Short(length)));
    };
    let aside = |out: &mut Writer, value, length: f64| {
        out.put(format_args!("M{} {}h{}", Short(left), Short(y(value)), Short(-length)));
    };
    placed.x.major.iter().for_each(|tick| down(out, tick.value, style::TICK_LENGTH));
    placed.x.minor.iter().for_each(|value| down(out, *value, MINOR));
    placed.y.major.iter().for_each(|tick| aside(out, tick.value, style::TICK_LENGTH));
    placed.y.minor.iter().for_each(|value| aside(out, *value, MINOR));
    out.put(format_args!(
        "\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linecap=\"square\"/>\n",
        style::INK,
        Short(style::AXIS_LINE)
    ));
}

fn x_texts(out: &mut Writer, placed: &Placed) {
    let (frame, panel) = (placed.frame, placed.panel);
    let mut baseline = frame.bottom();
    if !placed.x.major.is_empty() {
        baseline += style::TICK_LENGTH;
        if !matches!(panel.x.ticks, Ticks::Shared) {
            baseline += style::TICK_GAP + style::TICK * 0.75;
            let size = Style { size: style::TICK, anchor: Anchor::Middle, ..Style::default() };
            let mut free = f64::NEG_INFINITY;
            for tick in &placed.x.major {
                let x = frame.left + place(&panel.x, tick.value) * frame.width;
                let half = width(&tick.text, style::TICK, Weight::Regular) / 2.0;
                // Ticks that a figure names itself may be too dense for their texts.
                if x - half >= free {
                    out.line((x, baseline), size, &tick.text);
                    free = x + half + 3.0;
                }
            }
            baseline += style::TICK * 0.25;
        }
    }
    let size = Style { size: style::LABEL, anchor: Anchor::Middle, ..Style::default() };
    if !placed.x_label.is_empty() {
        baseline += 1.0;
        for line in &placed.x_label {
            baseline += style::LABEL * style::LEADING;
            out.line((frame.left + frame.width / 2.0, baseline - style::LABEL * 0.25), size, line);
        }
    }
    let size = Style { size: style::NOTE, anchor: Anchor::End, faint: true, ..Style::default() };
    if note_beside_label(&placed.note, &placed.x_label, frame.width) {
        baseline -= style::NOTE * style::LEADING;
    } else {
        baseline += 2.0;
    }
    if !placed.note.is_empty() {
        for line in &placed.note {
            baseline += style::NOTE * style::LEADING;
            out.line((frame.right(), baseline - style::NOTE * 0.25), size, line);
        }
    }
}

fn y_texts(out: &mut Writer, placed: &Placed) {
    let (frame, panel) = (placed.frame, placed.panel);
    if matches!(panel.y.ticks, Ticks::Shared) {
        return;
    }
    let size = Style { size: style::TICK, anchor: Anchor::End, ..Style::default() };
    let mut free = f64::INFINITY;
    for tick in &placed.y.major {
        let y = frame.bottom() - place(&panel.y, tick.value) * frame.height + style::TICK * style::HALF_DIGIT;
        if y <= free {
            out.line((frame.left - style::TICK_LENGTH - style::TICK_GAP, y), size, &tick.text);
            free = y - style::TICK;
        }
    }
    let letters = placed.y_label_size;
    let size = Style { size: letters, anchor: Anchor::Middle, upward: true, ..Style::default() };
    for (number, line) in placed.y_label.iter().rev().enumerate() {
        let x = frame.left - placed.y_label_gap - letters * (0.22 + number as f64 * style::LEADING);
        out.line((x, frame.top + frame.height / 2.0), size, line);
    }
}
