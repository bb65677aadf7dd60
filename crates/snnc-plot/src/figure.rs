//! What a figure shows, in the units of the data; how it is drawn is the business of others.

/// A figure: rows of panels, from top to bottom.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figure {
    /// What stands above it.
    pub title: String,
    /// A line below the title: the seed, the duration.
    pub subtitle: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// Panels side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The height in relation to the other rows; 1 is usual.
    pub height: f64,
    /// The panels, equally wide.
    pub panels: Vec<Panel>,
}

/// A pair of axes with marks.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// What stands above it, if anything.
    pub title: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// What is drawn, the first at the back.
    pub marks: Vec<Mark>,
    /// What must be known to read it rightly: "every 20th spike is drawn".
    pub note: String,
}

/// An axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// What is on it: `membrane potential V`, `time`.
    pub label: String,
    /// The unit, after the label; empty if there is none.
    pub unit: String,
    /// The values at its two ends.
    pub range: (f64, f64),
    /// How values are put on it.
    pub scale: Scale,
    /// Where ticks are.
    pub ticks: Ticks,
}

/// How values are put on an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scale {
    /// Evenly.
    #[default]
    Linear,
    /// By their logarithm.
    Logarithmic,
}

/// Where an axis has ticks.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Ticks {
    /// At round values.
    #[default]
    Round,
    /// At round whole values.
    Whole,
    /// There, with these texts.
    At(Vec<(f64, String)>),
    /// At round values, without texts and without the label of the axis: the panel below has the same axis.
    Shared,
    /// Nowhere.
    None,
}

/// Something drawn in a panel, in the units of its axes.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// Points.
    Points {
        /// In the legend; empty if not there.
        label: String,
        /// Their colour.
        colour: Colour,
        /// How a point looks.
        shape: PointShape,
        /// Where they are.
        at: Vec<(f64, f64)>,
    },
    /// A line through points; it is interrupted where one is not finite.
    Line {
        /// In the legend; empty if not there.
        label: String,
        /// Its colour.
        colour: Colour,
        /// The points.
        at: Vec<(f64, f64)>,
    },
    /// Bars side by side from 0, as in a histogram: one more edge than heights.
    Bars {
        /// In the legend; empty if not there.
        label: String,
        /// Their colour.
        colour: Colour,
        /// Where they begin and end.
        edges: Vec<f64>,
        /// How high they are.
        heights: Vec<f64>,
        /// Drawn as an outline alone, so that several can be seen in one panel.
        outline: bool,
    },
    /// An area between two lines: mean and deviation.
    Band {
        /// In the legend; empty if not there.
        label: String,
        /// Its colour.
        colour: Colour,
        /// x, lower and upper y.
        at: Vec<(f64, f64, f64)>,
    },
    /// Values as colours.
    Image {
        /// What they are, with unit: it stands beside the scale of colours.
        label: String,
        /// The x of the left and right edge.
        x: (f64, f64),
        /// The y of the bottom and top edge.
        y: (f64, f64),
        /// How many values there are in a row.
        columns: usize,
        /// Row by row, the bottom one first; what is not finite stays empty.
        values: Vec<f64>,
        /// The values at the two ends of the scale of colours.
        range: (f64, f64),
        /// Whether values below and above 0 differ in kind.
        diverging: bool,
    },
    /// A straight line through the whole panel.
    Rule {
        /// In the legend; empty if not there.
        label: String,
        /// Its colour.
        colour: Colour,
        /// Where it crosses its axis.
        at: f64,
        /// Whether it runs from bottom to top.
        vertical: bool,
    },
    /// A bar beside the panel that is as high as so much of y: for traces one above the other, which share no zero.
    ScaleBar {
        /// What it stands for: `50 mV`.
        label: String,
        /// The same in the unit of y.
        height: f64,
    },
}

/// How a point looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PointShape {
    /// A dot.
    #[default]
    Dot,
    /// A short vertical stroke, as wide as the ink allows and as high as one unit of y: a spike in a raster.
    Stroke,
}

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    /// Red, from 0 to 255.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

/// The colours of populations: seven that people with any kind of colour vision tell apart (M. Okabe and K. Ito,
/// "Color Universal Design", 2008), the darker ones first; after them they repeat.
pub fn colour(number: usize) -> Colour {
    const COLOURS: [[u8; 3]; 7] = [
        [0, 114, 178],
        [213, 94, 0],
        [0, 158, 115],
        [204, 121, 167],
        [230, 159, 0],
        [86, 180, 233],
        [90, 90, 90],
    ];
    let [red, green, blue] = COLOURS[number % COLOURS.len()];
    Colour { red, green, blue }
}
