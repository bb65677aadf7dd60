//! Sizes of letters, lines and gaps, in points: those of journals.

/// Letters of the title.
pub(super) const TITLE: f64 = 9.5;
/// Of the line below it.
pub(super) const SUBTITLE: f64 = 7.5;
/// Of the title of a panel.
pub(super) const PANEL_TITLE: f64 = 8.0;
/// Of the labels of axes.
pub(super) const LABEL: f64 = 8.0;
/// Of the texts at ticks.
pub(super) const TICK: f64 = 7.0;
/// Of the legend.
pub(super) const LEGEND: f64 = 7.5;
/// Of notes.
pub(super) const NOTE: f64 = 6.5;
/// The distance of baselines, in ems.
pub(super) const LEADING: f64 = 1.25;
/// From the baseline to half the height of a digit, in ems.
pub(super) const HALF_DIGIT: f64 = 0.36;

/// Around everything.
pub(super) const OUTSIDE: f64 = 5.0;
/// The length of a tick.
pub(super) const TICK_LENGTH: f64 = 3.0;
/// Between a tick and its text.
pub(super) const TICK_GAP: f64 = 2.5;
/// Between the texts at ticks and the label of the axis.
pub(super) const LABEL_GAP: f64 = 4.0;
/// Between panels.
pub(super) const PANEL_GAP: f64 = 9.0;
/// Between panels of a column of which the upper one has no texts at its ticks.
pub(super) const SHARED_GAP: f64 = 4.0;
/// Between a panel and what stands right of it.
pub(super) const BESIDE: f64 = 6.0;

/// The width of axes and ticks.
pub(super) const AXIS_LINE: f64 = 0.6;
/// The width of lines of data.
pub(super) const DATA_LINE: f64 = 0.9;
/// The same where there are many points.
pub(super) const THIN_LINE: f64 = 0.6;
/// The width of a scale of colours.
pub(super) const COLOUR_BAR: f64 = 6.5;

/// The colour of axes and texts.
pub(super) const INK: &str = "#262626";
