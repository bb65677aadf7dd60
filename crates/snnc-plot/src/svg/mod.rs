//! Figures as SVG: for print, for the screen, and readable by people who cannot see them.
//!
//! Texts stay texts, in a font as wide as Arial. The same figure has the same bytes wherever it is drawn.

mod axes;
mod beside;
mod describe;
mod fingerprint;
mod image;
mod layout;
mod legend;
mod marks;
mod measure;
mod occupied;
mod points;
mod style;
mod text;
mod writer;

use crate::figure::Figure;
use crate::font::Weight;
use layout::{Layout, Placed, layout};
use writer::{Escaped, Short, Style, Writer};

/// The size of a figure on paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// In millimetres.
    pub width: f64,
    /// In millimetres.
    pub height: f64,
}

impl Size {
    /// The width of a figure over both columns of a page, in millimetres.
    pub const DOUBLE_COLUMN: f64 = 174.0;
    /// The width of a figure in one column, in millimetres.
    pub const SINGLE_COLUMN: f64 = 85.0;

    /// The size of a figure of that width in millimetres, high enough for its rows and all texts.
    pub fn of_width(figure: &Figure, width: f64) -> Size {
        /// The height of a row of height 1 in millimetres, and how much of the width it is in a wide figure.
        const ROW: f64 = 20.0;
        const ROW_OF_WIDTH: f64 = 0.15;
        let rows: f64 = figure.rows.iter().map(|row| layout::share(row.height)).sum();
        // A figure of a single low row would be a strip.
        let rows = rows.max(1.6) * (ROW_OF_WIDTH * width).max(ROW);
        // How high texts are depends on the height of the panels, if only a little.
        let mut size = Size { width, height: rows * 1.5 };
        for _ in 0..2 {
            size.height = rows + layout(figure, size).texts * 25.4 / 72.0;
        }
        size
    }

    /// In points, of which there are 72 an inch.
    fn width(self) -> f64 {
        points(self.width)
    }

    fn height(self) -> f64 {
        points(self.height)
    }
}

/// Millimetres in points, within what a page can be.
fn points(millimetres: f64) -> f64 {
    let sane = if millimetres.is_finite() { millimetres.clamp(10.0, 5000.0) } else { Size::DOUBLE_COLUMN };
    sane * 72.0 / 25.4
}

/// Draws a figure.
pub fn draw(figure: &Figure, size: Size) -> String {
    let layout = layout(figure, size);
    let (width, height) = (size.width(), size.height());
    let id = fingerprint::of(figure, size);
    let mut out = Writer::default();
    out.put(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}mm\" height=\"{}mm\" viewBox=\"0 0 {} {}\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-desc\" font-family=\"Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans Condensed', \
         sans-serif\" fill=\"{}\">\n",
        Short(width * 25.4 / 72.0),
        Short(height * 25.4 / 72.0),
        Short(width),
        Short(height),
        style::INK
    ));
    let title = describe::title(figure);
    out.put(format_args!("<title id=\"{id}-title\">{}</title>\n", Escaped(&title)));
    out.put(format_args!("<desc id=\"{id}-desc\">{}</desc>\n", Escaped(&describe::description(figure))));
    out.put(format_args!("<rect width=\"{}\" height=\"{}\" fill=\"#fff\"/>\n", Short(width), Short(height)));
    heading(&mut out, &layout);
    for (number, placed) in layout.panels.iter().enumerate() {
        panel(&mut out, placed, &format!("{id}-{number}"));
    }
    out.text += "</svg>\n";
    out.text
}

fn heading(out: &mut Writer, layout: &Layout) {
    let left = style::OUTSIDE;
    let mut y = style::OUTSIDE - style::TITLE * (style::LEADING - 1.0);
    let bold = Style { size: style::TITLE, weight: Weight::Bold, ..Style::default() };
    for line in &layout.title {
        y += style::TITLE * style::LEADING;
        out.line((left, y), bold, line);
    }
    let faint = Style { size: style::SUBTITLE, faint: true, ..Style::default() };
    for line in &layout.subtitle {
        y += style::SUBTITLE * style::LEADING;
        out.line((left, y), faint, line);
    }
}

/// Draws a panel; `id` begins the names of what belongs to it.
fn panel(out: &mut Writer, placed: &Placed, id: &str) {
    let frame = placed.frame;
    out.text += "<g>\n";
    out.put(format_args!(
        "<clipPath id=\"{id}-clip\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/></clipPath>\n",
        Short(frame.left),
        Short(frame.top),
        Short(frame.width),
        Short(frame.height)
    ));
    out.put(format_args!("<g clip-path=\"url(#{id}-clip)\">\n"));
    marks::draw(out, placed.panel, frame);
    out.text += "</g>\n";
    axes::draw(out, placed);
    let mut left = frame.right();
    for (number, beside) in placed.beside.iter().enumerate() {
        beside::draw(out, beside, frame, left, &format!("{id}-colours{number}"));
        left += beside.width();
    }
    let room = frame.width;
    let mut baseline = frame.top - 2.5 - style::PANEL_TITLE * 0.24;
    if let Some(legend) = &placed.legend {
        legend.draw(out);
        baseline -= legend.below_title(&placed.panel.title, room);
    }
    let bold = Style { size: style::PANEL_TITLE, weight: Weight::Bold, ..Style::default() };
    for line in legend::title_lines(&placed.panel.title, room).iter().rev() {
        out.line((frame.left, baseline), bold, line);
        baseline -= style::PANEL_TITLE * style::LEADING;
    }
    out.text += "</g>\n";
}
