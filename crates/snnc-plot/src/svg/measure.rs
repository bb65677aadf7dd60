//! How much room a panel needs around its axes.

use super::beside::{self, Beside};
use super::layout::Rect;
use super::legend::{self, Entry};
use super::style;
use super::text::wrapped;
use super::writer::width;
use crate::figure::{Axis, Panel, Ticks};
use crate::font::Weight;
use crate::ticks::{self, AxisTicks, Tick};

/// The ticks and texts of a panel of a certain size, and the room that they need.
#[derive(Debug, Clone)]
pub(super) struct Measured {
    pub(super) x: AxisTicks,
    pub(super) y: AxisTicks,
    pub(super) x_label: Vec<String>,
    pub(super) y_label: Vec<String>,
    /// The size of its letters.
    pub(super) y_label_size: f64,
    pub(super) beside: Vec<Beside>,
    pub(super) note: Vec<String>,
    /// From the vertical axis to the far end of the texts at its ticks.
    pub(super) y_ticks: f64,
    /// How far what belongs to the horizontal axis reaches beyond its left end.
    pub(super) left: f64,
    /// What is needed right of the frame, above and below it.
    pub(super) right: f64,
    pub(super) above: f64,
    pub(super) below: f64,
}

impl Measured {
    /// The width of the label of the vertical axis.
    pub(super) fn label_width(&self) -> f64 {
        match self.y_label.len() {
            0 => 0.0,
            lines => style::LABEL_GAP + self.y_label_size * (1.0 + (lines - 1) as f64 * style::LEADING),
        }
    }
}

/// Measures a panel whose frame is about that large; `legend` is what stands above it.
pub(super) fn measure(panel: &Panel, frame: Rect, legend: &[Entry]) -> Measured {
    let x = x_ticks(&panel.x, frame.width);
    let y = ticks::choose(&panel.y, ((frame.height / 17.0) as usize + 1).clamp(2, 6));
    let shared = matches!(panel.x.ticks, Ticks::Shared);
    let x_label = match shared {
        true => vec![],
        false => {
            wrapped(&ticks::label(&panel.x, x.exponent), style::LABEL, Weight::Regular, frame.width + 6.0)
        }
    };
    let y_label = match panel.y.ticks {
        Ticks::Shared => vec![],
        _ => {
            wrapped(&ticks::label(&panel.y, y.exponent), style::LABEL, Weight::Regular, frame.height + SLACK)
        }
    };
    let y_shown = !matches!(panel.y.ticks, Ticks::Shared);
    let y_label_size = label_size(&y_label, frame.height);
    let widest = y.major.iter().map(tick_width).fold(0.0, f64::max);
    let y_ticks = match (y.major.is_empty(), y_shown) {
        (true, _) => 0.0,
        (false, true) => style::TICK_LENGTH + style::TICK_GAP + widest,
        (false, false) => style::TICK_LENGTH,
    };
    // How far texts at ticks reach beyond the two ends of the horizontal axis.
    let (mut left, mut overhang) = (0.0f64, 0.0f64);
    for tick in x.major.iter().filter(|_| !shared) {
        let (middle, half) = (ticks::place(&panel.x, tick.value) * frame.width, tick_width(tick) / 2.0);
        left = left.max(half - middle);
        overhang = overhang.max(middle + half - frame.width);
    }
    let beside = beside::beside(panel, frame.height);
    let right = beside.iter().map(Beside::width).sum::<f64>();
    let note = wrapped(&panel.note, style::NOTE, Weight::Regular, frame.width);
    let above = legend::height_above(legend, &panel.title, frame.width)
        // Half of a text at the top end of the vertical axis.
        .max(style::TICK * style::HALF_DIGIT);
    let mut below = 0.0;
    if !x.major.is_empty() {
        below += style::TICK_LENGTH;
        if !shared {
            below += style::TICK_GAP + style::TICK;
        }
    }
    if !x_label.is_empty() {
        below += 1.0 + x_label.len() as f64 * style::LABEL * style::LEADING;
    }
    if !note_beside_label(&note, &x_label, frame.width) {
        below += note.len() as f64 * style::NOTE * style::LEADING + if note.is_empty() { 0.0 } else { 2.0 };
    }
    Measured {
        x,
        y,
        x_label,
        y_label,
        y_label_size,
        beside,
        note,
        y_ticks,
        left,
        right: right.max(overhang),
        above,
        below,
    }
}

/// The size of the letters of a label that must not be longer than its axis: a word may be as long as a low panel is high.
pub(super) fn label_size(lines: &[String], room: f64) -> f64 {
    const LEAST: f64 = 0.6;
    let widest = lines.iter().map(|line| width(line, style::LABEL, Weight::Regular)).fold(0.0, f64::max);
    if widest > room + SLACK { style::LABEL * (room / widest).max(LEAST) } else { style::LABEL }
}

/// So much may the label of a vertical axis be longer than its axis.
pub(super) const SLACK: f64 = 4.0;

/// Whether a note has room on the line of the label of the horizontal axis.
pub(super) fn note_beside_label(note: &[String], label: &[String], room: f64) -> bool {
    const GAP: f64 = 8.0;
    match (note, label) {
        ([note], [.., label]) => {
            let middle = width(label, style::LABEL, Weight::Regular) / 2.0;
            width(note, style::NOTE, Weight::Regular) + GAP + middle <= room / 2.0
        }
        _ => false,
    }
}

fn tick_width(tick: &Tick) -> f64 {
    width(&tick.text, style::TICK, Weight::Regular)
}

/// As many ticks as have room beside each other.
fn x_ticks(axis: &Axis, length: f64) -> AxisTicks {
    let mut most = ((length / 42.0) as usize + 1).clamp(2, 11);
    loop {
        let chosen = ticks::choose(axis, most);
        if most == 2 || clear(axis, &chosen, length) {
            return chosen;
        }
        most -= 1;
    }
}

/// Whether there are gaps between the texts of all ticks.
fn clear(axis: &Axis, chosen: &AxisTicks, length: f64) -> bool {
    let mut texts: Vec<(f64, f64)> = chosen
        .major
        .iter()
        .map(|tick| (ticks::place(axis, tick.value) * length, tick_width(tick) / 2.0))
        .collect();
    texts.sort_by(|one, other| one.0.total_cmp(&other.0));
    texts.windows(2).all(|pair| pair[1].0 - pair[1].1 - (pair[0].0 + pair[0].1) >= style::TICK * 0.8)
}
