//! The legend: what colours mean. It stands in a free corner of the panel, or else above it.

use super::layout::Rect;
use super::occupied::Occupied;
use super::style;
use super::text::wrapped;
use super::writer::{Short, Style, Writer, width};
use crate::figure::{Colour, Figure, Mark, Panel, PointShape};
use crate::font::Weight;

/// A line of the legend.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    text: String,
    colour: Colour,
    key: Key,
}

/// What stands before the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Dot,
    Stroke,
    Line,
    Area,
    Outline,
    Faint,
    Rule,
}

/// Where the legend is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum LegendPlace {
    /// Not yet looked for.
    Unknown,
    /// In the panel: its top left corner, from that of the frame.
    Inside(f64, f64),
    /// Above the panel.
    Above,
}

/// A legend with its place.
#[derive(Debug)]
pub(super) struct Legend {
    /// Each entry and where it begins, at the middle of its height.
    entries: Vec<(f64, f64, Entry)>,
    /// The area that it covers in the panel.
    pub(super) area: Option<Rect>,
}

/// The width of a key, and of the gap after it.
const KEY: (f64, f64) = (11.0, 4.0);
/// Between entries side by side.
const BETWEEN: f64 = 10.0;
/// Between the legend and the frame.
const INSET: f64 = 4.0;
const LINE: f64 = style::LEGEND * style::LEADING;

impl Entry {
    fn width(&self) -> f64 {
        KEY.0 + KEY.1 + width(&self.text, style::LEGEND, Weight::Regular)
    }
}

/// The entries of each panel; a panel whose entries an earlier one shows already has none.
pub(super) fn entries(figure: &Figure) -> Vec<Vec<Vec<Entry>>> {
    let mut shown: Vec<Entry> = vec![];
    let mut of_panel = |panel: &Panel| -> Vec<Entry> {
        let mut entries: Vec<Entry> = vec![];
        for entry in panel.marks.iter().filter_map(entry) {
            let same = |other: &Entry| other.text == entry.text && other.colour == entry.colour;
            if !entries.iter().any(same) {
                entries.push(entry);
            }
        }
        let known = |entry: &Entry| shown.iter().any(|s| s.text == entry.text && s.colour == entry.colour);
        if entries.iter().all(known) {
            entries.clear();
        }
        shown.extend(entries.iter().cloned());
        entries
    };
    figure.rows.iter().map(|row| row.panels.iter().map(&mut of_panel).collect()).collect()
}

fn entry(mark: &Mark) -> Option<Entry> {
    let (text, colour, key) = match mark {
        Mark::Points { label, colour, shape: PointShape::Dot, .. } => (label, colour, Key::Dot),
        Mark::Points { label, colour, shape: PointShape::Stroke, .. } => (label, colour, Key::Stroke),
        Mark::Line { label, colour, .. } => (label, colour, Key::Line),
        Mark::Bars { label, colour, outline: true, .. } => (label, colour, Key::Outline),
        Mark::Bars { label, colour, .. } => (label, colour, Key::Area),
        Mark::Band { label, colour, .. } => (label, colour, Key::Faint),
        Mark::Rule { label, colour, .. } => (label, colour, Key::Rule),
        Mark::Image { .. } | Mark::ScaleBar { .. } => return None,
    };
    (!label_is_empty(text)).then(|| Entry { text: text.clone(), colour: *colour, key })
}

fn label_is_empty(text: &str) -> bool {
    text.trim().is_empty()
}

/// Looks for a place; a legend that has once been put above a panel stays there.
pub(super) fn place(panel: &Panel, frame: Rect, entries: &[Entry], before: LegendPlace) -> LegendPlace {
    if entries.is_empty() || before == LegendPlace::Above {
        return before;
    }
    let (width, height) = size(entries);
    let (right, bottom) = (frame.width - width - INSET, frame.height - height - INSET);
    if right < INSET || bottom < INSET {
        return LegendPlace::Above;
    }
    let occupied = Occupied::by(panel, frame.width, frame.height);
    let (centre, middle) = (f64::midpoint(INSET, right), f64::midpoint(INSET, bottom));
    let places = [
        (right, INSET),
        (INSET, INSET),
        (right, bottom),
        (INSET, bottom),
        (centre, INSET),
        (right, middle),
        (centre, bottom),
        (INSET, middle),
    ];
    let free = places.iter().find(|(left, top)| {
        occupied.is_free(Rect { left: left - 2.0, top: top - 2.0, width: width + 4.0, height: height + 4.0 })
    });
    free.map_or(LegendPlace::Above, |(left, top)| LegendPlace::Inside(*left, *top))
}

/// How large the entries are, one below the other.
fn size(entries: &[Entry]) -> (f64, f64) {
    let width = entries.iter().map(Entry::width).fold(0.0, f64::max);
    (width, entries.len() as f64 * LINE)
}

/// The lines of the title of a panel.
pub(super) fn title_lines(title: &str, room: f64) -> Vec<String> {
    wrapped(title, style::PANEL_TITLE, Weight::Bold, room)
}

const TITLE_LINE: f64 = style::PANEL_TITLE * style::LEADING;

/// The entries of a legend above a panel in lines of its width; whether the last line of the title is one of them.
fn lines(entries: &[Entry], title: &str, room: f64) -> (Vec<Vec<Entry>>, bool) {
    let mut lines: Vec<Vec<Entry>> = vec![];
    let mut used = f64::INFINITY;
    for entry in entries {
        if used + BETWEEN + entry.width() > room {
            lines.push(vec![]);
            used = -BETWEEN;
        }
        used += BETWEEN + entry.width();
        if let Some(line) = lines.last_mut() {
            line.push(entry.clone());
        }
    }
    let title_width =
        title_lines(title, room).last().map_or(0.0, |line| width(line, style::PANEL_TITLE, Weight::Bold));
    let beside = lines.len() == 1 && title_width > 0.0 && title_width + 2.0 * BETWEEN + used <= room;
    (lines, beside)
}

/// The height of the title of a panel and of the entries above it.
pub(super) fn height_above(entries: &[Entry], title: &str, room: f64) -> f64 {
    let titles = title_lines(title, room).len() as f64 * TITLE_LINE;
    let (lines, beside) = lines(entries, title, room);
    let legend = if beside { 0.0 } else { lines.len() as f64 * LINE };
    if titles + legend > 0.0 { titles + legend + 2.5 } else { 0.0 }
}

/// Puts the entries where they belong.
pub(super) fn positioned(entries: &[Entry], place: LegendPlace, frame: Rect, title: &str) -> Option<Legend> {
    if entries.is_empty() {
        return None;
    }
    match place {
        LegendPlace::Unknown => None,
        LegendPlace::Inside(left, top) => {
            let (width, height) = size(entries);
            let area = Rect { left: frame.left + left, top: frame.top + top, width, height };
            let each = entries.iter().enumerate();
            let entries =
                each.map(|(line, entry)| (area.left, area.top + (line as f64 + 0.5) * LINE, entry.clone()));
            Some(Legend { entries: entries.collect(), area: Some(area) })
        }
        LegendPlace::Above => {
            let (lines, _) = lines(entries, title, frame.width);
            let mut placed = vec![];
            for (above, line) in lines.iter().rev().enumerate() {
                let widths: f64 = line.iter().map(Entry::width).sum();
                let mut left = frame.right() - widths - BETWEEN * (line.len() - 1) as f64;
                let y = frame.top - 2.5 - (above as f64 + 0.5) * LINE;
                for entry in line {
                    placed.push((left.max(frame.left), y, entry.clone()));
                    left += entry.width() + BETWEEN;
                }
            }
            Some(Legend { entries: placed, area: None })
        }
    }
}

/// The height of the legend between the title of the panel and its frame.
pub(super) fn below_title(entries: &[(f64, f64, Entry)], title: &str, room: f64) -> f64 {
    let entries: Vec<_> = entries.iter().map(|(.., entry)| entry.clone()).collect();
    let (lines, beside) = lines(&entries, title, room);
    if beside { 0.0 } else { lines.len() as f64 * LINE }
}

impl Legend {
    /// The height of it between the title of the panel and the frame.
    pub(super) fn below_title(&self, title: &str, room: f64) -> f64 {
        if self.area.is_some() { 0.0 } else { below_title(&self.entries, title, room) }
    }

    pub(super) fn draw(&self, out: &mut Writer) {
        for (left, y, entry) in &self.entries {
            let (x, colour) = (*left, entry.colour);
            let (from, to, middle) = (Short(x), Short(x + KEY.0), Short(x + KEY.0 / 2.0));
            let (top, height) = (Short(y - 3.0), Short(6.0));
            let (width, at) = (Short(KEY.0), Short(*y));
            match entry.key {
                Key::Dot => {
                    out.put(format_args!("<circle cx=\"{middle}\" cy=\"{at}\" r=\"2\" fill=\"{colour}\"/>\n"));
                }
                Key::Stroke => out.put(format_args!(
                    "<path d=\"M{0} {top}v6m3 -6v6m3 -6v6\" stroke=\"{colour}\" stroke-width=\"1.2\"/>\n",
                    Short(x + KEY.0 / 2.0 - 3.0)
                )),
                Key::Line => out.put(format_args!(
                    "<path d=\"M{from} {at}H{to}\" stroke=\"{colour}\" stroke-width=\"1.4\"/>\n"
                )),
                Key::Area => out.put(format_args!(
                    "<rect x=\"{from}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" fill=\"{colour}\"/>\n"
                )),
                Key::Faint => out.put(format_args!(
                    "<rect x=\"{from}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" fill=\"{colour}\" fill-opacity=\".25\"/>\n"
                )),
                Key::Outline => out.put(format_args!(
                    "<rect x=\"{from}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1\"/>\n"
                )),
                Key::Rule => out.put(format_args!(
                    "<path d=\"M{from} {at}H{to}\" stroke=\"{colour}\" stroke-width=\".9\" stroke-dasharray=\"3 1.5\"/>\n"
                )),
            }
            let at = (x + KEY.0 + KEY.1, y + style::LEGEND * style::HALF_DIGIT);
            out.line(at, Style { size: style::LEGEND, ..Style::default() }, &entry.text);
        }
    }
}
